import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Record as RecordOfCall } from '../../lib/contract/record.ts';
import type { Task } from '../../lib/contract/task.ts';
import { campaignOfRule } from '../../lib/plan/campaign.ts';
import { touchesIn } from '../../lib/plan/touches.ts';
import { recordColumns, recordOf } from './records.ts';
import { type Db, inChunks, parse } from './rows.ts';

export type CampaignTables = {
  campaigns: { id: string; place_id: string; created_at: number; updated_at: number; personal: string };
};

export type CampaignTable = {
  get(ids: readonly Id[]): Promise<Campaign[]>;
  put(campaign: Campaign): Promise<void>;
  remove(id: Id): Promise<void>;
  /** Newest first. */
  list(placeIds: readonly Id[], limit: number): Promise<Campaign[]>;
  /** Of the tasks with these numbers: whom they call for a campaign, and for which. A task that changes meanwhile has a later number, so that nobody is missed. */
  calledFor(input: { placeIds: readonly Id[]; since: Instant; after: number; upTo: number }): Promise<{ campaignId: Id; customerId: Id }[]>;
  /** Newest revisions of what was recorded of them since then. */
  recordsOf(customerIds: readonly Id[], since: Instant): Promise<RecordOfCall[]>;
};

export function campaignTable(db: Db): CampaignTable {
  return {
    async get(ids) {
      const rows = await inChunks(ids, (part) => db.selectFrom('campaigns').select('personal').where('id', 'in', part).execute());
      return rows.map(({ personal }) => parse<Campaign>(personal));
    },
    async put(campaign) {
      const row = { place_id: campaign.placeId, created_at: campaign.createdAt, updated_at: campaign.updatedAt, personal: JSON.stringify(campaign) };
      await db
        .insertInto('campaigns')
        .values({ id: campaign.id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
    async remove(id) {
      await db.deleteFrom('campaigns').where('id', '=', id).execute();
    },
    async list(placeIds, limit) {
      const query = db.selectFrom('campaigns').select('personal').where('place_id', 'in', placeIds);
      const rows = await query.orderBy('created_at', 'desc').orderBy('id').limit(limit).execute();
      return rows.map(({ personal }) => parse<Campaign>(personal));
    },
    async calledFor({ placeIds, since, after, upTo }) {
      const rows = await db
        .selectFrom('tasks')
        .select('personal')
        .where('seq', '>', after)
        .where('seq', '<=', upTo)
        .where('place_id', 'in', placeIds)
        .where('updated_at', '>=', since)
        .where('personal', 'like', '%"ruleId":"campaign:%')
        .execute();
      return rows.flatMap(({ personal }) => {
        const task = parse<Task>(personal);
        const ids = new Set(touchesIn(task).flatMap(({ ruleId }) => campaignOfRule(ruleId) ?? []));
        return [...ids].map((campaignId) => ({ campaignId, customerId: task.customerId }));
      });
    },
    async recordsOf(customerIds, since) {
      const rows = await inChunks(customerIds, (part) =>
        db.selectFrom('records').select(recordColumns).where('customer_id', 'in', part).where('latest', '=', 1).where('started_at', '>=', since).execute(),
      );
      return rows.map(recordOf);
    },
  };
}
