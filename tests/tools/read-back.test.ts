import { describe, expect, it } from 'vitest';
import type { Record as RecordOfCall } from '../../lib/contract/record.ts';
import { shippedContent } from '../../server/content.ts';
import type { Expected } from '../../tools/tour/calls.ts';
import { faults, type Listed } from '../../tools/tour/read-back.ts';

const { scripts } = shippedContent();
const script = scripts.find(({ id }) => id === 'retail-repair');
if (!script) throw new Error('the retail pack has no repair script');

const startedAt = Date.parse('2026-11-22T11:05:00Z');
const none = { kind: 'none' } as const;
const answers = Object.fromEntries(script.fields.filter(({ required }) => required).map((field) => [field.id, field.options?.[0]?.id ?? '1']));
const finding = {
  phraseId: 'vague',
  listId: 'zh',
  listVersion: 1,
  category: 'vague',
  severity: 'warn',
  where: 'answered',
  quote: '大概',
  start: 0,
  end: 2,
  stepId: null,
  at: startedAt,
};

/** A dissatisfied, abusive call with everything in it. */
const record: RecordOfCall = {
  id: 'record-1',
  revision: 1,
  callId: 'call-1',
  placeId: 'store-hexi',
  agentId: 'agent-li',
  customerId: 'customer-1',
  taskId: 'task-1',
  serviceId: 'service-1',
  purpose: script.purpose,
  channel: 'phone',
  direction: 'out',
  startedAt,
  answeredAt: startedAt + 5_000,
  endedAt: startedAt + 90_000,
  savedAt: startedAt + 95_000,
  outcome: 'reached',
  satisfaction: 'dissatisfied',
  walk: { scriptId: script.id, version: script.version, choices: [{ kind: 'branch', id: 'abusive', at: startedAt }] },
  phraseLists: [],
  demo: true,
  content: {
    party: null,
    from: null,
    to: null,
    said: { kind: 'text', text: '又坏了' },
    answered: { kind: 'text', text: '我记下了' },
    needs: none,
    suggestions: none,
    complaint: none,
    nextStep: none,
    correction: { phone: null, preferredHours: null, language: null, optOut: null },
    answers,
    messages: [],
    findings: [{ ...finding, heeded: 'replaced' } as RecordOfCall['content']['findings'][number]],
  },
};
const expected: Expected = { outcome: 'reached', satisfaction: 'dissatisfied', said: '又坏了', abusive: true, heeded: true };
const place = {
  hours: { seasons: [{ from: '01-01', to: '12-31', weekdays: [1, 2, 3, 4, 5, 6, 7], windows: [{ from: '19:00', to: '20:00' }] }], closed: [] },
  timeZone: 'Asia/Shanghai',
};

type Change = { record?: Partial<RecordOfCall>; content?: Partial<RecordOfCall['content']> };
const judge = ({ record: top = {}, content = {} }: Change = {}) => {
  const changed = { ...record, ...top, content: { ...record.content, ...content } };
  const listed = { seq: 1, receivedAt: startedAt, record: changed, customer: { timeZone: null }, agentName: '李晓萌' } as unknown as Listed;
  return faults(listed, expected, scripts, place);
};

describe('judging a record of the tour', () => {
  it('finds nothing wrong with one that is as it was played', () => {
    expect(judge()).toEqual([]);
  });

  it.each<[string, Change, string]>([
    ['another outcome', { record: { outcome: 'family' } }, 'says family'],
    ['another satisfaction', { record: { satisfaction: 'fair' } }, 'says fair'],
    ['no satisfaction', { record: { satisfaction: null } }, 'is not complete'],
    ['a field left out', { content: { needs: null } }, 'is not complete'],
    ['no answer of ours', { content: { answered: none } }, 'is not complete'],
    ['the customer’s words changed', { content: { said: { kind: 'text', text: '坏了' } } }, 'own words'],
    ['no finding', { content: { findings: [] } }, 'no finding'],
    ['the branch lost', { record: { walk: { ...record.walk, choices: [] } } }, 'abusive branch'],
    ['an unknown script', { record: { walk: { ...record.walk, version: 99 } } }, 'no script'],
    ['real time', { record: { demo: false } }, 'demo clock'],
    ['no task', { record: { taskId: null } }, 'no task'],
    ['never answered', { record: { answeredAt: null } }, 'out of order'],
    ['ended before it began', { record: { endedAt: startedAt - 1 } }, 'out of order'],
    ['a call at night', { record: { startedAt: startedAt - 3_600_000 } }, 'outside the calling hours'],
  ])('finds %s', (_, change, said) => {
    expect(judge(change).join('; ')).toContain(said);
  });
});
