import { getDayDetail } from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { type HolidayName, holidayNames, holidayOn, isMakeUpDay, knownUntil } from '../../../lib/plan/holidays.ts';
import { addDays, weekdayOf } from '../../../lib/plan/zone.ts';

const theirs: { [name: string]: HolidayName } = {
  元旦: 'new-year',
  春节: 'spring-festival',
  清明: 'qingming',
  劳动节: 'labour-day',
  端午: 'dragon-boat',
  中秋: 'mid-autumn',
  国庆节: 'national-day',
};
const daysOf = (year: number) => {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day < `${year + 1}-01-01`; day = addDays(day, 1)) days.push(day);
  return days;
};

describe('public holidays of mainland China', () => {
  it.each([2025, knownUntil('CN')])('are those that chinese-days has, day by day (%i)', (year) => {
    for (const day of daysOf(year)) {
      const { work, name } = getDayDetail(day);
      const [, chinese = ''] = name.split(',');
      const isWeekend = weekdayOf(day) >= 6;
      const holiday = holidayOn('CN', day);
      expect([day, holiday !== null], name).toEqual([day, !work && chinese !== '']);
      // Two festivals that fall together are one holiday here.
      if (holiday && holiday !== 'national-day') expect([day, holiday]).toEqual([day, theirs[chinese]]);
      expect([day, isMakeUpDay('CN', day)]).toEqual([day, work && isWeekend]);
    }
  });

  it('never fall on a make-up day, and make-up days are Saturdays and Sundays', () => {
    for (const day of [...daysOf(2025), ...daysOf(2026)]) {
      if (!isMakeUpDay('CN', day)) continue;
      expect([holidayOn('CN', day), weekdayOf(day) >= 6]).toEqual([null, true]);
    }
  });

  it('are not made up for a year that was not announced', () => {
    const next = knownUntil('CN') + 1;
    expect(daysOf(next).filter((day) => holidayOn('CN', day) !== null || isMakeUpDay('CN', day))).toEqual([]);
    expect(new Set(holidayNames).size).toBe(7);
  });
});
