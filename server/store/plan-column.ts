import { PostgresAdapter, sql } from 'kysely';
import type { CustomerTable } from './port.ts';
import { chunks, type Db } from './rows.ts';

type PlanColumn = Pick<CustomerTable, 'setPlanAt' | 'planAgain' | 'toPlan' | 'changedAfter' | 'callings' | 'classes'>;

/** Who is to be planned again, and when. None of it is a change of the customer: no number is taken. */
export function planColumn(db: Db): PlanColumn {
  return {
    async setPlanAt(rows) {
      for (const part of chunks(rows, 200)) {
        const values = sql.join(part.map(({ id, at }) => sql`(${id}, ${String(at)})`));
        await sql`update customers set plan_at = cast(v.column2 as bigint) from (values ${values}) as v where customers.id = v.column1`.execute(db);
      }
    },
    async planAgain(placeId) {
      await db
        .updateTable('customers')
        .set({ plan_at: 0 })
        .where((e) => e.or([e('place_id', '=', placeId), e('id', 'in', e.selectFrom('services').select('customer_id').where('place_id', '=', placeId))]))
        .execute();
    },
    async toPlan(now, limit) {
      const rows = await db
        .selectFrom('customers')
        .select('id')
        .where('plan_at', '<=', now)
        .where('erased_at', 'is', null)
        .orderBy('plan_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async changedAfter(seq, limit) {
      const files = db.selectFrom('customers').select(['seq', 'id as customer_id']).where('seq', '>', seq).orderBy('seq').limit(limit);
      const others = (['services', 'tasks', 'records'] as const).map((table) =>
        db.selectFrom(table).select(['seq', 'customer_id']).where('seq', '>', seq).orderBy('seq').limit(limit),
      );
      const found = (await Promise.all([files, ...others].map((query) => query.execute()))).flat();
      return found
        .map((row) => ({ seq: Number(row.seq), customerId: row.customer_id ?? '' }))
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit);
    },
    async callings() {
      return (await db.selectFrom('callings').select('calling').orderBy('calling').execute()).map(({ calling }) => calling);
    },
    async classes(placeIds) {
      const word =
        db.getExecutor().adapter instanceof PostgresAdapter
          ? sql<string | null>`personal::json ->> 'class'`
          : sql<string | null>`json_extract(personal, '$.class')`;
      const rows = await db
        .selectFrom('customers')
        .select(word.as('class'))
        .distinct()
        .where('place_id', 'in', placeIds)
        .where('erased_at', 'is', null)
        .execute();
      return rows.flatMap((row) => row.class ?? []).sort();
    },
  };
}
