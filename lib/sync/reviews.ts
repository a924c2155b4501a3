import type { OwnReviewsReply } from '../contract/review.ts';
import type { CallsideDb } from '../db/database.ts';
import { type ReviewsState, readMeta, writeMeta } from '../db/meta.ts';
import { pendingOf } from './pending.ts';
import { putRecords } from './receive.ts';
import type { Failure } from './request.ts';
import type { Transport } from './transport.ts';

/**
 * What QA wrote about this agent's records, after a cursor of its own. Asked only when the pull before it brought something: any change at the endpoint
 * moves that cursor. An endpoint that knows no reviews is none that failed.
 */
export async function pullReviews({ db, transport }: { db: CallsideDb; transport: Pick<Transport, 'reviews'> }): Promise<Failure | null> {
  for (;;) {
    const pulled = (await readMeta(db, 'cursor'))?.value ?? 0;
    const known = await readMeta(db, 'reviews');
    if (known?.pulled === pulled) return null;
    const after = known?.cursor ?? 0;
    const reply = await transport.reviews(after);
    if (!reply.ok) return reply.failure.kind === 'not-found' ? null : reply.failure;
    const more = reply.value.more && reply.value.cursor > after;
    await keep(db, reply.value, more ? null : pulled);
    if (!more) return null;
  }
}

async function keep(db: CallsideDb, reply: OwnReviewsReply, pulled: number | null): Promise<void> {
  await db.transaction('rw', [db.records, db.outbox, db.meta], async () => {
    const pending = pendingOf(await db.outbox.toArray());
    const known = (await readMeta(db, 'reviews'))?.items ?? [];
    const fresh = new Map(reply.reviews.map(({ review, name }) => [review.recordId, { review, name }]));
    const items: ReviewsState['items'] = [...known.filter(({ review }) => !fresh.has(review.recordId)), ...fresh.values()];
    await putRecords(
      db,
      reply.reviews.map(({ record }) => record),
      pending,
    );
    // What QA has settled is no more the agent's to see to.
    await writeMeta(db, { key: 'reviews', cursor: reply.cursor, pulled, items: items.filter(({ review }) => review.state !== 'closed') });
  });
}
