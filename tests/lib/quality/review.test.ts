import { describe, expect, it } from 'vitest';
import type { Review, ReviewEntry, ReviewState } from '../../../lib/contract/review.ts';
import { reviewAfter } from '../../../lib/quality/review.ts';

const about = { recordId: 'r', placeId: 'store', agentId: 'ann' };
const entry = (kind: ReviewEntry['kind'], change: Partial<ReviewEntry> = {}): ReviewEntry => ({
  id: `e-${kind}`,
  kind,
  by: 'quinn',
  name: 'Quinn',
  at: 5,
  revision: 1,
  moment: { kind: 'whole' },
  text: kind === 'check' ? '' : 'words',
  ...change,
});
const inState = (state: ReviewState): Review => ({ ...about, state, entries: [entry('comment', { id: 'first' })], updatedAt: 1 });

describe('a review', () => {
  const table: [from: ReviewState | null, kind: ReviewEntry['kind'], to: ReviewState | 'nothing-returned'][] = [
    [null, 'comment', 'noted'],
    [null, 'return', 'open'],
    [null, 'check', 'closed'],
    [null, 'answer', 'nothing-returned'],
    [null, 'correction', 'nothing-returned'],
    ['noted', 'answer', 'noted'],
    ['noted', 'correction', 'noted'],
    ['noted', 'return', 'open'],
    ['open', 'comment', 'open'],
    ['open', 'answer', 'answered'],
    ['open', 'correction', 'corrected'],
    ['open', 'check', 'closed'],
    ['answered', 'correction', 'corrected'],
    ['answered', 'comment', 'answered'],
    ['answered', 'return', 'open'],
    ['corrected', 'check', 'closed'],
    ['closed', 'answer', 'nothing-returned'],
    ['closed', 'comment', 'noted'],
    ['closed', 'return', 'open'],
  ];
  for (const [from, kind, to] of table) {
    it(`${from ?? 'that is not there'} after ${kind} is ${to}`, () => {
      const after = reviewAfter(from === null ? null : inState(from), entry(kind), about);
      expect(after.ok ? after.review.state : after.why).toBe(to);
    });
  }

  it('takes the same entry once', () => {
    const once = reviewAfter(null, entry('return'), about);
    if (!once.ok) throw new Error(once.why);
    expect(reviewAfter(once.review, entry('return'), about)).toEqual({ ok: true, review: once.review });
  });

  it('takes nothing that says nothing, but a check', () => {
    expect(reviewAfter(null, entry('return', { text: ' \n' }), about)).toEqual({ ok: false, why: 'nothing-said' });
    expect(reviewAfter(null, entry('check'), about).ok).toBe(true);
  });

  it('has an end', () => {
    const full: Review = { ...inState('open'), entries: Array.from({ length: 200 }, (_, n) => entry('comment', { id: `n-${n}` })) };
    expect(reviewAfter(full, entry('comment'), about)).toEqual({ ok: false, why: 'full' });
  });
});
