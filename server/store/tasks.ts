import { sql } from 'kysely';
import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { CallGroup, Hold, HoldTable, TaskTable } from './port.ts';
import { prepared } from './prepared.ts';
import { chunks, type Db, inChunks, parse, takeSeqs } from './rows.ts';
import type { Tables } from './tables.ts';

type Row = { personal: string; claim_id: string | null; hold_id: string | null; agent_id: string | null; expires_at: number | null };

/** The task with its claim. A mark under an older hold is void. */
export function taskOf(row: Row): Task {
  const task = parse<Task>(row.personal);
  const claimed = row.claim_id !== null && row.claim_id === row.hold_id && row.agent_id !== null && row.expires_at !== null;
  return { ...task, claim: claimed ? { id: row.claim_id ?? '', agentId: row.agent_id ?? '', expiresAt: Number(row.expires_at) } : null };
}

export function selectTasks(db: Db) {
  return db
    .selectFrom('tasks as t')
    .leftJoin('holds as h', 'h.customer_id', 't.customer_id')
    .select(['t.personal', 't.claim_id', 'h.claim_id as hold_id', 'h.agent_id', 'h.expires_at']);
}

export function taskTable(db: Db): TaskTable {
  return {
    put: (tasks) => putTasks(db, tasks),
    async get(ids) {
      const rows = await inChunks(ids, (part) => selectTasks(db).where('t.id', 'in', part).execute());
      const byId = new Map(rows.map(taskOf).map((task) => [task.id, task]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    async ofCustomers(ids, onlyOpen) {
      const rows = await inChunks(ids, (part) => {
        const query = selectTasks(db).where('t.customer_id', 'in', part).orderBy('t.due_by').orderBy('t.id');
        return (onlyOpen ? query.where('t.state', '=', 'open') : query).execute();
      });
      return rows.map(taskOf);
    },
    async openCounts(customerIds) {
      const rows = await inChunks(customerIds, (part) =>
        db
          .selectFrom('tasks')
          .select(['customer_id', (e) => e.fn.countAll().as('n')])
          .where('customer_id', 'in', part)
          .where('state', '=', 'open')
          .groupBy('customer_id')
          .execute(),
      );
      return new Map(rows.map((row) => [row.customer_id, Number(row.n)]));
    },
    async claim(taskIds, claimId) {
      if (taskIds.length > 0) await db.updateTable('tasks').set({ claim_id: claimId }).where('id', 'in', taskIds).execute();
    },
    async doneBetween({ placeIds, from, to }) {
      const rows = await selectTasks(db)
        .where('t.state', '=', 'done')
        .where('t.place_id', 'in', placeIds)
        .where('t.updated_at', '>=', from)
        .where('t.updated_at', '<=', to)
        .execute();
      return rows.map(taskOf);
    },
    async openByDue(placeIds) {
      const rows = await db
        .selectFrom('tasks')
        .select(['due_by', (e) => e.fn.countAll().as('n')])
        .where('state', '=', 'open')
        .where('place_id', 'in', placeIds)
        .groupBy('due_by')
        .execute();
      return rows.map((row) => ({ dueBy: Number(row.due_by), count: Number(row.n) }));
    },
    async customersDueBy({ placeIds, to }) {
      const row = await db
        .selectFrom('tasks')
        .select((e) => e.fn.count('customer_id').distinct().as('n'))
        .where('state', '=', 'open')
        .where('place_id', 'in', placeIds)
        .where('due_by', '<=', to)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    ...queueOf(db),
  };
}

type Queue = Pick<TaskTable, 'pool' | 'candidates' | 'nextAppointment' | 'counts'>;

/** What is asked to find the next call. */
function queueOf(db: Db): Queue {
  return {
    async pool({ placeIds, now }) {
      const rows = await poolOf(db, placeIds, now)
        .select(['t.place_id', 'c.calling'])
        .select((e) => [
          e.fn.countAll().as('count'),
          e.fn.min('t.not_before').as('earliest'),
          e.fn.sum(e.case().when('t.not_before', '<=', now).then(e.lit(1)).else(e.lit(0)).end()).as('due'),
        ])
        .groupBy(['t.place_id', 'c.calling'])
        .execute();
      return rows.map((row) => ({
        placeId: row.place_id,
        calling: row.calling,
        count: Number(row.count),
        due: Number(row.due),
        earliest: Number(row.earliest),
      }));
    },
    async candidates({ placeIds, groups, now, offset, limit }) {
      const upTo = offset + limit;
      const appointments = await poolOf(db, placeIds, now)
        .select('t.id')
        .where('t.appointment', '=', 1)
        .where('t.not_before', '<=', now)
        .orderBy('t.not_before')
        .orderBy('t.due_by')
        .orderBy('t.priority')
        .orderBy('t.id')
        .limit(upTo)
        .execute();
      const others: Next[] = [];
      if (appointments.length < upTo) {
        const byPlace = Map.groupBy(groups, ({ placeId }) => placeId);
        for (const [placeId, own] of byPlace) if (placeIds.includes(placeId)) others.push(...(await nextOf(db, own, now, upTo)));
      }
      others.sort((a, b) => Number(a.due_by) - Number(b.due_by) || a.priority - b.priority || (a.id < b.id ? -1 : 1));
      return [...appointments, ...others].map(({ id }) => id).slice(offset, upTo);
    },
    async nextAppointment(agentId, now) {
      const row = await selectTasks(db)
        .where('t.agent_id', '=', agentId)
        .where('t.state', '=', 'open')
        .where('t.appointment', '=', 1)
        .where('t.not_before', '>', now)
        .orderBy('t.not_before')
        .orderBy('t.id')
        .limit(1)
        .executeTakeFirst();
      return row ? taskOf(row) : null;
    },
    async counts(placeIds, now) {
      const all = await db
        .selectFrom('tasks')
        .select((e) => e.fn.countAll().as('open'))
        .where('place_id', 'in', placeIds)
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow();
      // From the holds, which are few, to their customers' tasks: the sum of texts keeps a database from the index of all that is open.
      const held = await db
        .selectFrom('holds as h')
        .crossJoin('tasks as t')
        .select((e) => [e.fn.countAll().as('held'), e.fn.min('h.expires_at').as('free')])
        .whereRef('t.customer_id', '=', 'h.customer_id')
        .where('h.expires_at', '>', now)
        .where(sql<string>`t.state || ''`, '=', 'open')
        .where(sql<string>`t.place_id || ''`, 'in', placeIds)
        .executeTakeFirstOrThrow();
      return { open: Number(all.open), held: Number(held.held), freeAt: held.free === null ? null : Number(held.free) };
    },
  };
}

/** Open tasks of customers that may be called and that nobody holds now. */
function poolOf(db: Db, placeIds: readonly Id[], now: Instant) {
  return db
    .selectFrom('tasks as t')
    .innerJoin('customers as c', 'c.id', 't.customer_id')
    .leftJoin('holds as h', (join) => join.onRef('h.customer_id', '=', 't.customer_id').on('h.expires_at', '>', now))
    .where('t.state', '=', 'open')
    .where('t.place_id', 'in', placeIds)
    .where('c.callable', '=', 1)
    .where('h.customer_id', 'is', null);
}

type Next = { id: Id; due_by: number; priority: number };

/**
 * The first of one place, without appointments, in the order of the index: it is walked until enough are found, however many there are. Written as sums, what
 * else is asked for tempts no database to another index and to sorting them all.
 */
async function nextOf(db: Db, groups: readonly CallGroup[], now: Instant, upTo: number): Promise<Next[]> {
  const [first] = groups;
  if (!first) return [];
  return db
    .selectFrom('tasks as t')
    .crossJoin('customers as c')
    .leftJoin('holds as h', (join) => join.onRef('h.customer_id', '=', 't.customer_id').on('h.expires_at', '>', now))
    .select(['t.id', 't.due_by', 't.priority'])
    .where('t.place_id', '=', first.placeId)
    .where('t.state', '=', 'open')
    .where(sql<number>`t.appointment + 0`, '=', 0)
    .where(sql<number>`t.not_before + 0`, '<=', now)
    .whereRef('c.id', '=', 't.customer_id')
    .where('c.callable', '=', 1)
    .where(
      'c.calling',
      'in',
      groups.map(({ calling }) => calling),
    )
    .where('h.customer_id', 'is', null)
    .orderBy('t.due_by')
    .orderBy('t.priority')
    .orderBy('t.id')
    .limit(upTo)
    .execute();
}

async function putTasks(db: Db, tasks: readonly Task[]): Promise<void> {
  let seq = tasks.length > 0 ? await takeSeqs(db, tasks.length) : 0;
  for (const part of chunks(tasks)) {
    const rows = part.map((task) => rowOfTask(task, seq++));
    const build = () =>
      db
        .insertInto('tasks')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doUpdateSet((e) => Object.fromEntries(CHANGES.map((column) => [column, e.ref(`excluded.${column}`)]))));
    await prepared(
      db,
      `put ${part.length} tasks`,
      build,
      rows.flatMap((row) => Object.values(row)),
    );
  }
}

/** What a task that is put again can change; its claim is not among it. */
const CHANGES = ['service_id', 'agent_id', 'appointment', 'not_before', 'due_by', 'priority', 'state', 'updated_at', 'seq', 'personal'] as const;

/** All rows have the same columns in the same order: one statement serves them all. */
function rowOfTask(task: Task, seq: number): Tables['tasks'] {
  return {
    id: task.id,
    customer_id: task.customerId,
    service_id: task.serviceId,
    place_id: task.placeId,
    agent_id: task.agentId,
    appointment: task.cause.kind === 'appointment' ? 1 : 0,
    not_before: task.notBefore,
    due_by: task.dueBy,
    priority: task.priority,
    state: task.state,
    claim_id: null,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
    seq,
    personal: JSON.stringify({ ...task, claim: null }),
  };
}

export function holdTable(db: Db): HoldTable {
  const holdOf = (row: Tables['holds']): Hold => ({
    customerId: row.customer_id,
    agentId: row.agent_id,
    claimId: row.claim_id,
    found: Number(row.found) === 1,
    expiresAt: Number(row.expires_at),
  });
  return {
    async get(customerIds) {
      const rows = await inChunks(customerIds, (part) => db.selectFrom('holds').selectAll().where('customer_id', 'in', part).execute());
      return rows.map(holdOf);
    },
    async ofAgent(agentId) {
      return (await db.selectFrom('holds').selectAll().where('agent_id', '=', agentId).orderBy('customer_id').execute()).map(holdOf);
    },
    async put(hold) {
      const row = { agent_id: hold.agentId, claim_id: hold.claimId, found: hold.found ? 1 : 0, expires_at: hold.expiresAt };
      await db
        .insertInto('holds')
        .values({ customer_id: hold.customerId, ...row })
        .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(row))
        .execute();
    },
    async remove(customerIds) {
      for (const part of chunks(customerIds, 500)) await db.deleteFrom('holds').where('customer_id', 'in', part).execute();
    },
  };
}
