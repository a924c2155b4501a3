import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { callEn } from '../../../lib/i18n/call.en.ts';
import { callZh } from '../../../lib/i18n/call.zh-CN.ts';
import { toLocalInput } from '../../../lib/i18n/format.ts';
import { startI18n } from '../../../lib/i18n/i18n.ts';
import { qualityEn } from '../../../lib/i18n/quality.en.ts';
import { qualityZh } from '../../../lib/i18n/quality.zh-CN.ts';
import { reviewEn } from '../../../lib/i18n/review.en.ts';
import { reviewZh } from '../../../lib/i18n/review.zh-CN.ts';
import { workspaceEn } from '../../../lib/i18n/workspace.en.ts';
import { workspaceZh } from '../../../lib/i18n/workspace.zh-CN.ts';
import { COLUMNS, cellsOf, type ExportEntry, type ExportWords } from '../../../lib/quality/export.ts';
import { createExportFile } from '../../../lib/quality/export-file.ts';
import { customer, finding, NOW, record, script } from '../../components/workspace/build.ts';

const words = { en: {} as ExportWords, 'zh-CN': {} as ExportWords };

beforeAll(async () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const all = [
      { en: callEn, 'zh-CN': callZh },
      { en: qualityEn, 'zh-CN': qualityZh },
      { en: reviewEn, 'zh-CN': reviewZh },
      { en: workspaceEn, 'zh-CN': workspaceZh },
    ];
    const { t } = await startI18n(language, all);
    words[language] = {
      t: (key, params) => t(key, params ?? {}),
      text: (text) => text[language] ?? Object.values(text)[0] ?? '',
      moment: (at) => toLocalInput(at, 'Asia/Shanghai').replace('T', ' '),
      places: new Map([['store', '河西店']]),
      region: 'CN',
      script: ({ scriptId, version }) => (scriptId === 'care' ? { ...script({ version }), fields: [FIELD] } : null),
    };
  }
});

const FIELD = {
  id: 'visits',
  label: { en: 'Visits', 'zh-CN': '到店次数' },
  kind: 'choice' as const,
  voice: 'customer' as const,
  options: [{ id: 'two', label: { en: 'Two', 'zh-CN': '两次' } }],
  required: false,
};

const entryOf = (change: Parameters<typeof record>[0] = {}, more: Partial<ExportEntry> = {}): ExportEntry => ({
  record: record({ id: 'record-1', ...change }),
  customer: customer(),
  agentName: 'Chen',
  review: null,
  ...more,
});

/** The cells by the keys of their columns. */
const read = (entry: ExportEntry, language: 'en' | 'zh-CN' = 'en') =>
  Object.fromEntries(cellsOf(entry, words[language]).map((cell, index) => [COLUMNS[index]?.key, cell]));

describe('a record in an export', () => {
  it('says who, when and what came of it, in the language of the interface', () => {
    const entry = entryOf({
      satisfaction: 'dissatisfied',
      content: {
        said: { kind: 'text', text: '袖口又脱线了' },
        answered: { kind: 'text', text: '实在抱歉' },
        needs: { kind: 'none' },
        complaint: { kind: 'complaint', about: '缝线', department: '工坊' },
        nextStep: { kind: 'refer', at: NOW, note: '两天内回复', department: '工坊' },
        answers: { visits: 'two', other: 'x' },
        from: '+8673100000001',
        to: '13800000001',
      },
    });
    expect(read(entry)).toMatchObject({
      startedAt: '2026-11-22 11:49',
      talkTime: '0:05:00',
      place: '河西店',
      agent: 'Chen',
      customer: 'Jiaqi Wang',
      phone: '138 0000 0001',
      from: '0731 0000 0001',
      to: '13800000001',
      direction: 'Outgoing',
      script: 'After a repair',
      scriptVersion: '3',
      outcome: 'Reached',
      satisfaction: 'Dissatisfied',
      said: '袖口又脱线了',
      answered: '实在抱歉',
      needs: 'None',
      suggestions: '',
      complaint: '缝线',
      department: '工坊',
      nextStep: '工坊',
      nextStepAt: '2026-11-22 12:00',
      nextStepNote: '两天内回复',
      answers: 'Visits: Two\nother: x',
      review: 'Not looked at',
      revision: '1',
      demo: 'no',
      recordId: 'record-1',
    });
    expect(read(entry, 'zh-CN')).toMatchObject({ satisfaction: '不满意', direction: '去电', needs: '无', answers: '到店次数: 两次\nother: x', demo: '否' });
  });

  it('tells the phrases that were heeded from those that were not', () => {
    const findings = [finding({ quote: 'maybe', heeded: 'kept' }), finding({ quote: 'probably', heeded: 'replaced' }), finding({ heeded: 'slipped' })];
    const { notHeeded, heeded } = read(entryOf({ content: { findings } }));
    expect([notHeeded, heeded]).toEqual(['Vague: maybe (kept)\nVague (slipped out)', 'Vague: probably (better sentence taken)']);
  });

  it('says where the review stands and what was written', () => {
    const at = NOW;
    const about = { by: 'qa', revision: 1, moment: { kind: 'whole' as const }, at };
    const review = {
      recordId: 'record-1',
      placeId: 'store',
      agentId: 'agent-1',
      state: 'closed' as const,
      updatedAt: at,
      entries: [
        { ...about, id: '1', kind: 'return' as const, name: 'Chen', text: 'Which sleeve?' },
        { ...about, id: '2', kind: 'check' as const, name: 'Chen', text: '' },
      ],
    };
    expect(read(entryOf({}, { review }))).toMatchObject({
      review: 'Checked',
      reviewNotes: '2026-11-22 12:00 Chen, Returned: Which sleeve?\n2026-11-22 12:00 Chen, Checked',
    });
  });

  it('of somebody who was erased says that, and nothing of them', () => {
    expect(read(entryOf({ erased: true, customerId: null }, { customer: null }))).toMatchObject({ customer: 'Erased', phone: '', said: '' });
  });

  it('with a script that nobody knows here has its id', () => {
    expect(read(entryOf({ walk: { scriptId: 'old', version: 7, choices: [] } }))).toMatchObject({ script: 'old', scriptVersion: '7' });
  });

  it('of an attempt that nobody answered has no talk time', () => {
    expect(read(entryOf({ answeredAt: null, outcome: 'no-answer', satisfaction: null }))).toMatchObject({ talkTime: '', satisfaction: '' });
  });
});

describe('a file of records', () => {
  const file = (format: 'csv' | 'xlsx', language: 'en' | 'zh-CN') => createExportFile(format, { t: words[language].t, zone: 'Asia/Shanghai', now: NOW });

  it.each(['en', 'zh-CN'] as const)('has a heading of its own for every column in %s', (language) => {
    const [header] = Papa.parse<string[]>(file('csv', language).end().join('').slice(1)).data;
    expect(header).toHaveLength(COLUMNS.length);
    expect(new Set(header).size).toBe(COLUMNS.length);
    for (const title of header ?? []) expect(title).not.toMatch(/quality\.export/);
    expect(header?.[0]).toBe(language === 'en' ? 'Call began (Asia/Shanghai)' : '通话开始（Asia/Shanghai）');
  });

  it('grows page by page, its header once, with nothing live in a CSV', () => {
    const csv = file('csv', 'en');
    const hostile = entryOf({ content: { said: { kind: 'text', text: '=HYPERLINK("http://example.invalid")' }, to: '07700900123' } });
    const text = [...csv.add([hostile], words.en), ...csv.add([entryOf({ id: 'record-2' })], words.en), ...csv.end()].join('');
    expect(text.startsWith('\ufeffCall began')).toBe(true);
    const lines = Papa.parse<string[]>(text.slice(1), { delimiter: ',', newline: '\r\n' }).data;
    const at = (key: string) => COLUMNS.findIndex((one) => one.key === key);
    expect(lines.slice(1, -1).map((line) => [line[at('recordId')], line[at('said')], line[at('to')]])).toEqual([
      ['record-1', `'=HYPERLINK("http://example.invalid")`, `'07700900123`],
      ['record-2', '', ''],
    ]);
  });
});
