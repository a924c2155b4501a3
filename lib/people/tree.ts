import type { Id } from '../contract/basics.ts';

type Node = { id: Id; parentId: Id | null; name: string };

/** Places as one reads a tree: each below the one it belongs to, by name. What stands below nothing here begins it. */
export function treeOf<T extends Node>(places: readonly T[], compare: (a: string, b: string) => number): { place: T; depth: number }[] {
  const known = new Set(places.map(({ id }) => id));
  const below = Map.groupBy(places, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null));
  const seen = new Set<Id>();
  const walk = (parentId: Id | null, depth: number): { place: T; depth: number }[] =>
    (below.get(parentId) ?? [])
      .toSorted((a, b) => compare(a.name, b.name))
      .flatMap((place) => {
        if (seen.has(place.id)) return [];
        seen.add(place.id);
        return [{ place, depth }, ...walk(place.id, depth + 1)];
      });
  return walk(null, 0);
}

/** Where a place may be moved to: anywhere but below itself. */
export function possibleParents<T extends Node>(places: readonly T[], id: Id): T[] {
  const under = new Set([id]);
  for (let before = 0; before !== under.size; ) {
    before = under.size;
    for (const place of places) if (place.parentId !== null && under.has(place.parentId)) under.add(place.id);
  }
  return places.filter((place) => !under.has(place.id));
}
