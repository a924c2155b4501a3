import type { Service } from '../contract/customer.ts';
import type { Divergence } from '../contract/divergence.ts';
import type { Record as CallRecord } from '../contract/record.ts';
import type { CallsideDb } from '../db/database.ts';
import { isDivergencePending, type Pending } from './pending.ts';

/** Writes records as the endpoint has them; one with a correction on its way stays as it was corrected here. Inside a transaction over records. */
export async function putRecords(db: CallsideDb, records: readonly CallRecord[], pending: Pending): Promise<void> {
  const rows = records.filter(({ id }) => !pending.records.has(id));
  await db.records.bulkPut(rows.map((record) => ({ ...record, sentAt: record.savedAt })));
  await dropTwins(db, rows);
}

/** A call that came back after a loss was saved twice here; the endpoint made one record of both, and the second goes. */
async function dropTwins(db: CallsideDb, rows: readonly CallRecord[]): Promise<void> {
  const one = new Map(rows.filter(({ revision, revised }) => revision > 1 && !revised).map(({ callId, id }) => [callId, id]));
  if (one.size === 0) return;
  await db.records.filter(({ id, callId, sentAt }) => sentAt !== null && one.has(callId) && one.get(callId) !== id).delete();
}

/** Writes services as the endpoint has them; those that an undone import took away go here too. */
export async function putServices(db: CallsideDb, services: readonly Service[]): Promise<void> {
  await db.services.bulkPut(services.filter(({ gone }) => !gone));
  await db.services.bulkDelete(services.filter(({ gone }) => gone).map(({ id }) => id));
}

/** Writes divergences as the endpoint has them; one that was settled here and is on its way stays so, with the customer as they were chosen to be. */
export async function putDivergences(db: CallsideDb, divergences: readonly Divergence[], pending: Pending): Promise<void> {
  await db.divergences.bulkPut(divergences.filter((one) => !isDivergencePending(pending, one)));
}
