import type { Id } from '../contract/basics.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import { blankMutation } from '../record/erased.ts';
import type { CallsideDb } from './database.ts';
import { readMeta } from './meta.ts';

/** The tables that an erasing writes to. */
export function erasingTables(db: CallsideDb) {
  return [db.customers, db.services, db.tasks, db.records, db.divergences, db.outbox, db.calls, db.meta];
}

/**
 * Takes customers who were erased at the endpoint off this computer; inside a transaction over `erasingTables`. What waits to be sent keeps the fact of a call
 * and loses every word. Whoever is on the line now stays until the call is saved: `erasing` remembers them.
 */
export async function eraseLocal(db: CallsideDb, customerIds: readonly Id[]): Promise<void> {
  const noted = await db.meta.get('erasing');
  const earlier = noted?.key === 'erasing' ? noted.ids : [];
  const all = [...new Set([...earlier, ...customerIds])];
  if (all.length === 0) return;
  const call = await db.calls.toCollection().first();
  const now = all.filter((id) => id !== call?.customerId);
  const gone = new Set(now);
  const records = new Set(await db.records.where('customerId').anyOf(now).primaryKeys());
  const tasks = new Set(await db.tasks.where('customerId').anyOf(now).primaryKeys());
  for (const row of await db.outbox.toArray()) if (isAbout(row, { gone, records, tasks })) await blankRow(db, row);
  await db.customers.bulkDelete(now);
  for (const table of [db.services, db.tasks, db.records, db.divergences]) await table.where('customerId').anyOf(now).delete();
  const reviews = await readMeta(db, 'reviews');
  if (reviews) await db.meta.put({ ...reviews, items: reviews.items.filter(({ review }) => !records.has(review.recordId)) });
  const later = all.filter((id) => !gone.has(id));
  if (later.length > 0) await db.meta.put({ key: 'erasing', ids: later });
  else await db.meta.delete('erasing');
}

type About = { gone: ReadonlySet<Id>; records: ReadonlySet<Id>; tasks: ReadonlySet<Id> };

function isAbout({ mutation }: OutboxRow, { gone, records, tasks }: About): boolean {
  switch (mutation.kind) {
    case 'record.save':
      return mutation.record.customerId !== null && gone.has(mutation.record.customerId);
    case 'record.revise':
    case 'review.answer':
      return records.has(mutation.recordId);
    case 'service.add':
      return gone.has(mutation.service.customerId);
    case 'task.add':
      return gone.has(mutation.task.customerId);
    case 'customer.add':
      return gone.has(mutation.customer.id);
    case 'customer.set':
    case 'divergence.settle':
      return gone.has(mutation.customerId);
    case 'task.skip':
    case 'task.appoint':
      return tasks.has(mutation.taskId);
  }
}

async function blankRow(db: CallsideDb, row: OutboxRow): Promise<void> {
  const mutation = blankMutation(row.mutation);
  const { replaced: _, ...rest } = row;
  if (mutation) await db.outbox.put({ ...rest, mutation });
  else await db.outbox.delete(row.n);
}
