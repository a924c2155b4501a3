import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bits, BLOCK, blockOf, both, clearBit, count, decode, emptyBlock, encode, has, join, numbers, setBit } from '../../../server/search/bits.ts';

const bitsOf = (all: Iterable<number>): Bits => {
  const bits: Bits = new Map();
  for (const n of all) {
    const block = emptyBlock();
    setBit(block, n);
    join(bits, blockOf(n), block);
  }
  return bits;
};
const few = fc.array(fc.nat(BLOCK * 3), { maxLength: 300 });
const many = fc.uniqueArray(fc.nat(BLOCK - 1), { minLength: 150, maxLength: 260 });
const sorted = (all: Iterable<number>) => [...new Set(all)].sort((a, b) => a - b);

describe('a set of numbers in blocks', () => {
  it('has what was put in, and knows how many', () => {
    fc.assert(
      fc.property(few, (all) => {
        const bits = bitsOf(all);
        expect(sorted(numbers(bits))).toEqual(sorted(all));
        expect(count(bits)).toBe(new Set(all).size);
        for (const n of all) expect(has(bits, n)).toBe(true);
      }),
    );
  });

  it('cut with another has what is in both', () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        expect(sorted(numbers(both(bitsOf(a), bitsOf(b))))).toEqual(sorted(a.filter((n) => b.includes(n))));
      }),
    );
  });

  it('is the same when it has been text, as a list and as bits', () => {
    fc.assert(
      fc.property(many, (all) => {
        const block = bitsOf(all).get(0) ?? emptyBlock();
        expect(decode(encode(block))).toEqual(block);
        expect(encode(block).startsWith('l')).toBe(all.length <= 200);
      }),
    );
  });

  it('has no more what was taken out', () => {
    const block = bitsOf([1, 31, 32, 4095]).get(0) ?? emptyBlock();
    clearBit(block, 31);
    clearBit(block, 31);
    expect([...numbers(new Map([[0, block]]))]).toEqual([1, 32, 4095]);
  });
});
