import { describe, expect, it } from 'vitest';
import type { DraftContent } from '../../../lib/contract/publishing.ts';
import type { Script } from '../../../lib/contract/script.ts';
import { checkContent } from '../../../lib/script/check.ts';
import { sameWords, tidyScript } from '../../../lib/script/tidy.ts';
import { shippedPhraseLists, shippedScripts } from '../../support/builders.ts';
import { choice, smallScript, step, stepOf } from './small-script.ts';

const inUse = { scripts: shippedScripts(), phraseLists: shippedPhraseLists() };
const small = (): DraftContent & { kind: 'script' } => ({ kind: 'script', body: smallScript() });

function problemsOf(change: (script: Script) => void): string[][] {
  const draft = small();
  change(draft.body as Script);
  const checked = checkContent(draft, inUse);
  return checked.ok ? [] : checked.problems.map(({ kind, where }) => [kind, where.replace('scripts.small.', '')]);
}

/** Takes the ending off every step. */
const withoutClosings = (script: Script): void => {
  for (const one of script.steps) one.ending = false;
};

describe('the check before publishing', () => {
  it('lets everything through that ships', () => {
    for (const body of inUse.scripts) expect(checkContent({ kind: 'script', body }, inUse), body.id).toEqual({ ok: true, content: { kind: 'script', body } });
    for (const body of inUse.phraseLists) expect(checkContent({ kind: 'phrase-list', body }, inUse), body.id).toMatchObject({ ok: true });
  });

  const cases: [title: string, change: (script: Script) => void, problem: string[]][] = [
    ['no closing at all', withoutClosings, ['missing-closing', 'steps']],
    ['an answer without a target', (s) => Object.assign(stepOf(s, 'sorry'), { choices: [choice('on', '')] }), ['no-target', 'steps.sorry.choices.0']],
    ['a branch without a target', (s) => Object.assign(s.branches[0] ?? {}, { to: '' }), ['no-target', 'branches.abusive']],
    ['a line that was emptied', (s) => Object.assign(stepOf(s, 'ask'), { line: { 'zh-CN': ' ', en: 'How was it?' } }), ['language-missing', 'steps.ask.line']],
    ['a language that was added and has no words yet', (s) => void s.languages.push('pl'), ['language-missing', 'title']],
    ['no language', (s) => Object.assign(s, { languages: [] }), ['no-languages', 'languages']],
    ['an unknown placeholder', (s) => Object.assign(stepOf(s, 'ask').line, { en: 'Dear {name}' }), ['unknown-placeholder', 'steps.ask.line.en']],
    [
      'a forbidden phrase in a line',
      (s) => Object.assign(stepOf(s, 'ask').line, { 'zh-CN': '这个我不知道，您自己问公司。' }),
      ['forbidden-phrase', 'steps.ask.line.zh-CN'],
    ],
    [
      'a forbidden phrase in a variant',
      (s) => Object.assign(stepOf(s, 'greet'), { variants: [{ when: 'incoming', line: { 'zh-CN': '什么事，快说', en: 'Hello' } }] }),
      ['forbidden-phrase', 'steps.greet.variants.0.line.zh-CN'],
    ],
    [
      'a forbidden phrase in a message',
      (s) => Object.assign(s.messages[0]?.text ?? {}, { 'zh-CN': '这不归我管' }),
      ['forbidden-phrase', 'messages.thanks.text.zh-CN'],
    ],
    [
      'a forbidden phrase as the better sentence',
      (s) => Object.assign(stepOf(s, 'ask').tempting?.[0]?.instead ?? {}, { 'zh-CN': '这不归我管' }),
      ['forbidden-phrase', 'steps.ask.tempting.0.instead.zh-CN'],
    ],
    ['a step nothing leads to', (s) => void s.steps.push(step('island', [])), ['unreachable-step', 'steps.island']],
  ];
  it.each(cases)('tells of %s and where', (_, change, problem) => {
    expect(problemsOf(change)).toContainEqual(problem);
  });

  it('tells one cause once, and causes first', () => {
    expect(problemsOf(withoutClosings).map(([kind]) => kind)).not.toContain('no-ending');
    expect(problemsOf((s) => Object.assign(stepOf(s, 'sorry'), { choices: [choice('on', '')] }))).toEqual([['no-target', 'steps.sorry.choices.0']]);
    expect(problemsOf((s) => Object.assign(s, { branches: s.branches.filter(({ id }) => id !== 'abusive') }))[0]).toEqual([
      'missing-branch',
      'branches.abusive',
    ]);
  });

  it('lets what tempts, hints and labels say what they like: none of it is said to the customer', () => {
    const draft = problemsOf((s) => {
      Object.assign(stepOf(s, 'ask'), { hint: { 'zh-CN': '别说“不归我管”，也别说不知道', en: 'Never say I do not know' } });
      Object.assign(stepOf(s, 'ask').tempting?.[0]?.avoid ?? {}, { 'zh-CN': '这不归我管' });
    });
    expect(draft).toEqual([]);
  });

  it('takes a name filled in for no part of a phrase', () => {
    expect(problemsOf((s) => Object.assign(stepOf(s, 'ask').line, { 'zh-CN': '{customer.full}，您好。{service.item}用着好吗？' }))).toEqual([]);
  });

  it('looks only for what strands an agent when it is not told what is in use', () => {
    const draft = small();
    Object.assign(stepOf(draft.body as Script, 'ask').line, { 'zh-CN': '这不归我管' });
    expect(checkContent(draft, null)).toMatchObject({ ok: true });
    Object.assign(stepOf(draft.body as Script, 'bye'), { ending: false });
    expect(checkContent(draft, null)).toMatchObject({ ok: false, problems: [{ kind: 'dead-end' }] });
  });

  it('keeps a script that is whole as it is, byte for byte', () => {
    for (const script of inUse.scripts) expect(tidyScript(script)).toEqual(script);
    expect(sameWords({ kind: 'script', body: smallScript() }, { kind: 'script', body: { ...smallScript(), version: 9 } })).toBe(true);
  });
});
