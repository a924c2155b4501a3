import type { Id, Instant, LocalTime } from '../lib/contract/basics.ts';
import type { PreferredHours } from '../lib/contract/customer.ts';
import type { PurposeHours } from '../lib/contract/place.ts';
import type { Reason } from '../lib/contract/reason.ts';
import type { Task } from '../lib/contract/task.ts';
import { callsMade } from '../lib/plan/limits.ts';
import { type Asked, explainNothing } from '../lib/plan/offer.ts';
import { reason } from '../lib/plan/reasons.ts';
import { hoursFor, isOpen, nextOpening } from '../lib/plan/windows.ts';
import type { Session } from './context.ts';
import { openIn } from './counted.ts';
import { dayOf } from './guarantees.ts';
import { ownershipOf } from './owners.ts';
import type { CallGroup, Store, Tx } from './store/port.ts';

const YEAR = 365 * 86_400_000;
/** So many of those that cannot be called are looked at to say why. */
const LOOK_AT = 200;

type Asking = { tx: Tx; session: Session; now: Instant };

/** Places, calling words and purposes whose hours are open now. A hundred thousand customers have a handful of them. */
export async function openGroups(tx: Tx, session: Session, now: Instant): Promise<CallGroup[]> {
  const callings = await tx.customers.callings();
  return session.scope.flatMap((placeId) => {
    const kinds = kindsOf(session.places.get(placeId)?.purposeHours ?? []);
    return callings.flatMap((calling) =>
      kinds.flatMap(({ purpose, purposes }): CallGroup[] => {
        const hours = hoursOf(session, { placeId, calling, purpose });
        return hours !== null && isOpen({ ...hours, now }) ? [{ placeId, calling, purposes }] : [];
      }),
    );
  });
}

/** Why there is nothing to call now, and the next moment at which there is. */
export async function whyNothing(input: Asking, store: Store): Promise<{ why: Reason[]; nextAt: Instant | null }> {
  const { tx, session, now } = input;
  const appointment = await tx.tasks.nextAppointment(session.agent.id, now);
  const { why, nextAt } = await whyPool(input, store);
  if (appointment?.cause.kind !== 'appointment') return { why, nextAt };
  const at = appointment.notBefore;
  return { why: [...why, reason('next-appointment', { at, note: appointment.cause.note })], nextAt: nextAt === null ? at : Math.min(at, nextAt) };
}

async function whyPool({ tx, session, now }: Asking, store: Store): Promise<{ why: Reason[]; nextAt: Instant | null }> {
  const open = await openIn(store, tx, session.scope);
  const { held, freeAt } = await tx.tasks.held(session.scope, now);
  if (open === 0) return { why: [reason((await anyDoneToday(tx, session, now)) ? 'all-done' : 'nothing-planned', {})], nextAt: null };
  const groups = await tx.tasks.pool({ placeIds: session.scope, now });
  const count = sum(groups.map((group) => group.count));
  if (count === 0 && held > 0 && held >= open && freeAt !== null) return { why: [reason('all-held', { count: held, at: freeAt })], nextAt: freeAt };
  const moments = groups.flatMap((group) => {
    const hours = hoursOf(session, group);
    return hours === null ? [] : [{ group, at: nextOpening({ ...hours, after: Math.max(now, group.earliest) }) }];
  });
  const own = await ownNext({ tx, session, now });
  const next = [...moments.map(({ at }) => at), own].reduce<Instant | null>((first, at) => (at !== null && (first === null || at < first) ? at : first), null);
  if (next === null) return { why: [reason('none-callable', { count: open - held })], nextAt: null };
  if (next <= now) return whyLimited({ tx, session, now });
  const due = sum(groups.map((group) => group.due));
  return { why: [due > 0 ? reason('all-outside-hours', { count: due, at: next }) : reason('all-later', { count, at: next })], nextAt: next };
}

/** The next moment of those that have times of their own. */
async function ownNext(input: Asking): Promise<Instant | null> {
  const tasks = await input.tx.tasks.withOwnHours(input.session.scope, LOOK_AT);
  return explainNothing({ tasks: await askedAbout(input, tasks), agentId: input.session.agent.id, now: input.now }).nextAt;
}

/** The hours are open and still nothing was drawn: the customers stand under a limit, as one call a day, or ten a year. */
async function whyLimited(input: Asking): Promise<{ why: Reason[]; nextAt: Instant | null }> {
  const { tx, session, now } = input;
  const groups = await openGroups(tx, session, now);
  const ids = await tx.tasks.candidates({ placeIds: session.scope, groups, now, owners: null, offset: 0, limit: LOOK_AT });
  const tasks = await tx.tasks.get(ids);
  const asked = await askedAbout(input, tasks);
  const names = await tx.agents.names(asked.flatMap(({ owner }) => owner?.agentId ?? []));
  return explainNothing({ tasks: asked, agentId: session.agent.id, now, nameOf: (id) => names.get(id) ?? null });
}

/** What `offer` wants to know about each of them. Without those whose customer or place is not there. */
export async function askedAbout({ tx, session, now }: Asking, tasks: readonly Task[]): Promise<Asked[]> {
  const ownership = await ownershipOf({ tx, session, now }, tasks);
  const ids = [...new Set(tasks.map((task) => task.customerId))];
  const customers = new Map((await tx.customers.get(ids)).map((customer) => [customer.id, customer]));
  const attempts = Map.groupBy(await tx.records.attemptsSince(ids, now - YEAR), (attempt) => attempt.customerId);
  return tasks.flatMap((task) => {
    const [customer, place] = [customers.get(task.customerId), session.places.get(task.placeId)];
    return customer && place ? [{ task, customer, place, calls: callsMade(attempts.get(customer.id) ?? [], now), ...ownership(task) }] : [];
  });
}

async function anyDoneToday(tx: Tx, session: Session, now: Instant): Promise<boolean> {
  return (await tx.tasks.doneBetween(dayOf(session, now))).length > 0;
}

type Kind = { purpose: Id | null; purposes: NonNullable<CallGroup['purposes']> };

/** Purposes with hours of their own, each where it is named first, and all the rest. */
function kindsOf(others: readonly PurposeHours[]): Kind[] {
  const named = new Set<Id>();
  const own = others.flatMap(({ purposes }): Kind[] => {
    const only = purposes.filter((purpose) => !named.has(purpose));
    for (const purpose of only) named.add(purpose);
    return only[0] === undefined ? [] : [{ purpose: only[0], purposes: { only } }];
  });
  return [{ purpose: null, purposes: { not: [...named] } }, ...own];
}

/** `purpose` null: one without hours of its own. */
function hoursOf(session: Session, group: { placeId: Id; calling: string; purpose: Id | null }) {
  const place = session.places.get(group.placeId);
  if (!place) return null;
  const [zone, days, from, to] = JSON.parse(group.calling) as [Id | null, PreferredHours['days']?, (LocalTime | null)?, (LocalTime | null)?];
  const preferred: PreferredHours | null = days === undefined ? null : { original: '', days, from: from ?? null, to: to ?? null };
  return { hours: group.purpose === null ? place.hours : hoursFor(place, group.purpose), zone: zone ?? place.timeZone, preferred };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
