import { beforeAll, describe, expect, it } from 'vitest';
import { phraseCategorySchema } from '../../../lib/contract/phrases.ts';
import type { Guard } from '../../../lib/guard/guard.ts';
import { judge, languages, readPhraseList, readSentences, shippedGuard, wilson } from '../../support/guard-report.ts';

let guard: Guard;
beforeAll(async () => {
  guard = await shippedGuard();
});

/** Scripts name phrases by these ids. */
const named = [
  ...[
    'vague-maybe',
    'dont-know',
    'ask-yourself',
    'wait-a-moment',
    'shift-blame',
    'not-our-problem',
    'blame-use',
    'blame-care',
    'not-my-authority',
    'find-manager',
  ],
  ...['stop-talking', 'brusque-opening', 'impossible', 'you-are-wrong', 'nobody-else-complains', 'let-me-finish', 'never-again-promise', 'guarantee'],
  ...['cured-promise', 'rules-are-rules', 'calm-down', 'as-i-said', 'should-have-read', 'no-time'],
];

describe('the shipped phrase lists', () => {
  it('have no pattern that does not parse', () => {
    expect(guard.problems).toEqual([]);
  });

  it('have the same phrases in every language, of the same category and severity', () => {
    const [first, ...others] = languages.map((language) => readPhraseList(language).phrases.map(({ id, category, severity }) => ({ id, category, severity })));
    for (const other of others) expect(other).toEqual(first);
    expect(first?.length).toBeGreaterThanOrEqual(39);
    expect(new Set(first?.map((phrase) => phrase.category))).toEqual(new Set(phraseCategorySchema.options));
    for (const id of named) expect(first?.map((phrase) => phrase.id)).toContain(id);
  });

  it.each(languages)('offer better sentences that pass themselves (%s)', (language) => {
    for (const phrase of readPhraseList(language).phrases) {
      for (const sentence of phrase.instead) expect(guard.check(sentence).map((finding) => `${phrase.id}: ${finding.quote} in ${sentence}`)).toEqual([]);
    }
  });
});

describe('on sentences that were never read while the lists were written', () => {
  it.each([
    ['zh-CN', 0.9, 0.86],
    ['en', 0.86, 0.84],
  ] as const)('the lists keep their recall and precision (%s)', (language, recall, precision) => {
    const judgement = judge(guard, readSentences(language), 'held-out');
    expect(judgement.recall.share).toBeGreaterThanOrEqual(recall);
    expect(judgement.precision.share).toBeGreaterThanOrEqual(precision);
  });

  it('every category is found', () => {
    for (const language of languages) {
      for (const { category, recall } of judge(guard, readSentences(language), 'held-out').categories) {
        expect(recall.of, category).toBeGreaterThanOrEqual(4);
        expect(recall.share, `${language} ${category}`).toBeGreaterThanOrEqual(0.5);
      }
    }
  });
});

describe('the interval of a share', () => {
  it.each([
    [0, 10, 0, 0.278],
    [10, 10, 0.722, 1],
    [50, 100, 0.404, 0.596],
  ])('is Wilson’s for %i of %i', (hits, of, low, high) => {
    expect(wilson(hits, of).low).toBeCloseTo(low, 3);
    expect(wilson(hits, of).high).toBeCloseTo(high, 3);
  });
});
