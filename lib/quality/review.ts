import type { Review, ReviewEntry, ReviewState } from '../contract/review.ts';

export type ReviewFault = 'nothing-said' | 'full' | 'nothing-returned';

/** As many as a review holds (lib/contract/review.ts). */
const MOST = 200;

/**
 * The review with one more entry, or why not. The same entry again changes nothing. An answer or a correction needs something to answer; a correction
 * of a record that nobody returned is no part of a review.
 */
export function reviewAfter(
  review: Review | null,
  entry: ReviewEntry,
  about: { recordId: string; placeId: string; agentId: string },
): { ok: true; review: Review } | { ok: false; why: ReviewFault } {
  if (review?.entries.some(({ id }) => id === entry.id)) return { ok: true, review };
  if (entry.kind !== 'check' && entry.text.trim() === '') return { ok: false, why: 'nothing-said' };
  const state = stateAfter(review?.state ?? null, entry.kind);
  if (state === null) return { ok: false, why: 'nothing-returned' };
  if ((review?.entries.length ?? 0) >= MOST) return { ok: false, why: 'full' };
  const { recordId, placeId, agentId } = about;
  return { ok: true, review: { recordId, placeId, agentId, state, entries: [...(review?.entries ?? []), entry], updatedAt: entry.at } };
}

function stateAfter(state: ReviewState | null, kind: ReviewEntry['kind']): ReviewState | null {
  switch (kind) {
    case 'comment':
      // What waits for somebody goes on waiting for them.
      return state === null || state === 'closed' ? 'noted' : state;
    case 'return':
      return 'open';
    case 'check':
      return 'closed';
    case 'answer':
      // A comment may be answered too; it asked for nothing, so it stays where it was.
      return state === null || state === 'closed' ? null : state === 'noted' ? 'noted' : 'answered';
    case 'correction':
      return state === null || state === 'closed' ? null : state === 'noted' ? 'noted' : 'corrected';
  }
}
