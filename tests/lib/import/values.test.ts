import { describe, expect, it } from 'vitest';
import { type DateOptions, guessDayFirst, readBirthday, readDate } from '../../../lib/import/dates.ts';
import { readHours } from '../../../lib/import/hours.ts';
import { readAge, readConsent, readLanguage, readNumber, readOptOut, readSex } from '../../../lib/import/values.ts';

const CN: DateOptions = { dayFirst: true, shortYearFirst: true, today: '2026-11-22' };
const GB: DateOptions = { ...CN, shortYearFirst: false };
const US: DateOptions = { ...GB, dayFirst: false };

describe('readDate', () => {
  it.each<[string, DateOptions, string]>([
    ['2026-05-06', CN, '2026-05-06'],
    ['2026/09/08', CN, '2026-09-08'],
    ['2026.11.14', CN, '2026-11-14'],
    ['1973/6/5', CN, '1973-06-05'],
    ['1961年5月25日', CN, '1961-05-25'],
    ['２０２６年５月６号', CN, '2026-05-06'],
    ['2026-11-22 00:00', CN, '2026-11-22'],
    ['2026/11/22 下午3:05', CN, '2026-11-22'],
    ['2026-11-22T08:00:00Z', CN, '2026-11-22'],
    ['2026-11-22 星期日', CN, '2026-11-22'],
    ['20261122', CN, '2026-11-22'],
    ['46000', CN, '2025-12-09'],
    ['46000.75', CN, '2025-12-09'],
    ['26/11/22', CN, '2026-11-22'],
    ['26/12/2025', GB, '2025-12-26'],
    ['03/04/2026', GB, '2026-04-03'],
    ['03/04/2026', US, '2026-03-04'],
    ['22/11/26', GB, '2026-11-22'],
    ['22 Nov 2026', GB, '2026-11-22'],
    ['Nov 22, 2026', US, '2026-11-22'],
    ['22-Nov-26', GB, '2026-11-22'],
    ['Sunday, 22nd November 2026', GB, '2026-11-22'],
    ['2024-02-29', CN, '2024-02-29'],
  ])('reads %s', (text, options, day) => {
    expect(readDate(text, options)).toEqual({ ok: true, value: day });
  });
  it.each<[string, DateOptions, string]>([
    ['2026-02-30', CN, 'date-impossible'],
    ['2026-02-29', CN, 'date-impossible'],
    ['31/11/2026', GB, 'date-impossible'],
    ['11/25/2026', GB, 'date-impossible'],
    ['2026-13-01', CN, 'date-impossible'],
    ['2026-00-10', CN, 'date-impossible'],
    ['8月25日', CN, 'date-no-year'],
    ['25 August', GB, 'date-no-year'],
    ['上周三', CN, 'date-unreadable'],
    ['########', CN, 'date-unreadable'],
    ['2026年11月', CN, 'date-unreadable'],
    ['1/2', GB, 'date-unreadable'],
    ['1800-01-01', CN, 'date-out-of-range'],
  ])('refuses %s: %j %s', (text, options, code) => {
    const read = readDate(text, options);
    expect(read.ok ? read.value : read.reason.code).toBe(code);
  });
});

describe('readBirthday', () => {
  it.each<[string, DateOptions, string]>([
    ['8月25日', CN, '--08-25'],
    ['2月29日', CN, '--02-29'],
    ['--08-25', CN, '--08-25'],
    ['25 August', GB, '--08-25'],
    ['33400', CN, '1991-06-11'],
    ['29054', CN, '1979-07-18'],
    ['22/11/61', GB, '1961-11-22'],
  ])('reads %s', (text, options, day) => {
    expect(readBirthday(text, options)).toEqual({ ok: true, value: day });
  });
  it.each([
    ['2月30日', 'date-impossible'],
    ['2027-01-01', 'date-out-of-range'],
    ['1985', 'date-unreadable'],
  ])('refuses %s', (text, code) => {
    const read = readBirthday(text, CN);
    expect(read.ok ? read.value : read.reason.code).toBe(code);
  });
});

describe('guessDayFirst', () => {
  it.each<[string[], string, { dayFirst: boolean; certain: boolean }]>([
    [['01/02/2026', '26/12/2025'], 'US', { dayFirst: true, certain: true }],
    [['01/02/2026', '12/26/2025'], 'GB', { dayFirst: false, certain: true }],
    [['01/02/2026', '03/04/2026'], 'GB', { dayFirst: true, certain: false }],
    [['01/02/2026', '03/04/2026'], 'US', { dayFirst: false, certain: false }],
    [['26/12/2025', '12/26/2025', '12/27/2025'], 'GB', { dayFirst: false, certain: false }],
    [['2026-01-02', ''], 'GB', { dayFirst: true, certain: true }],
  ])('decides for %j in %s', (values, region, guess) => {
    expect(guessDayFirst(values, region)).toEqual(guess);
  });
});

describe('readHours', () => {
  it.each<[string, 'any' | 'weekdays' | 'weekends', string | null, string | null]>([
    ['晚上7点后', 'any', '19:00', null],
    ['周末', 'weekends', null, null],
    ['工作日中午', 'weekdays', '12:00', '14:00'],
    ['after 6pm', 'any', '18:00', null],
    ['mornings', 'any', null, '12:00'],
    ['下午', 'any', '12:00', '18:00'],
    ['下午3点以后', 'any', '15:00', null],
    ['上午10点前', 'any', null, '10:00'],
    ['下午3点到5点', 'any', '15:00', '17:00'],
    ['19:00-20:30', 'any', '19:00', '20:30'],
    ['9点半至11点', 'any', '09:30', '11:00'],
    ['9am-11am', 'any', '09:00', '11:00'],
    ['2-4pm', 'any', '14:00', '16:00'],
    ['weekdays after 5', 'weekdays', '17:00', null],
    ['周一至周五 18:00以后', 'weekdays', '18:00', null],
    ['Mon-Fri evenings', 'weekdays', '18:00', null],
    ['before 10 am at weekends', 'weekends', null, '10:00'],
    ['随时', 'any', null, null],
  ])('understands %s', (text, days, from, to) => {
    expect(readHours(text)).toEqual({ hours: { original: text, days, from, to }, understood: true });
  });
  it.each(['不要上午打', 'not mornings', '看情况', '25:00-26:00', '5', '上午或晚上', ''])('keeps "%s" in its words and narrows nothing', (text) => {
    expect(readHours(text)).toEqual({ hours: { original: text, days: 'any', from: null, to: null }, understood: false });
  });
});

describe('words of other columns', () => {
  it.each<[string, ReturnType<typeof readSex>]>([
    ['男', { sex: 'male', salutation: null }],
    ['F', { sex: 'female', salutation: null }],
    ['女士', { sex: 'female', salutation: '女士' }],
    ['Mr.', { sex: 'male', salutation: 'Mr.' }],
    ['Mx', { sex: null, salutation: 'Mx' }],
    ['', { sex: null, salutation: null }],
    ['未知', { sex: null, salutation: null }],
    ['blau', undefined],
  ])('reads sex %s', (text, read) => {
    expect(readSex(text)).toEqual(read);
  });
  it.each<[string, boolean | null | undefined]>([
    ['是', true],
    ['Y', true],
    ['Do Not Allow', true],
    ['√', true],
    ['否', false],
    ['no', false],
    ['', null],
    ['-', null],
    ['晚上可以', undefined],
  ])('reads "wants no calls" %s', (text, read) => {
    expect(readOptOut(text)).toBe(read);
  });
  it.each<[string, ReturnType<typeof readConsent>]>([
    ['是', { optOut: false }],
    ['否', { optOut: true }],
    ['不同意', { optOut: true }],
    ['', { optOut: null }],
    ['拒绝', { optOut: true }],
    ['maybe', undefined],
  ])('reads "agrees to calls" %s', (text, read) => {
    expect(readConsent(text)).toEqual(read);
  });
  it.each([
    ['普通话', 'zh-CN'],
    ['粤语', 'yue'],
    ['zh', 'zh-CN'],
    ['en-GB', 'en-GB'],
    ['EN_us', 'en-US'],
    ['pl', 'pl'],
    ['Polish', 'pl'],
    ['zh-Hant-HK', 'zh-Hant-HK'],
    ['火星语', null],
    ['xx', null],
  ])('reads language %s', (text, tag) => {
    expect(readLanguage(text)).toBe(tag);
  });
  it.each([
    ['81', 81],
    ['81岁', 81],
    ['8个月', 0],
    ['131', null],
    ['-1', null],
    ['old', null],
  ])('reads age %s', (text, age) => {
    expect(readAge(text)).toBe(age);
  });
  it.each<[string, string | null | undefined]>([
    ['VIP100000', 'VIP100000'],
    ["'0012", '0012'],
    ['="0012"', '0012'],
    ['无', null],
    ['0', null],
    ['6.22848E+18', undefined],
  ])('reads number %s', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });
});
