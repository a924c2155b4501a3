import { type Instant, type LocalDate, localDateSchema, localTimeSchema } from '../contract/basics.ts';
import { daysBetween, instantOf, localDateAt, localTimeAt } from '../plan/zone.ts';
import type { UiLanguage } from './language.ts';

export type FormatContext = { language: UiLanguage; zone: string; now: Instant };

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(language: UiLanguage, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  let made = cache.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: zone, ...options });
    cache.set(key, made);
  }
  return made;
}

/** `19:30` */
export function formatTime(at: Instant, context: FormatContext): string {
  return formatter(context.language, context.zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `19:30` today, `20 Nov 19:30` before: where there is room for no more. */
export function formatSince(at: Instant, context: FormatContext): string {
  const isToday = localDateAt(at, context.zone) === localDateAt(context.now, context.zone);
  return isToday ? formatTime(at, context) : `${formatDay(at, context)} ${formatTime(at, context)}`;
}

/** `11月20日`, `20 Nov`; with the year when it is not this one. */
export function formatDay(at: Instant, context: FormatContext): string {
  return formatDate(at, { ...context, year: yearOf(context.now, context.zone) });
}

/** A calendar day that has no zone of its own. */
export function formatLocalDate(day: LocalDate, context: FormatContext): string {
  return formatDate(Date.parse(`${day}T12:00:00Z`), { ...context, zone: 'UTC', year: yearOf(context.now, context.zone) });
}

function formatDate(at: Instant, { language, zone, year }: { language: UiLanguage; zone: string; year: string }): string {
  const sameYear = yearOf(at, zone) === year;
  return formatter(language, zone, { month: 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) }).format(at);
}

/** `今天 19:30`, `tomorrow 14:00`, `周一 11月23日 10:00`. */
export function formatMoment(at: Instant, context: FormatContext): string {
  const days = daysBetween(localDateAt(context.now, context.zone), localDateAt(at, context.zone));
  const time = formatTime(at, context);
  if (days === 0 || days === 1 || days === -1) {
    const word = new Intl.RelativeTimeFormat(context.language, { numeric: 'auto' }).format(days, 'day');
    return `${word} ${time}`;
  }
  const weekday = formatter(context.language, context.zone, { weekday: 'short' }).format(at);
  return `${weekday} ${formatDay(at, context)} ${time}`;
}

/** `02:14`; hours only when there are any. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest;
}

/** The value of an `<input type="datetime-local">` for an instant, on the zone's wall clock. */
export function toLocalInput(at: Instant, zone: string): string {
  return `${localDateAt(at, zone)}T${localTimeAt(at, zone)}`;
}

/** Back from the input; null when it is not a moment. Of an hour that the clocks skip, the first moment after it. */
export function fromLocalInput(value: string, zone: string): Instant | null {
  const day = localDateSchema.safeParse(value.slice(0, 10));
  const time = localTimeSchema.safeParse(value.slice(11, 16));
  return day.success && time.success && value[10] === 'T' ? instantOf(day.data, time.data, zone) : null;
}

function yearOf(at: Instant, zone: string): string {
  return localDateAt(at, zone).slice(0, 4);
}
