import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordReply } from '../../lib/contract/revision.ts';
import type { RecordListReply } from '../../lib/contract/wire.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import { countToTake, type Joining, takeAlong } from '../../lib/db/take-along.ts';
import { outboxRow } from '../../lib/outbox/outbox.ts';
import { appointment, customer, record, service, task } from '../lib/plan/build.ts';
import { call } from '../lib/record/build.ts';
import { ids } from '../support/builders.ts';
import { dump, openDb } from '../support/db.ts';
import { panelOf } from '../support/endpoint.ts';
import { type Bench, bench, START } from './support.ts';

const joining: Joining = { from: { agentId: 'alone-agent', placeId: 'alone-place' }, to: { agentId: 'ann', placeId: 'store' } };
const own = { agentId: 'alone-agent', placeId: 'alone-place' };
let b: Bench;
let db: CallsideDb;

/** A desk where somebody worked alone: a customer called twice, whose phone and language were corrected, an appointment, and a record corrected. */
beforeEach(async () => {
  b = await bench();
  db = openDb();
  const first = record({
    ...own,
    id: 'record-1',
    outcome: 'no-answer',
    satisfaction: null,
    savedAt: 10,
    content: { correction: { phone: null, preferredHours: null, language: 'en', optOut: null } },
  });
  const second = record({ ...own, id: 'record-2', savedAt: 20 });
  await db.customers.bulkPut([customer({ placeId: 'alone-place', language: 'yue' }), customer({ id: 'customer-2', placeId: 'alone-place' })]);
  await db.services.bulkPut([service({ placeId: 'alone-place' }), service({ id: 'service-2', customerId: 'customer-2', placeId: 'alone-place' })]);
  await db.tasks.bulkPut([
    task({ placeId: 'alone-place', state: 'done', attempts: 2, lastOutcome: 'reached', updatedAt: 20 }),
    { ...appointment(), placeId: 'alone-place', agentId: 'alone-agent', claim: { id: 'x', agentId: 'alone-agent', expiresAt: 1 } },
    task({
      id: 'task-2',
      customerId: 'customer-2',
      serviceId: 'service-2',
      placeId: 'alone-place',
      skips: [{ at: 1, agentId: 'alone-agent', reason: 'busy' }],
    }),
  ]);
  const { outcome, content } = second;
  const revised = { ...second, revision: 2, satisfaction: 'fair' as const, revised: { by: 'alone-agent', at: 30, why: 'misheard', basedOn: [1] } };
  await db.records.bulkPut([first, revised].map((one) => ({ ...one, sentAt: null })));
  const rows = [
    { id: 'm1', at: 10, kind: 'record.save', record: first, changesFollow: true },
    { id: 'm2', at: 10, kind: 'customer.set', customerId: 'customer-1', change: { field: 'language', value: 'en', was: 'zh-CN' } },
    { id: 'm3', at: 20, kind: 'record.save', record: second, changesFollow: true },
    { id: 'm4', at: 20, kind: 'customer.set', customerId: 'customer-1', change: { field: 'language', value: 'yue', was: 'en' } },
    { id: 'm5', at: 25, kind: 'task.skip', taskId: 'task-2', reason: 'busy', until: 5 },
    { id: 'm6', at: 30, kind: 'record.revise', recordId: 'record-2', basedOn: [1], why: 'misheard', outcome, satisfaction: 'fair', content },
  ] as const;
  for (const mutation of rows) await db.outbox.add(outboxRow(structuredClone(mutation) as never, 1) as never);
});

const take = () => takeAlong(db, joining, { now: START, newId: ids('join') });
const panel = (fates?: Parameters<typeof panelOf>[3]) => panelOf(b, 'ann', db, fates);

describe('joining a team after working alone', () => {
  it('tells what goes along', async () => {
    expect(await countToTake(db)).toEqual({ customers: 2, services: 2, tasks: 3, records: 2 });
  });

  it('puts everything into the outbox, people first, and nothing whose effect is told already', async () => {
    expect(await take()).toBe(true);
    const kinds = (await db.outbox.orderBy('n').toArray()).map(({ mutation }) => mutation.kind);
    expect(kinds).toEqual([
      'customer.add',
      'customer.add',
      'service.add',
      'service.add',
      'task.add',
      'task.add',
      'task.add',
      'record.save',
      'record.save',
      'record.revise',
    ]);
    expect(JSON.stringify(await dump(db))).not.toContain('alone-');
  });

  it('brings all of it to the endpoint as it stood, once', async () => {
    await take();
    expect((await panel().sync()).failure).toBeNull();
    expect((await db.outbox.toArray()).map(({ mutation, lastError }) => [mutation.kind, lastError])).toEqual([]);
    const found = await b.store.read(async (tx) => ({
      customers: await tx.customers.get(['customer-1', 'customer-2']),
      services: await tx.services.ofCustomers(['customer-1', 'customer-2']),
      tasks: await tx.tasks.get(['task-1', 'task-a', 'task-2']),
    }));
    expect(found.customers.map(({ id, placeId, language }) => [id, placeId, language]).sort()).toEqual([
      ['customer-1', 'store', 'yue'],
      ['customer-2', 'store', 'zh-CN'],
    ]);
    expect(found.services).toHaveLength(2);
    const tasks = new Map(found.tasks.map((one) => [one.id, one]));
    expect(tasks.get('task-1')).toMatchObject({ state: 'done', attempts: 2, lastOutcome: 'reached' });
    expect(tasks.get('task-a')).toMatchObject({ state: 'open', agentId: 'ann', placeId: 'store' });
    expect(tasks.get('task-2')?.skips).toEqual([{ at: 1, agentId: 'ann', reason: 'busy' }]);
    const { records, total } = (await b.get('/v1/records', 'ann')).body as RecordListReply;
    expect([total, records.map((one) => [one.record.id, one.record.agentId, one.record.placeId]).sort()]).toEqual([
      2,
      [
        ['record-1', 'ann', 'store'],
        ['record-2', 'ann', 'store'],
      ],
    ]);
    expect((await b.get('/v1/records/record-2', 'ann')).body as RecordReply).toMatchObject({ heads: [2], record: { satisfaction: 'fair' } });
    expect((await b.get('/v1/divergences', 'lee')).body).toMatchObject({ total: 0 });
  });

  it('goes on where it was cut off, and doubles nothing', async () => {
    await take();
    let pushes = 0;
    const cut = panel((path) => (path === '/v1/push' && ++pushes === 1 ? 'reply-lost' : 'fine'));
    expect((await cut.sync()).failure?.kind).toBe('offline');
    await db.outbox.toCollection().modify({ nextAt: 0 });
    expect((await panel().sync()).failure).toBeNull();
    expect(await db.outbox.count()).toBe(0);
    expect((await b.get('/v1/records', 'ann')).body).toMatchObject({ total: 2 });
  });

  it('keeps and shows what the endpoint refuses, and sends the rest', async () => {
    await b.push('ben', { id: 'first', at: START, kind: 'customer.add', customer: customer({ id: 'customer-2', placeId: 'store' }) });
    await take();
    await panel().sync();
    const left = await db.outbox.orderBy('n').toArray();
    expect(left.map(({ mutation, state, lastError }) => [mutation.kind, state, lastError?.kind])).toEqual([['customer.add', 'rejected', 'conflict']]);
    expect((await b.get('/v1/records', 'ann')).body).toMatchObject({ total: 2 });
  });

  it('waits for the end of an open call', async () => {
    await db.calls.put(call());
    const before = await dump(db);
    expect(await take()).toBe(false);
    expect(await dump(db)).toEqual(before);
  });

  it('changes nothing at all when a row cannot be written', async () => {
    const before = await dump(db);
    const fail = () => {
      throw new DOMException('no space', 'QuotaExceededError');
    };
    db.outbox.hook.creating.subscribe(fail);
    await expect(take()).rejects.toThrow();
    db.outbox.hook.creating.unsubscribe(fail);
    expect(await dump(db)).toEqual(before);
  });
});

describe('what an endpoint takes of somebody who joins', () => {
  const good = { service: service({ id: 's', customerId: 'c', placeId: 'store' }), task: task({ id: 't', customerId: 'c', serviceId: 's', placeId: 'store' }) };
  const add = (id: string, kind: 'service.add' | 'task.add', row: object) => ({ id, at: START, kind, [kind.slice(0, -4)]: row });

  it('is its own', async () => {
    await b.push('ann', { id: 'c', at: START, kind: 'customer.add', customer: customer({ id: 'c', placeId: 'store' }) });
    const refused = await b.push(
      'ann',
      add('1', 'service.add', { ...good.service, placeId: 'other-store' }),
      add('2', 'service.add', { ...good.service, customerId: 'nobody' }),
      add('3', 'task.add', { ...good.task, serviceId: 'nothing' }),
      add('4', 'task.add', { ...good.task, serviceId: null, agentId: 'ben' }),
    );
    expect(refused.map((one) => one.status === 'rejected' && [one.error.kind, one.error.field])).toEqual([
      ['not-found', 'mutations.0.service.placeId'],
      ['not-found', 'mutations.1.service.customerId'],
      ['not-found', 'mutations.2.task.serviceId'],
      ['forbidden', 'mutations.3.task.agentId'],
    ]);
    const taken = await b.push(
      'ann',
      add('5', 'service.add', good.service),
      add('6', 'task.add', good.task),
      add('7', 'task.add', good.task),
      add('8', 'service.add', good.service),
    );
    expect(taken.map((one) => (one.status === 'rejected' ? one.error.kind : one.status))).toEqual(['stored', 'stored', 'conflict', 'conflict']);
  });
});
