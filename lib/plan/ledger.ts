import type { Id, Instant } from '../contract/basics.ts';
import type { Service } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import type { LedgerEntry } from '../contract/plan.ts';
import type { Reason } from '../contract/reason.ts';
import type { Task } from '../contract/task.ts';
import { type DayNumber, dayAt, dayNumber, endOfDay, startOfDay } from './days.ts';
import type { CallsMade } from './limits.ts';
import { callerOf, offer } from './offer.ts';
import { reason } from './reasons.ts';
import { neverCalled, zoneOf } from './rules.ts';
import { AHEAD_DAYS, type CustomerFile, keyOf, passes, type Touch, touchesIn, touchesOf } from './touches.ts';
import { whyTouch } from './why-touch.ts';

type Input = {
  file: CustomerFile;
  places: ReadonlyMap<Id, Place>;
  placeId: Id;
  now: Instant;
  calls: CallsMade;
  from: DayNumber;
  to: DayNumber;
  nameOf?: NameOf;
};
/** An agent's name for the words. */
type NameOf = (agentId: Id) => string | null;
type Judged = Pick<LedgerEntry, 'state' | 'late' | 'why' | 'nextAt'>;

/**
 * What becomes of every service and date of one customer that asks for a call (P10), with its last day between two days: done, due, blocked because, excluded
 * because, missed, or still to come. Services that ended between them and follow no rule are in it too: nobody is forgotten without a reason.
 */
export function ledgerOf({ file, places, placeId, now, calls, from, to, nameOf = () => null }: Input): LedgerEntry[] {
  const place = places.get(placeId);
  if (!place) return [];
  const { customer, services } = file;
  const zone = zoneOf(customer, place);
  const today = dayAt(now, zone);
  const touches = touchesOf(file, place, { today, zone }).filter(({ due }) => due >= from && due <= to);
  const entries = touches.map((touch): LedgerEntry => {
    const judged = judge({ touch, file, place, now, calls, today, zone, nameOf });
    const about = whyTouch({ touch, customer, place, services, now });
    return { id: `${customer.id} ${keyOf(touch)}`, ...entryOf(file, about), from: startOfDay(touch.from, zone), dueBy: endOfDay(touch.due, zone), ...judged };
  });
  const followed = new Set(touchesOf(file, place, { today, zone }).map(({ serviceId }) => serviceId));
  const forgotten = services.filter((service) => service.placeId === placeId && !followed.has(service.id) && isBetween(service, from, to));
  return [...entries, ...forgotten.map((service) => unfollowed(service, file, zone, today))];
}

function entryOf({ customer }: CustomerFile, about: Reason): Pick<LedgerEntry, 'customerId' | 'name' | 'company' | 'about'> {
  return { customerId: customer.id, name: customer.person.name, company: customer.person.company, about };
}

function isBetween(service: Service, from: DayNumber, to: DayNumber): boolean {
  const day = dayNumber(service.endedOn);
  return day >= from && day <= to;
}

function unfollowed(service: Service, file: CustomerFile, zone: string, today: DayNumber): LedgerEntry {
  const day = dayNumber(service.endedOn);
  const isComing = day > today;
  const why = isComing
    ? reason('service-in-future', { endedOn: service.endedOn })
    : service.history
      ? reason('history', { endedOn: service.endedOn })
      : (neverCalled(file.customer) ?? reason('no-rule', { kind: service.kind }));
  const about = reason('after-service', { kind: service.kind, item: service.item ?? '', days: Math.max(0, today - day) });
  const at = { from: startOfDay(day, zone), dueBy: endOfDay(day, zone) };
  return {
    id: `${file.customer.id} ${service.id}`,
    ...entryOf(file, about),
    ...at,
    state: isComing ? 'coming' : 'excluded',
    late: false,
    why: [why],
    nextAt: null,
  };
}

type Judging = { touch: Touch; file: CustomerFile; place: Place; now: Instant; calls: CallsMade; today: DayNumber; zone: string; nameOf: NameOf };

function judge({ touch, file, place, now, calls, today, zone, nameOf }: Judging): Judged {
  const { customer, tasks } = file;
  const task = followed(taskFor(touch, tasks), tasks);
  const dueBy = Math.max(endOfDay(touch.due, zone), task?.cause.kind === 'appointment' ? task.dueBy : 0);
  if (task?.state === 'done' || (task?.state === 'closed' && task.closedBecause === 'covered'))
    return { state: 'done', late: task.updatedAt > dueBy, why: [], nextAt: null };
  const never = neverCalled(customer);
  if (never) return { state: 'excluded', late: false, why: [never], nextAt: null };
  if (task?.state === 'closed') {
    const why = offer({ task, customer, place, agentId: '', calls, now }).why.slice(0, 1);
    return { state: task.closedBecause === 'missed' ? 'missed' : 'excluded', late: false, why, nextAt: null };
  }
  if (!task) {
    if (passes(touch) && touch.due < today) return { state: 'missed', late: false, why: [], nextAt: null };
    return { state: touch.from > today + AHEAD_DAYS ? 'coming' : 'due', late: touch.due < today, why: [], nextAt: null };
  }
  const answer = offer({ task, customer, place, agentId: callerOf({ task, place }), calls, now, nameOf });
  if (answer.ok) return { state: 'due', late: now > dueBy, why: [], nextAt: now };
  // Whoever can be called only after the last day breaks the guarantee, unless somebody does something.
  const isBlocked = answer.nextAt === null || answer.nextAt > Math.max(dueBy, now);
  return { state: isBlocked ? 'blocked' : 'due', late: now > dueBy, why: answer.why, nextAt: answer.nextAt };
}

/** The task that speaks for the touch: what was done before what is open, and that before what was closed. */
function taskFor(touch: Touch, tasks: readonly Task[]): Task | null {
  const key = keyOf(touch);
  const own = tasks.filter((task) => task.closedBecause !== 'withdrawn' && touchesIn(task).some((one) => keyOf(one) === key));
  return own.find(({ state }) => state === 'done') ?? own.find(({ state }) => state === 'open') ?? own.at(-1) ?? null;
}

/** A call that ended in an appointment goes on as that appointment. */
function followed(task: Task | null, tasks: readonly Task[]): Task | null {
  if (task?.closedBecause !== 'covered') return task;
  const next = tasks.find(({ cause }) => cause.kind === 'appointment' && cause.fromTaskId === task.id);
  return next ? followed(next, tasks) : task;
}
