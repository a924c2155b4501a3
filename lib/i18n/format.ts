import { TZDate } from '@date-fns/tz';
import type { Instant, LocalDate } from '../contract/basics.ts';
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

/** `11月20日`, `20 Nov`; with the year when it is not this one. */
export function formatDay(at: Instant, context: FormatContext): string {
  const sameYear = yearOf(at, context.zone) === yearOf(context.now, context.zone);
  return formatter(context.language, context.zone, { month: 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) }).format(at);
}

/** A calendar day that has no zone of its own. */
export function formatLocalDate(day: LocalDate, context: FormatContext): string {
  return formatDay(Date.parse(`${day}T12:00:00Z`), { ...context, zone: 'UTC' });
}

/** `今天 19:30`, `tomorrow 14:00`, `周一 11月23日 10:00`. */
export function formatMoment(at: Instant, context: FormatContext): string {
  const days = dayNumber(at, context.zone) - dayNumber(context.now, context.zone);
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
  const date = new TZDate(at, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Back from the input; null when it is not a moment. */
export function fromLocalInput(value: string, zone: string): Instant | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(value);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const at = new TZDate(year, month - 1, day, hour, minute, 0, zone).getTime();
  return Number.isNaN(at) ? null : at;
}

function yearOf(at: Instant, zone: string): number {
  return new TZDate(at, zone).getFullYear();
}

function dayNumber(at: Instant, zone: string): number {
  const date = new TZDate(at, zone);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}
