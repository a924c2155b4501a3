import { PostgresAdapter, sql } from 'kysely';
import type { CustomerTable } from './port.ts';
import { prepared } from './prepared.ts';
import { chunks, type Db, lastSeqOf, takeSeqs } from './rows.ts';

type PlanTable = Pick<CustomerTable, 'setPlanned' | 'planAgain' | 'toPlan' | 'changedBetween' | 'callings' | 'classes' | 'endOptOut'>;

/** Who is to be planned again, and when. None of it is a change of the customer: no number is taken. */
export function planTable(db: Db): PlanTable {
  return {
    async setPlanned(rows) {
      const seq = await lastSeqOf(db);
      for (const part of chunks(rows)) {
        const values = part.map(({ id, at }) => ({ customer_id: id, plan_at: at, plan_seq: seq }));
        const build = () =>
          db
            .insertInto('plans')
            .values(values)
            .onConflict((conflict) =>
              conflict.column('customer_id').doUpdateSet((e) => ({ plan_at: e.ref('excluded.plan_at'), plan_seq: e.ref('excluded.plan_seq') })),
            );
        await prepared(
          db,
          `plan ${part.length} customers`,
          build,
          values.flatMap((row) => Object.values(row)),
        );
      }
    },
    async planAgain(placeId) {
      await db
        .updateTable('plans')
        .set({ plan_at: 0 })
        .where((e) =>
          e.or([
            e('customer_id', 'in', e.selectFrom('customers').select('id').where('place_id', '=', placeId)),
            e('customer_id', 'in', e.selectFrom('services').select('customer_id').where('place_id', '=', placeId)),
          ]),
        )
        .execute();
    },
    async toPlan(now, limit) {
      const rows = await db
        .selectFrom('plans')
        .select('customer_id')
        .where('plan_at', '<=', now)
        .orderBy('plan_at')
        .orderBy('customer_id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.customer_id);
    },
    async changedBetween(after, upTo, limit) {
      const changed = (['customers', 'services', 'tasks', 'records'] as const).map((table) => {
        const customer = table === 'customers' ? ('id' as const) : ('customer_id' as const);
        const rows = db
          .selectFrom(table)
          .select(['seq', sql<string | null>`${sql.ref(customer)}`.as('customer_id')])
          .where('seq', '>', after)
          .where('seq', '<=', upTo);
        return db
          .selectFrom(rows.as('changed'))
          .leftJoin('plans as p', 'p.customer_id', 'changed.customer_id')
          .select(['changed.seq', 'changed.customer_id'])
          .where('changed.customer_id', 'is not', null)
          .where((e) => e.or([e('p.plan_seq', 'is', null), e('changed.seq', '>', e.ref('p.plan_seq'))]))
          .orderBy('changed.seq')
          .limit(limit)
          .execute();
      });
      return (await Promise.all(changed))
        .flat()
        .map((row) => ({ seq: Number(row.seq), customerId: row.customer_id ?? '' }))
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit);
    },
    async endOptOut(customer) {
      const row = { callable: 1, seq: await takeSeqs(db, 1), updated_at: customer.updatedAt, personal: JSON.stringify({ ...customer, optOut: null }) };
      await db.updateTable('customers').set(row).where('id', '=', customer.id).execute();
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
