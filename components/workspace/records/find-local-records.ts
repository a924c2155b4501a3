import type { RecordFilter } from '../../../lib/contract/search.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { reachedNobody } from '../../../lib/quality/facets.ts';
import { isAskedFor, newestFirst, queryOf } from '../../../lib/quality/query.ts';
import type { RecordEntry } from './use-records.ts';

type Input = { filter: RecordFilter; words: string | null; agentName: string; limit: number };

/** The records of this computer that are asked for: one agent's, so each of them is read. */
export async function findLocal(db: CallsideDb, { filter, words, agentName, limit }: Input): Promise<{ entries: RecordEntry[]; total: number }> {
  const query = queryOf(filter, words);
  const records = await db.records.toArray();
  const customers = new Map((await db.customers.toArray()).map((customer) => [customer.id, customer]));
  const dueBy = new Map((await db.tasks.toArray()).map((task) => [task.id, task.dueBy]));
  const byTask = Map.groupBy(records, ({ taskId }) => taskId);
  const found = records.filter((record) => {
    const same = record.taskId === null ? [record] : (byTask.get(record.taskId) ?? []);
    const tries = same.filter((one) => one.startedAt <= record.startedAt && reachedNobody(one.outcome)).length;
    const person = customers.get(record.customerId ?? '')?.person;
    const name = [person?.name, person?.company].filter(Boolean).join(' ');
    return isAskedFor({ record, name, dueBy: dueBy.get(record.taskId ?? '') ?? null, tries, apart: false, review: 'none' }, query);
  });
  const entries = found
    .sort(newestFirst)
    .slice(0, limit)
    .map((record): RecordEntry => ({ record, customer: customers.get(record.customerId ?? '') ?? null, agentName }));
  return { entries, total: found.length };
}
