import type { Id } from '../../lib/contract/basics.ts';
import type { Review, ReviewState } from '../../lib/contract/review.ts';
import { type Db, inChunks, parse, takeSeqs } from './rows.ts';

export type ReviewTables = {
  reviews: { record_id: string; place_id: string; agent_id: string; state: string; updated_at: number; seq: number; personal: string };
};

export type ReviewTable = {
  get(recordIds: readonly Id[]): Promise<Review[]>;
  put(review: Review): Promise<void>;
  /** About one agent's records, in the order in which they changed. */
  ofAgent(input: { agentId: Id; after: number; limit: number }): Promise<{ seq: number; review: Review }[]>;
  /** What was written goes, that there was a review stays. */
  blank(recordIds: readonly Id[]): Promise<void>;
};

function reviewOf(row: Omit<ReviewTables['reviews'], 'seq'>): Review {
  return {
    recordId: row.record_id,
    placeId: row.place_id,
    agentId: row.agent_id,
    state: row.state as ReviewState,
    entries: parse<Review['entries']>(row.personal),
    updatedAt: Number(row.updated_at),
  };
}

export function reviewTable(db: Db): ReviewTable {
  const get = async (recordIds: readonly Id[]) => {
    const rows = await inChunks(recordIds, (part) => db.selectFrom('reviews').selectAll().where('record_id', 'in', part).execute());
    return rows.map(reviewOf);
  };
  const put = async (review: Review) => {
    const row = {
      place_id: review.placeId,
      agent_id: review.agentId,
      state: review.state,
      updated_at: review.updatedAt,
      seq: await takeSeqs(db, 1),
      personal: JSON.stringify(review.entries),
    };
    await db
      .insertInto('reviews')
      .values({ record_id: review.recordId, ...row })
      .onConflict((conflict) => conflict.column('record_id').doUpdateSet(row))
      .execute();
  };
  return {
    get,
    put,
    async ofAgent({ agentId, after, limit }) {
      const query = db.selectFrom('reviews').selectAll().where('agent_id', '=', agentId).where('seq', '>', after);
      const rows = await query.orderBy('seq').limit(limit).execute();
      return rows.map((row) => ({ seq: Number(row.seq), review: reviewOf(row) }));
    },
    async blank(recordIds) {
      for (const review of await get(recordIds)) await put({ ...review, entries: review.entries.map((entry) => ({ ...entry, text: '' })) });
    },
  };
}
