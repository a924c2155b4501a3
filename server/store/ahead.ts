import type { Id } from '../../lib/contract/basics.ts';
import type { Customer, Service } from '../../lib/contract/customer.ts';
import type { Task } from '../../lib/contract/task.ts';
import { mutationColumns, mutationOf } from './content.ts';
import type { Ahead, Hold, ListedRecord, StoredMutation, Tx } from './port.ts';
import { listedRecordOf, recordColumns } from './records.ts';
import { type Db, inChunks, parse } from './rows.ts';

/** What was asked for several works at once. Null: asked, and not there; no entry: not asked, or changed since. */
export type Known = {
  mutations: Map<Id, StoredMutation | null>;
  records: Map<Id, ListedRecord | null>;
  /** All agents' records of a call. */
  calls: Map<Id, readonly ListedRecord[]>;
  customers: Map<Id, Customer | null>;
  /** Of customers: where they were erased. */
  erased: Map<Id, Id | null>;
  holds: Map<Id, Hold | null>;
  tasks: Map<Id, Task | null>;
  openTasks: Map<Id, readonly Task[]>;
  services: Map<Id, Service | null>;
  meta: Map<string, string | null>;
};

export function nothingKnown(): Known {
  const empty = () => new Map();
  return {
    mutations: empty(),
    records: empty(),
    calls: empty(),
    customers: empty(),
    erased: empty(),
    holds: empty(),
    tasks: empty(),
    openTasks: empty(),
    services: empty(),
    meta: empty(),
  };
}

/** Forgets tasks, and what is known of the open tasks of their customers. */
export function forget(known: Known, isMeant: (task: Task) => boolean): void {
  for (const [id, task] of known.tasks) if (task && isMeant(task)) known.tasks.delete(id);
  for (const [id, tasks] of known.openTasks) if (tasks.some(isMeant)) known.openTasks.delete(id);
}

/** One statement a kind of thing, however many works there are. */
export async function askAhead(db: Db, tx: Tx, known: Known, ahead: readonly Ahead[]): Promise<void> {
  const idsOf = (thing: keyof Ahead) => [...new Set(ahead.flatMap((one) => one[thing] ?? []))];
  const ask = async <T>(into: Map<Id, T | null>, ids: readonly Id[], find: (ids: Id[]) => Promise<T[]>, idOf: (found: T) => Id) => {
    for (const id of ids) into.set(id, null);
    for (const found of await inChunks(ids, find)) into.set(idOf(found), found);
  };
  const latest = () => db.selectFrom('records').select(recordColumns).where('latest', '=', 1);

  const calls = idsOf('calls');
  await ask(
    known.mutations,
    idsOf('mutations'),
    (ids) => mutationsOf(db, ids),
    ({ id }) => id,
  );
  await ask(
    known.records,
    idsOf('records'),
    async (ids) => (await latest().where('id', 'in', ids).execute()).map(listedRecordOf),
    ({ record }) => record.id,
  );
  const ofCalls = await inChunks(calls, async (ids) => (await latest().where('call_id', 'in', ids).execute()).map(listedRecordOf));
  const byCall = Map.groupBy(ofCalls, ({ record }) => record.callId);
  for (const id of calls) known.calls.set(id, byCall.get(id) ?? []);

  for (const key of idsOf('meta')) known.meta.set(key, await tx.meta.get(key));
  const customers = idsOf('customers');
  await ask(
    known.customers,
    customers,
    (ids) => tx.customers.get(ids),
    ({ id }) => id,
  );
  await ask(
    known.holds,
    customers,
    (ids) => tx.holds.get(ids),
    ({ customerId }) => customerId,
  );
  await ask(
    known.tasks,
    idsOf('tasks'),
    (ids) => tx.tasks.get(ids),
    ({ id }) => id,
  );
  const open = Map.groupBy(await inChunks(customers, (ids) => tx.tasks.ofCustomers(ids, true)), ({ customerId }) => customerId);
  for (const id of customers) known.openTasks.set(id, open.get(id) ?? []);
  for (const id of customers) known.erased.set(id, null);
  for (const { customer_id, place_id } of await erasedOf(db, customers)) known.erased.set(customer_id, place_id);
  await ask(
    known.services,
    idsOf('services'),
    (ids) => servicesOf(db, ids),
    ({ id }) => id,
  );
}

async function mutationsOf(db: Db, ids: readonly Id[]): Promise<StoredMutation[]> {
  return (await db.selectFrom('mutations').select(mutationColumns).where('id', 'in', ids).execute()).map(mutationOf);
}

function erasedOf(db: Db, customerIds: readonly Id[]) {
  return inChunks(customerIds, (ids) => db.selectFrom('erased').select(['customer_id', 'place_id']).where('customer_id', 'in', ids).execute());
}

async function servicesOf(db: Db, ids: readonly Id[]): Promise<Service[]> {
  const rows = await db.selectFrom('services').select('personal').where('id', 'in', ids).execute();
  return rows.map((row) => parse<Service>(row.personal));
}
