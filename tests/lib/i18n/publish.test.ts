import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { choiceSchema, conditionSchema, setsSchema } from '../../../lib/contract/script.ts';
import { publishEn } from '../../../lib/i18n/publish.en.ts';
import { publishZh } from '../../../lib/i18n/publish.zh-CN.ts';
import { placeholders } from '../../../lib/script/fill.ts';
import { keysOf } from './sources.ts';

/** Every kind of problem that the check can name, as it stands in the sources. */
function kinds(): string[] {
  const read = (file: string) => readFileSync(new URL(`../../../lib/${file}`, import.meta.url), 'utf8');
  const checks = ['script/lint.ts', 'script/lint-texts.ts', 'script/check.ts', 'script/parse.ts', 'guard/check-list.ts'].map(read).join('\n');
  const named = [...checks.matchAll(/(?:problem\(\s*|kind: )'([a-z-]+)'/g)].map((match) => match[1] ?? '');
  const patterns = /PatternProblemKind = ([^;]+);/.exec(read('guard/pattern.ts'))?.[1] ?? '';
  const contents = new Set(['script', 'phrase-list']);
  return [...new Set([...named, ...[...patterns.matchAll(/'([a-z-]+)'/g)].map((match) => `pattern-${match[1]}`)])].filter((kind) => !contents.has(kind));
}

const languages = [
  ['en', new Set(keysOf(publishEn))],
  ['zh-CN', new Set(keysOf(publishZh))],
] as const;

describe('the words of the form', () => {
  it.each(languages)('in %s say what to do about every problem that the check can find', (_, known) => {
    expect(kinds().length).toBeGreaterThan(30);
    expect(kinds().filter((kind) => !known.has(`problem.${kind}`))).toEqual([]);
  });

  it.each(languages)('in %s name everything that can be chosen', (_, known) => {
    const chosen = [
      ...conditionSchema.options.map((when) => `publish.when.${when}`),
      ...choiceSchema.shape.tone.options.map((tone) => `publish.tone.${tone}`),
      ...setsSchema.shape.nextStep.unwrap().options.map((next) => `publish.next.${next}`),
      ...[...placeholders].map((placeholder) => `publish.fill.${placeholder.replaceAll('.', '-')}`),
    ];
    expect(chosen.filter((key) => !known.has(key))).toEqual([]);
  });
});
