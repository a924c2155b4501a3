import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Campaign, CampaignProgress } from '../lib/contract/campaign.ts';
import { addUp, type Counted, countCampaign } from '../lib/plan/campaign.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';

/** So many numbers of the sequence are looked at together, and so many customers. */
const WINDOW = 5000;
const PART = 200;
/** After so long it answers with what it has counted so far. */
const ENOUGH_MS = 12_000;
/** A panel's clock may be behind, and a call has its times from there. */
const DAY = 86_400_000;

/** How far these campaigns are, in the order of the ids. Between two parts others are served. @throws ApiError */
export async function readProgress(deps: Deps, session: Session, ids: readonly Id[]): Promise<CampaignProgress[]> {
  const campaigns = await deps.store.read((tx) => tx.campaigns.get(ids));
  const ends = performance.now() + ENOUGH_MS;
  const isTime = () => performance.now() < ends;
  const within = new Map(campaigns.filter(({ placeId }) => session.scope.includes(placeId)).map((campaign) => [campaign.id, campaign]));
  const wanted = ids.map((id) => {
    const campaign = within.get(id);
    if (!campaign) throw new ApiError('not-found', 'No such campaign within reach.', 'ids');
    return campaign;
  });
  const { customers, whole } = await customersOf(deps, wanted, isTime);
  const progress: CampaignProgress[] = [];
  for (const campaign of wanted) progress.push(await progressOf(deps, campaign, { ids: [...(customers.get(campaign.id) ?? [])], whole, isTime }));
  return progress;
}

async function customersOf({ store }: Deps, campaigns: readonly Campaign[], isTime: () => boolean) {
  const customers = new Map<Id, Set<Id>>(campaigns.map(({ id }) => [id, new Set()]));
  const started = campaigns.filter(({ startedAt }) => startedAt !== undefined);
  const placeIds = [...new Set(started.map(({ placeId }) => placeId))];
  const since = Math.min(...started.map(({ startedAt = 0 }) => startedAt)) - DAY;
  let [after, end] = [0, started.length > 0 ? 1 : 0];
  for (; after < end && isTime(); after += WINDOW) {
    const range = { placeIds, since, after, upTo: after + WINDOW };
    const read = await store.read(async (tx) => ({ found: await tx.campaigns.calledFor(range), end: await tx.lastSeq() }));
    for (const { campaignId, customerId } of read.found) customers.get(campaignId)?.add(customerId);
    end = read.end;
  }
  return { customers, whole: after >= end };
}

type Part = { ids: readonly Id[]; whole: boolean; isTime: () => boolean };

async function progressOf({ store }: Deps, campaign: Campaign, { ids, whole, isTime }: Part): Promise<CampaignProgress> {
  let all: Counted = { customers: 0, open: 0, called: 0, reached: 0, satisfied: 0, converted: 0, perAgent: new Map() };
  const since: Instant = (campaign.startedAt ?? 0) - DAY;
  let done = 0;
  for (; done < ids.length && isTime(); done += PART) {
    const part = ids.slice(done, done + PART);
    const read = await store.read(async (tx) => ({ tasks: await tx.tasks.ofCustomers(part, false), records: await tx.campaigns.recordsOf(part, since) }));
    all = addUp(all, countCampaign({ campaign, ...read }));
  }
  const names = await store.read((tx) => tx.agents.names([...all.perAgent.keys()]));
  const perAgent = [...all.perAgent].map(([agentId, counts]) => ({ agentId, name: names.get(agentId) ?? '', ...counts }));
  return {
    ...all,
    campaignId: campaign.id,
    customers: Math.max(all.customers, campaign.customersAtEnd ?? 0),
    perAgent: perAgent.sort((a, b) => b.called - a.called || (a.agentId < b.agentId ? -1 : 1)),
    partial: !whole || done < ids.length,
  };
}
