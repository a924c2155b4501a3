import type { Id } from '../lib/contract/basics.ts';
import type { Campaign, CampaignListReply, CampaignPlan } from '../lib/contract/campaign.ts';
import type { Place } from '../lib/contract/place.ts';
import type { Rule } from '../lib/contract/rule.ts';
import { campaignAfter, campaignRule, campaignRuleId, type Move } from '../lib/plan/campaign.ts';
import { rulesAfter } from '../lib/plan/rules.ts';
import { localDateAt } from '../lib/plan/zone.ts';
import { audit } from './audit/audit.ts';
import { readProgress } from './campaign-progress.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { MOST_RULES } from './people/places.ts';
import { openPlaceWithin, placeWithin } from './people/reach.ts';
import { problemsOf } from './preview.ts';
import type { Tx } from './store/port.ts';

const MOST = 500;

export function listCampaigns({ store }: Deps, session: Session): Promise<CampaignListReply> {
  return store.read(async (tx) => {
    const campaigns = await tx.campaigns.list(session.scope, MOST);
    const named = campaigns.flatMap(({ agents, supervisorId }) => (supervisorId === null ? agents : [...agents, supervisorId]));
    const people = [...(await tx.agents.names([...new Set(named)]))].map(([id, name]) => ({ id, name }));
    return { campaigns, people };
  });
}

/** Within reach; an unknown one and another place's are told alike. @throws ApiError */
export async function campaignWithin(tx: Tx, session: Session, id: Id, field = 'id'): Promise<Campaign> {
  const [campaign] = await tx.campaigns.get([id]);
  if (!campaign || !session.scope.includes(campaign.placeId)) throw new ApiError('not-found', 'No such campaign within reach.', field);
  return campaign;
}

/** A new campaign, or what a lead changed of one. What runs changes in the plan at once. @throws ApiError */
export async function saveCampaign(deps: Deps, session: Session, plan: CampaignPlan, basedOn: number | null): Promise<Campaign> {
  return deps.store.write(async (tx) => {
    const now = deps.clock.now();
    const [found] = await tx.campaigns.get([plan.id]);
    const known = found ? await campaignWithin(tx, session, plan.id, 'campaign.id') : null;
    if (known) placeWithin(session, plan.placeId, 'campaign.placeId');
    else openPlaceWithin(session, plan.placeId, 'campaign.placeId');
    checkPlan(plan, known);
    await checkPeople(tx, session, plan, known);
    if ((known?.updatedAt ?? null) !== basedOn) throw new ApiError('conflict', 'Somebody else has changed this campaign meanwhile.', 'basedOn');
    const updatedAt = Math.max(now, (known?.updatedAt ?? 0) + 1);
    const campaign: Campaign = known ? { ...known, ...plan, updatedAt } : { ...plan, state: 'draft', createdAt: now, updatedAt };
    if (campaign.state === 'running') await putRule(tx, session, campaign, now);
    await tx.campaigns.put(campaign);
    await audit(tx, session, now, { action: 'campaign.save', subject: { kind: 'campaign', id: plan.id }, placeId: plan.placeId });
    return campaign;
  });
}

/** @throws ApiError */
export async function moveCampaign(deps: Deps, session: Session, id: Id, what: Move): Promise<Campaign> {
  // Before its calls are withdrawn: then nobody could say any more how many they were.
  const customersAtEnd = what === 'end' ? ((await readProgress(deps, session, [id]))[0]?.customers ?? 0) : 0;
  return deps.store.write(async (tx) => {
    const now = deps.clock.now();
    const known = await campaignWithin(tx, session, id);
    const moved = campaignAfter(known, what, now);
    if (!moved) throw new ApiError('conflict', `A campaign that is ${known.state} cannot ${what}.`, 'id');
    if (what === 'start') await putRule(tx, session, moved, now);
    else await dropRule(tx, moved);
    const campaign = what === 'end' ? { ...moved, customersAtEnd } : moved;
    await tx.campaigns.put(campaign);
    await audit(tx, session, now, { action: `campaign.${what}`, subject: { kind: 'campaign', id }, placeId: campaign.placeId });
    return campaign;
  });
}

/** One that never called anybody. @throws ApiError */
export async function removeCampaign(deps: Deps, session: Session, id: Id): Promise<void> {
  await deps.store.write(async (tx) => {
    const { startedAt, placeId } = await campaignWithin(tx, session, id);
    if (startedAt !== undefined) throw new ApiError('conflict', 'It has been started: it can be ended, and stays to be read.', 'id');
    await tx.campaigns.remove(id);
    await audit(tx, session, deps.clock.now(), { action: 'campaign.remove', subject: { kind: 'campaign', id }, placeId });
  });
}

function checkPlan(plan: CampaignPlan, known: Campaign | null): void {
  const { customers, from, to } = plan;
  if (to < from) throw new ApiError('invalid', 'The last day is before the first.', 'campaign.to');
  const isReversed = customers.lastFrom !== undefined && customers.lastTo !== undefined && customers.lastTo < customers.lastFrom;
  if (isReversed) throw new ApiError('invalid', 'The last day is before the first.', 'campaign.customers.lastTo');
  if (!known) return;
  if (known.placeId !== plan.placeId) throw new ApiError('conflict', 'A campaign stays at its place.', 'campaign.placeId');
  // The first day names its calls: with another one whoever was called would be called again.
  if (known.startedAt !== undefined && known.from !== from) throw new ApiError('conflict', 'It has been started: the first day stays.', 'campaign.from');
  if (known.state !== 'ended') return;
  const isSame = Object.entries(plan).every(([key, value]) => LATER.has(key) || JSON.stringify(value) === JSON.stringify(known[key as keyof CampaignPlan]));
  if (!isSame) throw new ApiError('conflict', 'It has ended: only what it cost and taught can still be written.', 'campaign');
}

/** What is known only when it is over. */
const LATER: ReadonlySet<string> = new Set(['gifts', 'costs', 'lesson']);

/** Whoever is named has to be within reach; who was named already may have moved away. */
async function checkPeople(tx: Tx, session: Session, plan: CampaignPlan, known: Campaign | null): Promise<void> {
  const before = new Set([...(known?.agents ?? []), known?.supervisorId]);
  const named = plan.supervisorId === null ? plan.agents : [...plan.agents, plan.supervisorId];
  const people = new Map((await tx.agents.of(named)).map((agent) => [agent.id, agent]));
  const isOut = (id: Id) => !before.has(id) && !session.scope.includes(people.get(id)?.placeId ?? '');
  if (plan.agents.some(isOut)) throw new ApiError('not-found', 'No such person within reach.', 'campaign.agents');
  if (plan.supervisorId !== null && isOut(plan.supervisorId)) throw new ApiError('not-found', 'No such person within reach.', 'campaign.supervisorId');
}

/** @throws ApiError whose field says what in its rule is wrong */
async function putRule(tx: Tx, session: Session, campaign: Campaign, now: number): Promise<void> {
  openPlaceWithin(session, campaign.placeId, 'campaign.placeId');
  const places = await placesOf(tx);
  const place = placeOf(places, campaign.placeId);
  const today = localDateAt(now, place.timeZone);
  if (campaign.to < today) throw new ApiError('conflict', 'Its last day is over.', 'campaign.to');
  const before = place.rules.find(({ id }) => id === campaignRuleId(campaign.id));
  const rule: Rule = { ...campaignRule(campaign), since: before?.since ?? today };
  const next = { ...place, rules: rulesAfter(place.rules, { put: [rule], drop: [] }) };
  if (next.rules.length > MOST_RULES) throw new ApiError('conflict', `A place has at most ${MOST_RULES} rules.`, 'rule');
  const { problems } = await problemsOf(tx, new Map(places).set(place.id, next), place.id, today);
  const wrong = problems.find(({ severity, ruleId }) => severity === 'wrong' && ruleId === rule.id);
  if (wrong) throw new ApiError('invalid', `Its rule cannot be meant so: ${wrong.code}.`, `rule.${wrong.field}`);
  await putRules(tx, next);
}

async function dropRule(tx: Tx, { id, placeId }: Campaign): Promise<void> {
  const place = placeOf(await placesOf(tx), placeId);
  await putRules(tx, { ...place, rules: rulesAfter(place.rules, { put: [], drop: [campaignRuleId(id)] }) });
}

async function putRules(tx: Tx, place: Place): Promise<void> {
  await tx.places.put(place);
  await tx.customers.planAgain(place.id);
}

async function placesOf(tx: Tx): Promise<Map<Id, Place>> {
  return new Map((await tx.places.all()).map((place) => [place.id, place]));
}

function placeOf(places: ReadonlyMap<Id, Place>, id: Id): Place {
  const place = places.get(id);
  if (!place) throw new ApiError('not-found', 'No such place within reach.', 'campaign.placeId');
  return place;
}
