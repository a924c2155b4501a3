import { describe, expect, it } from 'vitest';
import type { RecordReply } from '../../lib/contract/revision.ts';
import type { CustomerListReply, PullReply, RecordListReply } from '../../lib/contract/wire.ts';
import { anOutboxRow, ids } from '../support/builders.ts';
import { dump, openDb } from '../support/db.ts';
import { panelOf } from '../support/endpoint.ts';
import { erase, known, secret, traces } from './erasing.ts';
import { aRecord, aRow, aSave, START } from './support.ts';

describe('erasing a person', () => {
  it('keeps what is counted: the call, its times, its outcome', async () => {
    const { b, customerId } = await known();
    await erase(b, customerId);
    const { records, total } = (await b.get('/v1/records', 'lee')).body as RecordListReply;
    expect(total).toBe(1);
    expect(records[0]).toMatchObject({
      customer: null,
      agentName: 'Agent ann',
      record: { outcome: 'reached', satisfaction: 'satisfied', customerId, erased: true },
    });
    const one = (await b.get('/v1/records/record-1', 'lee')).body as RecordReply;
    expect(one.revisions.map(({ erased }) => erased)).toEqual([true, true, true]);
    expect(JSON.stringify(one)).not.toContain(secret);
  });

  it('takes them out of every list, of Find and of the pool', async () => {
    const { b, customerId } = await known();
    await erase(b, customerId);
    const { customers, total } = (await b.post('/v1/customers/list', { cursor: null, limit: 50, query: null }, 'lee')).body as CustomerListReply;
    expect([customers.some(({ customer }) => customer.id === customerId), total]).toEqual([false, 2]);
    for (const query of [secret, '+8613800000001', 'C-1']) expect((await b.post('/v1/find', { query }, 'ann')).body).toMatchObject({ found: [] });
    expect((await b.claim('ben', { want: 10 })).work.map(({ customer }) => customer.id)).not.toContain(customerId);
    expect((await b.post('/v1/claims', { want: 0, hold: [], customerId }, 'ann')).status).toBe(404);
    expect((await b.get('/v1/divergences', 'lee')).body).toMatchObject({ total: 0 });
  });

  it('happens once; a second time they are not known', async () => {
    const { b, customerId } = await known();
    await erase(b, customerId);
    expect((await erase(b, customerId)).status).toBe(404);
  });

  it('is for leads of the place alone, and answers unknown and foreign alike', async () => {
    const { b, customerId } = await known();
    for (const agentId of ['ann', 'quinn']) expect([agentId, (await erase(b, customerId, agentId)).status]).toEqual([agentId, 403]);
    const [foreign, unknown] = [await erase(b, customerId, 'olga'), await erase(b, 'nobody', 'olga')];
    expect([foreign.status, unknown]).toEqual([404, foreign]);
    expect((await b.post('/v1/customers/erase', { customerId, why: `because ${secret}` }, 'lee')).status).toBe(400);
  });

  it('lets the same person come back as somebody new', async () => {
    const { b, customerId } = await known();
    await erase(b, customerId);
    const answer = (await b.importRows([aRow(1, { name: 'Back again' })])).body as { rows: { status: string; customerId: string }[] };
    expect(answer.rows[0]?.status).toBe('imported');
    expect(answer.rows[0]?.customerId).not.toBe(customerId);
  });
});

describe('what comes about somebody who was erased', () => {
  it('is kept as the fact of a call', async () => {
    const { b, customerId, taskId } = await known();
    await erase(b, customerId);
    const late = aRecord({ id: 'record-9', customerId, taskId, content: { said: { kind: 'text', text: `late ${secret}` } } });
    const { outcome, satisfaction, content } = late;
    const results = await b.push(
      'ann',
      aSave('late-1', late),
      { id: 'late-2', at: START, kind: 'record.revise', recordId: 'record-9', basedOn: [1], why: secret, outcome, satisfaction, content },
      { id: 'late-3', at: START, kind: 'customer.set', customerId, change: { field: 'language', value: 'en' } },
      { id: 'late-4', at: START, kind: 'task.skip', taskId: 'appointment-1', reason: secret, until: START },
    );
    expect(results.map(({ status }) => status)).toEqual(['stored', 'stored', 'stored', 'stored']);
    const reply = (await b.get('/v1/records/record-9', 'lee')).body as RecordReply;
    expect(reply.revisions).toHaveLength(2);
    expect(JSON.stringify(reply)).not.toContain(secret);
    expect((await b.get('/v1/records', 'lee')).body).toMatchObject({ total: 2 });
    await b.restart();
    expect(traces(b)).toBe(0);
  });

  it('is not sent to a panel, which has been told that they are erased', async () => {
    const { b, customerId, taskId } = await known();
    await erase(b, customerId);
    const told = (await b.get('/v1/pull?cursor=0', 'ann')).body as PullReply;
    expect(told.erased).toEqual([customerId]);
    const { outcome, satisfaction, content, ...late } = aRecord({ id: 'record-9', customerId, taskId });
    const why = 'a slip';
    await b.push('ann', aSave('late-1', { ...late, outcome, satisfaction, content }), {
      id: 'late-2',
      at: START,
      kind: 'record.revise',
      recordId: 'record-9',
      basedOn: [1],
      why,
      outcome,
      satisfaction,
      content,
    });
    const next = (await b.get(`/v1/pull?cursor=${told.cursor}`, 'ann')).body as PullReply;
    expect(next).toMatchObject({ records: [], more: false });
  });

  it('without a word is no conflict with the whole one that came before', async () => {
    const { b, customerId } = await known();
    await erase(b, customerId);
    const blank = { id: 'm6', at: START, kind: 'task.skip', taskId: 'appointment-1', reason: '–', until: START };
    expect(await b.push('ann', blank)).toMatchObject([{ status: 'duplicate' }]);
  });

  it('by somebody of another place is refused as unknown', async () => {
    const { b, customerId } = await known();
    await erase(b, customerId);
    const [result] = await b.push('oli', { id: 'x', at: START, kind: 'customer.set', customerId, change: { field: 'language', value: 'en' } });
    expect(result).toMatchObject({ status: 'rejected', error: { kind: 'not-found' } });
  });
});

describe('at the panels', () => {
  it('everything of them goes, and what waits keeps only the fact', async () => {
    const { b, customerId, taskId } = await known();
    const ann = panelOf(b, 'ann', openDb(), (path) => (path === '/v1/push' ? 'fault' : 'fine'));
    await ann.take(customerId);
    expect(JSON.stringify(await dump(ann.db))).toContain(secret);
    const record = aRecord({ id: 'waits', customerId, taskId, content: { said: { kind: 'text', text: secret } } });
    await ann.db.records.put({ ...record, sentAt: null });
    const change = { field: 'language', value: 'en', was: null } as const;
    await ann.db.outbox.bulkAdd([
      anOutboxRow(1, { mutation: aSave('waits-1', record), replaced: [{ path: 'record.content.said.text', text: `once ${secret}` }] }),
      anOutboxRow(2, { mutation: { id: 'waits-2', at: START, kind: 'customer.set', customerId, change } }),
      anOutboxRow(3),
    ]);
    await erase(b, customerId);
    const pulled = (await b.get('/v1/pull?cursor=0', 'ann')).body as PullReply;
    expect(pulled.erased).toEqual([customerId]);
    await panelOf(b, 'ann', ann.db, (path) => (path === '/v1/push' ? 'not-sent' : 'fine')).sync();
    const { pull } = await import('../../lib/sync/refresh.ts');
    expect(await pull(ann.deps)).toBeNull();
    expect(JSON.stringify(await dump(ann.db))).not.toContain(secret);
    expect((await ann.db.outbox.toArray()).map(({ mutation }) => mutation.kind)).toEqual(['record.save', 'record.save']);
    expect(await ann.db.customers.get(customerId)).toBeUndefined();
    const rest = panelOf(b, 'ann', ann.db);
    await ann.db.outbox.delete(3);
    await ann.db.outbox.toCollection().modify({ nextAt: 0 });
    expect((await rest.sync()).failure).toBeNull();
    expect(await ann.db.outbox.count()).toBe(0);
    expect((await b.get('/v1/records/waits', 'lee')).body).toMatchObject({ record: { erased: true } });
  });

  it('whoever is on the line stays until the call is saved', async () => {
    const { b, customerId } = await known();
    const ann = panelOf(b, 'ann', openDb());
    await ann.take(customerId);
    const { call } = await import('../lib/record/build.ts');
    await ann.db.calls.put(call({ customerId, taskId: null }));
    await erase(b, customerId);
    const { pull } = await import('../../lib/sync/refresh.ts');
    await pull(ann.deps);
    expect(await ann.db.customers.get(customerId)).toBeDefined();
    await ann.db.calls.clear();
    await b.push('ben', aSave('other', aRecord({ id: ids('other')(), agentId: 'ben' })));
    await pull(ann.deps);
    expect(await ann.db.customers.get(customerId)).toBeUndefined();
    expect(await ann.db.meta.get('erasing')).toBeUndefined();
  });
});
