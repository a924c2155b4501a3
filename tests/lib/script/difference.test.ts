import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Script } from '../../../lib/contract/script.ts';
import { type Change, differenceOf } from '../../../lib/script/difference.ts';
import { wordDifference } from '../../../lib/script/word-difference.ts';
import { shippedScripts } from '../../support/builders.ts';
import { aPhraseList } from '../../support/phrase-list.ts';
import { choice, smallScript, step, stepOf } from './small-script.ts';

function changed(change: (script: Script) => void) {
  const after = smallScript();
  change(after);
  return differenceOf({ kind: 'script', body: smallScript() }, { kind: 'script', body: after });
}

const only = (change: (script: Script) => void): Change[] => {
  const things = changed(change);
  expect(things).toHaveLength(1);
  return things[0]?.changes ?? [];
};

describe('the difference of two versions', () => {
  it('is nothing between a script and itself, whatever the version', () => {
    expect(changed((s) => Object.assign(s, { version: 9 }))).toEqual([]);
    for (const body of shippedScripts()) expect(differenceOf({ kind: 'script', body }, { kind: 'script', body: structuredClone(body) })).toEqual([]);
  });

  it('shows the words of a line that were taken out and put in, a language at a time', () => {
    const changes = only((s) => Object.assign(stepOf(s, 'ask').line, { en: 'Line of the question.' }));
    expect(changes).toEqual([
      {
        kind: 'words',
        part: 'line',
        language: 'en',
        words: [
          { op: 'same', text: 'Line of ' },
          { op: 'removed', text: 'ask' },
          { op: 'added', text: 'the question' },
          { op: 'same', text: '.' },
        ],
      },
    ]);
  });

  it('names steps that came, went or were renamed', () => {
    const things = changed((s) => {
      s.steps.push(step('new', []));
      s.steps = s.steps.filter(({ id }) => id !== 'sorry');
      Object.assign(stepOf(s, 'bye').title, { en: 'Farewell' });
    });
    expect(things.map(({ id, state }) => [id, state])).toEqual([
      ['bye', 'changed'],
      ['new', 'added'],
      ['sorry', 'removed'],
    ]);
    expect(things[0]?.changes).toMatchObject([{ kind: 'words', part: 'title' }]);
  });

  const cases: [title: string, change: (script: Script) => void, expected: object[]][] = [
    ['an answer that came', (s) => void stepOf(s, 'sorry').choices.push(choice('more', 'ask')), [{ kind: 'added', part: 'answer', text: { en: 'more' } }]],
    [
      'an answer that leads elsewhere',
      (s) => Object.assign(stepOf(s, 'sorry').choices[0] ?? {}, { to: 'ask' }),
      [{ kind: 'leads', from: { en: 'bye' }, to: { en: 'ask' } }],
    ],
    ['answers in another order', (s) => void stepOf(s, 'ask').choices.reverse(), [{ kind: 'fact', fact: 'order' }]],
    [
      'what an answer fills in',
      (s) => Object.assign(stepOf(s, 'sorry').choices[0] ?? {}, { sets: { complaint: true } }),
      [{ kind: 'fact', fact: 'sets', label: { en: 'heard' } }],
    ],
    [
      'a hint that came',
      (s) => Object.assign(stepOf(s, 'ask'), { hint: { en: 'Slowly' } }),
      [{ kind: 'words', part: 'hint', words: [{ op: 'added', text: 'Slowly' }] }],
    ],
    ['a branch that leads elsewhere', (s) => Object.assign(s.branches[0] ?? {}, { to: 'bye' }), [{ kind: 'leads', label: null }]],
    ['a question that must be answered', (s) => Object.assign(s.fields[0] ?? {}, { required: false }), [{ kind: 'fact', fact: 'rules' }]],
    ['a message', (s) => Object.assign(s.messages[0]?.text ?? {}, { en: 'Thanks.' }), [{ kind: 'words', part: 'text', language: 'en' }]],
    ['a language', (s) => void s.languages.push('pl'), [{ kind: 'fact', fact: 'languages' }]],
  ];
  it.each(cases)('tells of %s', (_, change, expected) => {
    expect(only(change)).toMatchObject(expected);
  });

  it('tells what became of the phrases of a list', () => {
    const after = aPhraseList();
    Object.assign(after.phrases[1] ?? {}, { patterns: ['probably', 'perhaps'], severity: 'warn' });
    after.phrases.push({ id: 'new', category: 'vague', severity: 'warn', patterns: ['some day'], instead: ['On Monday'], allow: [] });
    const things = differenceOf({ kind: 'phrase-list', body: aPhraseList() }, { kind: 'phrase-list', body: after });
    expect(things).toMatchObject([
      {
        id: 'vague',
        state: 'changed',
        changes: [
          { kind: 'added', part: 'pattern', text: { en: 'perhaps' } },
          { kind: 'fact', fact: 'severity' },
        ],
      },
      { id: 'new', state: 'added', name: { en: 'some day' } },
    ]);
  });
});

describe('the difference of two sentences', () => {
  it('knows the words of Chinese', () => {
    expect(wordDifference('修整以后，您用着还满意吗？', '修整以后，您穿着还满意吗？', 'zh-CN').filter(({ op }) => op !== 'same').length).toBeGreaterThan(0);
    expect(wordDifference('您用着还满意吗？', '您用着还舒服吗？', 'zh-CN')).toEqual([
      { op: 'same', text: '您用着还' },
      { op: 'removed', text: '满意' },
      { op: 'added', text: '舒服' },
      { op: 'same', text: '吗？' },
    ]);
  });

  it('puts sentences that have little in common one after the other', () => {
    expect(wordDifference('How is the coat?', 'We finished working on it yesterday.', 'en').map(({ op }) => op)).toEqual(['removed', 'added']);
  });

  it('leads from the one to the other, whatever they are', () => {
    const word = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom('您好，满意吗', '{customer.full}, hello', ''));
    fc.assert(
      fc.property(word, word, (before, after) => {
        const parts = wordDifference(before, after, 'zh-CN');
        const joined = (without: string) => parts.flatMap(({ op, text }) => (op === without ? [] : [text])).join('');
        expect([joined('added'), joined('removed')]).toEqual([before, after]);
      }),
    );
  });
});
