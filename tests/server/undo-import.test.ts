import { describe, expect, it } from 'vitest';
import type { ImportReply } from '../../lib/contract/import.ts';
import { type ImportedFile, importListReplySchema, type Undone, undoImportReplySchema } from '../../lib/contract/undo-import.ts';
import type { PullReply } from '../../lib/contract/wire.ts';
import { openDb } from '../support/db.ts';
import { panelOf } from '../support/endpoint.ts';
import { aRow, aSave, type Bench, bench, HOUR, MINUTE, recordOf, rows, START } from './support.ts';

const everything = (b: Bench) =>
  b.store.read(async (tx) => {
    const customers = await tx.customers.page({ placeIds: ['store'], after: null, limit: 1000 });
    const ids = customers.map(({ id }) => id);
    return { customers, services: await tx.services.ofCustomers(ids), tasks: (await tx.tasks.ofCustomers(ids, true)).map(({ updatedAt: _, ...task }) => task) };
  });

async function undo(b: Bench, importId: string, agentId = 'lee'): Promise<Undone> {
  const answer = await b.post('/v1/imports/undo', { importId }, agentId);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return undoImportReplySchema.parse(answer.body).undone;
}

async function listed(b: Bench, agentId = 'lee'): Promise<ImportedFile[]> {
  return importListReplySchema.parse((await b.post('/v1/imports/list', { limit: 50 }, agentId)).body).imports;
}

const imported = async (b: Bench, ...input: Parameters<Bench['importRows']>) => (await b.importRows(...input)).body as ImportReply;
const named = async (b: Bench, name: string) => (await everything(b)).customers.find(({ person }) => person.name === name);
const nothing = { customers: { removed: 0, restored: 0 }, services: 0, fields: 0, stay: [] };
const idle = { inCallMs: null, unsent: 0, rejected: 0, versions: [], refused: [], app: '1' };
const says = (b: Bench, agentId: string, over = {}) => b.post('/v1/presence', { ...idle, ...over }, agentId);

describe('an import that is undone', () => {
  it('takes its new customers, their services and their planned calls along, and leaves the others', async () => {
    const b = await bench();
    await imported(b, rows(2), { importId: 'before' });
    const before = await everything(b);
    b.clock.time += HOUR;
    await imported(b, rows(6).slice(2), { importId: 'wrong' });
    expect((await everything(b)).customers).toHaveLength(6);
    expect(await undo(b, 'wrong')).toEqual({ ...nothing, at: b.clock.time, customers: { removed: 4, restored: 0 } });
    expect(await everything(b)).toEqual(before);
    expect((await b.claim('ann', { want: 10 })).work).toHaveLength(2);
    expect((await b.post('/v1/find', { query: '+8613800000005' }, 'ann')).body).toMatchObject({ found: [] });
  });

  it('puts back what it changed of customers who were known, their services, and calls that it ended', async () => {
    const b = await bench();
    await imported(b, [aRow(1), aRow(2)], { importId: 'before' });
    const before = await everything(b);
    b.clock.time += HOUR;
    const [first, second] = [aRow(1, { phone: '+8613800000099', kind: 'purchase' }), aRow(2, { optOut: true })];
    first.customer.person.email = 'one@sample.test';
    first.customer.class = 'gold';
    if (second.service) second.service.by = 'Mo';
    await imported(b, [first, second], { importId: 'wrong' });
    expect((await everything(b)).tasks.length).toBeLessThan(before.tasks.length);
    expect(await undo(b, 'wrong')).toMatchObject({ customers: { removed: 0, restored: 2 }, services: 1, fields: 0, stay: [] });
    expect(await everything(b)).toEqual(before);
    // Its phone and number find nobody any more, theirs find them.
    expect((await b.post('/v1/find', { query: '+8613800000099' }, 'ann')).body).toMatchObject({ found: [] });
    expect((await b.post('/v1/find', { query: '+8613800000001' }, 'ann')).body).toMatchObject({ found: [{ customer: { person: { name: 'Customer 1' } } }] });
  });

  it('leaves what was changed again since', async () => {
    const b = await bench();
    await imported(b, [aRow(1)], { importId: 'before' });
    const wrong = aRow(1);
    wrong.customer.language = 'en';
    wrong.customer.class = 'gold';
    b.clock.time += HOUR;
    await imported(b, [wrong], { importId: 'wrong' });
    const customerId = (await named(b, 'Customer 1'))?.id ?? '';
    b.clock.time += HOUR;
    const change = { field: 'language', value: 'yue', was: 'en' };
    await b.claim('ann', { customerId });
    expect(await b.push('ann', { id: 'm1', at: b.clock.time, kind: 'customer.set', customerId, change })).toMatchObject([{ status: 'stored' }]);
    b.clock.time += HOUR;
    expect(await undo(b, 'wrong')).toMatchObject({ customers: { restored: 1 }, fields: 1, stay: [] });
    expect(await named(b, 'Customer 1')).toMatchObject({ language: 'yue', class: null });
  });

  it('leaves who was called, corrected, appointed, or is known to another file', async () => {
    const b = await bench();
    await imported(b, rows(5), { importId: 'wrong' });
    const { work } = await b.claim('ann', { want: 5 });
    const of = (n: number) => work.find(({ customer }) => customer.person.name === `Customer ${n}`);
    await b.push('ann', aSave('m1', recordOf(of(1))));
    const customerId = of(2)?.customer.id ?? '';
    await b.push('ann', { id: 'm2', at: START + 1, kind: 'customer.set', customerId, change: { field: 'language', value: 'en', was: null } });
    await b.push('ann', { id: 'm3', at: START, kind: 'task.skip', taskId: of(3)?.task.id, reason: 'later', until: START + HOUR });
    b.clock.time += MINUTE;
    await imported(b, [aRow(4, { kind: 'purchase' })], { importId: 'other' });
    await says(b, 'ann');
    expect(await undo(b, 'wrong')).toEqual({
      ...nothing,
      at: b.clock.time,
      customers: { removed: 1, restored: 0 },
      stay: [
        { what: 'customer', why: 'called', count: 2 },
        { what: 'customer', why: 'changed', count: 2 },
      ],
    });
    const { customers, services } = await everything(b);
    expect(customers.map(({ person }) => person.name).sort()).toEqual(['Customer 1', 'Customer 2', 'Customer 3', 'Customer 4']);
    expect(services).toHaveLength(5);
    // When the other file is undone too, nothing is left of the fourth but what this one brought.
    expect(await undo(b, 'other')).toMatchObject({ customers: { removed: 0, restored: 0 }, services: 1 });
  });

  it('leaves a new service of a known customer about which somebody was called', async () => {
    const b = await bench();
    await imported(b, [{ ...aRow(1), service: null }], { importId: 'before' });
    await imported(b, [aRow(1), { ...aRow(1, { kind: 'return', endedOn: '2026-11-09' }), row: 3 }], { importId: 'wrong' });
    const [work] = (await b.claim('ann')).work;
    await b.push('ann', aSave('m1', recordOf(work)));
    await says(b, 'ann');
    expect(await undo(b, 'wrong')).toMatchObject({ services: 1, stay: [{ what: 'service', why: 'called', count: 1 }] });
    expect((await everything(b)).services.map(({ kind }) => kind)).toEqual([work?.services.find(({ id }) => id === work.task.serviceId)?.kind]);
  });

  it('waits for an agent who may be talking to them, and takes them when it is undone again', async () => {
    const b = await bench();
    await imported(b, rows(3), { importId: 'wrong' });
    await b.claim('ann', { want: 1 });
    await b.claim('ben', { want: 1 });
    await says(b, 'ann', { inCallMs: 30_000 });
    await says(b, 'ben');
    expect(await undo(b, 'wrong')).toMatchObject({ customers: { removed: 2 }, stay: [{ what: 'customer', why: 'busy', count: 1 }] });
    await says(b, 'ann');
    expect(await undo(b, 'wrong')).toMatchObject({ customers: { removed: 3 }, stay: [] });
    expect((await everything(b)).customers).toEqual([]);
  });

  it('counts an agent who was not heard of as one who may be talking', async () => {
    const b = await bench();
    await imported(b, rows(1), { importId: 'wrong' });
    await b.claim('ann', { want: 1 });
    await says(b, 'ann');
    b.clock.time += 10 * MINUTE;
    expect(await undo(b, 'wrong')).toMatchObject({ customers: { removed: 0 }, stay: [{ why: 'busy' }] });
  });

  it('is undone with all its parts, the later ones first', async () => {
    const b = await bench();
    await imported(b, [aRow(1)], { importId: 'before' });
    const before = await everything(b);
    const part = (from: number, name: string) => {
      const row = aRow(1, { name: 'Customer 1' });
      row.customer.class = name;
      b.clock.time += MINUTE;
      return imported(b, [row, aRow(10 + from)], { importId: `wrong.${from}` });
    };
    await part(0, 'gold');
    await part(2, 'silver');
    await part(10, 'bronze');
    expect(await named(b, 'Customer 1')).toMatchObject({ class: 'bronze' });
    expect(await listed(b)).toMatchObject([
      { importId: 'wrong', rows: 6, canUndo: true, undone: null },
      { importId: 'before', rows: 1 },
    ]);
    expect(await undo(b, 'wrong')).toMatchObject({ customers: { removed: 3, restored: 1 } });
    expect(await everything(b)).toEqual(before);
  });

  it('answers the same when it is undone again, and does nothing', async () => {
    const b = await bench();
    await imported(b, rows(3), { importId: 'wrong' });
    const first = await undo(b, 'wrong');
    const seq = await b.store.read((tx) => tx.lastSeq());
    const audited = await b.store.read((tx) => tx.audit.openCount());
    b.clock.time += HOUR;
    expect(await undo(b, 'wrong')).toEqual(first);
    expect(await b.store.read((tx) => tx.lastSeq())).toBe(seq);
    expect(await b.store.read((tx) => tx.audit.openCount())).toBe(audited);
  });

  it('lets the same file in again under a new id, and not under the old one', async () => {
    const b = await bench();
    await imported(b, rows(3), { importId: 'wrong' });
    await undo(b, 'wrong');
    await imported(b, rows(3), { importId: 'wrong' });
    expect((await everything(b)).customers).toEqual([]);
    const again = await imported(b, rows(3), { importId: 'right' });
    expect(again.rows.map(({ status }) => status)).toEqual(['imported', 'imported', 'imported']);
    expect([(await everything(b)).services.length, again.tasks]).toEqual([3, 3]);
  });

  it('is told to every panel: the customers go there, and a service that went is named', async () => {
    const b = await bench();
    await imported(b, [aRow(1)], { importId: 'before' });
    await imported(b, [aRow(1, { kind: 'purchase' }), aRow(2)], { importId: 'wrong' });
    const gone = await named(b, 'Customer 2');
    const stays = await named(b, 'Customer 1');
    const cursor = await b.store.read((tx) => tx.lastSeq());
    await undo(b, 'wrong');
    const [work] = (await b.claim('ann', { want: 1 })).work;
    expect(work?.services.map(({ kind, gone }) => [kind, gone ?? false]).sort()).toEqual([
      ['', true],
      ['repair', false],
    ]);
    const pulled = (await b.get(`/v1/pull?cursor=${cursor}`, 'ann')).body as PullReply;
    expect(pulled.erased).toEqual([gone?.id]);
    expect(pulled.customers?.map(({ id }) => id) ?? []).not.toContain(gone?.id);
    expect(work?.customer.id).toBe(stays?.id);
  });

  it('keeps the fact of a call that comes in too late', async () => {
    const b = await bench();
    await imported(b, rows(1), { importId: 'wrong' });
    const [work] = (await b.claim('ann')).work;
    await b.claim('ann', { want: 0 });
    await says(b, 'ann');
    await undo(b, 'wrong');
    expect(await b.push('ann', aSave('m1', recordOf(work)))).toMatchObject([{ status: 'stored' }]);
    expect((await b.get('/v1/records', 'lee')).body).toMatchObject({ total: 1 });
  });

  it('is listed newest first with who and how much, for leads of the place', async () => {
    const b = await bench();
    await imported(b, rows(3), { importId: 'one', fileName: 'november.xlsx' });
    b.clock.time += HOUR;
    await imported(b, rows(1), { importId: 'two' }, 'ada');
    await imported(b, rows(1), { importId: 'foreign' }, 'olga');
    await undo(b, 'one');
    const mine = await listed(b);
    expect(mine.map(({ importId, fileName, rows: count, by, undone }) => [importId, fileName, count, by.name, undone?.customers.removed ?? null])).toEqual([
      ['one', 'november.xlsx', 3, 'Agent lee', 3],
    ]);
    expect((await listed(b, 'ada')).map(({ importId }) => importId)).toEqual(expect.arrayContaining(['one', 'two', 'foreign']));
    const [foreign, unknown] = await Promise.all([
      b.post('/v1/imports/undo', { importId: 'foreign' }, 'lee'),
      b.post('/v1/imports/undo', { importId: 'nobody' }, 'lee'),
    ]);
    expect([foreign.status, unknown]).toEqual([404, foreign]);
  });

  it('cannot be done with one that was made before changes were noted', async () => {
    const b = await bench();
    const reply = { importId: 'old', rows: [], tasks: 0 };
    await b.store.write((tx) => tx.imports.add({ id: 'old', agentId: 'lee', placeId: 'store', bodyHash: 'x', at: START, fileName: 'old.csv', reply }));
    expect(await listed(b)).toMatchObject([{ importId: 'old', fileName: 'old.csv', canUndo: false, undone: null }]);
    const answer = await b.post('/v1/imports/undo', { importId: 'old' }, 'lee');
    expect([answer.status, (answer.body as { error: { kind: string } }).error.kind]).toEqual([409, 'conflict']);
  });

  it('keeps nothing of a person who was erased', async () => {
    const b = await bench();
    await imported(b, [aRow(1, { name: 'Zanzibar Wang' })], { importId: 'before' });
    const row = aRow(1, { name: 'Zanzibar Wang' });
    row.customer.person.email = 'zanzibar@sample.test';
    await imported(b, [row], { importId: 'wrong' });
    const customerId = (await named(b, 'Zanzibar Wang'))?.id;
    expect(JSON.stringify(await b.store.read((tx) => tx.importChanges.of('wrong')))).toContain('zanzibar@');
    await b.post('/v1/customers/erase', { customerId, why: 'asked' }, 'lee');
    expect(JSON.stringify(await b.store.read((tx) => tx.importChanges.of('wrong')))).not.toContain('zanzibar@');
    expect(await undo(b, 'wrong')).toEqual({ ...nothing, at: b.clock.time });
  });

  it('takes what it brought off a panel that has it', async () => {
    const b = await bench();
    await imported(b, [aRow(1)], { importId: 'before' });
    await imported(b, [aRow(1, { kind: 'purchase' }), aRow(2)], { importId: 'wrong' });
    const ann = panelOf(b, 'ann', openDb());
    await ann.sync();
    expect([await ann.db.customers.count(), await ann.db.services.count()]).toEqual([2, 3]);
    await says(b, 'ann');
    expect(await undo(b, 'wrong')).toMatchObject({ customers: { removed: 1 }, services: 1, stay: [] });
    await ann.sync();
    expect((await ann.db.customers.toArray()).map(({ person }) => person.name)).toEqual(['Customer 1']);
    expect((await ann.db.services.toArray()).map(({ kind }) => kind)).toEqual(['repair']);
  });
});
