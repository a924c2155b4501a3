import type { Customer, Service } from '../../lib/contract/customer.ts';
import { planTable } from './plan-table.ts';
import type { CustomerTable, Tx } from './port.ts';
import { chunks, type Db, inChunks, parse, takeSeqs } from './rows.ts';

/** What decides when somebody can be called, without a word of their own: customers with the same text are open and closed together. */
function callingOf(customer: Customer): string {
  const preferred = customer.preferredHours;
  return JSON.stringify([customer.timeZone, ...(preferred ? [preferred.days, preferred.from, preferred.to] : [])]);
}

export function customerTable(db: Db): CustomerTable {
  return {
    put: (rows) => putCustomers(db, rows),
    async get(ids) {
      const rows = await inChunks(ids, (part) =>
        db.selectFrom('customers').select('personal').where('id', 'in', part).where('erased_at', 'is', null).execute(),
      );
      return rows.map((row) => parse<Customer>(row.personal));
    },
    async byKeys(kind, hashes, placeIds) {
      const rows = await inChunks([...new Set(hashes)], (part) =>
        db
          .selectFrom('customer_keys as k')
          .innerJoin('customers as c', 'c.id', 'k.customer_id')
          .select(['k.hash', 'c.personal'])
          .where('k.kind', '=', kind)
          .where('k.hash', 'in', part)
          .where('c.place_id', 'in', placeIds)
          .orderBy('c.created_at')
          .orderBy('c.id')
          .execute(),
      );
      return rows.map((row) => ({ hash: row.hash, customer: parse<Customer>(row.personal) }));
    },
    async page({ placeIds, after, limit }) {
      const rows = await db
        .selectFrom('customers')
        .select('personal')
        .where('place_id', 'in', placeIds)
        .where('id', '>', after ?? '')
        .where('erased_at', 'is', null)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => parse<Customer>(row.personal));
    },
    async newest({ placeIds, before, limit }) {
      let query = db.selectFrom('customers').select('personal').where('place_id', 'in', placeIds).where('erased_at', 'is', null);
      if (before) {
        const { createdAt, id } = before;
        query = query.where((e) => e.or([e('created_at', '<', createdAt), e.and([e('created_at', '=', createdAt), e('id', '<', id)])]));
      }
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.map((row) => parse<Customer>(row.personal));
    },
    async count(placeIds) {
      const row = await db
        .selectFrom('customers')
        .select((e) => e.fn.countAll().as('n'))
        .where('place_id', 'in', placeIds)
        .where('erased_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    ...planTable(db),
  };
}

async function putCustomers(db: Db, rows: Parameters<CustomerTable['put']>[0]): Promise<void> {
  let seq = rows.length > 0 ? await takeSeqs(db, rows.length) : 0;
  for (const part of chunks(rows)) {
    const ids = part.map((row) => row.customer.id);
    await db
      .insertInto('customers')
      .values(
        part.map(({ customer }) => ({
          id: customer.id,
          place_id: customer.placeId,
          seq: seq++,
          calling: callingOf(customer),
          callable: customer.optOut ? 0 : 1,
          created_at: customer.createdAt,
          updated_at: customer.updatedAt,
          erased_at: null,
          merged_into: null,
          personal: JSON.stringify(customer),
        })),
      )
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((e) => ({
          place_id: e.ref('excluded.place_id'),
          seq: e.ref('excluded.seq'),
          calling: e.ref('excluded.calling'),
          callable: e.ref('excluded.callable'),
          updated_at: e.ref('excluded.updated_at'),
          personal: e.ref('excluded.personal'),
        })),
      )
      .execute();
    await noteCallings(
      db,
      part.map(({ customer }) => callingOf(customer)),
    );
    await db.deleteFrom('customer_keys').where('customer_id', 'in', ids).execute();
    const keys = part.flatMap(({ customer, numberHashes }) => [
      ...[...new Set(customer.phoneHashes)].map((hash) => ({ customer_id: customer.id, kind: 'phone', hash })),
      ...numberHashes.map((hash) => ({ customer_id: customer.id, kind: 'number', hash })),
    ]);
    for (const some of chunks(keys, 200)) await db.insertInto('customer_keys').values(some).execute();
  }
}

/** A handful of words that no index holds: those that are new are found by reading all of them. */
async function noteCallings(db: Db, callings: readonly string[]): Promise<void> {
  const known = new Set((await db.selectFrom('callings').select('calling').execute()).map(({ calling }) => calling));
  const rows = [...new Set(callings)].filter((calling) => !known.has(calling)).map((calling) => ({ calling }));
  if (rows.length > 0) await db.insertInto('callings').values(rows).execute();
}

export function serviceTable(db: Db): Tx['services'] {
  return {
    async put(services) {
      let seq = services.length > 0 ? await takeSeqs(db, services.length) : 0;
      for (const part of chunks(services)) {
        await db
          .insertInto('services')
          .values(
            part.map((service) => ({
              id: service.id,
              customer_id: service.customerId,
              place_id: service.placeId,
              ended_on: service.endedOn,
              import_id: service.importId,
              created_at: service.createdAt,
              seq: seq++,
              personal: JSON.stringify(service),
            })),
          )
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((e) => ({
              customer_id: e.ref('excluded.customer_id'),
              ended_on: e.ref('excluded.ended_on'),
              seq: e.ref('excluded.seq'),
              personal: e.ref('excluded.personal'),
            })),
          )
          .execute();
      }
    },
    async get(id) {
      const row = await db.selectFrom('services').select('personal').where('id', '=', id).executeTakeFirst();
      return row ? parse<Service>(row.personal) : null;
    },
    async ofCustomers(ids, withGone = false) {
      const rows = await inChunks(ids, (part) =>
        db.selectFrom('services').select('personal').where('customer_id', 'in', part).orderBy('ended_on', 'desc').orderBy('id').execute(),
      );
      return rows.map((row) => parse<Service>(row.personal)).filter(({ gone }) => withGone || !gone);
    },
  };
}
