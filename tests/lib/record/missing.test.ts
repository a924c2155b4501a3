import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../lib/contract/call.ts';
import { type Outcome, outcomeSchema } from '../../../lib/contract/record.ts';
import { type MissingContext, missingOf, missingOfCall } from '../../../lib/record/missing.ts';
import { outcomeAsks } from '../../../lib/record/outcomes.ts';
import { call, draft, field, full, none, script, text } from './build.ts';

const ctx: MissingContext = { answered: true, script: null };
const missing = (filled: Draft, change: Partial<MissingContext> = {}) =>
  missingOf(filled, { ...ctx, ...change }).map(({ field: name, why }) => `${name}: ${why}`);
const questions = ['satisfaction: empty', 'said: empty', 'needs: empty', 'suggestions: empty', 'complaint: empty', 'nextStep: empty'];
const appointment = { kind: 'appointment', at: 5, note: '', taskId: 'task-2' } as const;

describe('missingOf an empty draft, by outcome', () => {
  const table: { [O in Outcome]: string[] } = {
    reached: questions,
    family: [],
    'not-now': ['nextStep: no-date'],
    'no-answer': [],
    busy: [],
    voicemail: [],
    unreachable: [],
    'wrong-number': [],
    refused: [],
    'broken-off': [],
    abroad: [],
  };

  it('has a row for every outcome', () => {
    expect(Object.keys(table)).toEqual(outcomeSchema.options);
    expect(Object.keys(outcomeAsks)).toEqual(outcomeSchema.options);
  });

  it.each(outcomeSchema.options)('%s', (outcome) => {
    expect(missing(draft({ outcome }))).toEqual(table[outcome]);
    expect(missing(draft({ outcome }), { answered: false })).toEqual(table[outcome]);
  });

  it('always asks for the outcome, and for the questions too while somebody is on the line', () => {
    expect(missing(draft(), { answered: false })).toEqual(['outcome: empty']);
    expect(missing(draft())).toEqual(['outcome: empty', ...questions]);
  });
});

describe('missingOf', () => {
  const complaint = { kind: 'complaint', about: 'sleeve', department: 'Repairs' } as const;
  it.each<[string, Draft, string[]]>([
    ['all there', full(), []],
    ['not rated is an answer', full({ satisfaction: 'not-rated' }), []],
    ['blank words are none', full({ said: text('  '), needs: text('') }), ['said: empty', 'needs: empty']],
    ['family who answered', draft({ outcome: 'family', satisfaction: 'fair' }), questions.slice(1)],
    ['dissatisfied needs our answer', full({ satisfaction: 'dissatisfied' }), ['answered: empty']],
    ['dissatisfied, "none" is no answer of ours', full({ satisfaction: 'dissatisfied', answered: none }), ['answered: empty']],
    ['dissatisfied and answered', full({ satisfaction: 'dissatisfied', answered: text('We mend it.') }), []],
    [
      'complaint, nothing of it',
      full({ complaint: { kind: 'complaint', about: ' ', department: '' } }),
      ['answered: empty', 'complaint: no-about', 'complaint: no-department'],
    ],
    ['complaint without department', full({ complaint: { ...complaint, department: '' }, answered: text('Sorry.') }), ['complaint: no-department']],
    ['complaint', full({ complaint, answered: text('Sorry.') }), []],
    ['next step begun', full({ nextStep: null, wants: 'appointment' }), ['nextStep: no-date']],
    ['next step to a department that is not named', full({ nextStep: { kind: 'refer', at: 5, note: '', department: '' } }), ['nextStep: no-department']],
    ['next step', full({ nextStep: { kind: 'refer', at: 5, note: '', department: 'Repairs' }, wants: 'refer' }), []],
    ['not now, with its time', draft({ outcome: 'not-now', nextStep: appointment }), []],
    ['not now, with another step', draft({ outcome: 'not-now', nextStep: { kind: 'send', at: 5, note: '' } }), ['nextStep: no-date']],
    ['not now, "none"', draft({ outcome: 'not-now', nextStep: none }), ['nextStep: no-date']],
    ['abroad, an appointment begun', draft({ outcome: 'abroad', wants: 'appointment' }), ['nextStep: no-date']],
    ['abroad, with its time', draft({ outcome: 'abroad', wants: 'appointment', nextStep: appointment }), []],
    ['family, nobody answered, asked to call again', draft({ outcome: 'family', wants: 'callback' }), ['nextStep: no-date']],
    ['nobody answered, whatever was begun', draft({ outcome: 'no-answer', wants: 'refer', complaint: { kind: 'complaint', about: '', department: '' } }), []],
  ])('%s', (_, filled, expected) => {
    expect(missing(filled)).toEqual(expected);
  });

  it('needs our answer to abuse', () => {
    expect(missing(full(), { abusive: true })).toEqual(['answered: empty']);
    expect(missing(full({ answered: text('I note it.') }), { abusive: true })).toEqual([]);
  });

  it('asks for the script’s own required questions when the questions were asked, and for answers that fit', () => {
    const form = script([
      field(),
      field({ id: 'age', kind: 'number', required: false }),
      field({ id: 'wash', kind: 'choice', options: [{ id: 'hand', label: { en: 'By hand' } }] }),
    ]);
    expect(missing(full(), { script: form })).toEqual(['spending: empty', 'wash: empty']);
    const wrong = full({ answers: { spending: ' ', age: 'old', wash: 'machine' } });
    expect(missing(wrong, { script: form })).toEqual(['spending: empty', 'age: not-a-number', 'wash: not-an-option']);
    expect(missing(full({ answers: { spending: '10', age: '', wash: 'hand' } }), { script: form })).toEqual([]);
    expect(missing(draft({ outcome: 'no-answer' }), { script: form })).toEqual([]);
  });

  it('reads from a call whether abuse was met and somebody answered', () => {
    const choices = [{ kind: 'branch' as const, id: 'abusive', at: 5 }];
    expect(missingOfCall(call({ walk: { ...call().walk, choices } }), null)).toEqual([{ field: 'answered', why: 'empty' }]);
    expect(missingOfCall(call({ walk: { ...call().walk, choices: [{ kind: 'answer', id: 'abusive', at: 5 }] } }), null)).toEqual([]);
    expect(missingOfCall(call({ draft: draft(), answeredAt: null }), null)).toEqual([{ field: 'outcome', why: 'empty' }]);
  });
});
