import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clauseAround } from '../../../lib/guard/clause.ts';

describe('the clause around a finding', () => {
  it.each([
    ['您好，这个我不知道，您再打吧。', '不知道', '这个我不知道，'],
    ['Hello. I don’t know yet. Bye.', 'know', 'I don’t know yet.'],
    ['It costs 3.50, not our problem', 'our', 'not our problem'],
    ['不知道', '不知道', '不知道'],
    ['不，知道', '不，知道', '不，知道'],
  ])('of %s', (text, found, expected) => {
    const start = text.indexOf(found);
    const clause = clauseAround(text, { start, end: start + found.length });
    expect(text.slice(clause.start, clause.end)).toBe(expected);
  });

  it('never leaves out a part of the finding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), fc.nat(), (text, a, b) => {
        const start = a % text.length;
        const end = start + 1 + (b % (text.length - start));
        const clause = clauseAround(text, { start, end });
        expect(clause.start).toBeLessThanOrEqual(start);
        expect(clause.end).toBeGreaterThanOrEqual(end);
        expect(clause.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
