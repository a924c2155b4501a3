import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftSchema } from '../../../lib/contract/call.ts';
import { outcomeSchema, satisfactionSchema } from '../../../lib/contract/record.ts';
import { applySets, emptyDraft, restNone } from '../../../lib/record/draft.ts';
import { missingOf } from '../../../lib/record/missing.ts';
import { draft, field, none, script, text } from './build.ts';

describe('emptyDraft', () => {
  it('presets nothing, satisfaction least of all', () => {
    const { correction, answers, messages, findings, ...fields } = draftSchema.parse(emptyDraft());
    expect(new Set([...Object.values(fields), ...Object.values(correction)])).toEqual(new Set([null]));
    expect([answers, messages, findings]).toEqual([{}, [], []]);
  });
});

describe('applySets', () => {
  const opened = { kind: 'complaint', about: '', department: '' } as const;
  const typed = { kind: 'complaint', about: 'sleeve', department: '' } as const;
  const dated = { kind: 'send', at: 5, note: '' } as const;

  it.each<[string, Parameters<typeof applySets>, object]>([
    [
      'the newest satisfaction and outcome win',
      [draft({ satisfaction: 'satisfied', outcome: 'family' }), { satisfaction: 'fair', outcome: 'reached' }],
      { satisfaction: 'fair', outcome: 'reached' },
    ],
    ['what is not set stays', [draft({ satisfaction: 'satisfied', outcome: 'reached' }), {}], { satisfaction: 'satisfied', outcome: 'reached' }],
    [
      'none fills what is empty',
      [draft(), { none: ['said', 'needs', 'complaint', 'nextStep'] }],
      { said: none, needs: none, complaint: none, nextStep: none, suggestions: null },
    ],
    [
      'none leaves what was typed',
      [draft({ said: text('good'), complaint: typed, nextStep: dated }), { none: ['said', 'complaint', 'nextStep'] }],
      { said: text('good'), complaint: typed, nextStep: dated },
    ],
    ['none takes back a complaint in which nothing was typed', [draft({ complaint: opened }), { none: ['complaint'] }], { complaint: none }],
    [
      'none never answers outcome, satisfaction or correction',
      [draft(), { none: ['outcome', 'satisfaction', 'correction'] }],
      { outcome: null, satisfaction: null },
    ],
    ['a complaint is opened', [draft(), { complaint: true }], { complaint: opened }],
    ['also over none', [draft({ complaint: none }), { complaint: true }], { complaint: opened }],
    ['not over what was typed', [draft({ complaint: typed }), { complaint: true }], { complaint: typed }],
    ['a next step is wanted, and asked for again after none', [draft({ nextStep: none }), { nextStep: 'refer' }], { wants: 'refer', nextStep: null }],
    ['a next step with its date stays', [draft({ nextStep: dated }), { nextStep: 'send' }], { wants: 'send', nextStep: dated }],
    ['an opt-out without words', [draft(), { optOut: true }], { correction: { ...emptyDraft().correction, optOut: '' } }],
    [
      'an opt-out in the interface’s words',
      [draft(), { optOut: true }, { optOutReason: 'asked' }],
      { correction: { ...emptyDraft().correction, optOut: 'asked' } },
    ],
    ['answers are added', [draft({ answers: { a: '1', b: '2' } }), { answers: { b: '3' } }], { answers: { a: '1', b: '3' } }],
  ])('%s', (_, args, expected) => {
    expect(draftSchema.parse(applySets(...args))).toMatchObject(expected);
  });

  it('changes nothing in place', () => {
    const before = draft();
    applySets(before, { outcome: 'reached', none: ['said'], complaint: true, nextStep: 'send', optOut: true, answers: { a: '1' } });
    expect(before).toEqual(emptyDraft());
  });
});

describe('restNone', () => {
  const ctx = { answered: true, script: script([field()]) };

  it('answers all that may be none', () => {
    const filled = restNone(draft({ outcome: 'reached', satisfaction: 'satisfied', said: text('good'), needs: text(' ') }), ctx);
    expect(filled).toMatchObject({ said: text('good'), needs: none, suggestions: none, complaint: none, nextStep: none, answered: null, answers: {} });
    expect(missingOf(filled, ctx)).toEqual([{ field: 'spending', why: 'empty' }]);
  });

  it('leaves a complaint and a next step that were begun', () => {
    const begun = draft({ outcome: 'reached', satisfaction: 'fair', complaint: { kind: 'complaint', about: '', department: '' }, wants: 'send' });
    expect(restNone(begun, ctx)).toMatchObject({ complaint: begun.complaint, nextStep: null, wants: 'send' });
  });

  it('never touches outcome, satisfaction or our answer to a dissatisfied customer', () => {
    const drafts = fc.record({
      outcome: fc.option(fc.constantFrom(...outcomeSchema.options)),
      satisfaction: fc.option(fc.constantFrom(...satisfactionSchema.options)),
    });
    fc.assert(
      fc.property(drafts, fc.boolean(), (change, abusive) => {
        const before = draft(change);
        const filled = restNone(before, { ...ctx, abusive });
        expect(filled).toMatchObject({ ...change, answered: null });
        const left = missingOf(filled, { ...ctx, abusive }).map(({ field: name }) => name);
        expect(['outcome', 'satisfaction', 'answered', 'spending', 'nextStep']).toEqual(expect.arrayContaining(left));
      }),
    );
  });
});
