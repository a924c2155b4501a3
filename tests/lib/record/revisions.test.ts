import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseOf, headsOf, revise } from '../../../lib/record/revisions.ts';
import { record } from '../plan/build.ts';

const revised = (...basedOn: number[]) => ({ by: 'agent-1', at: 1, why: 'a slip', basedOn });
/** Revisions as `number: what it is based on`; nothing for the first, or for one that does not say. */
const made = (bases: (number[] | null)[]) => bases.map((basedOn, index) => ({ revision: index + 1, ...(basedOn ? { revised: revised(...basedOn) } : {}) }));

describe('which revisions stand', () => {
  const cases: [title: string, bases: (number[] | null)[], heads: number[]][] = [
    ['the only one', [null], [1]],
    ['the last of a line', [null, [1], [2]], [3]],
    ['the last of those that say nothing, as records saved whole', [null, null, null], [3]],
    ['both of two made apart', [null, [1], [1]], [2, 3]],
    ['a line and the one beside it', [null, [1], [1], [2]], [3, 4]],
    ['the one that is based on both', [null, [1], [1], [2, 3]], [4]],
    ['two of three while one was not seen', [null, [1], [1], [1], [2, 4]], [3, 5]],
  ];
  for (const [title, bases, heads] of cases) {
    it(`is ${title}`, () => {
      expect(headsOf(made(bases))).toEqual(heads);
      expect(headsOf(made(bases).toReversed())).toEqual(heads);
    });
  }

  const histories = fc
    .array(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), { maxLength: 12 })
    .map((picks) => made([null, ...picks.map((pick, index) => [...new Set(pick.map((n) => 1 + (n % (index + 1))))])]));

  it('is always at least one, and one alone after a revision based on all of them', () => {
    fc.assert(
      fc.property(histories, (revisions) => {
        const heads = headsOf(revisions);
        expect(heads.length).toBeGreaterThan(0);
        expect(heads).toContain(revisions.length);
        const next = revisions.length + 1;
        expect(headsOf([...revisions, { revision: next, revised: revised(...heads) }])).toEqual([next]);
      }),
    );
  });
});

describe('what a correction continues', () => {
  const known = [
    { revision: 1, madeBy: null },
    { revision: 2, madeBy: 'of-the-lead' },
    { revision: 3, madeBy: 'of-the-agent' },
  ];
  it.each([
    ['what it names', { basedOn: [1] }, [1]],
    ['all that it names, each once and in order', { basedOn: [3, 2, 3] }, [2, 3]],
    ['what an earlier correction became, whatever number it bears by now', { basedOn: [1], follows: 'of-the-agent' }, [3]],
    ['what it names, where the earlier correction never came', { basedOn: [1], follows: 'refused' }, [1]],
    ['nothing, where it names one that is not there', { basedOn: [1, 4] }, null],
  ])('is %s', (_, correction, base) => {
    expect(baseOf(known, correction)).toEqual(base);
  });
});

describe('a record after a correction', () => {
  it('has the new answers and who, when and why; the facts of the call stay', () => {
    const before = record();
    const content = { ...before.content, said: { kind: 'text' as const, text: 'the zip, not the button' } };
    const after = revise(before, 2, { outcome: 'reached', satisfaction: 'fair', content, by: 'lead-1', at: 7, why: 'listened again', basedOn: [1] });
    expect(after).toEqual({
      ...before,
      revision: 2,
      satisfaction: 'fair',
      content,
      revised: { by: 'lead-1', at: 7, why: 'listened again', basedOn: [1] },
    });
  });
});
