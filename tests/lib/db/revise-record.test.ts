import { beforeEach, describe, expect, it } from 'vitest';
import { mutationSchema } from '../../../lib/contract/mutation.ts';
import { recordSchema } from '../../../lib/contract/record.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { type ReviseInput, reviseRecord } from '../../../lib/db/revise-record.ts';
import { ids } from '../../support/builders.ts';
import { dump, openDb } from '../../support/db.ts';
import { customer, record, task } from '../plan/build.ts';
import { full, script, text } from '../record/build.ts';

const now = Date.parse('2026-11-22T07:10:00Z');
let db: CallsideDb;
let input: ReviseInput;

const { outcome: _outcome, satisfaction: _satisfaction, wants: _wants, composing: _composing, ...content } = full();

beforeEach(async () => {
  db = openDb();
  input = { recordId: 'record-1', agentId: 'agent-1', why: 'a slip', outcome: 'reached', satisfaction: 'fair', content, script: script(), now, newId: ids() };
  await db.records.put({ ...record(), sentAt: 5 });
});

const sent = async () => (await db.outbox.orderBy('n').toArray()).map(({ mutation }) => mutation);

describe('correcting a record', () => {
  it('writes the next revision and its outbox row, and no other thing', async () => {
    const before = await dump(db);
    const done = await reviseRecord(db, input);
    if (!done.ok) throw new Error(done.kind);
    const { sentAt, unnumbered, ...stored } = (await db.records.get('record-1')) ?? {};
    expect(recordSchema.parse(stored)).toMatchObject({
      revision: 2,
      satisfaction: 'fair',
      savedAt: record().savedAt,
      revised: { by: 'agent-1', at: now, why: 'a slip', basedOn: [1] },
    });
    expect([sentAt, unnumbered]).toEqual([null, { mutationId: 'id-1', basedOn: [1] }]);
    const [mutation] = await sent();
    expect(mutationSchema.parse(mutation)).toEqual({
      id: 'id-1',
      at: now,
      kind: 'record.revise',
      recordId: 'record-1',
      basedOn: [1],
      why: 'a slip',
      outcome: 'reached',
      satisfaction: 'fair',
      content,
    });
    expect(await dump(db)).toEqual({ ...before, records: [done.record], outbox: await db.outbox.toArray() });
  });

  it('stops the calls to whoever turns out not to want any, here and at the endpoint', async () => {
    await db.customers.put(customer({ id: 'customer-1' }));
    await db.tasks.bulkPut([task({ id: 'open', customerId: 'customer-1' }), task({ id: 'done', customerId: 'customer-1', state: 'done' })]);
    await db.records.put({ ...record(), customerId: 'customer-1', sentAt: 5 });
    const refused = { ...content, correction: { ...content.correction, optOut: 'no more calls' } };
    await reviseRecord(db, { ...input, content: refused });
    await reviseRecord(db, { ...input, content: { ...refused, said: text('again') } });
    const change = { field: 'optOut', value: { at: now, reason: 'no more calls' } };
    expect((await sent()).filter(({ kind }) => kind === 'customer.set')).toMatchObject([{ customerId: 'customer-1', change }]);
    expect((await db.customers.get('customer-1'))?.optOut).toEqual(change.value);
    expect((await db.tasks.toArray()).map(({ id, state, closedBecause }) => [id, state, closedBecause])).toEqual([
      ['done', 'done', null],
      ['open', 'closed', 'opted-out'],
    ]);
  });

  it('continues a correction of its own whose number it does not know', async () => {
    await reviseRecord(db, input);
    await reviseRecord(db, { ...input, satisfaction: 'satisfied' });
    expect((await sent()).map((one) => (one.kind === 'record.revise' ? [one.basedOn, one.follows] : null))).toEqual([
      [[1], undefined],
      [[1], 'id-1'],
    ]);
    expect((await db.records.get('record-1'))?.revision).toBe(3);
  });

  it('settles two that were made apart by naming both', async () => {
    await reviseRecord(db, { ...input, basedOn: [2, 3] });
    expect(await sent()).toMatchObject([{ basedOn: [2, 3] }]);
  });

  it('writes nothing while something is missing, and names it', async () => {
    const before = await dump(db);
    const done = await reviseRecord(db, { ...input, satisfaction: null, content: { ...content, said: text('  ') } });
    expect(done).toEqual({
      ok: false,
      kind: 'incomplete',
      missing: [
        { field: 'satisfaction', why: 'empty' },
        { field: 'said', why: 'empty' },
      ],
    });
    expect(await dump(db)).toEqual(before);
  });

  it.each(['records', 'outbox'] as const)('writes nothing at all when %s cannot be written', async (name) => {
    const before = await dump(db);
    const fail = () => {
      throw new DOMException('no space', 'QuotaExceededError');
    };
    const { creating, updating } = db.table(name).hook;
    for (const hook of [creating, updating]) hook.subscribe(fail);
    await expect(reviseRecord(db, input)).rejects.toThrow();
    for (const hook of [creating, updating]) hook.unsubscribe(fail);
    expect(await dump(db)).toEqual(before);
  });

  it('says so when the record is not here', async () => {
    expect(await reviseRecord(db, { ...input, recordId: 'gone' })).toEqual({ ok: false, kind: 'gone' });
  });
});
