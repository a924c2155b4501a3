import type { LocalDate } from '../contract/basics.ts';
import type { Reason } from '../contract/reason.ts';
import { importReason } from './reasons.ts';

export type DateOptions = {
  /** How `03/04/2026` is read. */
  dayFirst: boolean;
  /** Two-digit dates begin with the year, as in `26/11/22`. */
  shortYearFirst: boolean;
  /** Puts two-digit years of birth into the past. */
  today: LocalDate;
};
/** `year` is null where the text has none (8月25日). */
type Parts = { year: number | null; month: number; day: number };
export type ReadDate = { ok: true; value: string } | { ok: false; reason: Reason };

const MIN_YEAR = 1900;
const MAX_YEAR = 2100;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Of text whose blanks are one space each, so that no cell of blanks is read over and over. */
const TIME = /[ T,]{1,3}(?:上午|下午|早上|晚上)? ?\d{1,2}[:点时][\s\S]*| ?(?:星期|周)[一二三四五六日天]$/;
const THREE = /^(\d{1,4})[-/.\s](\d{1,2})[-/.\s](\d{1,4})$/;

/** A day with its year, `YYYY-MM-DD`. A time of day after it is left out; the day is the one written, whatever the zone. */
export function readDate(text: string, options: DateOptions): ReadDate {
  const parts = partsOf(text, options, 'service');
  if (parts === null) return { ok: false, reason: importReason('date-unreadable', {}) };
  if (parts.year === null) return { ok: false, reason: importReason('date-no-year', {}) };
  return check(parts);
}

/** `YYYY-MM-DD`, or `--MM-DD` without a year. A birthday that is still to come is refused. */
export function readBirthday(text: string, options: DateOptions): ReadDate {
  const parts = partsOf(text, options, 'birthday');
  if (parts === null) return { ok: false, reason: importReason('date-unreadable', {}) };
  const read = check(parts);
  if (read.ok && parts.year !== null && read.value > options.today) {
    return { ok: false, reason: importReason('date-out-of-range', { from: MIN_YEAR, to: Number(options.today.slice(0, 4)) }) };
  }
  return read;
}

/**
 * Day or month first, from whole columns: one 26/12/2025 decides for all. `certain` is false when there are such dates and
 * none decides, or they contradict each other: then a person is asked, and `dayFirst` is the region's habit.
 */
export function guessDayFirst(values: Iterable<string>, region: string): { dayFirst: boolean; certain: boolean } {
  const habit = !['US', 'PH', 'FM', 'MH', 'PW'].includes(region);
  let day = 0;
  let month = 0;
  let either = 0;
  for (const value of values) {
    const match = THREE.exec(clean(value));
    if (!match || (match[1] ?? '').length > 2 || (match[3] ?? '').length !== 4) continue;
    const [first, second] = [Number(match[1]), Number(match[2])];
    if (first > 12 && second <= 12) day++;
    else if (second > 12 && first <= 12) month++;
    else either++;
  }
  if (day === month) return { dayFirst: habit, certain: day === 0 && either === 0 };
  return { dayFirst: day > month, certain: Math.min(day, month) === 0 };
}

/** Whether dates of this region begin with the year. */
export function yearFirst(region: string): boolean {
  return ['CN', 'HK', 'MO', 'TW', 'JP', 'KR', 'HU', 'LT', 'MN'].includes(region);
}

function clean(text: string): string {
  return text.normalize('NFKC').trim().replace(/^'/, '').replace(/\s+/g, ' ').replace(TIME, '').trim();
}

function partsOf(text: string, options: DateOptions, what: 'service' | 'birthday'): Parts | null {
  const plain = clean(text);
  return (
    written(plain) ??
    compact(plain) ??
    separated(plain, options, what) ??
    named(plain, options, what) ??
    (what === 'birthday' ? withoutYear(plain, options) : null)
  );
}

/** 1961年5月25日, 8月25日. */
function written(text: string): Parts | null {
  const match = /^(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?$/.exec(text);
  return match ? { year: match[1] === undefined ? null : Number(match[1]), month: Number(match[2]), day: Number(match[3]) } : null;
}

/** 20260506, and the serial number of a spreadsheet: 33400 is 1991-06-11 (days since 1899-12-30). */
function compact(text: string): Parts | null {
  const eight = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (eight) return { year: Number(eight[1]), month: Number(eight[2]), day: Number(eight[3]) };
  if (!/^\d{5}(?:\.\d+)?$/.test(text)) return null;
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(text)) * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 2026-05-06, 1973/6/5, 2026.11.14, 26/12/2025, 26/11/22. */
function separated(text: string, options: DateOptions, what: 'service' | 'birthday'): Parts | null {
  const match = THREE.exec(text);
  if (!match) return null;
  const [, a = '', b = '', c = ''] = match;
  if (a.length === 4 && c.length <= 2) return { year: Number(a), month: Number(b), day: Number(c) };
  if (a.length > 2 || (c.length !== 4 && c.length > 2)) return null;
  if (c.length <= 2 && options.shortYearFirst) return { year: fullYear(a, options, what), month: Number(b), day: Number(c) };
  if (c.length === 1) return null;
  const year = c.length === 4 ? Number(c) : fullYear(c, options, what);
  return options.dayFirst ? { year, month: Number(b), day: Number(a) } : { year, month: Number(a), day: Number(b) };
}

/** 22 Nov 2026, Nov 22, 2026, 22-Nov-26, 25 August. */
function named(text: string, options: DateOptions, what: 'service' | 'birthday'): Parts | null {
  const plain = text.toLowerCase().replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+/, '');
  const dayLed = /^(\d{1,2})(?:st|nd|rd|th)?[\s./-]*([a-z]{3,9})\.?(?:[\s,./-]+(\d{4}|\d{2}))?$/.exec(plain);
  const monthLed = /^([a-z]{3,9})\.?[\s./-]*(\d{1,2})(?:st|nd|rd|th)?(?:[\s,./-]+(\d{4}|\d{2}))?$/.exec(plain);
  const [day, word, year] = dayLed ? [dayLed[1], dayLed[2], dayLed[3]] : monthLed ? [monthLed[2], monthLed[1], monthLed[3]] : [];
  if (day === undefined || word === undefined) return null;
  const month = MONTHS.indexOf(word.slice(0, 3)) + 1;
  if (month === 0) return null;
  return { year: year === undefined ? null : year.length === 4 ? Number(year) : fullYear(year, options, what), month, day: Number(day) };
}

/** --08-25, 8-25, 25/8. */
function withoutYear(text: string, options: DateOptions): Parts | null {
  const match = /^(?:--)?(\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const monthLed = text.startsWith('--') || options.shortYearFirst || !options.dayFirst;
  return monthLed ? { year: null, month: first, day: second } : { year: null, month: second, day: first };
}

function fullYear(two: string, options: DateOptions, what: 'service' | 'birthday'): number {
  const year = 2000 + Number(two);
  return what === 'birthday' && year > Number(options.today.slice(0, 4)) ? year - 100 : year;
}

function check({ year, month, day }: Parts): ReadDate {
  // A day without a year may be a 29th of February.
  const last = month >= 1 && month <= 12 ? new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate() : 0;
  if (day < 1 || day > last) return { ok: false, reason: importReason('date-impossible', {}) };
  if (year !== null && (year < MIN_YEAR || year > MAX_YEAR)) return { ok: false, reason: importReason('date-out-of-range', { from: MIN_YEAR, to: MAX_YEAR }) };
  const two = (part: number) => String(part).padStart(2, '0');
  return { ok: true, value: `${year === null ? '-' : year}-${two(month)}-${two(day)}` };
}
