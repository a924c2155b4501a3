import type { LocalDate } from '../contract/basics.ts';
import { addDays } from './zone.ts';

/** A holiday of more days than this is a slip. */
const LONGEST = 31;

/**
 * The days that a calendar (iCalendar) or a table of dates names, in order, each once: public holidays of a country, as governments and calendar sites give
 * them out. What is no day of the year is left out.
 */
export function daysInFile(text: string): LocalDate[] {
  const days = /^BEGIN:VCALENDAR/m.test(text) ? daysOfEvents(text) : datesIn(text);
  return [...new Set(days)].sort();
}

/** Whole-day events; the end is the day after the last. A line goes on where the next one begins with a space. */
function daysOfEvents(text: string): LocalDate[] {
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const days: LocalDate[] = [];
  let from: LocalDate | null = null;
  let to: LocalDate | null = null;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') from = to = null;
    else if (line.startsWith('DTSTART')) from = dayOf(line);
    else if (line.startsWith('DTEND')) to = dayOf(line);
    else if (line === 'END:VEVENT' && from !== null) days.push(...between(from, to ?? addDays(from, 1)));
  }
  return days;
}

function dayOf(line: string): LocalDate | null {
  const match = /:(\d{4})(\d\d)(\d\d)/.exec(line);
  return match ? real(match[1] ?? '', match[2] ?? '', match[3] ?? '') : null;
}

function between(from: LocalDate, end: LocalDate): LocalDate[] {
  const days = [from];
  for (let day = addDays(from, 1); day < end && days.length < LONGEST; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Year first, as it cannot be misread. */
function datesIn(text: string): LocalDate[] {
  const found = text.matchAll(/(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/g);
  return [...found].flatMap(([, year = '', month = '', day = '']) => real(year, month.padStart(2, '0'), day.padStart(2, '0')) ?? []);
}

function real(year: string, month: string, day: string): LocalDate | null {
  const text = `${year}-${month}-${day}`;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text;
}
