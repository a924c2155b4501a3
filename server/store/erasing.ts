import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Record as RecordOfCall } from '../../lib/contract/record.ts';
import { columnsOf, recordOf } from './records.ts';
import { chunks, type Db, takeSeqs } from './rows.ts';

/** What is left of an erased customer, with the number under which every panel hears of it. Ids and times only. */
export type ErasingTables = { erased: { customer_id: string; place_id: string; at: number; seq: number } };

export type ErasingTable = {
  /** The place of a customer who was erased; null: not erased, or not known. */
  placeOf(customerId: Id): Promise<Id | null>;
  /** All revisions of all records about the customer become what `blank` makes of them; answers the ids. */
  blankRecords(customerId: Id, blank: (record: RecordOfCall) => RecordOfCall): Promise<Id[]>;
  /** Takes away what no other table needs: versions side by side, who changed what, keys, holds, whose customer it was. */
  removeAround(customerIds: readonly Id[]): Promise<void>;
  add(row: { customerId: Id; placeId: Id; at: Instant }): Promise<void>;
  after(input: { after: number; upTo: number }): Promise<{ seq: number; customerId: Id }[]>;
};

export function erasingTable(db: Db): ErasingTable {
  return {
    async placeOf(customerId) {
      return (await db.selectFrom('erased').select('place_id').where('customer_id', '=', customerId).executeTakeFirst())?.place_id ?? null;
    },
    async blankRecords(customerId, blank) {
      const rows = await db.selectFrom('records').select(['id', 'revision', 'facts', 'personal']).where('customer_id', '=', customerId).execute();
      let seq = rows.length > 0 ? await takeSeqs(db, rows.length) : 0;
      for (const row of rows) {
        await db
          .updateTable('records')
          .set({ seq: seq++, apart: 0, ...columnsOf(blank(recordOf(row))) })
          .where('id', '=', row.id)
          .where('revision', '=', row.revision)
          .execute();
      }
      return [...new Set(rows.map((row) => row.id))];
    },
    async removeAround(customerIds) {
      for (const ids of chunks(customerIds, 500)) {
        for (const table of ['divergences', 'customer_changes', 'field_changes', 'customer_keys', 'owners', 'assigned', 'holds'] as const) {
          await db.deleteFrom(table).where('customer_id', 'in', ids).execute();
        }
      }
    },
    async add({ customerId, placeId, at }) {
      await db.updateTable('customers').set({ erased_at: at, callable: 0, calling: '[null]' }).where('id', '=', customerId).execute();
      await db
        .insertInto('erased')
        .values({ customer_id: customerId, place_id: placeId, at, seq: await takeSeqs(db, 1) })
        .execute();
    },
    async after({ after, upTo }) {
      const rows = await db.selectFrom('erased').select(['customer_id', 'seq']).where('seq', '>', after).orderBy('seq').limit(upTo).execute();
      return rows.map((row) => ({ seq: Number(row.seq), customerId: row.customer_id }));
    },
  };
}
