import type { Id } from '../../lib/contract/basics.ts';
import type { Customer } from '../../lib/contract/customer.ts';
import type { Review } from '../../lib/contract/review.ts';
import { type RecordFacts, reachedNobody } from '../../lib/quality/facets.ts';
import type { ListedRecord, Tx } from '../store/port.ts';

export type Found = { listed: ListedRecord; facts: RecordFacts; customer: Customer | null; review: Review | null };

/** What stands beside records: the customer's name, by when the call was due, and how many attempts there were. */
export async function factsOf(tx: Tx, rows: readonly ListedRecord[]): Promise<Found[]> {
  const ids = (pick: (row: ListedRecord) => Id | null) => [...new Set(rows.flatMap((row) => pick(row) ?? []))];
  const customers = new Map((await tx.customers.get(ids(({ record }) => record.customerId))).map((customer) => [customer.id, customer]));
  const dueBy = new Map((await tx.tasks.get(ids(({ record }) => record.taskId))).map((task) => [task.id, task.dueBy]));
  const reviews = new Map((await tx.reviews.get(rows.map(({ record }) => record.id))).map((review) => [review.recordId, review]));
  const attempts = await tx.search.attempts(ids(({ record }) => (record.taskId === null ? null : record.customerId)));
  return rows.map((listed) => {
    const { record } = listed;
    const customer = record.customerId === null ? null : (customers.get(record.customerId) ?? null);
    const same = attempts.filter(({ taskId, startedAt, outcome }) => taskId === record.taskId && startedAt <= record.startedAt && reachedNobody(outcome));
    const tries = record.taskId === null ? Number(reachedNobody(record.outcome)) : same.length;
    const review = reviews.get(record.id) ?? null;
    const name = [customer?.person.name, customer?.person.company].filter(Boolean).join(' ');
    return {
      listed,
      customer,
      review,
      facts: {
        record,
        name,
        dueBy: record.taskId === null ? null : (dueBy.get(record.taskId) ?? null),
        tries,
        apart: listed.apart === true,
        review: review?.state ?? 'none',
      },
    };
  });
}
