import { tzOffset } from '@date-fns/tz';
import type { Instant, LocalDate, LocalTime } from '../contract/basics.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Four-digit years only: a broken clock on some machine must not break the calendar here. */
const EARLIEST = Date.parse('0001-01-03T00:00:00Z');
const LATEST = Date.parse('9999-12-29T00:00:00Z');

const clamp = (instant: Instant): Instant => Math.min(Math.max(instant, EARLIEST), LATEST);

function offsetAt(instant: Instant, zone: string): number {
  return Math.round(tzOffset(zone, new Date(instant)) * MINUTE);
}

/** What the wall clock in `zone` shows, as if it were UTC. */
function wallAt(instant: Instant, zone: string): number {
  const clamped = clamp(instant);
  return clamped + offsetAt(clamped, zone);
}

/** The day on the calendar of `zone`. */
export function localDateAt(instant: Instant, zone: string): LocalDate {
  return new Date(wallAt(instant, zone)).toISOString().slice(0, 10);
}

/** The time on the wall clock of `zone`, cut to the minute. */
export function localTimeAt(instant: Instant, zone: string): LocalTime {
  return new Date(wallAt(instant, zone)).toISOString().slice(11, 16);
}

/**
 * The moment at which the clock in `zone` shows `time` on `day`; `24:00` is the start of the next day. A time that comes
 * twice (clocks go back) is its first occurrence; a time that does not exist is the first moment after the gap.
 */
export function instantOf(day: LocalDate, time: LocalTime, zone: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wall = clamp(Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * MINUTE);
  const before = wall - offsetAt(wall - DAY, zone);
  const after = wall - offsetAt(wall + DAY, zone);
  const first = Math.min(before, after);
  const last = Math.max(before, after);
  if (wallAt(first, zone) === wall) return first;
  if (wallAt(last, zone) === wall) return last;
  return firstFrom(first, last, (instant) => wallAt(instant, zone) >= wall);
}

/** The first instant in (low, high] for which `holds` is true; it must be false at `low`, true at `high` and turn once. */
function firstFrom(low: Instant, high: Instant, holds: (instant: Instant) => boolean): Instant {
  let below = low;
  let at = high;
  while (at - below > 1) {
    const middle = Math.floor((below + at) / 2);
    if (holds(middle)) at = middle;
    else below = middle;
  }
  return at;
}

/** Whole days on the calendar; no zone is involved. */
export function addDays(day: LocalDate, days: number): LocalDate {
  return new Date(clamp(Date.parse(`${day}T00:00:00Z`) + days * DAY)).toISOString().slice(0, 10);
}

/** Days from one calendar day to another; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** 1 = Monday to 7 = Sunday. */
export function weekdayOf(day: LocalDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const weekdays = [7, 1, 2, 3, 4, 5, 6] as const;
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 7;
}
