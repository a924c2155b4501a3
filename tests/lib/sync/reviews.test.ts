import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import type { OwnReviewsReply, Review } from '../../../lib/contract/review.ts';
import { readMeta, writeMeta } from '../../../lib/db/meta.ts';
import { returnedRecords, waitingForAgent } from '../../../lib/db/reviews.ts';
import { outboxRow } from '../../../lib/outbox/outbox.ts';
import { pullReviews } from '../../../lib/sync/reviews.ts';
import { openDb } from '../../support/db.ts';
import { record } from '../plan/build.ts';

const review = (id: string, state: Review['state'] = 'open'): Review => ({
  recordId: id,
  placeId: 'store-1',
  agentId: 'agent-1',
  state,
  entries: [{ id: `e-${id}`, kind: 'return', by: 'qa', name: 'Chen', at: 5, revision: 1, moment: { kind: 'whole' }, text: 'Which?' }],
  updatedAt: 5,
});
const row = (id: string, state?: Review['state']): OwnReviewsReply['reviews'][number] => ({ review: review(id, state), record: record({ id }), name: 'Wang' });

function endpoint(pages: { [after: number]: OwnReviewsReply }) {
  const asked: number[] = [];
  return {
    asked,
    transport: {
      reviews: async (after: number) => {
        asked.push(after);
        return { ok: true as const, value: pages[after] ?? { cursor: after, more: false, reviews: [] } };
      },
    },
  };
}
const pulledTo = (db: ReturnType<typeof openDb>, value: number) => writeMeta(db, { key: 'cursor', value });

describe('reviews of own records', () => {
  it('come page by page, with their records, and are asked for again only after a pull that brought something', async () => {
    const db = openDb();
    await pulledTo(db, 7);
    const { transport, asked } = endpoint({ 0: { cursor: 3, more: true, reviews: [row('a')] }, 3: { cursor: 7, more: false, reviews: [row('b')] } });
    expect(await pullReviews({ db, transport })).toBeNull();
    expect(await pullReviews({ db, transport })).toBeNull();
    expect(asked).toEqual([0, 3]);
    expect((await returnedRecords(db)).map(({ record: { id } }) => id).sort()).toEqual(['a', 'b']);
    await pulledTo(db, 8);
    await pullReviews({ db, transport });
    expect(asked).toEqual([0, 3, 7]);
  });

  it('are counted without reading the outbox while none was returned', async () => {
    const db = openDb();
    await db.outbox.add(outboxRow({ id: 'm-1', at: 5, kind: 'review.answer', recordId: 'a', text: 'It did.' }, 5) as OutboxRow);
    let read = 0;
    db.outbox.hook('reading', (one) => {
      read += 1;
      return one;
    });
    expect(await returnedRecords(db)).toEqual([]);
    expect(read).toBe(0);
  });

  it('leave when they are settled, and change when they change', async () => {
    const db = openDb();
    await pulledTo(db, 7);
    const { transport } = endpoint({
      0: { cursor: 7, more: false, reviews: [row('a'), row('b')] },
      7: { cursor: 9, more: false, reviews: [row('a', 'closed'), row('b', 'answered')] },
    });
    await pullReviews({ db, transport });
    expect(waitingForAgent(await returnedRecords(db))).toBe(2);
    await pulledTo(db, 9);
    await pullReviews({ db, transport });
    expect((await readMeta(db, 'reviews'))?.items.map(({ review: { recordId, state } }) => [recordId, state])).toEqual([['b', 'answered']]);
    expect(waitingForAgent(await returnedRecords(db))).toBe(0);
  });

  it('are no failure at an endpoint that has none, and one where the endpoint is not reached', async () => {
    const db = openDb();
    const failing = (kind: 'not-found' | 'unavailable') => ({
      reviews: async () => ({ ok: false as const, failure: { kind, message: '', field: null, retry: false, retryAfterMs: null } }),
    });
    expect(await pullReviews({ db, transport: failing('not-found') })).toBeNull();
    expect(await pullReviews({ db, transport: failing('unavailable') })).toMatchObject({ kind: 'unavailable' });
  });
});
