import { sql } from 'kysely';
import type { Agent } from '../../lib/contract/agent.ts';
import type { Assignment, Load, Owner } from '../../lib/contract/assignment.ts';
import type { Id, Instant } from '../../lib/contract/basics.ts';
import { chunks, type Db, inChunks, parse } from './rows.ts';

export type OwnerTables = {
  owners: { customer_id: string; agent_id: string; since: number };
  /** `personal`: who did it, and how many moved. */
  assignments: { id: string; place_id: string; created_at: number; undone_at: number | null; personal: string };
  assigned: {
    assignment_id: string;
    customer_id: string;
    before_agent: string | null;
    before_since: number | null;
    after_agent: string | null;
    after_since: number | null;
  };
};

/** What one assignment did to one customer; null: nobody's. */
export type OwnerMove = { customerId: Id; before: Pick<Owner, 'agentId' | 'since'> | null; after: Pick<Owner, 'agentId' | 'since'> | null };

export type OwnerTable = {
  of(customerIds: readonly Id[]): Promise<Owner[]>;
  put(owners: readonly Owner[]): Promise<void>;
  remove(customerIds: readonly Id[]): Promise<void>;
  /** Who moves to where they do not reach some of their customers has them no more. */
  removeOutside(agentId: Id, placeIds: readonly Id[]): Promise<void>;
  /** All who have customers anywhere. */
  people(): Promise<{ agent: Agent; deactivatedAt: Instant | null }[]>;
  /** What everybody has in these places; `agentId` null: what is nobody's. */
  loads(placeIds: readonly Id[]): Promise<{ agentId: Id | null; load: Load }[]>;
  addAssignment(assignment: Assignment, moves: readonly OwnerMove[]): Promise<void>;
  assignment(id: Id): Promise<Assignment | null>;
  moves(assignmentId: Id): Promise<OwnerMove[]>;
  setUndone(assignmentId: Id, at: Instant): Promise<void>;
  /** Newest first. */
  assignments(placeIds: readonly Id[], limit: number): Promise<Assignment[]>;
};

export function ownerTable(db: Db): OwnerTable {
  return {
    async of(customerIds) {
      const rows = await inChunks(customerIds, (part) => db.selectFrom('owners').selectAll().where('customer_id', 'in', part).execute());
      return rows.map((row) => ({ customerId: row.customer_id, agentId: row.agent_id, since: Number(row.since) }));
    },
    async put(owners) {
      for (const part of chunks(owners, 200)) {
        await db
          .insertInto('owners')
          .values(part.map(({ customerId, agentId, since }) => ({ customer_id: customerId, agent_id: agentId, since })))
          .onConflict((conflict) =>
            conflict.column('customer_id').doUpdateSet((e) => ({ agent_id: e.ref('excluded.agent_id'), since: e.ref('excluded.since') })),
          )
          .execute();
      }
    },
    async remove(customerIds) {
      for (const part of chunks(customerIds, 500)) await db.deleteFrom('owners').where('customer_id', 'in', part).execute();
    },
    async removeOutside(agentId, placeIds) {
      await db
        .deleteFrom('owners')
        .where('agent_id', '=', agentId)
        .where('customer_id', 'in', (e) => e.selectFrom('customers').select('id').where('place_id', 'not in', placeIds))
        .execute();
    },
    async people() {
      const rows = await db
        .selectFrom('agents as g')
        .leftJoin('accounts as a', 'a.agent_id', 'g.id')
        .select(['g.personal', 'a.deactivated_at'])
        .where((e) => e.exists(e.selectFrom('owners as o').select('o.customer_id').whereRef('o.agent_id', '=', 'g.id')))
        .execute();
      return rows.map((row) => ({ agent: parse<Agent>(row.personal), deactivatedAt: row.deactivated_at === null ? null : Number(row.deactivated_at) }));
    },
    loads: (placeIds) => loadsIn(db, placeIds),
    addAssignment: (assignment, moves) => addAssignment(db, assignment, moves),
    async assignment(id) {
      const row = await db.selectFrom('assignments').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? assignmentOf(row) : null;
    },
    async moves(assignmentId) {
      const rows = await db.selectFrom('assigned').selectAll().where('assignment_id', '=', assignmentId).orderBy('customer_id').execute();
      const side = (agentId: string | null, since: number | null) => (agentId === null ? null : { agentId, since: Number(since) });
      return rows.map((row) => ({
        customerId: row.customer_id,
        before: side(row.before_agent, row.before_since),
        after: side(row.after_agent, row.after_since),
      }));
    },
    async setUndone(assignmentId, at) {
      await db.updateTable('assignments').set({ undone_at: at }).where('id', '=', assignmentId).execute();
    },
    async assignments(placeIds, limit) {
      const rows = await db
        .selectFrom('assignments')
        .selectAll()
        .where('place_id', 'in', placeIds)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(assignmentOf);
    },
  };
}

type Row = OwnerTables['assignments'];

function assignmentOf({ id, place_id, created_at, undone_at, personal }: Row): Assignment {
  const { by, moves } = parse<Pick<Assignment, 'by' | 'moves'>>(personal);
  return { id, placeId: place_id, at: Number(created_at), by, moves, undoneAt: undone_at === null ? null : Number(undone_at) };
}

async function addAssignment(db: Db, { id, placeId, at, by, moves: count }: Assignment, moves: readonly OwnerMove[]): Promise<void> {
  await db
    .insertInto('assignments')
    .values({ id, place_id: placeId, created_at: at, undone_at: null, personal: JSON.stringify({ by, moves: count }) })
    .execute();
  for (const part of chunks(moves, 150)) {
    await db
      .insertInto('assigned')
      .values(
        part.map(({ customerId, before, after }) => ({
          assignment_id: id,
          customer_id: customerId,
          before_agent: before?.agentId ?? null,
          before_since: before?.since ?? null,
          after_agent: after?.agentId ?? null,
          after_since: after?.since ?? null,
        })),
      )
      .execute();
  }
}

async function loadsIn(db: Db, placeIds: readonly Id[]): ReturnType<OwnerTable['loads']> {
  const customers = await db
    .selectFrom('customers as c')
    .leftJoin('owners as o', 'o.customer_id', 'c.id')
    .select(['o.agent_id', sql<number>`count(*)`.as('n')])
    .where('c.place_id', 'in', placeIds)
    .where('c.erased_at', 'is', null)
    .groupBy('o.agent_id')
    .execute();
  const calls = await db
    .selectFrom('tasks as t')
    .innerJoin('customers as c', 'c.id', 't.customer_id')
    .leftJoin('owners as o', 'o.customer_id', 't.customer_id')
    .select(['o.agent_id', sql<number>`count(*)`.as('n')])
    .where('t.state', '=', 'open')
    .where('c.place_id', 'in', placeIds)
    .groupBy('o.agent_id')
    .execute();
  const open = new Map(calls.map((row) => [row.agent_id, Number(row.n)]));
  return customers.map((row) => ({ agentId: row.agent_id, load: { customers: Number(row.n), calls: open.get(row.agent_id) ?? 0 } }));
}
