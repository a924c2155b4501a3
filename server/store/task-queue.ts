import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { CallGroup, Owners, TaskTable } from './port.ts';
import type { Db } from './rows.ts';
import type { Tables } from './tables.ts';
import { selectTasks, taskOf } from './task-row.ts';

type Queue = Pick<TaskTable, 'pool' | 'candidates' | 'withOwnHours' | 'nextAppointment' | 'openIn' | 'held'>;

/** What is asked to find the next call. */
export function queueOf(db: Db): Queue {
  return {
    async pool({ placeIds, now }) {
      const rows = await poolOf(db, placeIds, now)
        .select(['t.place_id', 'c.calling', 't.purpose'])
        .select((e) => [
          e.fn.countAll().as('count'),
          e.fn.min('t.not_before').as('earliest'),
          e.fn.sum(e.case().when('t.not_before', '<=', now).then(e.lit(1)).else(e.lit(0)).end()).as('due'),
        ])
        .where('t.own_hours', '=', 0)
        .groupBy(['t.place_id', 'c.calling', 't.purpose'])
        .execute();
      return rows.map((row) => ({
        placeId: row.place_id,
        calling: row.calling,
        purpose: row.purpose ?? '',
        count: Number(row.count),
        due: Number(row.due),
        earliest: Number(row.earliest),
      }));
    },
    async candidates({ placeIds, groups, now, owners, offset, limit }) {
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
        for (const [placeId, own] of byPlace) if (placeIds.includes(placeId)) others.push(...(await nextOf(db, { groups: own, now, owners, upTo })));
      }
      if (appointments.length < upTo) others.push(...(await ownHoursOf(db, { placeIds, now, owners, upTo })));
      others.sort((a, b) => Number(a.due_by) - Number(b.due_by) || a.priority - b.priority || (a.id < b.id ? -1 : 1));
      return [...appointments, ...others].map(({ id }) => id).slice(offset, upTo);
    },
    async withOwnHours(placeIds, limit) {
      const rows = await selectTasks(db)
        .where('t.own_hours', '=', 1)
        .where('t.state', '=', 'open')
        .where('t.place_id', 'in', placeIds)
        .orderBy('t.not_before')
        .orderBy('t.id')
        .limit(limit)
        .execute();
      return rows.map(taskOf);
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
    async openIn(placeIds) {
      const all = await db
        .selectFrom('tasks')
        .select((e) => e.fn.countAll().as('open'))
        .where('place_id', 'in', placeIds)
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow();
      return Number(all.open);
    },
    async held(placeIds, now) {
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
      return { held: Number(held.held), freeAt: held.free === null ? null : Number(held.free) };
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

type Purposes = CallGroup['purposes'];

function byPurposes(groups: readonly CallGroup[]): [Purposes, string[]][] {
  const same = Map.groupBy(groups, ({ purposes }) => JSON.stringify(purposes) ?? '');
  return [...same.values()].map((own) => [own[0]?.purposes, own.map(({ calling }) => calling)]);
}

function ofPurposes(e: ExpressionBuilder<Tables & { t: Tables['tasks'] }, 't'>, purposes: Purposes): Expression<SqlBool>[] {
  if (!purposes) return [];
  return 'only' in purposes ? [e('t.purpose', 'in', purposes.only)] : purposes.not.length > 0 ? [e('t.purpose', 'not in', purposes.not)] : [];
}

type Next = { id: Id; due_by: number; priority: number };
type Asked = { now: Instant; owners: Owners; upTo: number };

/** Of a task `t` with its customer's owner `o`. Sums keep a database from walking the owners instead. */
function mayBeDrawn({ agentId, away, until }: NonNullable<Owners>) {
  return sql<boolean>`(o.agent_id is null or o.agent_id in (${sql.join([agentId, ...away])}) or t.due_by + 0 < ${until})`;
}

/**
 * The first of one place, without appointments, in the order of the index: it is walked until enough are found, however many there are. Written as sums, what
 * else is asked for tempts no database to another index and to sorting them all.
 */
async function nextOf(db: Db, { groups, now, owners, upTo }: Asked & { groups: readonly CallGroup[] }): Promise<Next[]> {
  const [first] = groups;
  if (!first) return [];
  let query = db
    .selectFrom('tasks as t')
    .crossJoin('customers as c')
    .leftJoin('holds as h', (join) => join.onRef('h.customer_id', '=', 't.customer_id').on('h.expires_at', '>', now))
    .select(['t.id', 't.due_by', 't.priority'])
    .where('t.place_id', '=', first.placeId)
    .where('t.state', '=', 'open')
    .where(sql<number>`t.appointment + 0`, '=', 0)
    .where(sql<number>`t.own_hours + 0`, '=', 0)
    .where(sql<number>`t.not_before + 0`, '<=', now)
    .whereRef('c.id', '=', 't.customer_id')
    .where('c.callable', '=', 1)
    .where((e) => e.or(byPurposes(groups).map(([purposes, callings]) => e.and([e('c.calling', 'in', callings), ...ofPurposes(e, purposes)]))))
    .where('h.customer_id', 'is', null)
    .orderBy('t.due_by')
    .orderBy('t.priority')
    .orderBy('t.id')
    .limit(upTo);
  if (owners) query = query.leftJoin('owners as o', 'o.customer_id', 't.customer_id').where(mayBeDrawn(owners));
  return query.execute();
}

/** Those with times of their own, whatever the place's hours: there are few, and whoever asks looks at their times. */
async function ownHoursOf(db: Db, { placeIds, now, owners, upTo }: Asked & { placeIds: readonly Id[] }): Promise<Next[]> {
  let query = poolOf(db, placeIds, now)
    .select(['t.id', 't.due_by', 't.priority'])
    .where('t.own_hours', '=', 1)
    .where('t.not_before', '<=', now)
    .where(sql<number>`t.appointment + 0`, '=', 0)
    .orderBy('t.due_by')
    .orderBy('t.priority')
    .orderBy('t.id')
    .limit(upTo);
  if (owners) query = query.leftJoin('owners as o', 'o.customer_id', 't.customer_id').where(mayBeDrawn(owners));
  return query.execute();
}
