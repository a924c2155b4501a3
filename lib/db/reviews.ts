import type { Id, Instant } from '../contract/basics.ts';
import type { Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { Review } from '../contract/review.ts';
import { type NewOutboxRow, outboxRow } from '../outbox/outbox.ts';
import type { CallsideDb, StoredRecord } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

export type OwnRecord = {
  record: StoredRecord;
  name: string;
  review: Review | null;
  /** An answer or a correction is on its way to the endpoint. */
  onItsWay: boolean;
};

/** Records that QA wrote about and that are not settled, newest word first. */
export async function returnedRecords(db: CallsideDb): Promise<OwnRecord[]> {
  const items = (await readMeta(db, 'reviews'))?.items ?? [];
  // Asked again at every change of the outbox, which can hold a shift's work: it is read only where it matters.
  if (items.length === 0) return [];
  const records = await db.records.bulkGet(items.map(({ review }) => review.recordId));
  const underWay = await underWayOf(db);
  return items
    .flatMap(({ review, name }, index): OwnRecord[] => {
      const record = records[index];
      return record ? [{ record, name, review, onItsWay: underWay.has(review.recordId) }] : [];
    })
    .sort((a, b) => (b.review?.updatedAt ?? 0) - (a.review?.updatedAt ?? 0));
}

/** How many wait for the agent: returned and not yet answered, or commented on. */
export function waitingForAgent(returned: readonly OwnRecord[]): number {
  return returned.filter(({ review, onItsWay }) => !onItsWay && (review?.state === 'open' || review?.state === 'noted')).length;
}

/** The agent's own records since then, newest call first. */
export async function ownRecordsSince(db: CallsideDb, agentId: Id, since: Instant): Promise<OwnRecord[]> {
  const records = await db.records.where('savedAt').aboveOrEqual(since).toArray();
  const own = records.filter((record) => record.agentId === agentId).sort((a, b) => b.startedAt - a.startedAt);
  const customers = await db.customers.bulkGet(own.map(({ customerId }) => customerId ?? ''));
  const reviews = new Map((await readMeta(db, 'reviews'))?.items.map(({ review }) => [review.recordId, review]));
  const underWay = await underWayOf(db);
  return own.map((record, index) => ({
    record,
    name: customers[index]?.person.name || record.content.party?.name || '',
    review: reviews.get(record.id) ?? null,
    onItsWay: underWay.has(record.id),
  }));
}

async function underWayOf(db: CallsideDb): Promise<Set<Id>> {
  const rows = await db.outbox.toArray();
  return new Set(rows.flatMap(({ mutation }) => (mutation.kind === 'review.answer' || mutation.kind === 'record.revise' ? [mutation.recordId] : [])));
}

/** The agent's answer, on its way: one strict transaction (design 6). @throws what the database throws; then nothing was written. */
export async function answerReview(db: CallsideDb, input: { recordId: Id; text: string; now: Instant; newId: () => Id }): Promise<void> {
  const { recordId, text, now, newId } = input;
  const mutation: Mutation = { id: newId(), at: now, kind: 'review.answer', recordId, text };
  await db.transaction('rw', [db.outbox], async () => {
    await db.outbox.add(outboxRow(mutation, now) as NewOutboxRow as OutboxRow);
  });
}

/** A comment was read: it asks for nothing, so it leaves the list until somebody writes again. At the endpoint it stays. */
export function dismissNoted(db: CallsideDb, recordId: Id): Promise<void> {
  return db.transaction('rw', [db.meta], async () => {
    const known = await readMeta(db, 'reviews');
    if (!known) return;
    await writeMeta(db, { ...known, items: known.items.filter(({ review }) => review.recordId !== recordId || review.state !== 'noted') });
  });
}
