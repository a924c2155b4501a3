import type { Id, Instant, LocalTime } from '../lib/contract/basics.ts';
import type { PreferredHours } from '../lib/contract/customer.ts';
import type { Reason } from '../lib/contract/reason.ts';
import { reason } from '../lib/plan/reasons.ts';
import { isOpen, nextOpening } from '../lib/plan/windows.ts';
import type { Session } from './context.ts';
import { dayOf } from './guarantees.ts';
import type { PoolGroup, Tx } from './store/port.ts';

/** Groups of the pool that have come and whose hours are open now. A pool of thousands falls into a handful of groups. */
export async function openGroups(tx: Tx, session: Session, now: Instant): Promise<PoolGroup[]> {
  const groups = await tx.tasks.pool({ placeIds: session.scope, now });
  return groups.filter((group) => {
    const hours = hoursOf(session, group);
    return group.due > 0 && hours !== null && isOpen({ ...hours, now });
  });
}

/** Why there is nothing to call now, and the next moment at which there is. */
export async function whyNothing(input: { tx: Tx; session: Session; now: Instant }): Promise<{ why: Reason[]; nextAt: Instant | null }> {
  const { tx, session, now } = input;
  const appointment = await tx.tasks.nextAppointment(session.agent.id, now);
  const { why, nextAt } = await whyPool(input);
  if (appointment?.cause.kind !== 'appointment') return { why, nextAt };
  const at = appointment.notBefore;
  return { why: [...why, reason('next-appointment', { at, note: appointment.cause.note })], nextAt: nextAt === null ? at : Math.min(at, nextAt) };
}

async function whyPool({ tx, session, now }: { tx: Tx; session: Session; now: Instant }): Promise<{ why: Reason[]; nextAt: Instant | null }> {
  const { open, held, freeAt } = await tx.tasks.counts(session.scope, now);
  if (open === 0) return { why: [reason((await anyDoneToday(tx, session, now)) ? 'all-done' : 'nothing-planned', {})], nextAt: null };
  const groups = await tx.tasks.pool({ placeIds: session.scope, now });
  const count = sum(groups.map((group) => group.count));
  if (count === 0 && held > 0 && freeAt !== null) return { why: [reason('all-held', { count: held, at: freeAt })], nextAt: freeAt };
  const moments = groups.flatMap((group) => {
    const hours = hoursOf(session, group);
    return hours === null ? [] : [{ group, at: nextOpening({ ...hours, after: Math.max(now, group.earliest) }) }];
  });
  const next = moments.reduce<Instant | null>((first, { at }) => (at !== null && (first === null || at < first) ? at : first), null);
  // Something open now that was not drawn stands under a limit, as ten calls a year.
  if (next === null || next <= now) return { why: [reason('none-callable', { count: open - held })], nextAt: null };
  const due = sum(groups.map((group) => group.due));
  return { why: [due > 0 ? reason('all-outside-hours', { count: due, at: next }) : reason('all-later', { count, at: next })], nextAt: next };
}

async function anyDoneToday(tx: Tx, session: Session, now: Instant): Promise<boolean> {
  return (await tx.tasks.doneBetween(dayOf(session, now))).length > 0;
}

function hoursOf(session: Session, group: PoolGroup) {
  const place = session.places.get(group.placeId);
  if (!place) return null;
  const [zone, days, from, to] = JSON.parse(group.calling) as [Id | null, PreferredHours['days']?, (LocalTime | null)?, (LocalTime | null)?];
  const preferred: PreferredHours | null = days === undefined ? null : { original: '', days, from: from ?? null, to: to ?? null };
  return { hours: place.hours, zone: zone ?? place.timeZone, preferred };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
