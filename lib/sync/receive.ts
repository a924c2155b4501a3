import type { Record as CallRecord } from '../contract/record.ts';
import type { CallsideDb } from '../db/database.ts';
import type { Pending } from './pending.ts';

/** Writes records as the endpoint has them; one with a correction on its way stays as it was corrected here. Inside a transaction over records. */
export async function putRecords(db: CallsideDb, records: readonly CallRecord[], pending: Pending): Promise<void> {
  const rows = records.filter(({ id }) => !pending.records.has(id));
  await db.records.bulkPut(rows.map((record) => ({ ...record, sentAt: record.savedAt })));
}
