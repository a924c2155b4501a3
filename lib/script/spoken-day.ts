import { TZDate } from '@date-fns/tz';
import { differenceInCalendarDays, startOfISOWeek } from 'date-fns';
import type { Instant, LocalDate } from '../contract/basics.ts';

/** The two ways days and times are worded; every other language of a script is filled in with the English ones. */
export type Wording = 'zh' | 'en';

const zhWeekdays = ['日', '一', '二', '三', '四', '五', '六'];
const enWeekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const enMonths = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `YYYY-MM-DD` as a midnight without a zone: only calendar arithmetic is done on it. */
function calendarDay(day: LocalDate): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

/** The day on the wall calendar of `zone` at `now`. */
function todayIn(now: Instant, zone: string): Date {
  const there = new TZDate(now, zone);
  return new Date(there.getFullYear(), there.getMonth(), there.getDate());
}

/**
 * A day as one says it now: 今天, 昨天, 上周三, 11月3日; today, on Wednesday, on 3 November. Words that fit as an adverb.
 * A day of another year carries its year.
 */
export function spokenDay(day: LocalDate, now: Instant, zone: string, wording: Wording): string {
  const there = calendarDay(day);
  const today = todayIn(now, zone);
  const away = differenceInCalendarDays(there, today);
  return (wording === 'zh' ? zhNear(there, today, away) : enNear(there, away)) ?? spokenDate(there, today, wording);
}

function zhNear(there: Date, today: Date, away: number): string | null {
  const near = ['前天', '昨天', '今天', '明天', '后天'][away + 2];
  if (near !== undefined) return near;
  const weeks = differenceInCalendarDays(startOfISOWeek(there), startOfISOWeek(today)) / 7;
  const week = weeks === 0 ? '这' : weeks === -1 ? '上' : weeks === 1 ? '下' : null;
  return week && `${week}周${zhWeekdays[there.getDay()] ?? ''}`;
}

function enNear(there: Date, away: number): string | null {
  const near = ['yesterday', 'today', 'tomorrow'][away + 1];
  if (near !== undefined) return near;
  return Math.abs(away) <= 6 ? `on ${enWeekdays[there.getDay()] ?? ''}` : null;
}

function spokenDate(there: Date, today: Date, wording: Wording): string {
  const years = there.getFullYear() - today.getFullYear();
  if (wording === 'zh') {
    const year = years === 0 ? '' : years === -1 ? '去年' : years === 1 ? '明年' : `${there.getFullYear()}年`;
    return `${year}${there.getMonth() + 1}月${there.getDate()}日`;
  }
  return `on ${there.getDate()} ${enMonths[there.getMonth()] ?? ''}${years === 0 ? '' : ` ${there.getFullYear()}`}`;
}

/** A day that is coming, with its weekday so that it can be checked: 11月3日周二, on Tuesday 3 November; near ones as spokenDay. */
export function spokenComingDay(day: LocalDate, now: Instant, zone: string, wording: Wording): string {
  const there = calendarDay(day);
  const today = todayIn(now, zone);
  const away = differenceInCalendarDays(there, today);
  if (away >= 0 && away <= (wording === 'zh' ? 2 : 1)) return spokenDay(day, now, zone, wording);
  const date = spokenDate(there, today, wording);
  return wording === 'zh' ? `${date}周${zhWeekdays[there.getDay()] ?? ''}` : date.replace(/^on /, `on ${enWeekdays[there.getDay()] ?? ''} `);
}

/** 明天下午3点半, tomorrow at 3:30 pm. */
export function spokenMoment(at: Instant, now: Instant, zone: string, wording: Wording): string {
  const there = new TZDate(at, zone);
  const pad = (n: number) => String(n).padStart(2, '0');
  const date = `${there.getFullYear()}-${pad(there.getMonth() + 1)}-${pad(there.getDate())}`;
  const day = spokenComingDay(date, now, zone, wording);
  return wording === 'zh' ? `${day}${zhTime(there.getHours(), there.getMinutes())}` : `${day} at ${enTime(there.getHours(), there.getMinutes())}`;
}

function zhTime(hour: number, minute: number): string {
  const part = hour < 6 ? '凌晨' : hour < 9 ? '早上' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上';
  const rest = minute === 0 ? '点' : minute === 30 ? '点半' : `点${String(minute).padStart(2, '0')}分`;
  return `${part}${hour % 12 === 0 ? 12 : hour % 12}${rest}`;
}

function enTime(hour: number, minute: number): string {
  const rest = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${rest} ${hour < 12 ? 'am' : 'pm'}`;
}

/** 上午好 till noon, 下午好 till six, 晚上好 after. */
export function greetingAt(now: Instant, zone: string, wording: Wording): string {
  const hour = new TZDate(now, zone).getHours();
  const part = hour >= 5 && hour < 12 ? 0 : hour >= 12 && hour < 18 ? 1 : 2;
  const words = wording === 'zh' ? ['上午好', '下午好', '晚上好'] : ['good morning', 'good afternoon', 'good evening'];
  return words[part] ?? '';
}
