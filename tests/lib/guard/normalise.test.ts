import { describe, expect, it } from 'vitest';
import { createNormaliser, GAP } from '../../../lib/guard/normalise.ts';

const normalise = createNormaliser();

describe('normalising', () => {
  it('keeps where every letter came from', () => {
    const text = 'Ａ．\u200bｅ\u0301①ﬁ😀保';
    const { letters, start, end } = normalise(text);
    expect(letters).toBe('ae1fi保');
    expect([...letters].map((_, at) => text.slice(start[at], end[at]))).toEqual(['Ａ', 'ｅ\u0301', '①', 'ﬁ', 'ﬁ', '保']);
  });

  it.each([
    ['a b', GAP.space],
    ['a\u200bb', GAP.none],
    ['a-b', GAP.soft],
    ['a - b', GAP.space | GAP.clause],
    ['a’b', GAP.apostrophe],
    ['a, b', GAP.clause | GAP.space],
    ['a，b', GAP.clause],
    ['a.b', GAP.soft],
    ['a. b', GAP.border | GAP.space],
    ['a... b', GAP.soft | GAP.space],
    ['mr. b', GAP.soft | GAP.space],
    ['a。b', GAP.border],
    ['a\nb', GAP.border],
    ['a!b', GAP.border],
    [`a${' '.repeat(13)}b`, GAP.space | GAP.clause],
  ])('tells what stands between two letters: %j', (text, gap) => {
    expect(normalise(text).gap.at(-1)).toBe(gap);
  });

  it('counts sentences, but not in a row of single letters', () => {
    expect(normalise('a b. cd! e').sentence).toEqual([0, 0, 1, 1, 2]);
    expect(normalise('好的。我。不。知。道。好的').sentence).toEqual([0, 0, 1, 1, 1, 1, 2, 2]);
  });

  it('folds Traditional characters only through the map it is given', () => {
    expect(normalise('這').letters).toBe('這');
    expect(createNormaliser((character) => (character === '這' ? '这' : character))('這').letters).toBe('这');
  });
});
