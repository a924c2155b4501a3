import type { Id } from '../../../../lib/contract/basics.ts';
import type { Bench } from '../../support.ts';
import { type Case, everyone, readers, type Seeded } from '../case.ts';

let made = 0;
const written = (recordId: Id, kind: 'comment' | 'return' = 'comment') => ({
  body: { recordId, id: `review-${++made}`, kind, revision: 1, moment: { kind: 'whole' }, text: 'The opening was long' },
});

/** Ann's record, returned to her by Lee. */
export async function returned({ recordId }: Seeded, b: Bench): Promise<Id> {
  await b.post('/v1/reviews/add', written(recordId, 'return').body, 'lee');
  return recordId;
}

export const cases: readonly Case[] = [
  { route: 'GET /v1/reviews', roles: everyone, audit: null, ask: () => ({}) },
  {
    route: 'GET /v1/reviews/{id}',
    roles: everyone,
    audit: null,
    ask: () => ({ path: '/v1/reviews/record-of-ann' }),
    things: [{ what: 'record', own: returned, notFor: ['ben'], ask: ({ id }) => ({ path: `/v1/reviews/${id}` }) }],
  },
  {
    route: 'POST /v1/reviews/add',
    roles: readers,
    audit: 'review.comment',
    ask: () => written('record-of-ann'),
    things: [{ what: 'record', own: ({ recordId }) => recordId, ask: ({ id }) => written(id) }],
  },
];
