import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerSchema, serviceSchema } from '../../../lib/contract/customer.ts';
import { type Mutation, mutationSchema } from '../../../lib/contract/mutation.ts';
import { recordSchema } from '../../../lib/contract/record.ts';
import { taskSchema } from '../../../lib/contract/task.ts';
import { blankCustomer, blankMutation, blankRecord, blankService, blankTask } from '../../../lib/record/erased.ts';
import { isComplete } from '../../../lib/record/missing.ts';
import { appointment, customer, phone, record, service, task } from '../plan/build.ts';

const secret = 'Zanzibar';
const said = { kind: 'text', text: secret } as const;
const full = record({
  satisfaction: 'dissatisfied',
  walk: { scriptId: 'after-service', version: 1, choices: [{ kind: 'answer', id: secret, at: 3 }] },
  revised: { by: 'agent-1', at: 1, why: secret, basedOn: [1] },
  revision: 2,
  content: {
    party: { name: secret, note: secret },
    from: secret,
    to: secret,
    said,
    answered: said,
    needs: said,
    suggestions: said,
    complaint: { kind: 'complaint', about: secret, department: 'Repairs' },
    nextStep: { kind: 'appointment', at: 7, note: secret, taskId: 'task-a' },
    correction: { phone: phone({ original: secret }), preferredHours: { original: secret, days: 'any', from: null, to: null }, language: 'en', optOut: secret },
    answers: { a: secret },
    messages: [{ channel: 'sms', templateId: null, subject: null, text: secret, at: 1 }],
    findings: [],
  },
});
const person = { ...customer().person, name: secret, note: secret, more: { a: secret } };
const mutations: Mutation[] = [
  { id: 'm', at: 1, kind: 'record.save', record: full },
  { id: 'm', at: 1, kind: 'record.revise', recordId: 'r', basedOn: [1], why: secret, outcome: 'reached', satisfaction: 'fair', content: full.content },
  { id: 'm', at: 1, kind: 'task.skip', taskId: 't', reason: secret, until: 2 },
  { id: 'm', at: 1, kind: 'task.appoint', taskId: 't', to: 2, note: secret },
];

describe('what stays of somebody who was erased', () => {
  it.each([
    ['customer', customerSchema, blankCustomer(customer({ person, class: secret, preferredHours: { original: secret, days: 'any', from: null, to: null } }))],
    ['service', serviceSchema, blankService(service({ kind: secret, item: secret, by: secret, where: secret, detail: { a: secret } }))],
    ['task', taskSchema, blankTask(task({ skips: [{ at: 1, agentId: 'a', reason: secret }] }))],
    ['appointment', taskSchema, blankTask({ ...appointment(), cause: { kind: 'appointment', recordId: 'r', fromTaskId: null, note: secret } })],
    ['record', recordSchema, blankRecord(full)],
  ])('is a valid %s without a word', (_, schema, blank) => {
    expect(schema.safeParse(blank).error?.issues).toBeUndefined();
    expect(JSON.stringify(blank)).not.toContain(secret);
  });

  it('is the fact of a call: who made it, when, how long, how it ended', () => {
    const { id, agentId, startedAt, answeredAt, endedAt, savedAt, outcome, satisfaction } = blankRecord(full);
    expect({ id, agentId, startedAt, answeredAt, endedAt, savedAt, outcome, satisfaction }).toEqual({
      id: full.id,
      agentId: full.agentId,
      startedAt: full.startedAt,
      answeredAt: full.answeredAt,
      endedAt: full.endedAt,
      savedAt: full.savedAt,
      outcome: 'reached',
      satisfaction: 'dissatisfied',
    });
    expect(isComplete(blankRecord(full), null)).toBe(true);
  });

  it('is never called: the task is over', () => {
    expect(blankTask(task()).state).toBe('closed');
    expect(blankTask(task({ state: 'done' })).state).toBe('done');
  });

  it.each(mutations)('of a change on its way is a valid $kind without a word, or nothing', (mutation) => {
    const blank = blankMutation(mutation);
    expect(mutationSchema.safeParse(blank).error?.issues).toBeUndefined();
    expect(JSON.stringify(blank)).not.toContain(secret);
  });

  it('of a change of the person is nothing', () => {
    expect(blankMutation({ id: 'm', at: 1, kind: 'customer.add', customer: customer({ person }) })).toBeNull();
    expect(blankMutation({ id: 'm', at: 1, kind: 'customer.set', customerId: 'c', change: { field: 'language', value: 'en' } })).toBeNull();
  });

  it('holds nothing of whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 40 }), (text) => {
        const blank = blankRecord(record({ content: { said: { kind: 'text', text }, needs: { kind: 'text', text } } }));
        expect([blank.content.said, blank.content.needs]).toEqual([null, null]);
      }),
    );
  });
});
