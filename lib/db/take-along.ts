import type { Id, Instant } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { Record as CallRecord } from '../contract/record.ts';
import type { Task } from '../contract/task.ts';
import { type NewOutboxRow, outboxRow } from '../outbox/outbox.ts';
import type { CallsideDb } from './database.ts';

/** Who worked here alone, and who they are in the team. */
export type Joining = { from: { agentId: Id; placeId: Id }; to: { agentId: Id; placeId: Id } };
export type Counts = { customers: number; services: number; tasks: number; records: number };

/** What goes along, to be told before it does. */
export async function countToTake(db: CallsideDb): Promise<Counts> {
  const [customers, services, tasks, records] = await Promise.all([db.customers.count(), db.services.count(), db.tasks.count(), db.records.count()]);
  return { customers, services, tasks, records };
}

/**
 * Everything of an agent who worked alone goes to their team: customers, services and tasks as they stand, then the records and their corrections, each once
 * by its own id. They are rows of the outbox like others, so that the way there survives whatever happens on it. One transaction: it is all in the outbox,
 * or nothing has changed. What only led to how the customers and tasks stand now is in them already and is not told again.
 * @returns false when a call is open, and nothing was changed
 */
export function takeAlong(db: CallsideDb, joining: Joining, { now, newId }: { now: Instant; newId: () => Id }): Promise<boolean> {
  return db.transaction('rw', [db.customers, db.services, db.tasks, db.records, db.outbox, db.calls], async () => {
    if ((await db.calls.count()) > 0) return false;
    const customers = (await db.customers.toArray()).map((one): Customer => ({ ...one, placeId: placeOf(one.placeId, joining) }));
    const services = (await db.services.toArray()).map((one): Service => ({ ...one, placeId: placeOf(one.placeId, joining) }));
    const tasks = (await db.tasks.toArray()).map((one) => taskOf(one, joining));
    const records = (await db.records.toArray()).map((one) => ({ ...one, ...recordOf(one, joining) }));
    await db.customers.bulkPut(customers);
    await db.services.bulkPut(services);
    await db.tasks.bulkPut(tasks);
    await db.records.bulkPut(records);

    const told = (await db.outbox.orderBy('n').toArray()).flatMap(({ mutation }) => said(mutation, joining));
    const add = { at: now };
    const mutations: Mutation[] = [
      ...customers.map((customer): Mutation => ({ ...add, id: newId(), kind: 'customer.add', customer })),
      ...services.map((service): Mutation => ({ ...add, id: newId(), kind: 'service.add', service })),
      ...tasks.map((task): Mutation => ({ ...add, id: newId(), kind: 'task.add', task })),
      ...told,
    ];
    // Deleted and added anew: their order is that of their numbers.
    await db.outbox.clear();
    await db.outbox.bulkAdd(mutations.map((mutation) => outboxRow(mutation, now)) as NewOutboxRow[] as OutboxRow[]);
    return true;
  });
}

function said(mutation: Mutation, joining: Joining): Mutation[] {
  if (mutation.kind === 'record.save') return [{ ...mutation, record: recordOf(mutation.record, joining), history: true }];
  return mutation.kind === 'record.revise' ? [mutation] : [];
}

function recordOf(record: CallRecord, joining: Joining): CallRecord {
  const { revised } = record;
  return {
    ...record,
    agentId: agentOf(record.agentId, joining),
    placeId: placeOf(record.placeId, joining),
    ...(revised ? { revised: { ...revised, by: agentOf(revised.by, joining) } } : {}),
  };
}

function taskOf(task: Task, joining: Joining): Task {
  return {
    ...task,
    placeId: placeOf(task.placeId, joining),
    agentId: task.agentId === null ? null : agentOf(task.agentId, joining),
    skips: task.skips.map((skip) => ({ ...skip, agentId: agentOf(skip.agentId, joining) })),
    // From now on the endpoint says who has whom.
    claim: null,
  };
}

function agentOf(id: Id, { from, to }: Joining): Id {
  return id === from.agentId ? to.agentId : id;
}

function placeOf(id: Id, { from, to }: Joining): Id {
  return id === from.placeId ? to.placeId : id;
}
