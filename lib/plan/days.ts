import type { Instant, LocalDate } from '../contract/basics.ts';
import { instantOf, localDateAt } from './zone.ts';

const DAY = 86_400_000;

/** Days since 1970 on the calendar: planning compares and counts millions of them. */
export type DayNumber = number;

export function dayNumber(day: LocalDate): DayNumber {
  return remembered(numbers, day, parseDay);
}

export function localDateOf(day: DayNumber): LocalDate {
  return remembered(dates, day, writeDay);
}

/** The same day so many months later; the last of the month where it has no such day. */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const date = new Date(day * DAY);
  const target = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const [year, month] = [Math.floor(target / 12), target % 12];
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOf(year, month))) / DAY;
}

/** A day of the year in that year; 29 February is the 28th where the year has none. */
export function inYear(monthDay: string, year: number): DayNumber {
  const month = Number(monthDay.slice(0, 2)) - 1;
  return Date.UTC(year, month, Math.min(Number(monthDay.slice(3, 5)), lastOf(year, month))) / DAY;
}

export function yearOf(day: DayNumber): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** Whole months since the year 0. */
export function monthOf(day: DayNumber): number {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export function firstOfMonth(month: number): DayNumber {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
}

/** The first moment of the day in that zone. */
export function startOfDay(day: DayNumber, zone: string): Instant {
  const inZone = remembered(starts, zone, newStarts);
  return remembered(inZone, day, (one) => instantOf(localDateOf(one), '00:00', zone));
}

/** The last millisecond of the day: a deadline is still kept at it. */
export function endOfDay(day: DayNumber, zone: string): Instant {
  return startOfDay(day + 1, zone) - 1;
}

/** The day in that zone. */
export function dayAt(instant: Instant, zone: string): DayNumber {
  return remembered(remembered(days, zone, newStarts), instant, (at) => dayNumber(localDateAt(at, zone)));
}

// The days of a few years come again and again, a hundred thousand times in one plan.
const numbers = new Map<LocalDate, DayNumber>();
const dates = new Map<DayNumber, LocalDate>();
const starts = new Map<string, Map<DayNumber, Instant>>();
const days = new Map<string, Map<Instant, DayNumber>>();
const MOST = 20_000;

const newStarts = (): Map<number, number> => new Map();
const writeDay = (day: DayNumber): LocalDate => new Date(day * DAY).toISOString().slice(0, 10);
const parseDay = (day: LocalDate): DayNumber => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / DAY;

function remembered<K, V>(memory: Map<K, V>, key: K, make: (key: K) => V): V {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  if (memory.size >= MOST) memory.clear();
  memory.set(key, made);
  return made;
}

function lastOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}
