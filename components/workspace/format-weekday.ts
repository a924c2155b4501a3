import type { FormatContext } from '../../lib/i18n/format.ts';
import { formatDay } from '../../lib/i18n/format.ts';

const WEEK = 6 * 86_400_000;
const cache = new Map<string, Intl.DateTimeFormat>();

/** `Fri` within the last days, then `13 Nov`: enough to find a record in a list. */
export function formatWeekday(at: number, context: FormatContext): string {
  if (Math.abs(context.now - at) > WEEK) return formatDay(at, context);
  const key = `${context.language}|${context.zone}`;
  let made = cache.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(context.language === 'en' ? 'en-GB' : context.language, { weekday: 'short', timeZone: context.zone });
    cache.set(key, made);
  }
  return made.format(at);
}
