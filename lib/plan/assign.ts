import type { Agent } from '../contract/agent.ts';
import type { Load } from '../contract/assignment.ts';
import type { Id } from '../contract/basics.ts';
import type { Customer } from '../contract/customer.ts';
import type { Reason } from '../contract/reason.ts';
import { didService } from './at-work.ts';
import { plain, same } from './covers.ts';
import { reason } from './reasons.ts';

/** A customer to assign. `items`: what was bought, repaired or treated; `by`: who did it; `calls`: open ones; `ownerId`: who has them now, null: nobody who works. */
export type Assignable = Pick<Customer, 'id' | 'placeId' | 'class' | 'language'> & {
  items: readonly string[];
  by: readonly string[];
  calls: number;
  ownerId: Id | null;
};
/** Somebody to assign to. `load`: of the customers they have and keep whatever comes; `days`: at work of the next thirty; `reach`: the places they look after. */
export type Assignee = { agent: Agent; load: Load; days: number; reach: ReadonlySet<Id> };
export type AssignOptions = { seniorClasses: readonly string[]; notOwnService: boolean };

/** `to` null: nobody can, `why` says why not. */
export type Move = { customerId: Id; to: Id | null; why: Reason[] };

/** A day's calls of somebody whose number is not known. */
const USUAL_CALLS = 20;
/** Somebody who fits better takes so much more of a fair share before another does. */
const PREFERENCE = 0.25;
/** A customer stays with whom they know, unless that is unfair. */
const LOYALTY = 0.1;
/** What a customer without an open call weighs against one call. */
const CUSTOMER_WEIGHT = 0.2;

type Desk = Assignee & { weight: number; share: number; products: string[] };
/** `language`: the customer's, where not everybody who reaches the place speaks it. */
type Able = { desk: Desk; language: string | null; product: string | null; misfit: number };

/**
 * To whom each customer goes: whoever reaches the place and speaks the language, is not the one who did the service, and among those the one with the least for the
 * time they have, where knowing the product and being senior for an important class count as a quarter of a fair share. The same input gives the same answer.
 */
export function assign(customers: readonly Assignable[], assignees: readonly Assignee[], options: AssignOptions): Move[] {
  const desks = desksOf(customers, assignees);
  const ranked = customers.map((customer) => ({ customer, able: ableOf(customer, desks, options) }));
  // Those whom few can take come first: whoever can take anybody evens out what they leave.
  const order = ranked.toSorted((a, b) => a.able.length - b.able.length || b.customer.calls - a.customer.calls || (a.customer.id < b.customer.id ? -1 : 1));
  const moves = new Map<Id, Move>();
  for (const { customer, able } of order) moves.set(customer.id, able.length === 0 ? left(customer, desks, options) : give(customer, able, options));
  return customers.map(({ id }) => moves.get(id) as Move);
}

function weightOf({ calls }: Pick<Assignable, 'calls'>): number {
  return CUSTOMER_WEIGHT + calls;
}

/** Each one's fair share is by the calls they can make in the time they are there. */
function desksOf(customers: readonly Assignable[], assignees: readonly Assignee[]): Desk[] {
  const capacities = assignees.map(({ agent, days }) => (agent.callsPerDay || USUAL_CALLS) * Math.max(days, 0.5));
  const all = capacities.reduce((sum, one) => sum + one, 0);
  const held = assignees.map(({ load }) => load.customers * CUSTOMER_WEIGHT + load.calls);
  const total = [...held, ...customers.map(weightOf)].reduce((sum, one) => sum + one, 0);
  return assignees
    .map((one, index): Desk => {
      const share = (total * (capacities[index] ?? 0)) / all;
      return { ...one, weight: held[index] ?? 0, share, products: (one.agent.products ?? []).map(plain) };
    })
    .sort((a, b) => (a.agent.id < b.agent.id ? -1 : 1));
}

function ableOf(customer: Assignable, desks: readonly Desk[], options: AssignOptions): Able[] {
  const wantsSenior = isImportant(customer, options);
  const reaching = desks.filter(({ reach }) => reach.has(customer.placeId));
  const language = reaching.every(({ agent }) => speaksWith(agent, customer)) ? null : customer.language;
  return reaching.flatMap((desk): Able[] => {
    if (!speaksWith(desk.agent, customer) || (options.notOwnService && isOwn(desk.agent, customer))) return [];
    const product = productOf(desk, customer);
    const isOther = desk.products.length > 0 && product === null;
    const isGeneral = desk.products.length === 0;
    const knows = isOther ? 2 : isGeneral ? 1 : 0;
    const junior = wantsSenior ? { senior: 0, experienced: 1, new: 2 }[desk.agent.seniority ?? 'experienced'] : 0;
    return [{ desk, language, product, misfit: knows + junior }];
  });
}

function isImportant({ class: name }: Assignable, { seniorClasses }: AssignOptions): boolean {
  return name !== null && same(seniorClasses, name);
}

/** Nobody's languages are a reason to leave a customer out while either side has none written down. */
function speaksWith({ languages }: Agent, { language }: Assignable): boolean {
  if (language === null || languages.length === 0) return true;
  const [wanted] = plain(language).split('-');
  return languages.some((one) => plain(one).split('-')[0] === wanted);
}

function isOwn(agent: Agent, { by }: Assignable): boolean {
  return by.some((name) => didService(agent, name));
}

function productOf({ products, agent }: Desk, { items }: Assignable): string | null {
  const index = products.findIndex((part) => items.some((item) => plain(item).includes(part)));
  return index < 0 ? null : (agent.products?.[index] ?? null);
}

function give(customer: Assignable, able: readonly Able[], options: AssignOptions): Move {
  const weight = weightOf(customer);
  const costOf = ({ desk, misfit }: Able) => (desk.weight + weight) / desk.share + misfit * PREFERENCE - (customer.ownerId === desk.agent.id ? LOYALTY : 0);
  let best = able[0] as Able;
  for (const one of able) if (costOf(one) < costOf(best) - 1e-12) best = one;
  const share = Math.round((best.desk.weight / best.desk.share) * 100);
  best.desk.weight += weight;
  return { customerId: customer.id, to: best.desk.agent.id, why: whyTo(customer, best, able, { ...options, share }) };
}

function whyTo(
  customer: Assignable,
  { desk, language, product }: Able,
  able: readonly Able[],
  { share, ...options }: AssignOptions & { share: number },
): Reason[] {
  const { agent } = desk;
  if (customer.ownerId === agent.id) return [reason('assign-stays', {})];
  if (able.length === 1) return [reason('assign-only-one', {})];
  const why: Reason[] = language === null ? [] : [reason('assign-language', { language })];
  if (isImportant(customer, options) && agent.seniority === 'senior') why.push(reason('assign-senior', { class: customer.class ?? '' }));
  if (product !== null) why.push(reason('assign-product', { product }));
  return [...why, reason('assign-share', { share })];
}

/** What stands against it last is what is told: a place nobody reaches before a language nobody speaks. */
function left(customer: Assignable, desks: readonly Desk[], options: AssignOptions): Move {
  const reaching = desks.filter(({ reach }) => reach.has(customer.placeId));
  const speaking = reaching.filter(({ agent }) => speaksWith(agent, customer));
  const own = options.notOwnService ? speaking.find(({ agent }) => isOwn(agent, customer)) : undefined;
  const why = own
    ? reason('left-own-service', { by: own.agent.name })
    : reaching.length === 0
      ? reason('left-place', {})
      : reason('left-language', { language: customer.language ?? '' });
  return { customerId: customer.id, to: null, why: [why] };
}
