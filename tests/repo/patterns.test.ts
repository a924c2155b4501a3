import { check } from 'recheck';
import { describe, expect, it } from 'vitest';
import { text, tracked } from './files.ts';
import { BOUNDED, isEndless, patternsOf, repeatsGroup } from './patterns.ts';

const read = tracked()
  .filter((path) => /^(?:lib|components|server|entrypoints)\/.*\.tsx?$/.test(path))
  .map((path) => patternsOf(path, text(path)));
const patterns = [...new Map(read.flatMap((one) => one.patterns).map((one) => [`${one.source}/${one.flags}`, one])).values()];
const boundOf = (file: string) => BOUNDED.find((one) => one.file === file);

/** No time decides: the checker gives up by what it has read, and the same chance each time. */
const judged = (source: string, flags: string) => check(source, flags, { timeout: null, attackTimeout: null, incubationTimeout: null, randomSeed: 1 });

describe('the patterns of the program', () => {
  it('can all be looked at', () => {
    expect(read.flatMap(({ problems }) => problems)).toEqual([]);
    expect(patterns.length).toBeGreaterThan(150);
  });

  it('do not backtrack over long text, but for those that never see any', async () => {
    const bad: string[] = [];
    for (const one of patterns.filter((pattern) => isEndless(pattern) && !boundOf(pattern.file))) {
      const found = await judged(one.source, one.flags);
      if (found.status === 'safe') continue;
      bad.push(`${one.where} /${one.source}/${one.flags} is ${found.status === 'vulnerable' ? found.complexity.summary : 'not understood'}`);
    }
    expect(bad, 'make it linear, or see that it never reads long text and say so in patterns.ts').toEqual([]);
  }, 240_000);

  it('repeat no group where only the length of the text is bounded', () => {
    for (const { file, longest } of BOUNDED) {
      expect(longest).toBeLessThanOrEqual(200);
      expect(patterns.some((one) => one.file === file)).toBe(true);
    }
    expect(patterns.filter((one) => boundOf(one.file) && repeatsGroup(one)).map(({ where, source }) => `${where} ${source}`)).toEqual([]);
  });
});

describe('the search for patterns', () => {
  const sources = (source: string) => patternsOf('a.ts', source).patterns.map((one) => `${one.source}/${one.flags}`);

  it('finds literals, and patterns made of text in the same file', () => {
    expect(sources('const a: string = /^a+$/i.source;')).toEqual(['^a+$/i']);
    expect(sources(`const A = '(a)'; const b = new RegExp(\`\${A}+b\`, 'g'); RegExp('c');`)).toEqual(['(a)+b/g', 'c/']);
  });
  it('has nothing to say for one that is made of anything else', () => {
    expect(patternsOf('a.ts', 'const a = (b: string) => new RegExp(b);').problems).toHaveLength(1);
    expect(patternsOf('a.ts', `const a = (b: string) => new RegExp(\`^\${b}\`);`).problems).toHaveLength(1);
  });
  it.each([
    ['(a+)+$', true],
    ['(a|b){2,}', true],
    ['a*b{1,3}', false],
  ])('says of %s whether it repeats a group', (source, repeats) => {
    expect(repeatsGroup({ source })).toBe(repeats);
  });
  it('hears of one that backtracks', async () => {
    expect((await judged('^(a+)+$', '')).status).toBe('vulnerable');
    expect((await judged('\\s*;$', '')).status).toBe('vulnerable');
  }, 60_000);
});
