import { beforeEach, describe, expect, it } from 'vitest';
import type { Mutation } from '../../../lib/contract/mutation.ts';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import { correctRow } from '../../../lib/db/correct-row.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { correct, type Edits, replacedBy } from '../../../lib/outbox/correct.ts';
import { outboxRow, rejected } from '../../../lib/outbox/outbox.ts';
import { drain } from '../../../lib/sync/drain.ts';
import { aRecord, bench, rows } from '../../server/support.ts';
import { dump, openDb } from '../../support/db.ts';
import { panelOf } from '../../support/endpoint.ts';
import { customer, phone } from '../plan/build.ts';

const NOW = 9000;
const none = { kind: 'none' } as const;
let db: CallsideDb;
beforeEach(() => {
  db = openDb();
});

const whole = { said: { kind: 'text', text: 'fits' }, answered: none, needs: none, suggestions: none, complaint: none, nextStep: none } as const;
const save = (change: Parameters<typeof aRecord>[0] = {}): Mutation => ({
  id: 'm-1',
  at: 1,
  kind: 'record.save',
  record: aRecord({ id: 'r-1', ...change, content: { ...whole, ...change.content } }),
});

/** A refused row with its record, as a drain leaves them. */
async function refuse(mutation: Mutation, field = 'mutations.0.record.outcome'): Promise<OutboxRow> {
  const row = rejected({ n: 1, ...outboxRow(mutation, 1) }, { kind: 'invalid', message: '', field }, 2);
  await db.outbox.put({ ...row, faults: 3 });
  if (mutation.kind === 'record.save') await db.records.put({ ...mutation.record, sentAt: null });
  return row;
}
async function mend(row: OutboxRow, edits: Edits, phoneHash: string | null = null) {
  const made = correct(row.mutation, edits, { newId: () => 'm-new', region: 'CN', who: null, findings: null });
  if (!made.ok) throw new Error(made.part);
  return correctRow(db, { row, mutation: made.mutation, script: null, replaced: replacedBy(row.mutation, edits), now: NOW, phoneHash });
}

describe('a refused row that is corrected', () => {
  it('waits in its old place under a new id, with the record here as corrected', async () => {
    const row = await refuse(save());
    expect(await mend(row, { 'record.content.said.text': 'fits well' })).toEqual({ ok: true });
    const [next] = await db.outbox.toArray();
    const replaced = [{ path: 'record.content.said.text', text: 'fits' }];
    expect(next).toEqual({ n: 1, ...outboxRow((next as OutboxRow).mutation, NOW), createdAt: 1, replaced });
    expect(next).toMatchObject({ id: 'm-new', state: 'waiting', attempts: 0, lastError: null });
    expect(await db.records.get('r-1')).toMatchObject({ sentAt: null, content: { said: { text: 'fits well' } } });
  });

  it('keeps what was refused, also when it is refused and corrected again, until it has been sent', async () => {
    await mend(await refuse(save()), { 'record.content.said.text': 'fits well' });
    const waiting = (await db.outbox.get(1)) as OutboxRow;
    const again = rejected(waiting, { kind: 'invalid', message: '', field: null }, 3);
    await db.outbox.put(again);
    await mend(again, { 'record.content.said.text': 'fits very well', 'record.outcome': 'family' });
    expect((await db.outbox.get(1))?.replaced?.map(({ text }) => text)).toEqual(['fits', 'fits well', 'reached']);
  });

  it('is not written while its outcome asks for what is not there', async () => {
    const row = await refuse(
      save({ outcome: 'no-answer', satisfaction: null, content: { said: null, needs: null, suggestions: null, complaint: null, nextStep: null } }),
    );
    const before = await dump(db);
    const result = await mend(row, { 'record.outcome': 'reached' });
    expect(result).toMatchObject({ ok: false, kind: 'incomplete' });
    expect(await dump(db)).toEqual(before);
  });

  it('in two windows is corrected once', async () => {
    const row = await refuse(save());
    await mend(row, { 'record.outcome': 'family' });
    expect(await mend(row, { 'record.outcome': 'refused' })).toEqual({ ok: false, kind: 'gone' });
    expect(await db.records.get('r-1')).toMatchObject({ outcome: 'family' });
  });

  it('as a record of its own leaves one record here', async () => {
    const row = await refuse(save());
    await mend(row, { asNew: true });
    expect((await db.records.toArray()).map(({ id }) => id)).toEqual(['m-new']);
  });

  it('about a customer changes the customer here', async () => {
    await db.customers.put(customer({ id: 'c-1' }));
    const row = await refuse({
      id: 'm-1',
      at: 1,
      kind: 'customer.set',
      customerId: 'c-1',
      change: { field: 'phone', value: phone({ e164: '+8613900000099' }) },
    });
    await mend(row, { 'change.value.original': '139 0000 0001' }, 'hash-new');
    const changed = await db.customers.get('c-1');
    expect([changed?.person.phones[0]?.e164, changed?.phoneHashes[0]]).toEqual(['+8613900000001', 'hash-new']);
  });

  it('that corrects a record takes those that continue it along', async () => {
    const { outcome, satisfaction, content } = aRecord({ content: whole });
    const revise = (id: string, follows?: string): Mutation => ({
      id,
      at: 1,
      kind: 'record.revise',
      recordId: 'r-1',
      basedOn: [1],
      ...(follows ? { follows } : {}),
      why: 'a slip',
      outcome,
      satisfaction,
      content,
    });
    await db.records.put({ ...aRecord({ id: 'r-1', content: whole }), sentAt: null, unnumbered: { mutationId: 'm-1', basedOn: [1] } });
    const row = await refuse(revise('m-1'));
    await db.outbox.add({ n: 2, ...outboxRow(revise('m-2', 'm-1'), 1) });
    await mend(row, { why: 'two slips' });
    expect((await db.outbox.toArray()).map(({ mutation }) => [mutation.id, mutation.kind === 'record.revise' ? mutation.follows : null])).toEqual([
      ['m-new', undefined],
      ['m-2', 'm-new'],
    ]);
    expect((await db.records.get('r-1'))?.unnumbered?.mutationId).toBe('m-new');
  });

  it('is stored by the endpoint that had refused it, once', async () => {
    const endpoint = await bench();
    await endpoint.importRows(rows(1));
    const panel = panelOf(endpoint, 'ann', db);
    const record = aRecord({ id: 'r-1', customerId: 'moved-away', taskId: 'gone', content: whole });
    await db.records.put({ ...record, sentAt: null });
    await db.outbox.add({ n: 1, ...outboxRow({ id: 'm-1', at: 1, kind: 'record.save', record }, 1) });
    expect(await drain(panel.deps)).toMatchObject({ rejected: 1 });
    const row = (await db.outbox.toArray())[0] as OutboxRow;
    expect(row.lastError).toMatchObject({ kind: 'not-found', field: 'mutations.0.record.customerId' });
    expect(await mend(row, { customer: true })).toEqual({ ok: true });
    expect(await drain(panel.deps)).toMatchObject({ sent: 1, rejected: 0 });
    expect((await endpoint.get('/v1/records', 'lee')).body).toMatchObject({ total: 1, records: [{ record: { id: 'r-1', customerId: null } }] });
    expect(await db.outbox.count()).toBe(0);
    expect((await db.records.get('r-1'))?.sentAt).not.toBeNull();
  });
});
