import type { Id, Instant } from '../contract/basics.ts';
import type { Customer } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import type { Task } from '../contract/task.ts';
import { claimExpired } from './claims.ts';
import { same } from './covers.ts';
import { type DayNumber, dayAt, dayNumber, endOfDay, startOfDay } from './days.ts';
import { neverCalled, optOutEnds, zoneOf } from './rules.ts';
import { AHEAD_DAYS, type CustomerFile, keyOf, passes, type Touch, touchesIn, touchesOf, touchKeyOf } from './touches.ts';

const DAY = 86_400_000;
/** Another look is never further off, whatever the rules say. */
const LOOK_AGAIN_DAYS = 300;
/** What may be spoken of this much before its day, so that all that is due within a week is one call. */
const EARLY_DAYS = 6;
const EARLY: ReadonlySet<Touch['occasion']> = new Set(['recurring', 'renewal', 'lapsed']);
const MOST_TOUCHES = 20;

type Input = { file: CustomerFile; places: ReadonlyMap<Id, Place>; now: Instant; newId: () => Id };

/** `changed`: tasks that are new or other than they were, whole. `again`: until then the same question has the same answer, as long as the file and the rules stay. */
export type Plan = { changed: Task[]; again: Instant };

/**
 * The calls of one customer, as the rules want them now. What somebody has begun (an attempt, a skip, an appointment, a claim) stays and covers its touches;
 * everything else is planned anew, so that it does not matter how often or how long ago it was planned. Touches whose windows meet become one call.
 */
export function planCustomer(input: Input): Plan {
  const { file, now } = input;
  const wanted = neverCalled(file.customer) ? [] : wantedBy(input);
  const free = file.tasks.filter((task) => isFree(task, now));
  const begun = file.tasks.filter((task) => !free.includes(task));
  const covered = coveredBy(begun);
  const open = wanted.filter((one) => !covered(one.touch));
  const due = open.filter(({ touch, today }) => touch.from <= today + AHEAD_DAYS);
  due.sort((a, b) => compareTouches(a.touch, b.touch));
  const { rest, attached } = attach(due, begun, now);
  const changed = [...attached, ...reconcile(group(rest), free, input)];
  return { changed, again: Math.min(lookAgain(input, wanted), wishEnds(input)) };
}

function wishEnds({ file: { customer }, places }: Input): Instant {
  const place = places.get(customer.placeId);
  return (place && optOutEnds(customer, place)) ?? Number.POSITIVE_INFINITY;
}

/** A touch with what is today where its customer is. */
type Wanted = { touch: Touch; today: DayNumber; zone: string };

function wantedBy({ file, places, now }: Input): Wanted[] {
  const ids = new Set([file.customer.placeId, ...file.services.map(({ placeId }) => placeId)]);
  return [...ids].flatMap((id) => {
    const place = places.get(id);
    // Nobody works in a closed place: its rules rest.
    if (!place || place.rules.length === 0 || place.closedAt !== undefined) return [];
    const zone = zoneOf(file.customer, place);
    const today = dayAt(now, zone);
    return touchesOf(file, place, { today, zone }).flatMap((touch) => (passes(touch) && touch.due < today ? [] : [{ touch, today, zone }]));
  });
}

/** Few rules look at calls, and reading them all takes longer than everything else. */
export function looksAtCalls(places: Iterable<Place>): boolean {
  return [...places].some(({ rules }) => rules.some(({ trigger }) => trigger.on === 'call-made' || (trigger.on === 'recurring' && trigger.since === 'call')));
}

/** What was said in calls is read only where a rule asks for it. */
export function looksAtComplaints(places: Iterable<Place>): boolean {
  return [...places].some(({ rules }) => rules.some(({ trigger }) => trigger.on === 'complaint'));
}

/** Whose customer somebody is matters to few rules. */
export function looksAtOwners(places: Iterable<Place>): boolean {
  return [...places].some(({ rules }) => rules.some(({ trigger }) => trigger.on === 'assigned'));
}

/** Nobody has begun it: it can still become another. */
export function isFree(task: Task, now: Instant): boolean {
  return task.state === 'open' && task.cause.kind === 'rule' && task.attempts === 0 && task.skips.length === 0 && claimExpired(task, now);
}

/** What was withdrawn or missed is as if it had never been planned. */
function coveredBy(tasks: readonly Task[]): (touch: Touch) => boolean {
  const kept = tasks.filter(({ closedBecause }) => closedBecause !== 'withdrawn' && closedBecause !== 'missed');
  const keys = new Set(kept.flatMap(touchesIn).map(keyOf));
  // An appointment that was made of a rule's task before tasks kept their touches has lost the rule, but not the service and the purpose.
  const agreed = new Set(kept.filter(({ cause }) => cause.kind === 'appointment').map(({ serviceId, purpose }) => `${serviceId}|${purpose}`));
  return (touch) => keys.has(keyOf(touch)) || (touch.occasion === 'service-ended' && agreed.has(`${touch.serviceId}|${touch.purpose}`));
}

function compareTouches(a: Touch, b: Touch): number {
  return a.due - b.due || a.priority - b.priority || (keyOf(a) < keyOf(b) ? -1 : 1);
}

/** A call that was begun, or agreed on, takes along what is due in its days. One that an agent has before them stays as it is, and what would join it waits. */
function attach(due: readonly Wanted[], begun: readonly Task[], now: Instant): { rest: Wanted[]; attached: Task[] } {
  const tasks = new Map(begun.filter(({ state }) => state === 'open').map((task) => [task.id, task]));
  const attached = new Map<Id, Task>();
  const rest: Wanted[] = [];
  for (const one of due) {
    const fitting = [...tasks.values()].find((task) => meets(one, task));
    if (!fitting) rest.push(one);
    else if (claimExpired(fitting, now)) {
      const task: Task = { ...fitting, also: [...(fitting.also ?? []), touchKeyOf(one.touch)] };
      tasks.set(task.id, task);
      attached.set(task.id, { ...task, updatedAt: now });
    }
  }
  return { rest, attached: [...attached.values()] };
}

function meets({ touch, zone }: Wanted, { placeId, notBefore, dueBy, also = [] }: Task): boolean {
  const isNear = earliest(touch) <= dayAt(dueBy, zone) && touch.due >= dayAt(notBefore, zone);
  return isNear && placeId === touch.placeId && also.length < MOST_TOUCHES;
}

function earliest(touch: Touch): DayNumber {
  return EARLY.has(touch.occasion) ? touch.from - EARLY_DAYS : touch.from;
}

/** Touches of one call. It can be made from the first day of `from` to the last of `due`. */
type Group = { touches: Touch[]; zone: string; lowest: DayNumber; from: DayNumber; due: DayNumber };

function group(wanted: readonly Wanted[]): Group[] {
  const groups: Group[] = [];
  for (const { touch, zone } of wanted) {
    const own: Group = { touches: [touch], zone, lowest: earliest(touch), from: touch.from, due: touch.due };
    const index = groups.findIndex((other) => joined(other, own) !== null);
    const both = index < 0 ? null : joined(groups[index] as Group, own);
    if (both) groups[index] = both;
    else groups.push(own);
  }
  return groups;
}

function joined(a: Group, b: Group): Group | null {
  const lowest = Math.max(a.lowest, b.lowest);
  const due = Math.min(a.due, b.due);
  // Not before the first of them would have been called anyway.
  const from = Math.max(lowest, Math.min(a.from, b.from));
  const fits = from <= due && a.touches.length + b.touches.length <= MOST_TOUCHES && a.touches[0]?.placeId === b.touches[0]?.placeId;
  return fits ? { touches: [...a.touches, ...b.touches], zone: a.zone, lowest, from, due } : null;
}

/** The groups as tasks: those that are there already keep their id, and what no group wants is closed. */
function reconcile(groups: readonly Group[], free: readonly Task[], input: Input): Task[] {
  const left = new Set(free);
  const changed: Task[] = [];
  for (const one of groups) {
    const keys = new Set(one.touches.map(keyOf));
    const known = [...left].find((task) => touchesIn(task).some((touch) => keys.has(keyOf(touch)))) ?? null;
    if (known) left.delete(known);
    const task = taskOf(one, known, input);
    if (!known || !isSame(known, task)) changed.push(task);
  }
  for (const task of left) changed.push({ ...task, state: 'closed', closedBecause: whyClosed(task, input), claim: null, updatedAt: input.now });
  return changed;
}

function whyClosed(task: Task, { file, now }: Input): Task['closedBecause'] {
  if (file.customer.optOut) return 'opted-out';
  return task.dueBy < now ? 'missed' : 'withdrawn';
}

function taskOf({ touches, zone, from, due }: Group, known: Task | null, { file, places, now, newId }: Input): Task {
  const [main, ...others] = touches.toSorted((a, b) => a.priority - b.priority || compareTouches(a, b)) as [Touch, ...Touch[]];
  const { also: _, windows: __, ...before } = known ?? freshTask(file.customer.id, now, newId);
  return {
    ...before,
    serviceId: main.serviceId,
    placeId: main.placeId,
    purpose: main.purpose,
    scriptId: main.scriptId,
    cause: { kind: 'rule', ...touchKeyOf(main) },
    ...(others.length > 0 ? { also: others.map(touchKeyOf) } : {}),
    ...windowsOf(touches),
    notBefore: startOfDay(from, zone),
    dueBy: endOfDay(due, zone),
    priority: priorityOf(main.priority, file.customer, places.get(main.placeId)),
    claim: null,
    updatedAt: now,
  };
}

/** The customer's worth before the rule's: without important classes all customers are alike. */
function priorityOf(ofRule: number, customer: Customer, place: Place | undefined): number {
  const classes = place?.limits.importantClasses ?? [];
  if (classes.length === 0) return ofRule;
  const rank = customer.class === null ? -1 : classes.findIndex((name) => same([name], customer.class ?? ''));
  return 10 * (rank < 0 ? 9 : rank) + ofRule;
}

/** Times of their own only where all of one call have the same: what is not a greeting must not come in the morning with it. */
function windowsOf([first, ...others]: readonly Touch[]): Pick<Task, 'windows'> {
  const isShared = others.every(({ windows }) => JSON.stringify(windows) === JSON.stringify(first?.windows));
  return first?.windows && isShared ? { windows: first.windows } : {};
}

type Fresh = Omit<Task, 'serviceId' | 'placeId' | 'purpose' | 'scriptId' | 'cause' | 'notBefore' | 'dueBy' | 'priority'>;

function freshTask(customerId: Id, now: Instant, newId: () => Id): Fresh {
  return {
    id: newId(),
    customerId,
    agentId: null,
    state: 'open',
    closedBecause: null,
    attempts: 0,
    lastOutcome: null,
    skips: [],
    claim: null,
    createdAt: now,
    updatedAt: now,
  };
}

function isSame(known: Task, task: Task): boolean {
  return (
    known.notBefore === task.notBefore &&
    known.dueBy === task.dueBy &&
    known.priority === task.priority &&
    known.purpose === task.purpose &&
    known.scriptId === task.scriptId &&
    known.serviceId === task.serviceId &&
    known.placeId === task.placeId &&
    JSON.stringify(known.windows) === JSON.stringify(task.windows) &&
    touchesIn(known).map(keyOf).join() === touchesIn(task).map(keyOf).join()
  );
}

/** The first moment at which the clock alone changes the answer. */
function lookAgain({ file, places, now }: Input, wanted: readonly Wanted[]): Instant {
  const home = places.get(file.customer.placeId);
  const moments = [now + LOOK_AGAIN_DAYS * DAY];
  const next = new Map<string, DayNumber>();
  for (const { touch, today, zone } of wanted) {
    let first = next.get(zone) ?? Number.POSITIVE_INFINITY;
    const look = (day: DayNumber) => {
      if (day > today && day < first) first = day;
    };
    look(touch.from - AHEAD_DAYS);
    look(touch.from);
    if (passes(touch)) look(touch.due + 1);
    if (touch.on !== undefined) look(dayNumber(touch.on));
    next.set(zone, first);
  }
  for (const [zone, day] of next) if (Number.isFinite(day)) moments.push(startOfDay(day, zone));
  for (const { endedOn, placeId } of file.services) {
    const place = places.get(placeId) ?? home;
    if (!place) continue;
    const start = startOfDay(dayNumber(endedOn), zoneOf(file.customer, place));
    if (start > now) moments.push(start);
  }
  for (const { state, claim } of file.tasks) if (state === 'open' && claim && claim.expiresAt > now) moments.push(claim.expiresAt);
  return Math.min(...moments);
}
