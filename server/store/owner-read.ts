import type { Id } from '../../lib/contract/basics.ts';
import { type Db, inChunks } from './rows.ts';

export type OwnerReadTables = { owners: { customer_id: string; agent_id: string; since: number } };

/** Whose customers these are; nobody's are left out. */
export async function ownersOf(db: Db, customerIds: readonly Id[]): Promise<Map<Id, Id>> {
  const rows = await inChunks(customerIds, (part) => db.selectFrom('owners').select(['customer_id', 'agent_id']).where('customer_id', 'in', part).execute());
  return new Map(rows.map((row) => [row.customer_id, row.agent_id]));
}
