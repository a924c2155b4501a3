import { beforeAll, describe, expect, it } from 'vitest';
import { callEn } from '../../../lib/i18n/call.en.ts';
import { callZh } from '../../../lib/i18n/call.zh-CN.ts';
import { holidaysEn } from '../../../lib/i18n/holidays.en.ts';
import { holidaysZh } from '../../../lib/i18n/holidays.zh-CN.ts';
import { startI18n } from '../../../lib/i18n/i18n.ts';
import { type UiLanguage, uiLanguages } from '../../../lib/i18n/language.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { reasonsEn } from '../../../lib/i18n/reasons.en.ts';
import { reasonsZh } from '../../../lib/i18n/reasons.zh-CN.ts';
import { type ParamKind, type ReasonCode, type ReasonParams, reason, reasonParams } from '../../../lib/plan/reasons.ts';
import { at } from '../plan/build.ts';

const now = at('2026-11-22', '15:00');
let word: (language: UiLanguage, one: { code: string; params: { [name: string]: string | number } }) => string;

beforeAll(async () => {
  const of = async (language: UiLanguage) =>
    startI18n(language, [
      { en: callEn, 'zh-CN': callZh },
      { en: holidaysEn, 'zh-CN': holidaysZh },
      { en: reasonsEn, 'zh-CN': reasonsZh },
    ]);
  const instances = { 'zh-CN': await of('zh-CN'), en: await of('en') };
  word = (language, one) => wordReason(instances[language].t, one, { language, zone: 'Asia/Shanghai', now });
});

const samples: { [K in ParamKind]: string | number } = {
  text: 'words',
  number: 3,
  time: at('2026-11-23', '10:00'),
  day: '2026-11-20',
  clock: '21:05',
  outcome: 'busy',
  holiday: 'national-day',
  festival: 'qixi',
};
const codes = Object.keys(reasonParams) as ReasonCode[];
const sample = (code: ReasonCode, over: { [K in ParamKind]?: string | number } = {}) => ({
  code,
  params: Object.fromEntries(Object.entries<ParamKind>(reasonParams[code]).map(([name, kind]) => [name, over[kind] ?? samples[kind]])),
});

describe('a reason in words', () => {
  it.each(codes)('%s has words in both languages, every value in them worded', (code) => {
    for (const language of uiLanguages) {
      const words = word(language, sample(code));
      expect(words).not.toContain(code === 'appointment' || code === 'done' || code === 'history' ? 'reason.' : code);
      expect(words).not.toMatch(/\{\{|undefined|NaN|17\d{11}/);
    }
  });

  it.each(codes)('%s ends in no dangling dot, colon or space where a text is empty', (code) => {
    for (const language of uiLanguages) {
      const words = word(language, sample(code, { text: '' }));
      expect(words).toBe(words.trim());
      expect(words).not.toMatch(/[·:：]$/);
    }
  });

  const table: [ReasonCode, ReasonParams<ReasonCode>, string, string][] = [
    ['after-service', { kind: '维修', item: '羽绒服', days: 2 }, '羽绒服 维修后第 2 天', 'Day 2 after 维修 · 羽绒服'],
    ['due-today', { at: now }, '今天到期', 'Due today'],
    ['open-now', { from: at('2026-11-22', '14:00'), to: at('2026-11-22', '16:30') }, '现在可拨（14:00–16:30）', 'Can be called now (14:00–16:30)'],
    ['open-now', { from: at('2026-11-22', '00:00'), to: at('2026-11-23', '00:00') }, '现在可拨', 'Can be called now'],
    ['tried', { times: 2, outcome: 'no-answer' }, '打过 2 次，上次：无人接听', 'Tried 2×, last: No answer'],
    [
      'closed-now',
      { time: '21:05', at: at('2026-11-23', '14:00') },
      '客户那边 21:05，不在可拨时段；明天 14:00 起可拨',
      'It is 21:05 for the customer, outside the calling hours; next tomorrow 14:00',
    ],
    ['history', { endedOn: '2026-10-01' }, '历史服务（10月1日），不回访', 'History (1 Oct), no call'],
    [
      'all-outside-hours',
      { count: 12, at: at('2026-11-23', '14:00') },
      '12 位客户到期，现在不在可拨时段；明天 14:00 开始',
      '12 due, outside the calling hours now; from tomorrow 14:00',
    ],
  ];
  it.each(table)('%s', (code, params, chinese, english) => {
    expect(word('zh-CN', reason(code, params as never))).toBe(chinese);
    expect(word('en', reason(code, params as never))).toBe(english);
  });

  it('keeps the words of a customer or a colleague as they are', () => {
    const note = '<i>{{at}}</i> $t(reason.done) =1+1 $&';
    expect(word('en', reason('skipped', { reason: note, at: now }))).toContain(note);
  });

  it('of an outcome that is not known says it as it came', () => {
    expect(word('en', { code: 'tried', params: { times: 1, outcome: 'beamed-up' } })).toContain('beamed-up');
  });
});
