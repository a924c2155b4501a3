import type { Id, Instant } from '../contract/basics.ts';
import type { Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import { again } from '../outbox/outbox.ts';
import type { CallsideDb } from './database.ts';

/** How many wait, since when the oldest does, and how many need a person. Read from indexes: the outbox can hold a whole shift. */
export type OutboxCounts = { waiting: number; since: Instant | null; rejected: number };

export async function outboxCounts(db: CallsideDb): Promise<OutboxCounts> {
  const waiting = await db.outbox.where('state').equals('waiting').count();
  const oldest = waiting === 0 ? undefined : await db.outbox.where('state').equals('waiting').first();
  return { waiting, since: oldest?.createdAt ?? null, rejected: await db.outbox.where('state').equals('rejected').count() };
}

/** Numbers of all rows: those that need a person first, then those on their way, each the oldest first. */
export async function outboxOrder(db: CallsideDb): Promise<number[]> {
  const rejected = await db.outbox.where('state').equals('rejected').primaryKeys();
  return [...rejected, ...(await db.outbox.where('state').equals('waiting').primaryKeys())];
}

/** A person asked to send everything again, what was refused too; or one row, by its number. */
export async function sendAgain(db: CallsideDb, now: Instant, n: number | null = null): Promise<void> {
  const rows = n === null ? db.outbox.toCollection() : db.outbox.where('n').equals(n);
  await rows.modify((row, ref) => {
    ref.value = again(row, now);
  });
}

export type ListedRow = { row: OutboxRow /** Of the customer it is about; null when it is about none that is known here. */; name: string | null };

/** Some rows by their numbers, with whom they are about. */
export async function outboxRows(db: CallsideDb, numbers: readonly number[]): Promise<Map<number, ListedRow>> {
  const rows = (await db.outbox.bulkGet([...numbers])).filter((row) => row !== undefined);
  const customers = await db.customers.bulkGet([...new Set(rows.flatMap((row) => customerOf(row.mutation) ?? []))]);
  const names = new Map(customers.flatMap((customer) => (customer ? [[customer.id, customer.person.name] as const] : [])));
  return new Map(rows.map((row) => [row.n, { row, name: names.get(customerOf(row.mutation) ?? '') || null }]));
}

function customerOf(mutation: Mutation): Id | null {
  if (mutation.kind === 'record.save') return mutation.record.customerId;
  if (mutation.kind === 'customer.set') return mutation.customerId;
  return mutation.kind === 'customer.add' ? mutation.customer.id : null;
}
