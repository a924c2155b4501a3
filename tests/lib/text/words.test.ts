import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTraditional } from '../../../lib/guard/traditional.ts';
import { hasParts, wordQuery, wordsOf } from '../../../lib/text/words.ts';

const finds = (text: string, query: string): boolean => {
  const asked = wordQuery(query);
  if (!asked) return false;
  const words = wordsOf([text]);
  return asked.words.every((word) => words.has(word)) && hasParts([text], asked.parts);
};

describe('words that are looked for', () => {
  const found: [text: string, query: string][] = [
    ['袖口又脱线了', '线'],
    ['袖口又脱线了', '脱线'],
    ['袖口又脱线了', '又脱线'],
    ['袖口又脱线了，跑了两趟店', '脱线 两趟'],
    ['ＡＢＣ袖口', 'abc'],
    ['Sleeve came loose again', 'sleeve'],
    ['Sleeve came loose again', 'SLEE'],
    ['Sleeve came loose again', 'a'],
    ['Sleeve came loose again', 'loose sleeve'],
    ['Wrocław café, don’t', 'cafe dont wroc'],
    ['costs 45 pounds', '45'],
    ['用 iPhone 打的', 'iphone打'],
    ['internationalisation is hard', 'internationalisation'],
    ['配達は遅い', '配達'],
    ['배송이 늦어요', '배송'],
  ];
  for (const [text, query] of found) it(`finds ${query} in ${text}`, () => expect(finds(text, query)).toBe(true));

  const missed: [text: string, query: string][] = [
    ['袖口又脱线了', '脱口'],
    ['脱线头和线了', '脱线了'],
    ['Sleeve came loose', 'leeve'],
    ['internationalisation is hard', 'internationalise'],
    ['袖口', '！？'],
    ['袖口', ''],
  ];
  for (const [text, query] of missed) it(`finds no ${query || 'nothing'} in ${text}`, () => expect(finds(text, query)).toBe(false));

  it('finds Traditional characters by Simplified ones and the other way round', async () => {
    const simplify = await loadTraditional();
    expect(wordsOf(['袖口又脫線了'], simplify).has('脱线')).toBe(true);
    expect(wordQuery('脫線', simplify)?.words).toEqual(['脱线']);
  });

  it('finds every part of a Chinese text that has no other signs in it', () => {
    const han = fc.array(fc.constantFrom(...'袖口又脱线了跑两趟店修好的'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(han, fc.nat(), fc.nat(), (characters, a, b) => {
        const from = a % characters.length;
        const part = characters.slice(from, from + 1 + (b % (characters.length - from))).join('');
        expect(finds(characters.join(''), part)).toBe(true);
      }),
    );
  });
});
