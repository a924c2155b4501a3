import { describe, expect, it } from 'vitest';
import type { Customer } from '../../lib/contract/customer.ts';
import { type CustomerSaveReply, customerSaveReplySchema } from '../../lib/contract/customer-edit.ts';
import { customerExportSchema } from '../../lib/contract/customer-export.ts';
import { customerPageSchema } from '../../lib/contract/customer-page.ts';
import type { ImportReply } from '../../lib/contract/import.ts';
import type { PullReply } from '../../lib/contract/wire.ts';
import { type Answer, aRecord, aRow, aSave, type Bench, bench, HOUR, MINUTE, recordOf, START } from './support.ts';

const read = async (b: Bench, customerId: string) => customerPageSchema.parse((await b.post('/v1/customers/read', { customerId }, 'lee')).body);
const exported = async (b: Bench, customerId: string) => customerExportSchema.parse((await b.post('/v1/customers/export', { customerId }, 'lee')).body);
const merge = (b: Bench, keepId: string, dropId: string, take: string[] = [], who = 'lee'): Promise<Answer> =>
  b.post('/v1/customers/merge', { keepId, dropId, take }, who);
const split = (b: Bench, changeId: string | null): Promise<Answer> => b.post('/v1/customers/split', { changeId }, 'lee');
const saved = ({ status, body }: Answer): CustomerSaveReply => {
  if (status !== 200) throw new Error(JSON.stringify(body));
  return customerSaveReplySchema.parse(body);
};
const save = async (b: Bench, customerId: string, set: object) => saved(await b.post('/v1/customers/save', { customerId, set }, 'lee'));

/** Two files, the second with a record of two revisions, an owner, versions side by side and an appointment; nobody holds either. */
async function two(): Promise<{ b: Bench; keep: string; drop: string }> {
  const b = await bench();
  const reply = (await b.importRows([aRow(1), aRow(2, { name: 'Kustomer Two', kind: 'cleaning' })])).body as ImportReply;
  const [keep = '', drop = ''] = reply.rows.flatMap(({ customerId }) => customerId ?? []);
  const { work } = await b.claim('ann', { want: 2 });
  const nextStep = { kind: 'appointment', at: START + 30 * HOUR, note: 'rings again', taskId: 'appointment-1' } as const;
  const record = recordOf(
    work.find(({ customer }) => customer.id === drop),
    { content: { said: { kind: 'text', text: 'It is too tight' }, nextStep } },
  );
  const { outcome, satisfaction, content } = record;
  await b.push('ann', aSave('m1', record));
  await b.push('ann', { id: 'm2', at: START, kind: 'record.revise', recordId: record.id, basedOn: [1], why: 'misheard', outcome, satisfaction, content });
  await b.push('ann', { id: 'm3', at: START, kind: 'customer.set', customerId: drop, change: { field: 'language', value: 'en', was: null } });
  await b.push('ben', { id: 'm4', at: START, kind: 'customer.set', customerId: drop, change: { field: 'language', value: 'fr', was: null } });
  await b.store.write((tx) => tx.owners.put([{ customerId: drop, agentId: 'ben', since: START }]));
  b.clock.time += 2 * HOUR;
  return { b, keep, drop };
}

const seen = ({ customer: { updatedAt: _, ...customer }, services, records, owner }: Awaited<ReturnType<typeof exported>>) => ({
  customer,
  services,
  records,
  owner,
});

describe('making two files into one', () => {
  it('moves all that hangs on the one that goes, and there is one call for both', async () => {
    const { b, keep, drop } = await two();
    await save(b, drop, { tags: { value: ['tall'], was: [] } });
    const { customer, changeId } = saved(await merge(b, keep, drop, ['language']));
    expect(customer).toMatchObject({ id: keep, language: 'en', tags: ['tall'], person: { name: 'Customer 1', number: 'C-1' } });
    expect(customer.person.phones.map(({ e164, label }) => [e164, label])).toEqual([
      ['+8613800000001', 'main'],
      ['+8613800000002', 'other'],
    ]);
    const held = await exported(b, keep);
    expect(held.services.map(({ kind, customerId }) => [kind, customerId]).sort()).toEqual([
      ['cleaning', keep],
      ['repair', keep],
    ]);
    expect(held.records[0]?.revisions.map(({ revision, customerId }) => [revision, customerId])).toEqual([
      [1, keep],
      [2, keep],
    ]);
    expect(held.tasks.every(({ customerId }) => customerId === keep)).toBe(true);
    expect(held.owner).toEqual({ customerId: keep, agentId: 'ben', since: START });
    const page = await read(b, keep);
    expect(page.open).toHaveLength(1);
    expect(page.divergences).toMatchObject([{ customerId: keep, field: 'language' }]);
    expect(page.history[0]).toMatchObject({ kind: 'hand', id: changeId, changed: { kind: 'merge', otherId: drop, after: { tags: ['tall'] } } });
    expect(JSON.stringify(page.history)).not.toContain('undo');
    expect((await b.post('/v1/customers/read', { customerId: drop }, 'lee')).status).toBe(404);
    expect((await b.post('/v1/find', { query: 'Kustomer' }, 'lee')).body).toMatchObject({ found: [] });
  });

  it('is told to whoever had the one that goes, and with the other comes all of that', async () => {
    const { b, keep, drop } = await two();
    const before = await b.store.read((tx) => tx.lastSeq());
    await merge(b, keep, drop);
    const told = (await b.get(`/v1/pull?cursor=${before}`, 'ann')).body as PullReply;
    expect(told.erased).toEqual([drop]);
    // Her appointment is with the one that stayed now.
    expect(told.customers.map(({ id }) => id)).toEqual([keep]);
    expect(told.services).toHaveLength(2);
    expect(told.tasks.find(({ id }) => id === 'appointment-1')?.customerId).toBe(keep);
    expect(told.records.map(({ customerId }) => customerId)).toEqual([keep]);
  });

  it('takes a call that comes in late about the one that went as one with the other', async () => {
    const { b, keep, drop } = await two();
    await merge(b, keep, drop);
    const late = aRecord({ id: 'r9', customerId: drop, taskId: 'appointment-1', content: { said: { kind: 'text', text: 'It fits now' } } });
    expect(await b.push('ann', aSave('m9', late))).toMatchObject([{ status: 'stored' }]);
    const held = await exported(b, keep);
    expect(held.records.flatMap(({ revisions }) => revisions).find(({ id }) => id === 'r9')).toMatchObject({
      customerId: keep,
      content: { said: { text: 'It fits now' } },
    });
    expect(held.tasks.find(({ id }) => id === 'appointment-1')).toMatchObject({ state: 'done' });
  });

  it('keeps a wish not to be called of either, and closes what is open', async () => {
    const { b, keep, drop } = await two();
    await b.post('/v1/customers/opt-out', { customerId: drop, want: 'out', why: 'asked' }, 'lee');
    const { customer } = saved(await merge(b, keep, drop));
    expect(customer.optOut).toMatchObject({ reason: 'asked' });
    expect((await read(b, keep)).open).toEqual([]);
  });

  it('is refused while somebody has either of them, of themselves, of another place, and of who is gone', async () => {
    const { b, keep, drop } = await two();
    expect((await merge(b, keep, keep)).status).toBe(400);
    const other = ((await b.importRows([aRow(9)], {}, 'olga')).body as ImportReply).rows[0]?.customerId ?? '';
    expect((await merge(b, keep, other)).status).toBe(404);
    expect((await merge(b, keep, other, [], 'ada')).status).toBe(409);
    await b.claim('ben', { want: 1 });
    const { body, status } = await merge(b, keep, drop);
    expect([status, body]).toMatchObject([409, { error: { field: 'held' } }]);
    b.clock.time += HOUR;
    saved(await merge(b, keep, drop));
    expect((await merge(b, keep, drop)).status).toBe(404);
    expect((await merge(b, drop, keep)).status).toBe(404);
  });

  it('is found by a file that knows either of them, which brings nothing back', async () => {
    const { b, keep, drop } = await two();
    await save(b, drop, { number: { value: 'C-3', was: 'C-2' } });
    await merge(b, keep, drop, ['number']);
    const files = [
      aRow(1, { phone: null }),
      aRow(2, { phone: null, name: 'Kustomer Two' }),
      aRow(2, { number: null, name: 'Kustomer Two' }),
      aRow(3, { number: 'C-3', phone: null, name: 'Customer 1' }),
    ];
    for (const row of files) {
      expect(((await b.importRows([row])).body as ImportReply).rows[0]).toMatchObject({ customerId: keep });
    }
    expect((await read(b, keep)).customer.person).toMatchObject({ name: 'Customer 1', number: 'C-3' });
  });
});

describe('taking it back', () => {
  it('leaves both as they were, byte for byte', async () => {
    const { b, keep, drop } = await two();
    const rows = (id: string) => b.store.read(async (tx) => ({ customer: (await tx.customers.get([id]))[0], tasks: await tx.tasks.ofCustomers([id], false) }));
    const before = [await exported(b, keep), await exported(b, drop)].map(seen);
    const was = await rows(drop);
    const { changeId } = saved(await merge(b, keep, drop, ['name', 'number', 'language', 'phones']));
    b.clock.time += MINUTE;
    expect((await split(b, changeId)).status).toBe(200);
    expect([await exported(b, keep), await exported(b, drop)].map(seen)).toEqual(before);
    expect(JSON.stringify(await rows(drop))).toBe(JSON.stringify(was));
    expect((await read(b, drop)).divergences).toMatchObject([{ customerId: drop }]);
    const alike = async (number: string) =>
      ((await b.post('/v1/customers/alike', { placeId: 'store', phones: [], number }, 'lee')).body as { alike: { customer: Customer }[] }).alike;
    expect((await alike('C-2')).map(({ customer }) => customer.id)).toEqual([drop]);
    expect((await alike('C-1')).map(({ customer }) => customer.id)).toEqual([keep]);
    expect((await read(b, keep)).history.map((entry) => entry.kind === 'hand' && entry.changed.kind)).toEqual(['split', 'merge', false]);
    // Nothing of the other one stays with this one.
    expect(JSON.stringify(await b.store.read((tx) => tx.customerChanges.get(changeId ?? '')))).not.toContain('too tight');
    expect((await split(b, changeId)).status).toBe(409);
    // What comes in about them is theirs again.
    await b.push('ann', aSave('m9', aRecord({ id: 'r9', customerId: drop, content: { said: { kind: 'text', text: 'It fits now' } } })));
    expect(JSON.stringify((await exported(b, drop)).records)).toContain('It fits now');
  });

  it('leaves what was changed since, and takes a call of the service that goes back along', async () => {
    const { b, keep, drop } = await two();
    const { changeId } = saved(await merge(b, keep, drop, ['name']));
    b.clock.time += MINUTE;
    await save(b, keep, { class: { value: 'gold', was: null }, name: { value: 'Nobody Else', was: 'Kustomer Two' } });
    const service = (await exported(b, keep)).services.find(({ kind }) => kind === 'cleaning');
    const record = aRecord({ id: 'r2', customerId: keep, serviceId: service?.id ?? null });
    await b.push('ann', aSave('m5', record));
    b.clock.time += 2 * HOUR;
    expect((await split(b, changeId)).status).toBe(200);
    expect((await read(b, keep)).customer).toMatchObject({
      class: 'gold',
      person: { name: 'Nobody Else', number: 'C-1', phones: [{ e164: '+8613800000001' }] },
    });
    expect((await exported(b, drop)).records.map(({ revisions }) => revisions[0]?.id).sort()).toEqual(['r2', 'record-1']);
  });

  it('gives each their own wish back, and both one that came since then', async () => {
    const { b, keep, drop } = await two();
    const wish = (customerId: string, want: string) => b.post('/v1/customers/opt-out', { customerId, want, why: 'asked' }, 'lee');
    const wishes = async () => [(await read(b, keep)).customer.optOut, (await read(b, drop)).customer.optOut].map((one) => one?.reason ?? null);
    await wish(drop, 'out');
    const first = saved(await merge(b, keep, drop)).changeId;
    b.clock.time += MINUTE;
    await split(b, first);
    expect(await wishes()).toEqual([null, 'asked']);
    expect((await read(b, keep)).open).toHaveLength(1);
    await wish(drop, 'in');
    const second = saved(await merge(b, keep, drop)).changeId;
    b.clock.time += MINUTE;
    await wish(keep, 'out');
    await split(b, second);
    expect(await wishes()).toEqual(['asked', 'asked']);
    expect([(await read(b, keep)).open, (await read(b, drop)).open]).toEqual([[], []]);
  });

  it('is still possible after the file that brought them was undone, which takes nothing of two that became one', async () => {
    const b = await bench();
    const reply = (await b.importRows([aRow(1), aRow(2)], { importId: 'file' })).body as ImportReply;
    const [keep = '', drop = ''] = reply.rows.flatMap(({ customerId }) => customerId ?? []);
    const { changeId } = saved(await merge(b, keep, drop));
    b.clock.time += MINUTE;
    expect((await b.post('/v1/imports/undo', { importId: 'file' }, 'lee')).status).toBe(200);
    expect((await exported(b, keep)).services).toHaveLength(2);
    expect((await split(b, changeId)).status).toBe(200);
    expect([(await exported(b, keep)).services.length, (await exported(b, drop)).services.length]).toEqual([1, 1]);
  });

  it('takes back only the last one of several', async () => {
    const { b, keep, drop } = await two();
    const third = ((await b.importRows([aRow(3)])).body as ImportReply).rows[0]?.customerId ?? '';
    const first = saved(await merge(b, drop, third)).changeId;
    b.clock.time += MINUTE;
    const second = saved(await merge(b, keep, drop)).changeId;
    expect((await split(b, first)).status).toBe(409);
    expect((await split(b, second)).status).toBe(200);
    expect((await split(b, first)).status).toBe(200);
    for (const [n, id] of [keep, drop, third].entries()) expect((await read(b, id)).customer.person.number).toBe(`C-${n + 1}`);
  });
});
