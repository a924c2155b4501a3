import type { Id } from '../lib/contract/basics.ts';
import type { OwnReviewsReply, Review, ReviewAddRequest, ReviewEntry } from '../lib/contract/review.ts';
import { reviewAfter } from '../lib/quality/review.ts';
import { audit } from './audit/audit.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { recordWithinReach } from './revise.ts';
import { facetTerm, termOf } from './search/terms.ts';
import { type KeyedHash, keyedHash } from './secrets.ts';
import type { ListedRecord, Tx } from './store/port.ts';

const PAGE = 50;

type Writing = { tx: Tx; session: Session; now: number; hash: KeyedHash; prefix: readonly string[] };
type Said = Pick<ReviewEntry, 'id' | 'kind' | 'revision' | 'moment' | 'text'>;

/** QA or a lead looked at a record. @throws ApiError */
export async function addReview(deps: Deps, session: Session, request: ReviewAddRequest): Promise<Review> {
  const hash = await keyedHash(deps.store, deps.random);
  const now = deps.clock.now();
  const { recordId, ...said } = request;
  return deps.store.write(async (tx) => {
    const listed = await recordWithinReach(tx, session, recordId);
    if (!listed) throw new ApiError('not-found', 'No such record within reach.', 'recordId');
    if (said.revision > listed.record.revision) throw new ApiError('invalid', 'There is no such revision yet.', 'revision');
    const review = await write({ tx, session, now, hash, prefix: [] }, listed, said);
    const { kind, revision } = said;
    await audit(tx, session, now, { action: `review.${kind}`, subject: { kind: 'record', id: recordId }, placeId: review.placeId, facts: { revision } });
    return review;
  });
}

/** The agent answers what was written about their record. @throws ApiError */
export async function answerReview(to: Writing, recordId: Id, said: { id: Id; text: string }): Promise<void> {
  const listed = await recordWithinReach(to.tx, to.session, recordId);
  if (listed?.record.agentId !== to.session.agent.id) throw new ApiError('not-found', 'No such record within reach.', [...to.prefix, 'recordId'].join('.'));
  await write(to, listed, { ...said, kind: 'answer', revision: listed.record.revision, moment: { kind: 'whole' } });
}

/** A correction answers what was returned; of a record that nobody reviews it is only a correction. */
export async function noteCorrection(to: Writing, recordId: Id, said: { id: Id; text: string }): Promise<void> {
  const [review] = await to.tx.reviews.get([recordId]);
  const listed = await to.tx.records.get(recordId);
  if (!review || !listed || review.state === 'closed' || listed.record.agentId !== to.session.agent.id) return;
  await write(to, listed, { ...said, kind: 'correction', revision: listed.record.revision, moment: { kind: 'whole' } });
}

async function write({ tx, session, now, hash, prefix }: Writing, { record }: ListedRecord, said: Said): Promise<Review> {
  const { id: recordId, placeId, agentId } = record;
  const [known = null] = await tx.reviews.get([recordId]);
  const entry: ReviewEntry = { ...said, by: session.agent.id, name: session.agent.name, at: now };
  const after = reviewAfter(known, entry, { recordId, placeId, agentId });
  if (!after.ok) {
    if (after.why === 'nothing-said') throw new ApiError('invalid', 'Nothing was written.', [...prefix, 'text'].join('.'));
    throw new ApiError('conflict', after.why === 'full' ? 'This review is full.' : 'Nothing was returned that could be answered.', null);
  }
  if (after.review === known) return known;
  await tx.reviews.put(after.review);
  await tx.search.swap(recordId, termOf(hash, facetTerm(`review:${known?.state ?? 'none'}`)), termOf(hash, facetTerm(`review:${after.review.state}`)));
  return after.review;
}

/** What was written about the agent's own records, with what is needed to show them. */
export async function ownReviews(deps: Deps, session: Session, after: number): Promise<OwnReviewsReply> {
  return deps.store.read(async (tx) => {
    const last = await tx.lastSeq();
    // A cursor beyond our last number is of another database: begin again.
    const rows = await tx.reviews.ofAgent({ agentId: session.agent.id, after: after > last ? 0 : after, limit: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    const more = rows.length > PAGE;
    const reviews: OwnReviewsReply['reviews'] = [];
    for (const { review } of shown) {
      const listed = await tx.records.get(review.recordId);
      if (!listed) continue;
      const { record } = listed;
      const [customer] = record.customerId === null ? [] : await tx.customers.get([record.customerId]);
      reviews.push({ review, record, name: customer?.person.name || record.content.party?.name || '' });
    }
    return { cursor: more ? (shown.at(-1)?.seq ?? last) : last, more, reviews };
  });
}
