import { type Campaign, type CampaignCustomers, type CampaignPlan, campaignCustomersSchema, campaignPlanSchema } from '../../../lib/contract/campaign.ts';
import type { Rule } from '../../../lib/contract/rule.ts';
import { ruleSchema } from '../../../lib/contract/rule.ts';
import { campaignPreview } from '../../../lib/plan/campaign.ts';
import { namesIn } from '../names-in.ts';

export const NAMED = ['classes', 'tags', 'products', 'kinds', 'cities', 'languages'] as const satisfies readonly (keyof CampaignCustomers)[];

/** `key`: tells rows apart that say the same. */
export type DraftGift = { key: string; name: string; count: string; unitCost: string };
export type DraftCost = { key: string; what: string; amount: string };

/** What is typed, as it is typed; several names stand in one field, with commas between. */
export type CampaignDraft = Omit<CampaignPlan, 'priority' | 'customers' | 'supervisorId' | 'gifts' | 'costs' | 'budget' | 'target' | 'converted'> & {
  priority: string;
  covers: { [what in (typeof NAMED)[number]]: string };
  lastFrom: string;
  lastTo: string;
  /** Empty: nobody. */
  supervisorId: string;
  gifts: DraftGift[];
  costs: DraftCost[];
  budget: string;
  target: { [what in keyof CampaignPlan['target']]-?: string };
  convertedBy: CampaignPlan['converted']['by'];
  convertedValues: string[];
};

let made = 0;
const key = () => `row-${++made}`;
export const newGift = (): DraftGift => ({ key: key(), name: '', count: '', unitCost: '' });
export const newCost = (): DraftCost => ({ key: key(), what: '', amount: '' });
const textOf = (value: number | null | undefined): string => (value == null ? '' : String(value));

export function emptyCampaign(id: string, placeId: string): CampaignDraft {
  return {
    id,
    placeId,
    name: '',
    aim: '',
    purpose: '',
    scriptId: '',
    priority: '5',
    from: '',
    to: '',
    covers: { classes: '', tags: '', products: '', kinds: '', cities: '', languages: '' },
    lastFrom: '',
    lastTo: '',
    content: '',
    agents: [],
    supervisorId: '',
    supervision: '',
    training: '',
    materials: '',
    gifts: [],
    costs: [],
    budget: '',
    currency: '',
    target: { calls: '', reached: '', converted: '' },
    convertedBy: 'satisfaction',
    convertedValues: ['satisfied'],
    lesson: '',
  };
}

export function draftOfCampaign(campaign: Campaign): CampaignDraft {
  const { customers, converted, target, priority, gifts, costs, budget, supervisorId } = campaign;
  const names = (what: (typeof NAMED)[number]) => (customers[what] ?? []).join(', ');
  const { id, placeId, name, aim, purpose, scriptId, from, to, content, agents, supervision, training, materials, currency, lesson } = campaign;
  return {
    ...{ id, placeId, name, aim, purpose, scriptId, from, to, content, agents, supervision, training, materials, currency, lesson },
    priority: String(priority),
    covers: {
      classes: names('classes'),
      tags: names('tags'),
      products: names('products'),
      kinds: names('kinds'),
      cities: names('cities'),
      languages: names('languages'),
    },
    lastFrom: customers.lastFrom ?? '',
    lastTo: customers.lastTo ?? '',
    supervisorId: supervisorId ?? '',
    gifts: gifts.map((gift) => ({ key: key(), name: gift.name, count: String(gift.count), unitCost: String(gift.unitCost) })),
    costs: costs.map(({ what, amount }) => ({ key: key(), what, amount: String(amount) })),
    budget: textOf(budget),
    target: { calls: textOf(target.calls), reached: textOf(target.reached), converted: textOf(target.converted) },
    convertedBy: converted.by,
    convertedValues: converted.values,
  };
}

/** The plan, or the fields that cannot be read yet. */
export function planOfDraft(draft: CampaignDraft): { plan: CampaignPlan } | { fields: string[] } {
  const { covers: _, lastFrom, lastTo, convertedBy, convertedValues, ...rest } = draft;
  const parsed = campaignPlanSchema.safeParse({
    ...rest,
    priority: numberIn(draft.priority),
    customers: customersIn(draft),
    supervisorId: draft.supervisorId === '' ? null : draft.supervisorId,
    gifts: draft.gifts.map(({ name, count, unitCost }) => ({ name, count: numberIn(count), unitCost: numberIn(unitCost) })),
    costs: draft.costs.map(({ what, amount }) => ({ what, amount: numberIn(amount) })),
    budget: draft.budget.trim() === '' ? null : numberIn(draft.budget),
    target: Object.fromEntries(Object.entries(draft.target).flatMap(([what, text]) => (text.trim() === '' ? [] : [[what, numberIn(text)]]))),
    converted: { by: convertedBy, values: convertedValues },
  });
  const fields = parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
  if (draft.from !== '' && draft.to !== '' && draft.to < draft.from) fields.push('to');
  if (lastFrom !== '' && lastTo !== '' && lastTo < lastFrom) fields.push('customers.lastTo');
  return parsed.success && fields.length === 0 ? { plan: parsed.data } : { fields: [...new Set(fields)] };
}

/** Its rule as far as the count needs it; null while its days or customers cannot be read. A script that is still to be chosen changes nobody. `name`: as its calls tell it, whatever is typed. */
export function countedRule(
  draft: CampaignDraft,
  today: string,
  { script, name }: { script: { id: string; purpose: string } | undefined; name: string },
): Rule | null {
  const customers = campaignCustomersSchema.safeParse(customersIn(draft));
  if (!customers.success || draft.from === '' || draft.to < draft.from || !script) return null;
  const { id, from, to } = draft;
  const rule = ruleSchema.safeParse(
    campaignPreview({ id, name, from, to, customers: customers.data, purpose: script.purpose, scriptId: script.id, priority: 5, agents: [] }, today),
  );
  return rule.success ? rule.data : null;
}

function customersIn({ covers, lastFrom, lastTo }: CampaignDraft): unknown {
  const named = NAMED.map((what) => [what, namesIn(covers[what])] as const).filter(([, names]) => names.length > 0);
  return { ...Object.fromEntries(named), ...(lastFrom === '' ? {} : { lastFrom }), ...(lastTo === '' ? {} : { lastTo }) };
}

/** NaN where it is no number: the schema says so. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
}
