import type { CallWindow, Id, Instant, LocalDate, LocalTime } from '../contract/basics.ts';
import type { PreferredHours } from '../contract/customer.ts';
import type { CallingHours, Place, PurposeHours } from '../contract/place.ts';
import { holidayOn, isMakeUpDay } from './holidays.ts';
import { addDays, instantOf, localDateAt, weekdayOf } from './zone.ts';

/** Open from `from` up to, not including, `to`. */
export type Window = { from: Instant; to: Instant };
type Span = { from: LocalTime; to: LocalTime };
type Hours = { hours: CallingHours; zone: string; preferred: PreferredHours | null };

const SEARCH_DAYS = 370;
const PREFERENCE_DAYS = 14;

/** The windows of one day on the calendar of `zone`, in order and without overlaps, narrowed to what the customer prefers. */
export function windowsOn(input: Hours & { day: LocalDate }): Window[] {
  const { hours, day, zone, preferred } = input;
  const windows: Window[] = [];
  for (const span of narrow(spansOn(hours, day), workingWeekday(hours, day), preferred)) {
    const window = { from: instantOf(day, span.from, zone), to: instantOf(day, span.to, zone) };
    if (window.from < window.to) windows.push(window);
  }
  return windows;
}

/** Where the preference leaves nothing in the two weeks that follow the next opening, the plain hours count: better called than never. */
export function ignoredPreference(input: Hours & { now: Instant }): boolean {
  const { hours, zone, preferred, now } = input;
  if (!preferred) return false;
  return remembered(input, 'ignored', now, () => {
    const plain = firstWindow({ hours, zone, preferred: null }, now, localDateAt(now, zone), SEARCH_DAYS);
    return plain !== null && firstWindow({ hours, zone, preferred }, now, plain.day, PREFERENCE_DAYS) === null;
  });
}

/** The window that is open at `now`, or null. */
export function openWindow(input: Hours & { now: Instant }): Window | null {
  const { hours, zone, now } = input;
  return remembered(input, 'open', now, () => {
    const preferred = ignoredPreference(input) ? null : input.preferred;
    const today = windowsOn({ hours, zone, preferred, day: localDateAt(now, zone) });
    return today.find((window) => window.from <= now && now < window.to) ?? null;
  });
}

export function isOpen(input: Hours & { now: Instant }): boolean {
  return openWindow(input) !== null;
}

/** The first moment from `after` on that is inside a window; null when the next 370 days have none. */
export function nextOpening(input: Hours & { after: Instant }): Instant | null {
  const { hours, zone, after } = input;
  return remembered(input, 'next', after, () => {
    const preferred = ignoredPreference({ ...input, now: after }) ? null : input.preferred;
    const found = firstWindow({ hours, zone, preferred }, after, localDateAt(after, zone), SEARCH_DAYS);
    return found && Math.max(found.window.from, after);
  });
}

/** The hours of a place for calls of a purpose; the answer is one object, so that what is remembered of it stays. */
export function hoursFor(place: Pick<Place, 'hours' | 'purposeHours'>, purpose: Id): CallingHours {
  const own = place.purposeHours?.find(({ purposes }) => purposes.includes(purpose));
  if (!own) return place.hours;
  const made = ofPurpose.get(own) ?? { ...place.hours, seasons: own.seasons };
  ofPurpose.set(own, made);
  return made;
}

const ofPurpose = new WeakMap<PurposeHours, CallingHours>();

/** The hours with other times on the same days; the answer is one object, so that what is remembered of it stays. */
export function withWindows(hours: CallingHours, windows: readonly CallWindow[] | undefined): CallingHours {
  if (!windows) return hours;
  const own = withOwn.get(hours) ?? new Map<string, CallingHours>();
  withOwn.set(hours, own);
  const key = JSON.stringify(windows);
  const made = own.get(key) ?? { ...hours, seasons: hours.seasons.map((season) => ({ ...season, windows: [...windows] })) };
  own.set(key, made);
  return made;
}

const withOwn = new WeakMap<CallingHours, Map<string, CallingHours>>();

/**
 * Outside the hours thousands of customers ask the same question about the same moment: the last answers are kept with the hours
 * themselves, which nobody changes in place.
 */
const memory = new WeakMap<CallingHours, Map<string, boolean | Window | Instant | null>>();

function remembered<T extends boolean | Window | Instant | null>({ hours, zone, preferred }: Hours, question: string, at: Instant, answer: () => T): T {
  const key = [question, at, zone, preferred?.days, preferred?.from, preferred?.to].join('|');
  const answers = memory.get(hours) ?? new Map<string, boolean | Window | Instant | null>();
  if (answers.has(key)) return answers.get(key) as T;
  const fresh = answer();
  if (answers.size >= 500) answers.clear();
  memory.set(hours, answers.set(key, fresh));
  return fresh;
}

function firstWindow(hours: Hours, after: Instant, from: LocalDate, days: number): { day: LocalDate; window: Window } | null {
  for (let n = 0, day = from; n < days; n += 1, day = addDays(day, 1)) {
    const window = windowsOn({ ...hours, day }).find((candidate) => candidate.to > after);
    if (window) return { day, window };
  }
  return null;
}

/** The wall-clock spans of all seasons that hold on the day, merged: a place may keep weekdays and weekends as two seasons. */
function spansOn(hours: CallingHours, day: LocalDate): Span[] {
  if (hours.closed.includes(day) || (hours.holidays && holidayOn(hours.holidays, day))) return [];
  const monthDay = day.slice(5);
  const weekday = workingWeekday(hours, day);
  const spans = hours.seasons
    .filter((season) => inSeason(monthDay, season.from, season.to) && season.weekdays.includes(weekday))
    .flatMap((season) => season.windows)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const merged: Span[] = [];
  for (const { from, to } of spans) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = laterOf(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** A make-up day is worked as the working day beside it: a Saturday as the Friday before, a Sunday as the Monday after. */
function workingWeekday({ holidays }: CallingHours, day: LocalDate): number {
  const weekday = weekdayOf(day);
  if (!holidays || !isMakeUpDay(holidays, day)) return weekday;
  return weekday === 7 ? 1 : 5;
}

function inSeason(monthDay: string, from: string, to: string): boolean {
  return from <= to ? from <= monthDay && monthDay <= to : monthDay >= from || monthDay <= to;
}

function narrow(spans: Span[], weekday: number, preferred: PreferredHours | null): Span[] {
  if (!preferred) return spans;
  const weekend = weekday >= 6;
  if ((preferred.days === 'weekdays' && weekend) || (preferred.days === 'weekends' && !weekend)) return [];
  const from = preferred.from ?? '00:00';
  const to = preferred.to ?? '24:00';
  // "After ten in the evening until six" runs over midnight: two pieces of one day.
  const wanted: Span[] =
    from <= to
      ? [{ from, to }]
      : [
          { from: '00:00', to },
          { from, to: '24:00' },
        ];
  return spans.flatMap((span) =>
    wanted.map((want) => ({ from: laterOf(span.from, want.from), to: earlierOf(span.to, want.to) })).filter((both) => both.from < both.to),
  );
}

function laterOf(a: LocalTime, b: LocalTime): LocalTime {
  return a < b ? b : a;
}

function earlierOf(a: LocalTime, b: LocalTime): LocalTime {
  return laterOf(a, b) === a ? b : a;
}
