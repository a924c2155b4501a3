import { describe, expect, it } from 'vitest';
import type { Customer } from '../../lib/contract/customer.ts';
import { type CustomerSaveReply, customerSaveReplySchema } from '../../lib/contract/customer-edit.ts';
import { customerPageSchema } from '../../lib/contract/customer-page.ts';
import type { ImportReply } from '../../lib/contract/import.ts';
import { planBatch } from '../../server/planner.ts';
import { type Answer, aRow, type Bench, bench, HOUR, START } from './support.ts';

const DAY = 24 * HOUR;
const read = async (b: Bench, customerId: string) => customerPageSchema.parse((await b.post('/v1/customers/read', { customerId }, 'lee')).body);
const save = (b: Bench, customerId: string, set: object, who = 'lee', add?: object): Promise<Answer> =>
  b.post('/v1/customers/save', { customerId, set, ...(add ? { add } : {}) }, who);
const saved = ({ body }: Answer): CustomerSaveReply => customerSaveReplySchema.parse(body);

async function one(row = aRow(1)): Promise<{ b: Bench; customer: Customer }> {
  const b = await bench();
  const reply = (await b.importRows([row])).body as ImportReply;
  const [customer] = await b.store.read((tx) => tx.customers.get([reply.rows[0]?.customerId ?? '']));
  if (!customer) throw new Error('no customer');
  return { b, customer };
}

describe('changing a customer by hand', () => {
  it('writes what changed, with who and when and what it was', async () => {
    const { b, customer } = await one();
    b.clock.time += HOUR;
    const set = {
      name: { value: 'Customer One', was: 'Customer 1' },
      class: { value: 'gold', was: null },
      tags: { value: ['VIP', 'tall'], was: [] },
      birthday: { value: '--02-29', was: null },
      timeZone: { value: 'Europe/London', was: null },
      note: { value: 'Rings twice', was: null },
    };
    const reply = saved(await save(b, customer.id, set));
    expect(reply.customer).toMatchObject({
      class: 'gold',
      tags: ['VIP', 'tall'],
      timeZone: 'Europe/London',
      person: { name: 'Customer One', birthday: '--02-29' },
    });
    const { history } = await read(b, customer.id);
    expect(history[0]).toMatchObject({
      kind: 'hand',
      at: START + HOUR,
      by: { id: 'lee', name: 'Agent lee' },
      changed: { kind: 'edit', before: { name: 'Customer 1', class: null, tags: [] }, after: { name: 'Customer One', class: 'gold', tags: ['VIP', 'tall'] } },
    });
  });

  it('refuses all of it with the field that somebody else changed meanwhile', async () => {
    const { b, customer } = await one();
    await save(b, customer.id, { class: { value: 'gold', was: null } }, 'ada');
    const answer = await save(b, customer.id, { note: { value: 'Hello', was: null }, class: { value: 'silver', was: null } });
    expect(answer).toMatchObject({ status: 409, body: { error: { kind: 'conflict', field: 'set.class' } } });
    const page = await read(b, customer.id);
    expect(page.customer).toMatchObject({ class: 'gold', person: { note: null } });
    expect(page.history.filter(({ kind }) => kind === 'hand')).toHaveLength(1);
  });

  it('does nothing a second time when it is sent again', async () => {
    const { b, customer } = await one();
    const set = { class: { value: 'gold', was: null }, phones: { value: [{ text: '+44 7700 900123', label: 'main' }], was: customer.person.phones } };
    expect(saved(await save(b, customer.id, set)).changeId).not.toBeNull();
    expect(saved(await save(b, customer.id, set)).changeId).toBeNull();
    expect((await read(b, customer.id)).history.filter(({ kind }) => kind === 'hand')).toHaveLength(1);
  });

  it('keeps a phone as it was written when it is not understood, and finds the customer by the new one and no more by the old', async () => {
    const { b, customer } = await one();
    const value = [
      { text: '+44 7700 900123', label: 'main' },
      { text: 'ask the porter', label: 'other' },
    ];
    const { customer: changed } = saved(await save(b, customer.id, { phones: { value, was: customer.person.phones } }));
    expect(changed.person.phones).toMatchObject([
      { e164: '+447700900123', label: 'main' },
      { original: 'ask the porter', e164: null, doubtful: true, label: 'other' },
    ]);
    const alike = async (phone: string) =>
      ((await b.post('/v1/customers/alike', { placeId: 'store', phones: [phone], number: null }, 'lee')).body as { alike: unknown[] }).alike.length;
    expect([await alike('+447700900123'), await alike('+8613800000001')]).toEqual([1, 0]);
  });

  it('still knows the earlier number of a customer, so that an old file finds them and does not bring the old name back', async () => {
    const { b, customer } = await one();
    await save(b, customer.id, { number: { value: 'N-9', was: 'C-1' }, name: { value: 'Customer One', was: 'Customer 1' } });
    const again = (await b.importRows([aRow(1)])).body as ImportReply;
    expect(again.rows[0]).toMatchObject({ status: 'merged', customerId: customer.id });
    expect((await read(b, customer.id)).customer.person).toMatchObject({ name: 'Customer One', number: 'N-9' });
  });

  it.each([
    ['2026-02-29', 400],
    ['--02-30', 400],
    ['--02-29', 200],
    ['2024-02-29', 200],
    ['2027-01-01', 400],
  ])('answers the birthday %s with %i', async (birthday, status) => {
    const { b, customer } = await one();
    expect((await save(b, customer.id, { birthday: { value: birthday, was: null } })).status).toBe(status);
  });

  it('is taken back by the change the other way round', async () => {
    const { b, customer } = await one();
    const phone = { text: '+44 7700 900123', label: 'main' };
    const { customer: changed } = saved(await save(b, customer.id, { phones: { value: [phone], was: customer.person.phones } }));
    const back = customer.person.phones.map(({ original, label, extension }) => ({ text: original, label, extension }));
    const undone = saved(await save(b, customer.id, { phones: { value: back, was: changed.person.phones } }));
    expect(undone.customer.person.phones).toEqual(customer.person.phones);
    expect(undone.customer.phoneHashes).toEqual(customer.phoneHashes);
  });

  it('stands beside what a panel says that did not know of it', async () => {
    const { b, customer } = await one();
    await save(b, customer.id, { language: { value: 'en', was: null } });
    await b.push('ann', { id: 'm1', at: b.clock.time, kind: 'customer.set', customerId: customer.id, change: { field: 'language', value: 'fr', was: null } });
    const [divergence] = (await read(b, customer.id)).divergences;
    expect(divergence?.versions.map((version) => version.by?.name)).toEqual(['Agent lee', 'Agent ann']);
  });

  it('goes with the person when they are erased', async () => {
    const { b, customer } = await one();
    await save(b, customer.id, { note: { value: 'secret', was: null } });
    await b.post('/v1/customers/erase', { customerId: customer.id, why: 'asked' }, 'lee');
    expect(await b.store.read((tx) => tx.customerChanges.ofCustomer(customer.id, 10))).toEqual([]);
  });
});

describe('taking a customer in by hand', () => {
  const set = { name: { value: 'Nora New', was: '' }, phones: { value: [{ text: '138 0000 0077', label: 'main' }], was: [] } };
  const service = { id: 's-new', kind: 'repair', item: 'coat', endedOn: '2026-11-17', by: null, where: null, nextDate: null };

  it('plans the first service at once, and does it once', async () => {
    const b = await bench();
    const first = saved(await save(b, 'new-1', set, 'lee', { placeId: 'store', service }));
    expect(first.customer.person.phones[0]).toMatchObject({ e164: '+8613800000077', label: 'main' });
    expect(saved(await save(b, 'new-1', set, 'lee', { placeId: 'store', service })).changeId).toBeNull();
    const page = await read(b, 'new-1');
    expect(page.open).toMatchObject([{ ok: true, task: { serviceId: 's-new' } }]);
    expect(page.history).toMatchObject([{ kind: 'hand', changed: { kind: 'add', after: { name: 'Nora New' } } }]);
    expect((await b.claim('ann')).work[0]?.customer.id).toBe('new-1');
  });

  it('wants a name or a company, and an id that is nobody else’s', async () => {
    const { b, customer } = await one();
    const add = { placeId: 'store', service: null };
    expect((await save(b, 'new-2', { note: { value: 'x', was: null } }, 'lee', add)).body).toMatchObject({ error: { kind: 'invalid', field: 'set.name' } });
    expect((await save(b, customer.id, set, 'lee', add)).status).toBe(409);
    await b.post('/v1/customers/erase', { customerId: customer.id, why: 'asked' }, 'lee');
    expect((await save(b, customer.id, set, 'lee', add)).status).toBe(409);
  });

  it('says who has the same phone or number', async () => {
    const { b, customer } = await one();
    const ask = async (phones: string[], number: string | null) => (await b.post('/v1/customers/alike', { placeId: 'store', phones, number }, 'lee')).body;
    expect(await ask(['138 0000 0001'], null)).toMatchObject({ alike: [{ by: 'phone', customer: { id: customer.id } }] });
    expect(await ask([], 'C-1')).toMatchObject({ alike: [{ by: 'number', customer: { id: customer.id } }] });
    expect(await ask(['138 0000 0099', 'nonsense'], 'C-2')).toEqual({ alike: [] });
  });
});

describe('a wish not to be called', () => {
  const want = (b: Bench, customerId: string, over: object) =>
    b.post('/v1/customers/opt-out', { customerId, want: 'out', why: 'asked in the shop', ...over }, 'lee');

  it('closes what is open, is never offered, and is taken back with a reason that stays in the history', async () => {
    const { b, customer } = await one();
    await want(b, customer.id, {});
    expect((await b.claim('ann')).work).toEqual([]);
    expect(await read(b, customer.id)).toMatchObject({
      open: [],
      past: [{ closedBecause: 'opted-out' }],
      customer: { optOut: { reason: 'asked in the shop' } },
    });
    await want(b, customer.id, { want: 'in', why: 'rang us' });
    const page = await read(b, customer.id);
    expect(page.customer.optOut).toBeNull();
    expect(page.open).toHaveLength(1);
    expect(page.history.flatMap((entry) => (entry.kind === 'hand' ? [[entry.changed.kind, entry.changed.why]] : []))).toEqual([
      ['opt-in', 'rang us'],
      ['opt-out', 'asked in the shop'],
    ]);
    expect((await b.claim('ann')).work).toHaveLength(1);
  });

  it('ends after its last day, on the customer’s calendar', async () => {
    const { b, customer } = await one();
    await want(b, customer.id, { until: '2026-11-18' });
    const plan = async () => {
      while (await planBatch(b.deps));
    };
    await plan();
    b.clock.time = Date.parse('2026-11-18T23:59:59+08:00');
    await plan();
    expect((await read(b, customer.id)).customer.optOut).not.toBeNull();
    b.clock.time = Date.parse('2026-11-19T09:30:00+08:00');
    await plan();
    const page = await read(b, customer.id);
    expect([page.customer.optOut, page.open.length]).toEqual([null, 1]);
    expect(page.history[0]).toMatchObject({ kind: 'hand', by: null, changed: { kind: 'opt-in' } });
    expect((await b.claim('ann')).work).toHaveLength(1);
    expect((await b.post('/v1/customers/alike', { placeId: 'store', phones: [], number: 'C-1' }, 'lee')).body).toMatchObject({ alike: [{ by: 'number' }] });
  });

  it('cannot end before it begins', async () => {
    const { b, customer } = await one();
    b.clock.time += DAY;
    expect((await want(b, customer.id, { until: '2026-11-18' })).body).toMatchObject({ error: { kind: 'invalid', field: 'until' } });
  });
});
