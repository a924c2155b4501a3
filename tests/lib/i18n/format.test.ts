import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, formatDuration, formatLocalDate, formatMoment, formatTime, fromLocalInput, toLocalInput } from '../../../lib/i18n/format.ts';
import { uiLanguageOf } from '../../../lib/i18n/language.ts';
import { at } from '../plan/build.ts';

const shanghai = 'Asia/Shanghai';
const now = at('2026-11-22', '15:00');
const zh = { language: 'zh-CN', zone: shanghai, now } as const;
const en = { language: 'en', zone: shanghai, now } as const;
/** Nine hours behind: what is tomorrow in Shanghai is partly today there. */
const azores = { language: 'en', zone: 'Etc/GMT+1', now } as const;

describe('a moment in words', () => {
  it.each([
    ['the same day', '2026-11-22', '19:30', '今天 19:30', 'today 19:30'],
    ['the next day', '2026-11-23', '09:05', '明天 09:05', 'tomorrow 09:05'],
    ['the day before', '2026-11-21', '23:59', '昨天 23:59', 'yesterday 23:59'],
    ['midnight', '2026-11-23', '00:00', '明天 00:00', 'tomorrow 00:00'],
    ['a day of this year', '2026-11-25', '10:00', '周三 11月25日 10:00', 'Wed 25 Nov 10:00'],
    ['a day of another year', '2027-01-04', '10:00', '周一 2027年1月4日 10:00', 'Mon 4 Jan 2027 10:00'],
  ])('%s', (_title, day, time, chinese, english) => {
    expect(formatMoment(at(day, time), zh)).toBe(chinese);
    expect(formatMoment(at(day, time), en)).toBe(english);
  });

  it('has the day of the reader’s zone, nine hours away', () => {
    // 15:00 in Shanghai is 06:00 there, and 08:00 the next morning in Shanghai is still 23:00 of the same day.
    expect(formatTime(now, azores)).toBe('06:00');
    expect(formatMoment(at('2026-11-23', '08:00'), azores)).toBe('today 23:00');
    expect(formatMoment(at('2026-11-23', '09:00'), azores)).toBe('tomorrow 00:00');
    expect(formatMoment(at('2026-11-22', '08:00'), azores)).toBe('yesterday 23:00');
  });

  it('does not lose or gain a day where the clocks change', () => {
    const berlin = { language: 'en', zone: 'Europe/Berlin', now: at('2026-10-25', '00:30', 'Europe/Berlin') } as const;
    expect(formatMoment(at('2026-10-26', '00:10', 'Europe/Berlin'), berlin)).toBe('tomorrow 00:10');
    expect(formatMoment(at('2026-10-25', '23:50', 'Europe/Berlin'), berlin)).toBe('today 23:50');
  });
});

describe('a day in words', () => {
  it.each([
    ['2026-11-20', '11月20日', '20 Nov'],
    ['2025-02-28', '2025年2月28日', '28 Feb 2025'],
  ])('%s', (day, chinese, english) => {
    expect(formatLocalDate(day, zh)).toBe(chinese);
    expect(formatLocalDate(day, en)).toBe(english);
    expect(formatDay(at(day, '23:59'), en)).toBe(english);
  });

  it('is the same wherever the reader is: it has no zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Midway']) expect(formatLocalDate('2026-11-20', { ...en, zone })).toBe('20 Nov');
  });

  it('has its year where the year just ended for the reader', () => {
    const newYear = { ...en, now: at('2027-01-01', '00:30') };
    expect(formatLocalDate('2026-12-31', newYear)).toBe('31 Dec 2026');
    expect(formatLocalDate('2027-01-02', newYear)).toBe('2 Jan');
  });
});

describe('how long a call takes', () => {
  it.each([
    [0, '00:00'],
    [999, '00:00'],
    [1_000, '00:01'],
    [134_000, '02:14'],
    [59 * 60_000 + 59_999, '59:59'],
    [3_600_000, '1:00:00'],
    [10 * 3_600_000 + 61_000, '10:01:01'],
  ])('%d ms: %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});

describe('the field for date and time', () => {
  const minute = fc.integer({ min: Date.parse('1971-01-01T00:00:00Z') / 60_000, max: Date.parse('2099-12-31T00:00:00Z') / 60_000 }).map((one) => one * 60_000);

  it('reads back the moment it was given, to the minute', () => {
    fc.assert(
      fc.property(minute, fc.constantFrom(shanghai, 'Asia/Kathmandu', 'Etc/GMT+9', 'UTC', 'Asia/Kolkata'), (moment, zone) => {
        // Shanghai's summer time of 1986 to 1991 has hours that come twice.
        fc.pre(zone !== shanghai || moment > Date.parse('1992-01-01'));
        expect(fromLocalInput(toLocalInput(moment, zone), zone)).toBe(moment);
      }),
    );
  });

  it('reads back the same wall clock where an hour comes twice', () => {
    fc.assert(
      fc.property(minute, fc.constantFrom('Europe/London', 'America/New_York', 'Pacific/Auckland', 'Australia/Lord_Howe'), (moment, zone) => {
        const wall = toLocalInput(moment, zone);
        const back = fromLocalInput(wall, zone);
        expect(back === null ? null : toLocalInput(back, zone)).toBe(wall);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2026-11-22T19:30', at('2026-11-22', '19:30')],
    ['2026-11-22T19:30:45', at('2026-11-22', '19:30')],
    ['2028-02-29T00:00', at('2028-02-29', '00:00')],
  ])('%s is a moment', (value, moment) => {
    expect(fromLocalInput(value, shanghai)).toBe(moment);
  });

  it.each(['', 'tomorrow', '2026-11-22', '22.11.2026 19:30', '2026-02-31T10:00', '2026-13-01T10:00', '2026-11-22T24:30', '2026-11-22T10:60'])(
    '%j is none',
    (value) => {
      expect(fromLocalInput(value, shanghai)).toBeNull();
    },
  );

  it('takes a time that the clocks skip as the first moment after it', () => {
    const moment = fromLocalInput('2026-03-29T02:30', 'Europe/Berlin');
    expect(moment).toBe(Date.parse('2026-03-29T01:00:00Z'));
  });
});

describe('the interface’s language', () => {
  it.each([
    ['zh-CN', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-Hant-TW', 'zh-CN'],
    ['ZH-hk', 'zh-CN'],
    ['en-GB', 'en'],
    ['pl', 'en'],
    ['', 'en'],
  ])('for a browser in %s is %s', (tag, language) => {
    expect(uiLanguageOf(tag)).toBe(language);
  });
});
