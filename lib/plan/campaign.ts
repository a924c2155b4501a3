import type { Id, Instant, LocalDate } from '../contract/basics.ts';
import type { Campaign, CampaignCounts, CampaignPlan, Converted } from '../contract/campaign.ts';
import type { Record as RecordOfCall } from '../contract/record.ts';
import type { Rule } from '../contract/rule.ts';
import type { Task } from '../contract/task.ts';
import { questionsAnswered } from '../record/outcomes.ts';
import { AHEAD_DAYS, touchesIn } from './touches.ts';
import { daysBetween } from './zone.ts';

const PREFIX = 'campaign:';

export const campaignRuleId = (campaignId: Id): Id => `${PREFIX}${campaignId}`;

/** Whose campaign's rule it is; null: a rule of the place's own. */
export function campaignOfRule(ruleId: Id): Id | null {
  return ruleId.startsWith(PREFIX) ? ruleId.slice(PREFIX.length) : null;
}

/** A campaign calls by a rule of its place, so that whoever comes to fit while it runs is called too. */
export function campaignRule(plan: Pick<CampaignPlan, 'id' | 'name' | 'from' | 'to' | 'customers' | 'purpose' | 'scriptId' | 'priority' | 'agents'>): Rule {
  const { id, name, from, to, customers, purpose, scriptId, priority, agents } = plan;
  const covers = Object.keys(customers).length > 0 ? { covers: customers } : {};
  return {
    id: campaignRuleId(id),
    name,
    trigger: { on: 'period', from, to },
    ...covers,
    fromDays: 0,
    withinDays: 0,
    purpose,
    scriptId,
    priority,
    ...(agents.length > 0 && { agentIds: agents }),
  };
}

/** The rule as its calls are counted beforehand: a preview looks 30 days ahead, and a campaign may begin later. */
export function campaignPreview(plan: Parameters<typeof campaignRule>[0], today: LocalDate): Rule {
  return campaignRule({ ...plan, from: daysBetween(today, plan.from) > AHEAD_DAYS ? today : plan.from });
}

export type Move = 'start' | 'pause' | 'end';

/** The campaign once it was moved; null: not from where it stands. */
export function campaignAfter(campaign: Campaign, what: Move, now: Instant): Campaign | null {
  const { state } = campaign;
  // Two changes in one millisecond are still told apart.
  const updatedAt = Math.max(now, campaign.updatedAt + 1);
  switch (what) {
    case 'start':
      return state === 'draft' || state === 'paused' ? { ...campaign, state: 'running', startedAt: campaign.startedAt ?? now, updatedAt } : null;
    case 'pause':
      return state === 'running' ? { ...campaign, state: 'paused', updatedAt } : null;
    case 'end':
      return state === 'running' || state === 'paused' ? { ...campaign, state: 'ended', endedAt: now, updatedAt } : null;
  }
}

/** Its tasks among all those of its customers, with the appointments that came of them. */
export function tasksOfCampaign(tasks: readonly Task[], campaignId: Id): Task[] {
  const ruleId = campaignRuleId(campaignId);
  const own = new Map(tasks.filter((task) => touchesIn(task).some((touch) => touch.ruleId === ruleId)).map((task) => [task.id, task]));
  const agreed = tasks.filter(({ cause }) => cause.kind === 'appointment' && cause.fromTaskId !== null);
  for (let before = -1; before < own.size; ) {
    before = own.size;
    for (const task of agreed) if (task.cause.kind === 'appointment' && own.has(task.cause.fromTaskId ?? '')) own.set(task.id, task);
  }
  return [...own.values()];
}

/** Does the record say what counts as converted. */
export function isConverted(
  { by, values }: Converted,
  { outcome, satisfaction, content }: Pick<RecordOfCall, 'outcome' | 'satisfaction' | 'content'>,
): boolean {
  const said = { satisfaction, outcome, 'next-step': content.nextStep?.kind ?? null }[by];
  return said !== null && values.some((value) => value === said);
}

type Input = {
  campaign: Pick<Campaign, 'id' | 'state' | 'converted'>;
  /** All tasks, and the newest revisions of all records, of some of its customers. */
  tasks: readonly Task[];
  records: readonly RecordOfCall[];
};
/** `perAgent` by id. */
export type Counted = CampaignCounts & { customers: number; open: number; perAgent: Map<Id, CampaignCounts> };

/** How far a campaign is with these customers, each counted once, however often they were called. An agent's numbers are of their own calls. */
export function countCampaign({ campaign, tasks, records }: Input): Counted {
  const own = tasksOfCampaign(tasks, campaign.id);
  // While it runs, whose call was withdrawn does not fit any more; at its end all that nobody had begun were.
  const counting = campaign.state === 'ended' ? own : own.filter(({ closedBecause }) => closedBecause !== 'withdrawn');
  const all = startCount();
  const agents = new Map<Id, Count>();
  const isOurs = ofTasks(own);
  for (const record of records) {
    const { agentId, customerId } = record;
    if (customerId === null || !isOurs(record)) continue;
    const agent = agents.get(agentId) ?? startCount();
    agents.set(agentId, agent);
    for (const count of [all, agent]) addTo(count, customerId, record, campaign.converted);
  }
  const customers = new Set([...counting.map(({ customerId }) => customerId), ...all.called]);
  const open = new Set(own.flatMap(({ state, customerId }) => (state === 'open' ? [customerId] : [])));
  const perAgent = new Map([...agents].map(([agentId, count]) => [agentId, sizesOf(count)]));
  return { customers: customers.size, open: open.size, ...sizesOf(all), perAgent };
}

/** Of customers counted apart, none of whom is in both. */
export function addUp(a: Counted, b: Counted): Counted {
  const perAgent = new Map(a.perAgent);
  for (const [agentId, counts] of b.perAgent) {
    const before = perAgent.get(agentId);
    perAgent.set(agentId, before ? sum(before, counts) : counts);
  }
  return { ...sum(a, b), customers: a.customers + b.customers, open: a.open + b.open, perAgent };
}

function sum(a: CampaignCounts, b: CampaignCounts): CampaignCounts {
  return { called: a.called + b.called, reached: a.reached + b.reached, satisfied: a.satisfied + b.satisfied, converted: a.converted + b.converted };
}

type Count = { [what in keyof CampaignCounts]: Set<Id> };
const startCount = (): Count => ({ called: new Set(), reached: new Set(), satisfied: new Set(), converted: new Set() });
const sizesOf = ({ called, reached, satisfied, converted }: Count): CampaignCounts => ({
  called: called.size,
  reached: reached.size,
  satisfied: satisfied.size,
  converted: converted.size,
});

function addTo(count: Count, customerId: Id, record: RecordOfCall, converted: Converted): void {
  const isReached = questionsAnswered(record.outcome, record.satisfaction);
  count.called.add(customerId);
  if (isReached) count.reached.add(customerId);
  if (isReached && record.satisfaction === 'satisfied') count.satisfied.add(customerId);
  if (isConverted(converted, record)) count.converted.add(customerId);
}

/** A call without a task settles one all the same (lib/plan/after-record.ts): its `savedAt` is its mark there. */
function ofTasks(own: readonly Task[]): (record: RecordOfCall) => boolean {
  const ids = new Set(own.map(({ id }) => id));
  const marks = new Set(own.map(({ customerId, updatedAt, lastOutcome }) => `${customerId} ${updatedAt} ${lastOutcome}`));
  return ({ taskId, customerId, savedAt, outcome }) => (taskId === null ? marks.has(`${customerId} ${savedAt} ${outcome}`) : ids.has(taskId));
}

export type Target = keyof Campaign['target'];
export type Evaluation = {
  gifts: number;
  costs: number;
  cost: number;
  /** Null: nobody, so there is nothing to divide by. */
  perReached: number | null;
  perConverted: number | null;
  /** What is left of the budget, less than nothing when it was overrun; null: there was none. */
  left: number | null;
  targets: { what: Target; wanted: number; got: number }[];
};

/** What a campaign has brought, and what it has cost. Amounts are whole hundredths, so that they add up. */
export function evaluate({ gifts, costs, budget, target }: Pick<Campaign, 'gifts' | 'costs' | 'budget' | 'target'>, progress: CampaignCounts): Evaluation {
  const ofGifts = gifts.reduce((sum, { count, unitCost }) => sum + count * hundredths(unitCost), 0);
  const ofCosts = costs.reduce((sum, { amount }) => sum + hundredths(amount), 0);
  const cost = ofGifts + ofCosts;
  const per = (n: number) => (n === 0 ? null : Math.round(cost / n) / 100);
  const got: { [what in Target]-?: number } = { calls: progress.called, reached: progress.reached, converted: progress.converted };
  return {
    gifts: ofGifts / 100,
    costs: ofCosts / 100,
    cost: cost / 100,
    perReached: per(progress.reached),
    perConverted: per(progress.converted),
    left: budget === null ? null : (hundredths(budget) - cost) / 100,
    targets: (['calls', 'reached', 'converted'] as const).flatMap((what) =>
      target[what] === undefined ? [] : [{ what, wanted: target[what], got: got[what] }],
    ),
  };
}

function hundredths(amount: number): number {
  return Math.round(amount * 100);
}

/** Days that it still has, today among them; before it begins, all of them. */
export function daysLeft({ from, to }: Pick<Campaign, 'from' | 'to'>, today: LocalDate): number {
  return Math.max(0, daysBetween(today < from ? from : today, to) + 1);
}
