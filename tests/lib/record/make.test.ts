import { describe, expect, it } from 'vitest';
import { outcomeSchema, recordSchema } from '../../../lib/contract/record.ts';
import { makeRecord } from '../../../lib/record/make.ts';
import { isComplete } from '../../../lib/record/missing.ts';
import { call, draft, field, full, script, text } from './build.ts';

const make = (change: Parameters<typeof call>[0] = {}, form = script()) =>
  makeRecord({ call: call(change), script: form, recordId: 'record-1', now: 10_000, demo: false });
const made = (change: Parameters<typeof call>[0] = {}) => {
  const result = make(change);
  if (!result.ok) throw new Error(`missing ${result.missing.map(({ field: name }) => name)}`);
  return recordSchema.parse(result.record);
};

describe('makeRecord', () => {
  it('makes the whole record: whose call, when, the walk, the versions, the content', () => {
    const words = '<b>=1+1</b> 😀';
    const record = made({ draft: full({ said: text(words), from: '+15550100', to: '+15550101', answers: { spending: '10' } }) });
    expect(record).toMatchObject({
      id: 'record-1',
      revision: 1,
      callId: 'call-1',
      placeId: 'store-1',
      agentId: 'agent-1',
      customerId: 'customer-1',
      taskId: 'task-1',
      serviceId: 'service-1',
      purpose: 'after-service',
      channel: 'phone',
      direction: 'out',
      startedAt: 1000,
      answeredAt: 2000,
      endedAt: 9000,
      savedAt: 10_000,
      outcome: 'reached',
      satisfaction: 'satisfied',
      walk: { scriptId: 'after-service', version: 1 },
      phraseLists: [{ id: 'never-say-en', version: 2 }],
      demo: false,
      content: { said: { kind: 'text', text: words }, from: '+15550100', to: '+15550101', answers: { spending: '10' } },
    });
  });

  it('leaves out what belongs to the draft alone', () => {
    const content = Object.keys(made({ draft: full({ wants: 'send', composing: { channel: 'sms', templateId: null, subject: null, text: 'half' } }) }).content);
    for (const key of ['outcome', 'satisfaction', 'wants', 'composing']) expect(content).not.toContain(key);
  });

  it('says what is missing, and makes nothing', () => {
    expect(make({ draft: draft() }, script([field()]))).toMatchObject({ ok: false });
    expect(make({ draft: full() }, script([field()]))).toEqual({ ok: false, missing: [{ field: 'spending', why: 'empty' }] });
  });

  it.each([
    ['saved before the hang-up', { endedAt: null }, [1000, 10_000]],
    ['never rung by hand', { startedAt: null }, [2000, 9000]],
    ['no time at all', { startedAt: null, answeredAt: null, endedAt: null }, [10_000, 10_000]],
  ])('takes the times that are known: %s', (_, change, expected) => {
    const { startedAt, endedAt } = made(change);
    expect([startedAt, endedAt]).toEqual(expected);
  });

  it('records a call with an unknown caller', () => {
    const party = { name: 'a Mr Lin', note: 'rang about a coat' };
    expect(made({ customerId: null, taskId: null, serviceId: null, direction: 'in', draft: full({ party }) })).toMatchObject({
      customerId: null,
      content: { party },
    });
  });

  it('marks a record of a demo clock', () => {
    expect(makeRecord({ call: call(), script: null, recordId: 'record-1', now: 10_000, demo: true })).toMatchObject({ record: { demo: true } });
  });
});

describe('isComplete', () => {
  it.each(outcomeSchema.options)('holds for every record that was made: %s', (outcome) => {
    const nextStep = { kind: 'appointment', at: 5, note: '', taskId: 'task-2' } as const;
    expect(isComplete(made({ draft: full({ outcome, nextStep }) }), script())).toBe(true);
  });

  it('does not hold for a record with a hole in it', () => {
    const record = made();
    expect(isComplete({ ...record, satisfaction: null }, null)).toBe(false);
    expect(isComplete({ ...record, content: { ...record.content, needs: null } }, null)).toBe(false);
    expect(isComplete({ ...record, walk: { ...record.walk, choices: [{ kind: 'branch', id: 'abusive', at: 5 }] } }, null)).toBe(false);
    expect(isComplete(record, script([field()]))).toBe(false);
    expect(isComplete(record, script([field({ required: false })]))).toBe(true);
  });
});
