import { describe, expect, it } from 'vitest';
import type { Script } from '../../../lib/contract/script.ts';
import { lintScript } from '../../../lib/script/lint.ts';
import { pathsOf } from '../../../lib/script/paths.ts';
import { choice, outgoing, smallScript, step, stepOf } from './small-script.ts';

const phraseIds = new Set(['blame-use']);

/** Puts something else into a script or step. */
function put<T extends object>(into: T, some: Partial<T>): void {
  Object.assign(into, some);
}

type Defect = [title: string, breakIt: (script: Script) => void, kind: string, where: string];

const defects: Defect[] = [
  ['an answer that leads to no step', (s) => put(stepOf(s, 'sorry'), { choices: [choice('heard', 'gone')] }), 'no-such-step', 'steps.sorry.choices.0'],
  [
    'a branch that leads to no step',
    (s) => put(s, { branches: s.branches.map((b) => (b.id === 'not-now' ? { ...b, to: 'gone' } : b)) }),
    'no-such-step',
    'branches.not-now',
  ],
  ['a start that is no step', (s) => put(s, { start: 'gone' }), 'no-such-step', 'start'],
  ['a step nothing leads to', (s) => void s.steps.push(step('island', [])), 'unreachable-step', 'steps.island'],
  ['a step without an answer that is no closing', (s) => put(stepOf(s, 'bye'), { ending: false }), 'dead-end', 'steps.bye'],
  [
    'a step whose answers all fall away',
    (s) => put(stepOf(s, 'sorry'), { choices: [choice('heard', 'bye', { when: 'has-service' })] }),
    'dead-end',
    'steps.sorry',
  ],
  ['a closing with an answer', (s) => put(stepOf(s, 'bye'), { choices: [choice('again', 'ask')] }), 'ending-with-choices', 'steps.bye'],
  ['steps that go round for ever', (s) => put(stepOf(s, 'sorry'), { choices: [choice('again', 'sorry')] }), 'no-ending', 'steps.sorry'],
  ['no abusive branch', (s) => put(s, { branches: s.branches.filter(({ id }) => id !== 'abusive') }), 'missing-branch', 'branches.abusive'],
  ['no complaint branch', (s) => put(s, { branches: s.branches.filter(({ id }) => id !== 'complaint') }), 'missing-branch', 'branches.complaint'],
  ['no branch for another time', (s) => put(s, { branches: s.branches.filter(({ id }) => id !== 'not-now') }), 'missing-branch', 'branches.not-now'],
  [
    'no branch for the wrong person',
    (s) => put(s, { branches: s.branches.filter(({ id }) => id !== 'not-the-person') }),
    'missing-branch',
    'branches.not-the-person',
  ],
  ['a line without a language', (s) => put(stepOf(s, 'ask'), { line: { en: 'How was it?' } }), 'language-missing', 'steps.ask.line'],
  [
    'a variant without a language',
    (s) => put(stepOf(s, 'greet'), { variants: [{ when: 'incoming', line: { 'zh-CN': '您好' } }] }),
    'language-missing',
    'steps.greet.variants.0.line',
  ],
  ['a reminder without a language', (s) => put(stepOf(s, 'sorry'), { remind: [{ en: 'Listen' }] }), 'language-missing', 'steps.sorry.remind.0'],
  [
    'an answer without a language',
    (s) => put(stepOf(s, 'sorry'), { choices: [choice('heard', 'bye', { label: { en: 'Heard' } })] }),
    'language-missing',
    'steps.sorry.choices.0.label',
  ],
  [
    'a message without a language',
    (s) => put(s, { messages: s.messages.map((m) => ({ ...m, text: { en: 'Thanks' } })) }),
    'language-missing',
    'messages.thanks.text',
  ],
  [
    'a placeholder nobody knows',
    (s) => put(stepOf(s, 'ask'), { line: { 'zh-CN': '{customer.nickname}', en: 'x' } }),
    'unknown-placeholder',
    'steps.ask.line.zh-CN',
  ],
  [
    'a placeholder with a blank in it',
    (s) => put(stepOf(s, 'ask'), { line: { 'zh-CN': '好', en: 'Dear { customer.full }' } }),
    'unknown-placeholder',
    'steps.ask.line.en',
  ],
  ['a brace without its partner', (s) => put(stepOf(s, 'ask'), { line: { 'zh-CN': '好', en: 'Dear {customer.full' } }), 'stray-brace', 'steps.ask.line.en'],
  ['a field nobody knows', (s) => put(stepOf(s, 'ask'), { fields: ['blood'] }), 'unknown-field', 'steps.ask.fields'],
  [
    'an answer to a field nobody knows',
    (s) => put(stepOf(s, 'sorry'), { choices: [choice('heard', 'bye', { sets: { answers: { blood: 'A' } } })] }),
    'unknown-field',
    'steps.sorry.choices.0',
  ],
  [
    'an option nobody knows',
    (s) => put(stepOf(s, 'sorry'), { choices: [choice('heard', 'bye', { sets: { answers: { pain: 'awful' } } })] }),
    'unknown-option',
    'steps.sorry.choices.0',
  ],
  ['a field without anything to choose', (s) => put(s, { fields: s.fields.map((f) => ({ ...f, options: [] })) }), 'no-options', 'fields.pain'],
  [
    '"none" where it is no answer',
    (s) => put(stepOf(s, 'sorry'), { choices: [choice('heard', 'bye', { sets: { none: ['satisfaction'] } })] }),
    'not-none',
    'steps.sorry.choices.0',
  ],
  [
    'a next step that is both',
    (s) => put(stepOf(s, 'sorry'), { choices: [choice('heard', 'bye', { sets: { none: ['nextStep'], nextStep: 'refer' } })] }),
    'contradiction',
    'steps.sorry.choices.0',
  ],
  ['two steps of one id', (s) => void s.steps.push(step('bye', [])), 'duplicate-id', 'steps.bye'],
  [
    'two answers of one id',
    (s) => put(stepOf(s, 'sorry'), { choices: [choice('heard', 'bye'), choice('heard', 'ask')] }),
    'duplicate-id',
    'steps.sorry.choices.heard',
  ],
  ['a branch twice', (s) => void s.branches.push({ id: 'abusive', to: 'abuse' }), 'duplicate-id', 'branches.abusive'],
  [
    'a field that takes a fixed name',
    (s) => void s.fields.push({ id: 'said', label: { 'zh-CN': '说', en: 'Said' }, kind: 'text', voice: 'customer', required: false }),
    'duplicate-id',
    'fields.said',
  ],
  ['ten answers', (s) => put(stepOf(s, 'sorry'), { choices: Array.from({ length: 10 }, (_, n) => choice(`c${n}`, 'bye')) }), 'too-many-choices', 'steps.sorry'],
  ['a way back on the main line', (s) => void stepOf(s, 'ask').choices.push(choice('back', '@back')), 'back-outside-branch', 'steps.ask.choices.2'],
  [
    'a phrase the list does not have',
    (s) => put(stepOf(s, 'sorry'), { tempting: [{ phraseId: 'rude', avoid: { 'zh-CN': '甲', en: 'a' }, instead: { 'zh-CN': '乙', en: 'b' } }] }),
    'unknown-phrase',
    'steps.sorry.tempting.0',
  ],
];

describe('lint', () => {
  it('finds nothing in a good script', () => {
    expect(lintScript(smallScript(), { phraseIds })).toEqual([]);
  });

  it.each(defects)('finds %s and says where', (_title, breakIt, kind, where) => {
    const script = smallScript();
    breakIt(script);
    const found = lintScript(script, { phraseIds });
    expect(found.map((problem) => [problem.kind, problem.where])).toContainEqual([kind, `scripts.small.${where}`]);
    for (const problem of found) expect(problem.message).toContain(problem.where);
  });

  it('asks no phrase list when none is given', () => {
    const script = smallScript();
    stepOf(script, 'ask').tempting = [{ phraseId: 'rude', avoid: { 'zh-CN': '甲', en: 'a' }, instead: { 'zh-CN': '乙', en: 'b' } }];
    expect(lintScript(script)).toEqual([]);
  });
});

describe('the paths of a script', () => {
  it('are all there, in the order of the keys', () => {
    expect([...pathsOf(smallScript(), outgoing)].map(({ stepIds, end }) => [stepIds.join(' '), end])).toEqual([
      ['greet ask bye', 'ending'],
      ['greet ask sorry bye', 'ending'],
    ]);
  });

  it('take each branch from each step when asked to', () => {
    const paths = [...pathsOf(smallScript(), outgoing, { branches: true, most: 1000 })].map(({ stepIds }) => stepIds.join(' '));
    expect(paths).toContain('greet abuse greet ask bye');
    expect(paths).toContain('greet ask sorry abuse abuse-bye');
    expect(paths).toContain('greet ask bye complaint bye');
    expect(new Set(paths).size).toBeLessThanOrEqual(paths.length);
  });

  it.each<[string, (script: Script) => void, string]>([
    ['a dead end', (s) => put(stepOf(s, 'bye'), { ending: false }), 'dead-end'],
    ['a loop', (s) => put(stepOf(s, 'sorry'), { choices: [choice('again', 'ask')] }), 'loop'],
    ['a choice that leads nowhere', (s) => put(stepOf(s, 'sorry'), { choices: [choice('on', 'gone')] }), 'broken'],
  ])('tell of %s', (_title, breakIt, end) => {
    const script = smallScript();
    breakIt(script);
    expect([...pathsOf(script, outgoing)].map((path) => path.end)).toContain(end);
  });

  it('stop at the number asked for', () => {
    expect([...pathsOf(smallScript(), outgoing, { branches: true, most: 5 })]).toHaveLength(5);
  });
});
