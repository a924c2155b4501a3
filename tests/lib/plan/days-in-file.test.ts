import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysInFile } from '../../../lib/plan/days-in-file.ts';

const calendar = (...events: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');

describe('days in a file', () => {
  it.each<[string, string, string[]]>([
    [
      'an iCalendar of bank holidays, one of two days and one without an end',
      calendar(
        event('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227', 'SUMMARY:Christmas and Boxing Day'),
        event('SUMMARY:New Year', 'DTSTART;VALUE=DATE:20270101'),
      ),
      ['2026-12-25', '2026-12-26', '2027-01-01'],
    ],
    ['an event with times', calendar(event('DTSTART:20261225T000000Z', 'DTEND:20261225T235900Z')), ['2026-12-25']],
    ['a folded line', calendar(event('DTSTART;VALUE=DA\r\n TE:20261225')), ['2026-12-25']],
    [
      'an end long after',
      calendar(event('DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20991201')),
      Array.from({ length: 31 }, (_, n) => `2026-12-${String(n + 1).padStart(2, '0')}`),
    ],
    ['a table', 'date,name\n2026-12-25,Christmas\n2026/1/1,New Year\n2026.05.01,"Labour Day"', ['2026-01-01', '2026-05-01', '2026-12-25']],
    ['Chinese dates', '2027年1月1日 元旦；2027年2月6日 春节', ['2027-01-01', '2027-02-06']],
    ['the same day twice, and days that no year has', '2026-12-25 2026-12-25 2026-02-30 2027-02-29 2028-02-29', ['2026-12-25', '2028-02-29']],
    ['no date at all', 'Christmas, a phone number 07700 900123, 13800000001', []],
    ['a date with the year last, which can be misread', '25/12/2026', []],
  ])('%s', (_, text, days) => {
    expect(daysInFile(text)).toEqual(days);
  });

  it('are real days in order, whatever stands in the file', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'END:VEVENT', 'DTSTART:20261231', 'DTEND:20270102', '2026-13-01'))),
        (lines) => {
          const days = daysInFile(lines.join('\n'));
          expect(days).toEqual([...new Set(days)].sort());
          for (const day of days) expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
        },
      ),
    );
  });
});
