import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, instantOf, localDateAt, localTimeAt, weekdayOf } from '../../../lib/plan/zone.ts';

const zones = ['Asia/Shanghai', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'];

describe('instantOf', () => {
  it.each([
    ['plain', '2026-11-20', '15:00', 'Asia/Shanghai', '2026-11-20T07:00:00Z'],
    ['24:00 is the start of the next day', '2026-12-31', '24:00', 'Asia/Shanghai', '2026-12-31T16:00:00Z'],
    ['London in summer', '2026-07-01', '09:00', 'Europe/London', '2026-07-01T08:00:00Z'],
    ['the gap in spring: the first moment after it', '2026-03-29', '01:30', 'Europe/London', '2026-03-29T01:00:00Z'],
    ['the start of the gap', '2026-03-29', '01:00', 'Europe/London', '2026-03-29T01:00:00Z'],
    ['the end of the gap', '2026-03-29', '02:00', 'Europe/London', '2026-03-29T01:00:00Z'],
    ['just before the gap', '2026-03-29', '00:59', 'Europe/London', '2026-03-29T00:59:00Z'],
    ['a time that comes twice in autumn: the first', '2026-10-25', '01:30', 'Europe/London', '2026-10-25T00:30:00Z'],
    ['after both', '2026-10-25', '02:00', 'Europe/London', '2026-10-25T02:00:00Z'],
    ['midnight that does not exist', '2026-03-29', '00:30', 'Atlantic/Azores', '2026-03-29T01:00:00Z'],
    ['half an hour of summer time', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['a day that a country skipped', '2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['29 February', '2028-02-29', '00:00', 'UTC', '2028-02-29T00:00:00Z'],
  ])('%s', (_, day, time, zone, expected) => {
    expect(new Date(instantOf(day, time, zone)).toISOString().replace('.000', '')).toBe(expected);
  });

  it('shows the asked time on that zone’s clock, or lies right behind a gap', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 1439 }), (zone, days, minute) => {
        const day = addDays('1990-01-01', days);
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const instant = instantOf(day, time, zone);
        const shown = `${localDateAt(instant, zone)} ${localTimeAt(instant, zone)}`;
        const before = `${localDateAt(instant - 1, zone)} ${localTimeAt(instant - 1, zone)}`;
        return shown === `${day} ${time}` || (before < `${day} ${time}` && shown > `${day} ${time}`);
      }),
    );
  });
});

describe('the calendar', () => {
  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2028-02-29', 365, '2029-02-28'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-10-24', 2, '2026-10-26'],
  ])('adds to %s %i days and gets %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(days);
  });

  it('knows the weekday', () => {
    expect(['2026-11-23', '2026-11-28', '2026-11-29'].map(weekdayOf)).toEqual([1, 6, 7]);
  });

  it('has another day on either side of the world', () => {
    const instant = Date.parse('2026-12-31T20:00:00Z');
    expect([localDateAt(instant, 'Asia/Shanghai'), localDateAt(instant, 'America/New_York')]).toEqual(['2027-01-01', '2026-12-31']);
    expect(localTimeAt(instant, 'Asia/Kathmandu')).toBe('01:45');
  });

  it('gives a day for the wildest clock the contract lets through', () => {
    for (const instant of [-8_640_000_000_000_000, 8_640_000_000_000_000]) expect(localDateAt(instant, 'Asia/Shanghai')).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});
