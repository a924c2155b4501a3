import type { Task } from '../../lib/contract/task.ts';
import type { Hold, HoldTable, TaskTable } from './port.ts';
import { prepared } from './prepared.ts';
import { chunks, type Db, inChunks, takeSeqs } from './rows.ts';
import type { Tables } from './tables.ts';
import { queueOf } from './task-queue.ts';
import { selectTasks, taskOf } from './task-row.ts';

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
const CHANGES = [
  'service_id',
  'agent_id',
  'appointment',
  'purpose',
  'own_hours',
  'not_before',
  'due_by',
  'priority',
  'state',
  'updated_at',
  'seq',
  'personal',
] as const;

/** All rows have the same columns in the same order: one statement serves them all. */
function rowOfTask(task: Task, seq: number): Tables['tasks'] {
  return {
    id: task.id,
    customer_id: task.customerId,
    service_id: task.serviceId,
    place_id: task.placeId,
    agent_id: task.agentId,
    appointment: task.cause.kind === 'appointment' ? 1 : 0,
    purpose: task.purpose,
    own_hours: task.windows ? 1 : 0,
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
