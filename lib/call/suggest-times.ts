import type { Instant } from '../contract/basics.ts';
import type { PreferredHours } from '../contract/customer.ts';
import type { CallingHours } from '../contract/place.ts';
import { nextOpening } from '../plan/windows.ts';
import { addDays, instantOf, localDateAt } from '../plan/zone.ts';

const HALF_HOUR = 30 * 60_000;

/** Up to four moments for an appointment, all inside the calling hours: half an hour from now, then the next openings. */
export function suggestAppointments(input: { hours: CallingHours; zone: string; preferred: PreferredHours | null; now: Instant }): Instant[] {
  const moments: Instant[] = [];
  let after = Math.ceil((input.now + HALF_HOUR) / HALF_HOUR) * HALF_HOUR;
  while (moments.length < 4) {
    const at = nextOpening({ hours: input.hours, zone: input.zone, preferred: input.preferred, after });
    if (at === null) break;
    moments.push(at);
    // Two on the same day at most, then the next day.
    const day = localDateAt(at, input.zone);
    const sameDay = moments.filter((one) => localDateAt(one, input.zone) === day).length;
    after = sameDay >= 2 ? instantOf(addDays(day, 1), '00:00', input.zone) : at + 4 * 60 * 60_000;
  }
  return moments;
}

/** Up to four moments by which a department answers: two hours from now if still before six, then noon and six of the next days. */
export function suggestDeadlines(input: { zone: string; now: Instant }): Instant[] {
  const today = localDateAt(input.now, input.zone);
  const evening = instantOf(today, '18:00', input.zone);
  const moments = [Math.ceil((input.now + 2 * 60 * 60_000) / HALF_HOUR) * HALF_HOUR].filter((at) => at <= evening);
  for (const [days, time] of [
    [1, '12:00'],
    [1, '18:00'],
    [3, '18:00'],
    [7, '18:00'],
  ] as const)
    moments.push(instantOf(addDays(today, days), time, input.zone));
  return moments.slice(0, 4);
}
