import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { possibleParents, treeOf } from '../../../lib/people/tree.ts';

const place = (id: string, parentId: string | null) => ({ id, parentId, name: id });
const compare = (a: string, b: string) => a.localeCompare(b);
const shown = (places: ReturnType<typeof place>[]) => treeOf(places, compare).map(({ place: { id }, depth }) => `${'-'.repeat(depth)}${id}`);

/** A tree of up to 12 places, in any order. */
const trees = fc.array(fc.nat(), { minLength: 1, maxLength: 12 }).chain((parents) =>
  fc.shuffledSubarray(
    parents.map((n, index) => place(`p${index}`, index === 0 ? null : `p${n % index}`)),
    { minLength: parents.length },
  ),
);

describe('the tree of places', () => {
  it('is read from the top, by name', () => {
    expect(shown([place('b', 'top'), place('a2', 'a'), place('top', null), place('a', 'top'), place('a1', 'a')])).toEqual(['top', '-a', '--a1', '--a2', '-b']);
  });

  it('begins with what is known, when the places above are out of reach', () => {
    expect(shown([place('store', 'centre'), place('desk', 'store')])).toEqual(['store', '-desk']);
  });

  it('has everything once, whatever the tree', () => {
    fc.assert(
      fc.property(trees, (places) => {
        expect(
          treeOf(places, compare)
            .map(({ place: { id } }) => id)
            .sort(),
        ).toEqual(places.map(({ id }) => id).sort());
      }),
    );
  });

  it('moved to a possible parent has no circle', () => {
    fc.assert(
      fc.property(trees, fc.nat(), (places, n) => {
        const moved = places[n % places.length] ?? place('p0', null);
        for (const parent of possibleParents(places, moved.id)) {
          const after = places.map((one) => (one.id === moved.id ? { ...one, parentId: parent.id } : one));
          expect(treeOf(after, compare)).toHaveLength(places.length);
        }
      }),
    );
  });
});
