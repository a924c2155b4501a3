import type { LocalDate } from '../contract/basics.ts';
import type { HolidayCalendar } from '../contract/place.ts';

export const holidayNames = ['new-year', 'spring-festival', 'qingming', 'labour-day', 'dragon-boat', 'mid-autumn', 'national-day'] as const;
export type HolidayName = (typeof holidayNames)[number];

/** From and to are inclusive. `working`: days of a weekend on which everybody works instead. */
type Year = { off: readonly (readonly [name: HolidayName, from: string, to: string])[]; working: readonly string[] };

/** As the State Council announces them each November for the year that follows; a year that is not here is not announced, or not entered yet. */
const mainlandChina: { [year: string]: Year } = {
  '2025': {
    off: [
      ['new-year', '01-01', '01-01'],
      ['spring-festival', '01-28', '02-04'],
      ['qingming', '04-04', '04-06'],
      ['labour-day', '05-01', '05-05'],
      ['dragon-boat', '05-31', '06-02'],
      ['national-day', '10-01', '10-08'],
    ],
    working: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  '2026': {
    off: [
      ['new-year', '01-01', '01-03'],
      ['spring-festival', '02-15', '02-23'],
      ['qingming', '04-04', '04-06'],
      ['labour-day', '05-01', '05-05'],
      ['dragon-boat', '06-19', '06-21'],
      ['mid-autumn', '09-25', '09-27'],
      ['national-day', '10-01', '10-07'],
    ],
    working: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
};

const calendars: { [calendar in HolidayCalendar]: { [year: string]: Year } } = { CN: mainlandChina };

/** The public holiday of that day, which may last several; null on all other days and in years that are not known. */
export function holidayOn(calendar: HolidayCalendar, day: LocalDate): HolidayName | null {
  const monthDay = day.slice(5);
  return yearOf(calendar, day)?.off.find(([, from, to]) => from <= monthDay && monthDay <= to)?.[0] ?? null;
}

/** A Saturday or Sunday on which everybody works for a day of a holiday. */
export function isMakeUpDay(calendar: HolidayCalendar, day: LocalDate): boolean {
  return yearOf(calendar, day)?.working.includes(day.slice(5)) ?? false;
}

/** The last year whose holidays are known. */
export function knownUntil(calendar: HolidayCalendar): number {
  return Math.max(...Object.keys(calendars[calendar]).map(Number));
}

function yearOf(calendar: HolidayCalendar, day: LocalDate): Year | undefined {
  return calendars[calendar][day.slice(0, 4)];
}
