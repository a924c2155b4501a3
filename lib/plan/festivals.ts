import type { Festival } from '../contract/rule.ts';
import { type DayNumber, dayNumber, inYear } from './days.ts';

type Lunar = Extract<Festival, 'spring-festival' | 'lantern' | 'dragon-boat' | 'qixi' | 'mid-autumn' | 'double-ninth'>;

/** Lunar festivals on the solar calendar: the 1st and 15th of the first month, the 5th of the 5th, 7th of the 7th, 15th of the 8th and 9th of the 9th. */
const order: readonly Lunar[] = ['spring-festival', 'lantern', 'dragon-boat', 'qixi', 'mid-autumn', 'double-ninth'];
const lunar: { [year: number]: readonly [string, string, string, string, string, string] } = {
  2025: ['01-29', '02-12', '05-31', '08-29', '10-06', '10-29'],
  2026: ['02-17', '03-03', '06-19', '08-19', '09-25', '10-18'],
  2027: ['02-06', '02-20', '06-09', '08-08', '09-15', '10-08'],
  2028: ['01-26', '02-09', '05-28', '08-26', '10-03', '10-26'],
  2029: ['02-13', '02-27', '06-16', '08-16', '09-22', '10-16'],
  2030: ['02-03', '02-17', '06-05', '08-05', '09-12', '10-05'],
  2031: ['01-23', '02-06', '06-24', '08-24', '10-01', '10-24'],
  2032: ['02-11', '02-25', '06-12', '08-12', '09-19', '10-12'],
  2033: ['01-31', '02-14', '06-01', '08-01', '09-08', '10-01'],
  2034: ['02-19', '03-05', '06-20', '08-20', '09-27', '10-20'],
  2035: ['02-08', '02-22', '06-10', '08-10', '09-16', '10-09'],
  2036: ['01-28', '02-11', '05-30', '08-28', '10-04', '10-27'],
};

const solar: { [F in Exclude<Festival, Lunar>]: string } = {
  'new-year': '01-01',
  'womens-day': '03-08',
  'labour-day': '05-01',
  'national-day': '10-01',
  christmas: '12-25',
};

/** The day of the festival in that year; null for a lunar one in a year that is not in the table. */
export function festivalDay(festival: Festival, year: number): DayNumber | null {
  if (!isLunar(festival)) return inYear(solar[festival], year);
  const monthDay = lunar[year]?.[order.indexOf(festival)];
  return monthDay ? dayNumber(`${year}-${monthDay}`) : null;
}

/** The last year whose lunar festivals are known. */
export const LUNAR_UNTIL = Math.max(...Object.keys(lunar).map(Number));

function isLunar(festival: Festival): festival is Lunar {
  return (order as readonly Festival[]).includes(festival);
}
