import type { Id } from '../lib/contract/basics.ts';
import type { Store, Tx } from './store/port.ts';

/** Counts of a store as of its last change, by what was counted. */
const counted = new WeakMap<Store, { seq: number; counts: Map<string, number> }>();

/**
 * A count that only changes which take a number can alter, as of all open tasks: counted once until the next of them. Fifty agents who draw at once ask the
 * same, and a hundred thousand rows are long to count. `tx` must not have written such a change itself: it could still be undone.
 */
export async function countOnce(store: Store, tx: Tx, what: string, count: () => Promise<number>): Promise<number> {
  const seq = await tx.lastSeq();
  const known = counted.get(store);
  const counts = known?.seq === seq ? known.counts : new Map<string, number>();
  if (known?.counts !== counts) counted.set(store, { seq, counts });
  const before = counts.get(what);
  if (before !== undefined) return before;
  const fresh = await count();
  counts.set(what, fresh);
  return fresh;
}

/** How many tasks of these places are open. */
export function openIn(store: Store, tx: Tx, placeIds: readonly Id[]): Promise<number> {
  return countOnce(store, tx, `open in ${placeIds.join()}`, () => tx.tasks.openIn(placeIds));
}
