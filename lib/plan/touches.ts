import type { Owner } from '../contract/assignment.ts';
import type { Id } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import type { Record as RecordOfCall } from '../contract/record.ts';
import type { Occasion, Rhythm, Rule, Trigger } from '../contract/rule.ts';
import type { Task, TouchKey } from '../contract/task.ts';
import type { Complaint } from '../record/complaints.ts';
import { questionsAnswered } from '../record/outcomes.ts';
import { covers, fitsKind, plain } from './covers.ts';
import { addMonths, type DayNumber, dayAt, dayNumber, firstOfMonth, inYear, localDateOf, monthOf, yearOf } from './days.ts';
import { festivalDay } from './festivals.ts';

/** A call of ours that the customer heard, the newest revision of its record. */
export type HeardCall = Pick<RecordOfCall, 'id' | 'outcome' | 'purpose' | 'satisfaction' | 'serviceId' | 'startedAt'>;

/** All that the plan of one customer depends on. */
export type CustomerFile = {
  customer: Customer;
  services: readonly Service[];
  tasks: readonly Task[];
  calls: readonly HeardCall[];
  complaints?: readonly Complaint[];
  owner?: Pick<Owner, 'agentId' | 'since'> | null;
};

/** A touch with its days on the customer's calendar, both inclusive. */
export type Touch = TouchKey & {
  placeId: Id;
  occasion: Occasion;
  purpose: Id;
  scriptId: Id;
  priority: number;
  windows?: Rule['windows'];
  from: DayNumber;
  due: DayNumber;
};

/** Calls stand in the plan so long before their first day. */
export const AHEAD_DAYS = 30;
/** How far beyond today touches are looked for, so that a year's next one is always among them. */
const LOOK_AHEAD_DAYS = 400;
/** Wishes come on their day or not at all; everything else is better late than never. */
const PASSES: ReadonlySet<Occasion> = new Set(['birthday', 'festival', 'yearly', 'period', 'points']);

/** True when the touch means nothing any more once its last day is over. */
export function passes({ occasion }: Pick<Touch, 'occasion'>): boolean {
  return PASSES.has(occasion);
}

type Looking = CustomerFile & { place: Place; services: readonly Service[]; today: DayNumber; zone: string; created: DayNumber };
type Day = { on: DayNumber; serviceId?: Id | null; from?: DayNumber; due?: DayNumber; reminder?: 2 };

/**
 * Every touch that the rules of one place ask for, from what is overdue to what comes within a year, whatever has become of it. `services` are those of this
 * place. Touches whose last day was before the rule are left out, and but for services those before the customer was known.
 */
export function touchesOf(file: CustomerFile, place: Place, at: { today: DayNumber; zone: string }): Touch[] {
  const services = file.services.filter((service) => service.placeId === place.id);
  const looking: Looking = { ...file, ...at, services, place, created: dayAt(file.customer.createdAt, at.zone) };
  const isHome = file.customer.placeId === place.id;
  const touches: Touch[] = [];
  const answered = new Set<Id>();
  const last = looking.today + LOOK_AHEAD_DAYS;
  for (const rule of inOrder(place)) {
    const since = rule.since === undefined ? Number.NEGATIVE_INFINITY : dayNumber(rule.since);
    const earliest = rule.trigger.on === 'service-ended' ? since : Math.max(since, looking.created);
    for (const day of daysOf(rule, looking, isHome, answered)) {
      const from = day.from ?? day.on + rule.fromDays;
      const due = Math.max(from, day.due ?? day.on + rule.withinDays);
      if (from <= last && due >= earliest) touches.push(touchOf(rule, place.id, day, { from, due }));
    }
  }
  return touches;
}

/** Rules that name a kind of service are asked before those for all kinds. */
function inOrder(place: Place): readonly Rule[] {
  const known = ordered.get(place.rules);
  if (known) return known;
  const isForAll = ({ trigger }: Rule) => trigger.on === 'service-ended' && trigger.kinds === null;
  const rules = place.rules.filter((rule) => !rule.paused);
  const sorted = [...rules.filter((rule) => !isForAll(rule)), ...rules.filter(isForAll)];
  ordered.set(place.rules, sorted);
  return sorted;
}

const ordered = new WeakMap<readonly Rule[], readonly Rule[]>();

function touchOf(rule: Rule, placeId: Id, { on, serviceId = null, reminder }: Day, { from, due }: { from: DayNumber; due: DayNumber }): Touch {
  const { id, trigger, purpose, scriptId, priority } = rule;
  const touch: Touch = { ruleId: id, serviceId, placeId, occasion: trigger.on, purpose, scriptId, priority, from, due };
  if (trigger.on !== 'service-ended') touch.on = localDateOf(on);
  if (reminder) touch.reminder = reminder;
  if (rule.windows) touch.windows = rule.windows;
  return touch;
}

/** The days a rule counts from, for this customer. `answered`: services that a rule which names their kind has taken already. */
function daysOf(rule: Rule, looking: Looking, isHome: boolean, answered: Set<Id>): Day[] {
  const { trigger } = rule;
  if (trigger.on === 'service-ended') return afterServices(rule, trigger.kinds, looking, answered);
  if (trigger.on === 'renewal') return renewals(rule, trigger, looking);
  if (trigger.on === 'lapsed' || (trigger.on === 'recurring' && trigger.since === 'service')) {
    const last = latest(looking.services.filter((service) => fitsKind(trigger.kinds, service) && dayNumber(service.endedOn) <= looking.today));
    if (!last || !covers(rule, looking.customer, [last])) return [];
    const on = dayNumber(last.endedOn);
    return trigger.on === 'lapsed' ? [{ on, serviceId: last.id }] : repeats(rule, on, rhythmFor(trigger, looking.customer, last), looking.today, last.id);
  }
  // What is about the person is asked once, where the customer belongs.
  if (!isHome || !covers(rule, looking.customer, looking.services)) return [];
  switch (trigger.on) {
    case 'birthday':
      return yearly(looking, birthdayIn(looking.customer));
    case 'festival':
      return yearly(looking, (year) => festivalDay(trigger.festival, year));
    case 'yearly':
      return yearly(looking, (year) => inYear(trigger.monthDay, year));
    case 'period':
      return [{ on: dayNumber(trigger.from), from: dayNumber(trigger.from), due: dayNumber(trigger.to) }];
    case 'points':
      return pointsOf(trigger, looking);
    case 'recurring':
      return sinceLastCall(trigger, looking);
    case 'call-made':
      return afterCalls(trigger, looking);
    case 'complaint':
      return afterComplaints(rule, looking);
    case 'assigned':
      return looking.owner ? [{ on: dayAt(looking.owner.since, looking.zone) }] : [];
  }
}

function afterServices(rule: Rule, kinds: string[] | null, { services, customer, today }: Looking, answered: Set<Id>): Day[] {
  const days: Day[] = [];
  for (const service of services) {
    const on = dayNumber(service.endedOn);
    if (service.history || on > today || (kinds === null && answered.has(service.id))) continue;
    if (!fitsKind(kinds, service) || !covers(rule, customer, [service])) continue;
    if (kinds !== null) answered.add(service.id);
    days.push({ on, serviceId: service.id });
  }
  return days;
}

/** A later service of the same kind has renewed the one before it. */
function renewals(rule: Rule, trigger: Extract<Trigger, { on: 'renewal' }>, { services, customer, today }: Looking): Day[] {
  const newest = new Map<string, Service>();
  for (const service of services) {
    if (!fitsKind(trigger.kinds, service) || dayNumber(service.endedOn) > today) continue;
    const name = `${plain(service.kind)} ${plain(service.item ?? '')}`;
    const other = newest.get(name);
    newest.set(name, (other && latest([other, service])) ?? service);
  }
  return [...newest.values()].flatMap((service): Day[] => {
    const on = covers(rule, customer, [service]) ? renewalDay(trigger, service, customer) : null;
    if (on === null) return [];
    const first: Day = { on, serviceId: service.id };
    const { second } = trigger;
    return second ? [first, { ...first, reminder: 2, from: on + second.fromDays, due: on + second.withinDays }] : [first];
  });
}

/** When what this service brought runs out: by the rhythm for some, by the file's own date, or so many months after it; null: it does not. */
export function renewalDay(trigger: Extract<Trigger, { on: 'renewal' }>, service: Service, customer: Customer): DayNumber | null {
  const rhythm = rhythmOf(trigger.rhythms, customer, service);
  if (rhythm) return addMonths(dayNumber(service.endedOn), rhythm.everyMonths);
  if (service.nextDate !== null) return dayNumber(service.nextDate);
  return trigger.everyMonths === null ? null : addMonths(dayNumber(service.endedOn), trigger.everyMonths);
}

/** The one whose turn it is, and those that follow: what was before it is past once its own days have begun. */
function repeats(rule: Rule, anchor: DayNumber, months: number, today: DayNumber, serviceId: Id | null): Day[] {
  const since = monthOf(today - rule.fromDays) - monthOf(anchor);
  const begun = Math.max(0, Math.floor(since / months));
  const turn = addMonths(anchor, begun * months) + rule.fromDays <= today ? begun : begun - 1;
  const days: Day[] = [];
  for (let n = Math.max(1, turn); ; n++) {
    const on = addMonths(anchor, n * months);
    days.push({ on, serviceId });
    // The first that is not in the plan yet says when to look again.
    if (on + rule.fromDays > today + AHEAD_DAYS) return days;
  }
}

function sinceLastCall(trigger: Extract<Trigger, { on: 'recurring' }>, { calls, customer, services, zone }: Looking): Day[] {
  const last = Math.max(...calls.map(({ startedAt }) => startedAt));
  if (calls.length === 0) return [];
  const service = latest(services.filter((one) => fitsKind(trigger.kinds, one)));
  if (trigger.kinds !== null && !service) return [];
  const months = rhythmFor(trigger, customer, service);
  return [{ on: addMonths(dayAt(last, zone), months), serviceId: service?.id ?? null }];
}

function afterCalls(trigger: Extract<Trigger, { on: 'call-made' }>, { calls, zone }: Looking): Day[] {
  const fitting = calls.filter(
    ({ purpose, outcome, satisfaction }) =>
      trigger.purposes.includes(purpose) &&
      questionsAnswered(outcome, satisfaction) &&
      (trigger.satisfaction === null || satisfaction === trigger.satisfaction),
  );
  return fitting.map((call) => ({ on: dayAt(call.startedAt, zone), serviceId: call.serviceId }));
}

/** One that a later call settled is none any more, unless that call was about it. */
function afterComplaints(rule: Rule, { complaints = [], tasks, zone }: Looking): Day[] {
  const called = new Set(
    tasks
      .filter(({ state }) => state === 'done')
      .flatMap(touchesIn)
      .map(keyOf),
  );
  return complaints.flatMap(({ answerBy, serviceId, settled }): Day[] => {
    const on = dayAt(answerBy, zone);
    return settled && !called.has(keyOf({ ruleId: rule.id, serviceId, on: localDateOf(on) })) ? [] : [{ on, serviceId }];
  });
}

function yearly({ today }: Looking, dayIn: (year: number) => DayNumber | null): Day[] {
  const year = yearOf(today);
  return [year - 1, year, year + 1].flatMap((one) => {
    const on = dayIn(one);
    return on === null ? [] : [{ on }];
  });
}

function birthdayIn({ person }: Customer): (year: number) => DayNumber | null {
  const monthDay = person.birthday?.slice(-5);
  return (year) => (monthDay === undefined ? null : inYear(monthDay, year));
}

function pointsOf(trigger: Extract<Trigger, { on: 'points' }>, { customer, today }: Looking): Day[] {
  const value = pointsIn(customer, trigger.column);
  if (value === null || value < trigger.atLeast) return [];
  const period = Math.floor(monthOf(today) / trigger.everyMonths);
  return [period, period + 1].map((n) => ({ on: firstOfMonth(n * trigger.everyMonths) }));
}

/** The number in that column of the customer's file; null where there is none. */
export function pointsIn({ person }: Customer, column: string): number | null {
  const name = plain(column);
  const text = Object.entries(person.more).find(([header]) => plain(header) === name)?.[1];
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text.replaceAll(/[,，\s]/g, ''));
  return Number.isFinite(value) ? value : null;
}

function rhythmFor(trigger: { everyMonths: number; rhythms?: Rhythm[] | undefined }, customer: Customer, service: Service | null): number {
  return rhythmOf(trigger.rhythms, customer, service)?.everyMonths ?? trigger.everyMonths;
}

function rhythmOf(rhythms: readonly Rhythm[] | undefined, customer: Customer, service: Service | null): Rhythm | undefined {
  return rhythms?.find(({ classes, cities }) =>
    covers({ covers: { ...(classes && { classes }), ...(cities && { cities }) } }, customer, service ? [service] : []),
  );
}

function latest(services: readonly Service[]): Service | null {
  let last: Service | null = null;
  for (const service of services) if (!last || service.endedOn > last.endedOn || (service.endedOn === last.endedOn && service.id > last.id)) last = service;
  return last;
}

/** What names a touch, as one text. */
export function keyOf({ ruleId, serviceId, on, reminder }: TouchKey): string {
  return `${ruleId}|${serviceId ?? ''}|${on ?? ''}|${reminder ?? ''}`;
}

/** As it stands in a task. */
export function touchKeyOf({ ruleId, serviceId, on, reminder, occasion }: TouchKey): TouchKey {
  const about = occasion === undefined || occasion === 'service-ended' ? {} : { occasion };
  return { ruleId, serviceId, ...(on === undefined ? {} : { on }), ...(reminder === undefined ? {} : { reminder }), ...about };
}

/** All that the task's call is about. */
export function touchesIn({ cause, also = [] }: Pick<Task, 'cause' | 'also'>): TouchKey[] {
  return cause.kind === 'rule' ? [touchKeyOf(cause), ...also] : also;
}
