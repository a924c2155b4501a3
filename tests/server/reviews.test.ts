import { describe, expect, it } from 'vitest';
import type { OwnReviewsReply, Review, ReviewAddRequest } from '../../lib/contract/review.ts';
import type { RecordSearchReply } from '../../lib/contract/search.ts';
import { indexRecords, termHash } from '../../server/search/index-records.ts';
import { aRecord, aSave, type Bench, bench } from './support.ts';

const returned: ReviewAddRequest = { recordId: 'record-1', id: 'e1', kind: 'return', revision: 1, moment: { kind: 'step', index: 2 }, text: 'Which sleeve?' };
const add = (b: Bench, agentId: string, over: Partial<ReviewAddRequest> = {}) => b.post('/v1/reviews/add', { ...returned, ...over }, agentId);
const mine = async (b: Bench, agentId: string, after = 0) => (await b.get(`/v1/reviews?after=${after}`, agentId)).body as OwnReviewsReply;
const reviewOf = async (b: Bench, agentId: string) => ((await b.get('/v1/reviews/record-1', agentId)).body as { review: Review | null }).review;
const found = async (b: Bench, reviews: string[]) => {
  const body = { filter: { reviews }, words: null, cursor: null, limit: 9 };
  return ((await b.post('/v1/records/search', body, 'quinn')).body as RecordSearchReply).records.map(({ record, review }) => [
    record.id,
    review?.state ?? null,
  ]);
};

async function withRecord(): Promise<Bench> {
  const b = await bench();
  await b.push('ann', aSave('m1', aRecord()));
  return b;
}
async function indexAll(b: Bench): Promise<void> {
  const hash = await termHash(b.deps);
  while ((await indexRecords(b.deps, hash)) > 0);
}
const answer = { id: 'a1', at: 5, kind: 'review.answer', recordId: 'record-1', text: 'The left one' };
const correction = (over: object = {}) => {
  const { outcome, satisfaction, content } = aRecord({ content: { said: { kind: 'text', text: 'the left sleeve' } } });
  return { id: 'c1', at: 6, kind: 'record.revise', recordId: 'record-1', basedOn: [1], why: 'which sleeve', outcome, satisfaction, content, ...over };
};

describe('a record that QA returns', () => {
  it('reaches its agent with the record and the words, and nobody else’s list', async () => {
    const b = await withRecord();
    expect((await add(b, 'quinn')).status).toBe(200);
    const { reviews, cursor } = await mine(b, 'ann');
    expect(reviews).toMatchObject([
      {
        record: { id: 'record-1' },
        review: { state: 'open', entries: [{ kind: 'return', by: 'quinn', name: 'Agent quinn', text: 'Which sleeve?', moment: { kind: 'step', index: 2 } }] },
      },
    ]);
    expect((await mine(b, 'ben')).reviews).toEqual([]);
    expect((await mine(b, 'ann', cursor)).reviews).toEqual([]);
  });

  it('is answered by the agent, and checked', async () => {
    const b = await withRecord();
    await add(b, 'quinn');
    const { cursor } = await mine(b, 'ann');
    expect(await b.push('ann', answer, answer)).toMatchObject([{ status: 'stored' }, { status: 'duplicate' }]);
    expect(await reviewOf(b, 'quinn')).toMatchObject({ state: 'answered', entries: [{}, { kind: 'answer', by: 'ann', text: 'The left one' }] });
    await add(b, 'lee', { id: 'e2', kind: 'check', moment: { kind: 'whole' }, text: '' });
    expect((await mine(b, 'ann', cursor)).reviews).toMatchObject([{ review: { state: 'closed' } }]);
  });

  it('is corrected by the agent, and QA has the correction', async () => {
    const b = await withRecord();
    await add(b, 'quinn');
    expect(await b.push('ann', correction())).toMatchObject([{ status: 'stored' }]);
    expect(await reviewOf(b, 'quinn')).toMatchObject({ state: 'corrected', entries: [{}, { kind: 'correction', revision: 2, text: 'which sleeve' }] });
  });

  it('is found by where its review stands, indexed or not', async () => {
    const b = await withRecord();
    await b.push('ann', aSave('m2', aRecord({ id: 'record-2', callId: 'call-2' })));
    for (const indexed of [false, true]) {
      if (indexed) await indexAll(b);
      expect(await found(b, ['none'])).toEqual(
        indexed
          ? [['record-2', null]]
          : [
              ['record-2', null],
              ['record-1', null],
            ],
      );
      await add(b, 'quinn', { id: `e-${indexed}` });
      expect(await found(b, ['open'])).toEqual([['record-1', 'open']]);
      expect(await found(b, ['none'])).toEqual([['record-2', null]]);
    }
    await b.push('ann', answer);
    expect(await found(b, ['open'])).toEqual([]);
    await b.push('ann', correction());
    expect(await found(b, ['corrected'])).toEqual([['record-1', 'corrected']]);
    await indexAll(b);
    expect(await found(b, ['corrected', 'answered'])).toEqual([['record-1', 'corrected']]);
  });
});

describe('who may review', () => {
  it('reaches their place: unknown and foreign records are answered alike', async () => {
    const b = await withRecord();
    const foreign = await add(b, 'olga');
    expect([foreign.status, foreign.body]).toEqual([404, (await add(b, 'olga', { recordId: 'unknown' })).body]);
    expect((await add(b, 'ann')).status).toBe(403);
    expect((await b.get('/v1/reviews/record-1', 'ben')).body).toEqual((await b.get('/v1/reviews/unknown', 'ben')).body);
  });

  it('and nobody answers for somebody else, nor what nobody returned', async () => {
    const b = await withRecord();
    expect(await b.push('ann', answer)).toMatchObject([{ status: 'rejected', error: { kind: 'conflict' } }]);
    await add(b, 'quinn');
    expect(await b.push('ben', { ...answer, id: 'b1' })).toMatchObject([{ status: 'rejected', error: { kind: 'not-found', field: 'mutations.0.recordId' } }]);
  });

  it('takes the same entry once, none about a revision to come, and none without a word', async () => {
    const b = await withRecord();
    await add(b, 'quinn');
    await add(b, 'quinn');
    expect((await reviewOf(b, 'quinn'))?.entries).toHaveLength(1);
    expect((await add(b, 'quinn', { id: 'e3', revision: 2 })).status).toBe(400);
    expect((await add(b, 'quinn', { id: 'e4', text: '  ' })).status).toBe(400);
  });

  it('loses its words when they are blanked, and stays', async () => {
    const b = await withRecord();
    await add(b, 'quinn');
    await b.store.write((tx) => tx.reviews.blank(['record-1']));
    expect(await reviewOf(b, 'quinn')).toMatchObject({ state: 'open', entries: [{ text: '', kind: 'return' }] });
  });
});
