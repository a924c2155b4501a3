import type { Id, Instant } from '../contract/basics.ts';
import type { Customer, PreferredHours, Service } from '../contract/customer.ts';
import type { CallingHours, Place } from '../contract/place.ts';
import type { Reason } from '../contract/reason.ts';
import type { Task } from '../contract/task.ts';
import { isAgreedTime, keepsAgreedTime, ownerOf, wasMissed } from './appointment.ts';
import { heldByOther } from './claims.ts';
import { holidayOn } from './holidays.ts';
import type { CallsMade } from './limits.ts';
import { reason } from './reasons.ts';
import { endOf, neverCalled, zoneOf } from './rules.ts';
import { touchesIn } from './touches.ts';
import { whyTouch } from './why-touch.ts';
import { hoursFor, ignoredPreference, isOpen, nextOpening, openWindow, withWindows } from './windows.ts';
import { addDays, daysBetween, instantOf, localDateAt, localTimeAt } from './zone.ts';

const ONE_A_DAY = 1;
/** So long before its deadline a call is anybody's, whoever has the customer: the afternoon and evening of its last day. */
export const LAST_HOURS = 10 * 3_600_000;
/** The purpose of calls after a complaint was handled (P8). */
const AFTER_COMPLAINT = 'complaint-follow-up';

export type OfferInput = {
  task: Task;
  customer: Customer;
  place: Place;
  agentId: Id;
  /** Ours with this customer, see `callsMade`. */
  calls: CallsMade;
  now: Instant;
  /** The customer's, to say in words which one it is about; without them the reason is only "a follow-up call". */
  services?: readonly Service[];
  /** Whose customer it is; left out: nobody's. One who is away has nobody to themselves. */
  owner?: { agentId: Id; isAway: boolean } | null;
  /** Who did the service that the call is about, where the place lets nobody call about their own. */
  isOwnService?: boolean;
  /** An agent's name for the words; without it the id stands there. */
  nameOf?: (agentId: Id) => string | null;
};
/** What the answer depends on, of each task. */
export type Asked = Pick<OfferInput, 'task' | 'customer' | 'place' | 'calls' | 'owner' | 'isOwnService'>;
/** `nextAt`: the first moment at which the same question can have another answer; null when only a person can change it. */
export type Offer = { ok: true; why: Reason[] } | { ok: false; why: Reason[]; nextAt: Instant | null };

/** May this agent call this customer now, and why, or why not. */
export function offer(input: OfferInput): Offer {
  const never = whyNever(input);
  if (never.length > 0) return { ok: false, why: never, nextAt: null };
  const later = whyLater(input);
  if (later.length > 0) return { ok: false, why: later, nextAt: nextMoment(input) };
  return { ok: true, why: whyNext(input) };
}

/**
 * The order of work: appointments whose time has come by their time, then by deadline, then priority (lower first), then id.
 * A total order.
 */
export function compareTasks(now: Instant): (a: Task, b: Task) => number {
  const called = (task: Task) => task.cause.kind === 'appointment' && task.notBefore <= now;
  return (a, b) => {
    const first = Number(called(b)) - Number(called(a));
    if (first !== 0) return first;
    const time = called(a) ? a.notBefore - b.notBefore : 0;
    return time || a.dueBy - b.dueBy || a.priority - b.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  };
}

function whyNever(input: OfferInput): Reason[] {
  const { task, customer, place, calls, agentId, isOwnService } = input;
  const why: Reason[] = [];
  const at = task.updatedAt;
  const never = neverCalled(customer);
  if (task.state === 'done') why.push(reason('done', { at }));
  if (task.state === 'closed') why.push(reason(task.closedBecause ? (`closed-${task.closedBecause}` as const) : 'closed-covered', { at }));
  if (never) why.push(never);
  const { callsPerYear, complaintReserve = 0 } = place.limits;
  // Some of the year's calls are kept for those who complained.
  const limit = task.purpose === AFTER_COMPLAINT ? callsPerYear : Math.max(0, callsPerYear - complaintReserve);
  if (calls.lastYear >= limit) why.push(reason('yearly-limit', { calls: calls.lastYear, limit }));
  if (isOwnService) why.push(reason('own-service', { by: nameOf(input, agentId) }));
  return why;
}

function whyLater(input: OfferInput): Reason[] {
  const { task, agentId, now } = input;
  const why: Reason[] = [];
  const owner = ownerOf(task);
  if (heldByOther(task, agentId, now) && task.claim) {
    why.push(reason('held', { agent: nameOf(input, task.claim.agentId), until: task.claim.expiresAt }));
  }
  if (owner !== null && owner !== agentId && now < freeFrom(input)) {
    why.push(reason('appointment-other', { agent: nameOf(input, owner), at: task.notBefore }));
  } else if (task.notBefore > now) {
    why.push(whyNotYet(input));
  }
  const other = ownedByOther(input);
  if (other) why.push(reason('owned', { agent: nameOf(input, other.agentId), at: other.until }));
  const others = forOthersUntil(input);
  if (others > now) why.push(reason('for-others', { at: others }));
  const spaced = spacedUntil(input);
  if (spaced > now && input.calls.lastAt !== null) why.push(reason('called-lately', { at: spaced, last: input.calls.lastAt, days: spacingOf(input) }));
  const isDue = task.notBefore <= now;
  if (isDue && !isAgreedTime(task, now) && !isOpen({ ...hoursOf(input), now })) why.push(whyClosed(input));
  return why;
}

function whyNotYet({ task, customer, place, now }: OfferInput): Reason {
  const at = task.notBefore;
  const skip = task.skips.at(-1);
  if (skip && skip.at >= task.updatedAt) return reason('skipped-until', { at, reason: skip.reason });
  if (wasMissed(task)) return reason('retry-later', { at, outcome: task.lastOutcome ?? '', times: task.attempts });
  if (task.cause.kind === 'appointment') return reason('appointment-later', { at, note: task.cause.note });
  const zone = zoneOf(customer, place);
  return reason('not-yet', { at, days: daysBetween(localDateAt(now, zone), localDateAt(at, zone)) });
}

function whyClosed(input: OfferInput): Reason {
  const { customer, place, now } = input;
  const hours = hoursOf(input);
  const at = nextOpening({ ...hours, after: now });
  if (at === null) return reason('never-open', {});
  const day = localDateAt(now, hours.zone);
  const holiday = place.hours.holidays ? holidayOn(place.hours.holidays, day) : null;
  if (place.hours.closed.includes(day)) return reason('closed-day', { at, day });
  if (holiday) return reason('public-holiday', { at, holiday });
  if (customer.preferredHours && isOpen({ ...hours, preferred: null, now })) {
    return reason('preferred-later', { at, preferred: customer.preferredHours.original });
  }
  return reason('closed-now', { at, time: localTimeAt(now, hours.zone) });
}

function nextMoment(input: OfferInput): Instant | null {
  const { task, agentId, now } = input;
  const owner = ownerOf(task);
  const held = task.claim && heldByOther(task, agentId, now) ? task.claim.expiresAt : now;
  const owned = owner !== null && owner !== agentId ? freeFrom(input) : now;
  const from = Math.max(now, task.notBefore, held, owned, ownedByOther(input)?.until ?? now, forOthersUntil(input), spacedUntil(input));
  return isAgreedTime(task, from) ? from : nextOpening({ ...hoursOf(input), after: from });
}

/** Why this one is next, the cause first, then the deadline, then what else is good to know. */
function whyNext(input: OfferInput): Reason[] {
  const { task, customer, now } = input;
  const hours = hoursOf(input);
  const why = [...whyAtAll(input), ...whyByThen(input)];
  const skip = task.skips.at(-1);
  if (task.attempts > 0 && task.lastOutcome !== null) why.push(reason('tried', { times: task.attempts, outcome: task.lastOutcome }));
  if (skip) why.push(reason('skipped', { reason: skip.reason, at: skip.at }));
  const open = openWindow({ ...hours, now });
  why.push(open ? reason('open-now', open) : reason('agreed-time', { at: task.notBefore }));
  if (customer.preferredHours && ignoredPreference({ ...hours, now })) why.push(reason('preference-ignored', { preferred: customer.preferredHours.original }));
  return why;
}

/** The cause first, then what else the call is about. */
function whyAtAll(input: OfferInput): Reason[] {
  const { task, customer, place, agentId, now, services = [] } = input;
  const touches = touchesIn(task).map((touch) => whyTouch({ touch, customer, place, services, now }));
  if (task.cause.kind !== 'appointment') return touches;
  const owner = ownerOf(task);
  if (owner !== null && owner !== agentId) return [reason('appointment-missed', { agent: nameOf(input, owner), at: task.notBefore }), ...touches];
  return [reason('appointment', { at: task.notBefore, note: task.cause.note }), ...touches];
}

function whyByThen({ task, customer, place, now }: OfferInput): Reason[] {
  const zone = zoneOf(customer, place);
  const days = daysBetween(localDateAt(now, zone), localDateAt(task.dueBy, zone));
  if (days < 0) return [reason('overdue', { days: -days })];
  if (task.cause.kind === 'appointment') {
    const minutes = Math.floor((now - task.notBefore) / 60_000);
    return minutes >= 5 && keepsAgreedTime(task) ? [reason('appointment-late', { minutes })] : [];
  }
  const at = task.dueBy;
  if (days === 0) return [reason('due-today', { at })];
  return [days === 1 ? reason('due-tomorrow', { at }) : reason('due-in', { days, at })];
}

/**
 * Nobody is called again before so many days are over on their calendar. An appointment is the customer's own wish, and another attempt of a call that
 * did not come about has its own delay.
 */
function spacedUntil(input: OfferInput): Instant {
  const { task, customer, place, calls } = input;
  const days = spacingOf(input);
  if (calls.lastAt === null || days === 0 || task.cause.kind === 'appointment' || task.attempts > 0) return Number.NEGATIVE_INFINITY;
  const zone = zoneOf(customer, place);
  return instantOf(addDays(localDateAt(calls.lastAt, zone), days), '00:00', zone);
}

function spacingOf({ place }: OfferInput): number {
  return place.limits.daysBetweenCalls ?? ONE_A_DAY;
}

/** An appointment is its agent's alone until the agreed day is over for the customer; better called by another than never. */
function freeFrom({ task, customer, place }: OfferInput): Instant {
  const zone = zoneOf(customer, place);
  return endOf(localDateAt(task.notBefore, zone), zone) + 1;
}

/** Somebody's customers are theirs until the deadline comes near; better called by another than late. What was agreed with an agent is that agent's. */
function ownedByOther({ task, owner, agentId, now }: OfferInput): { agentId: Id; until: Instant } | null {
  const until = task.dueBy + 1 - LAST_HOURS;
  return owner && !owner.isAway && owner.agentId !== agentId && task.cause.kind !== 'appointment' && now < until ? { agentId: owner.agentId, until } : null;
}

/** A rule can name the people who make its calls. */
function namedFor({ task: { cause }, place }: Pick<OfferInput, 'task' | 'place'>): readonly Id[] | undefined {
  return cause.kind === 'rule' ? place.rules.find(({ id }) => id === cause.ruleId)?.agentIds : undefined;
}

/** In whose name it is asked when a call can be made at all: of whoever it was agreed with, or is named for; empty: anybody. */
export function callerOf(of: Pick<OfferInput, 'task' | 'place'>): Id {
  return of.task.agentId ?? namedFor(of)?.[0] ?? '';
}

function forOthersUntil({ task, place, agentId }: OfferInput): Instant {
  const named = namedFor({ task, place });
  return named && !named.includes(agentId) ? task.dueBy + 1 - LAST_HOURS : Number.NEGATIVE_INFINITY;
}

function hoursOf({ task, customer, place }: Pick<OfferInput, 'task' | 'customer' | 'place'>): {
  hours: CallingHours;
  zone: string;
  preferred: PreferredHours | null;
} {
  return { hours: withWindows(hoursFor(place, task.purpose), task.windows), zone: zoneOf(customer, place), preferred: customer.preferredHours };
}

function nameOf(input: OfferInput, agentId: Id): string {
  return input.nameOf?.(agentId) ?? agentId;
}

/**
 * Why an agent's screen is empty, a reason for each group of open tasks with the group's next moment, the soonest to clear first;
 * `nextAt` is the soonest of them. Empty `why` and `nextAt` = now when there is something to do after all.
 */
export function explainNothing(input: Omit<OfferInput, 'task' | 'customer' | 'place' | 'calls'> & { tasks: readonly Asked[] }): {
  why: Reason[];
  nextAt: Instant | null;
} {
  const { tasks, now } = input;
  const open = tasks.filter(({ task }) => task.state === 'open');
  if (open.length === 0) return { why: [reason(tasks.length === 0 ? 'nothing-planned' : 'all-done', {})], nextAt: null };
  const groups = new Map<Group, { count: number; at: Instant | null; note: string }>();
  for (const item of open) {
    const answer = offer({ ...input, ...item });
    if (answer.ok) return { why: [], nextAt: now };
    const name = groupOf(answer);
    const group = groups.get(name) ?? { count: 0, at: null, note: '' };
    const sooner = answer.nextAt !== null && (group.at === null || answer.nextAt < group.at);
    const note = item.task.cause.kind === 'appointment' ? item.task.cause.note : '';
    groups.set(name, { count: group.count + 1, at: sooner ? answer.nextAt : group.at, note: sooner ? note : group.note });
  }
  const sorted = [...groups].sort(([, a], [, b]) => (a.at ?? Infinity) - (b.at ?? Infinity));
  const nextAt = sorted[0]?.[1].at ?? null;
  return { why: sorted.map(([name, { count, at, note }]) => wordGroup(name, count, at, note)), nextAt };
}

type Group = 'hours' | 'appointment' | 'later' | 'held' | 'owned' | 'others' | 'never';

function groupOf(answer: Extract<Offer, { ok: false }>): Group {
  if (answer.nextAt === null) return 'never';
  const codes = new Set(answer.why.map(({ code }) => code));
  if (codes.has('held')) return 'held';
  if (codes.has('owned') || codes.has('for-others')) return 'owned';
  if (codes.has('appointment-other')) return 'others';
  if (codes.has('appointment-later')) return 'appointment';
  if (codes.has('not-yet') || codes.has('retry-later') || codes.has('skipped-until') || codes.has('called-lately')) return 'later';
  return 'hours';
}

function wordGroup(group: Group, count: number, at: Instant | null, note: string): Reason {
  if (group === 'never' || at === null) return reason('none-callable', { count });
  if (group === 'others') return reason('all-others-appointments', { count });
  if (group === 'appointment') return reason('next-appointment', { at, note });
  return reason(({ hours: 'all-outside-hours', later: 'all-later', held: 'all-held', owned: 'all-owned' } as const)[group], { count, at });
}
