import { beforeEach, describe, expect, it } from 'vitest';
import { aloneState } from '../../../lib/db/alone.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { hasNobody, readFile, readQueue } from '../../../lib/db/queue.ts';
import { appointTask, skipTask } from '../../../lib/db/task-changes.ts';
import { anAgent, ids, shippedScripts } from '../../support/builders.ts';
import { dump, openDb } from '../../support/db.ts';
import { appointment, at, customer, place, record, service, task } from '../plan/build.ts';
import { call } from '../record/build.ts';

const now = at('2026-11-22', '15:00');
const HOUR = 3_600_000;
const agent = anAgent();
let db: CallsideDb;

beforeEach(() => {
  db = openDb();
});

/** Customers c-1, c-2 … each with an open task that many days ago due. */
async function waiting(count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  await db.customers.bulkPut(numbers.map((n) => customer({ id: `c-${n}` })));
  await db.services.bulkPut(numbers.map((n) => service({ id: `s-${n}`, customerId: `c-${n}` })));
  await db.tasks.bulkPut(numbers.map((n) => task({ id: `t-${n}`, customerId: `c-${n}`, serviceId: `s-${n}`, dueBy: at('2026-11-24', '00:00') + n })));
}
const read = (over: Partial<Parameters<typeof readQueue>[1]> = {}) => readQueue(db, { agent, place: place(), now, claimed: false, ...over });
const ready = async (over = {}) => (await read(over)).ready.map(({ task: { id } }) => id);

describe('the queue on this computer', () => {
  it('is in the order of the deadlines, each with its file and why it is next', async () => {
    await waiting(3);
    const queue = await read();
    expect(queue.ready.map(({ task: { id }, customer: { id: who }, service: what }) => [id, who, what?.id])).toEqual([
      ['t-1', 'c-1', 's-1'],
      ['t-2', 'c-2', 's-2'],
      ['t-3', 'c-3', 's-3'],
    ]);
    for (const { why } of queue.ready) expect(why.length).toBeGreaterThan(0);
  });

  it('shows a customer once, with their first task', async () => {
    await waiting(1);
    await db.tasks.put(task({ id: 't-later', customerId: 'c-1', serviceId: 's-9', dueBy: at('2026-11-30', '00:00') }));
    expect(await ready()).toEqual(['t-1']);
  });

  it('has nothing that is done, nor anybody who wants no calls, and says why', async () => {
    await waiting(3);
    await db.tasks.update('t-1', { state: 'done' });
    await db.customers.update('c-2', { optOut: { at: 1, reason: 'said so' } });
    const queue = await read();
    expect(queue.ready.map(({ task: { id } }) => id)).toEqual(['t-3']);
    expect(queue.later.map(({ entry, nextAt }) => [entry.task.id, entry.why[0]?.code, nextAt])).toEqual([['t-2', 'opted-out', null]]);
  });

  it('has what comes later by its time, the soonest first', async () => {
    await waiting(3);
    await db.tasks.update('t-1', { notBefore: now + 100 * HOUR });
    await db.tasks.update('t-2', { notBefore: now + 50 * HOUR });
    expect((await read()).later.map(({ entry }) => entry.task.id)).toEqual(['t-2', 't-1']);
  });

  it('outside the hours has everything later, with the next moment', async () => {
    await waiting(2);
    const queue = await read({ now: at('2026-11-22', '21:00') });
    expect(queue.ready).toEqual([]);
    expect(queue.later.map(({ nextAt }) => nextAt)).toEqual([at('2026-11-23', '14:00'), at('2026-11-23', '14:00')]);
  });

  it('in a team has only what this agent holds, as long as the lease lasts', async () => {
    await waiting(4);
    await db.tasks.update('t-2', { claim: { id: 'claim', agentId: 'agent-1', expiresAt: now + 1 } });
    await db.tasks.update('t-3', { claim: { id: 'claim', agentId: 'agent-1', expiresAt: now } });
    await db.tasks.update('t-4', { claim: { id: 'claim', agentId: 'agent-2', expiresAt: now + HOUR } });
    expect(await ready({ claimed: true })).toEqual(['t-2']);
    expect(await ready({ claimed: true, now: now + 1 })).toEqual([]);
  });

  it('is nobody’s when nothing is held and no call is open, so that the next word of the endpoint may bring somebody', async () => {
    expect(await hasNobody(db)).toBe(true);
    await db.tasks.put(task({ id: 'mine-later', claim: null, agentId: 'agent-1' }));
    expect(await hasNobody(db)).toBe(true);
    await db.tasks.put(task({ id: 'held', claim: { id: 'c', agentId: 'agent-1', expiresAt: 1 } }));
    expect(await hasNobody(db)).toBe(false);
    await db.tasks.clear();
    await db.calls.put(call());
    expect(await hasNobody(db)).toBe(false);
  });

  it('puts an appointment whose time has come before everything else', async () => {
    await waiting(2);
    await db.customers.put(customer({ id: 'c-9' }));
    await db.tasks.put(appointment({ customerId: 'c-9', notBefore: now - 60_000, dueBy: now + HOUR, priority: 9 }));
    expect(await ready()).toEqual(['task-a', 't-1', 't-2']);
  });

  it('stays quick with thousands open, and shows only the first', async () => {
    await waiting(1500);
    expect((await ready()).length).toBe(50);
  });
});

describe('a customer’s file', () => {
  it('has the newest services and records first', async () => {
    await db.customers.put(customer());
    await db.services.bulkPut([service({ id: 'a', endedOn: '2025-01-01' }), service({ id: 'b', endedOn: '2026-01-01' })]);
    for (const [index, id] of ['r-old', 'r-new'].entries()) await db.records.put({ ...record({ id, startedAt: index }), sentAt: null });
    await db.records.put({ ...record({ id: 'another', customerId: 'c-9' }), sentAt: null });
    const file = await readFile(db, 'customer-1');
    expect([file?.services.map(({ id }) => id), file?.records.map(({ id }) => id)]).toEqual([
      ['b', 'a'],
      ['r-new', 'r-old'],
    ]);
    expect(await readFile(db, 'unheard-of')).toBeNull();
  });
});

describe('a task put off', () => {
  const base = { taskId: 't-1', agentId: 'agent-1', now };

  it('comes back later, with the reason, and the endpoint hears of it', async () => {
    await waiting(1);
    expect(await skipTask(db, { ...base, newId: ids(), reason: 'busy', until: now + HOUR })).toBe(true);
    expect(await db.tasks.get('t-1')).toMatchObject({ notBefore: now + HOUR, claim: null, skips: [{ at: now, agentId: 'agent-1', reason: 'busy' }] });
    const [row] = await db.outbox.toArray();
    expect(row?.mutation).toEqual({ id: 'id-1', at: now, kind: 'task.skip', taskId: 't-1', reason: 'busy', until: now + HOUR });
    expect(await ready()).toEqual([]);
  });

  it('becomes an appointment of this agent', async () => {
    await waiting(1);
    await appointTask(db, { ...base, newId: ids(), to: now + 3 * HOUR, note: 'after work' });
    expect(await db.tasks.get('t-1')).toMatchObject({ agentId: 'agent-1', notBefore: now + 3 * HOUR, cause: { kind: 'appointment', note: 'after work' } });
    expect((await db.outbox.toArray())[0]?.mutation).toMatchObject({ kind: 'task.appoint', to: now + 3 * HOUR });
  });

  it('is left alone when it is gone, or when nothing can be written', async () => {
    await waiting(1);
    expect(await skipTask(db, { ...base, taskId: 'gone', newId: ids(), reason: 'busy', until: 1 })).toBe(false);
    const before = await dump(db);
    const fail = () => {
      throw new Error('disk full');
    };
    db.outbox.hook('creating', fail);
    await expect(skipTask(db, { ...base, newId: ids(), reason: 'busy', until: 1 })).rejects.toThrow();
    db.outbox.hook('creating').unsubscribe(fail);
    expect(await dump(db)).toEqual(before);
  });
});

describe('what an agent alone is told', () => {
  const state = () => aloneState(db, { agent, place: place(), now });

  it('asks for customers where there are none', async () => {
    expect(await state()).toMatchObject({ key: 'queue', waiting: 0, nextAt: null, why: [{ code: 'nothing-planned' }] });
  });

  it('says that all is done', async () => {
    await waiting(2);
    await db.tasks.toCollection().modify({ state: 'done' });
    expect(await state()).toMatchObject({ waiting: 0, why: [{ code: 'all-done' }] });
  });

  it('counts what waits, and says nothing where somebody can be called', async () => {
    await waiting(2);
    expect(await state()).toMatchObject({ waiting: 2, why: [], guarantees: { due: 0, called: 0 } });
  });

  it('says that nobody can be called where all were called as often as allowed', async () => {
    await waiting(1);
    const limits = { ...place().limits, callsPerYear: 2, daysBetweenCalls: 0 };
    for (const id of ['r-1', 'r-2']) await db.records.put({ ...record({ id, customerId: 'c-1', taskId: null }), sentAt: null });
    expect(await aloneState(db, { agent, place: place({ limits }), now })).toMatchObject({ waiting: 1, why: [{ code: 'none-callable' }], nextAt: null });
    expect((await aloneState(db, { agent, place: place({ limits: { ...limits, callsPerYear: 3 } }), now })).why).toEqual([]);
  });

  it('counts today’s calls and how many of the records are complete', async () => {
    await waiting(2);
    await db.scripts.bulkPut(shippedScripts());
    await db.tasks.update('t-1', { state: 'done', dueBy: at('2026-11-22', '23:59'), updatedAt: now });
    await db.tasks.update('t-2', { dueBy: at('2026-11-22', '23:59') });
    await db.records.put({ ...record({ id: 'r-1', customerId: 'c-1', taskId: 't-1' }), sentAt: null });
    await db.records.put({ ...record({ id: 'r-2', customerId: 'c-2', taskId: null, content: { needs: null } }), sentAt: null });
    expect((await state()).guarantees).toMatchObject({ due: 2, called: 1, records: 2, complete: 1 });
  });
});
