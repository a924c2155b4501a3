import type { Id } from '../lib/contract/basics.ts';
import type { Deps } from './context.ts';
import { type KeepingUp, keepUp } from './keep-up.ts';
import { endOptOuts } from './opt-out-ends.ts';
import { replan } from './planning.ts';
import type { Tx } from './store/port.ts';

/** The number of the last change whose customer is planned. */
const PLANNED = 'plan-seq';
/** Days begin and windows open by the clock alone: so often it is asked. */
const EVERY = 30_000;
/** A batch takes some 80 ms, in which nobody else can write. */
const BATCH = 800;
/** So many changes are looked at together, and so many times in a batch. */
const WINDOW = 2000;
const WINDOWS = 20;
const NEVER = 1000 * 365 * 86_400_000;
/** Between two batches others may write. */
const PAUSE = 5;

/** Keeps the plan up with the files and the clock. Only those are planned again whose file, rules or day have changed. */
export function startPlanner(deps: Pick<Deps, 'store' | 'clock' | 'newId' | 'log'>): KeepingUp {
  return keepUp(deps, { batch: () => planBatch(deps), pause: PAUSE, every: EVERY, failed: 'customers were not planned' });
}

/**
 * Plans at most a batch of those who have changed or whose next look has come. Answers whether there may be more. Two instances may do it at once: the row
 * of the watermark is written first and holds the other one back.
 */
export async function planBatch({ store, clock, newId }: Pick<Deps, 'store' | 'clock' | 'newId'>): Promise<boolean> {
  const now = clock.now();
  const isBehind = await store.read(async (tx) => (await markOf(tx)) < (await tx.lastSeq()) || (await tx.customers.toPlan(now, 1)).length > 0);
  if (!isBehind) return false;
  return store.write(async (tx) => {
    await tx.meta.set(PLANNED, String(await markOf(tx)));
    const end = await tx.lastSeq();
    const { ids, mark } = await changedSince(tx, await markOf(tx), end);
    // Those who have changed first; the clock can wait for a batch.
    const due = ids.length > 0 ? ids : await tx.customers.toPlan(now, BATCH);
    const places = new Map((await tx.places.all()).map((place) => [place.id, place]));
    const customers = await endOptOuts({ tx, places, now, newId }, await tx.customers.get(due));
    await replan({ tx, places, now, newId }, customers);
    // Who was erased meanwhile has nothing to plan, and must not come up for ever.
    const there = new Set(customers.map(({ id }) => id));
    await tx.customers.setPlanned(due.filter((id) => !there.has(id)).map((id) => ({ id, at: now + NEVER })));
    // Up to the end: what was written here is planned already.
    await tx.meta.set(PLANNED, String(mark < end ? mark : await tx.lastSeq()));
    return true;
  });
}

async function markOf(tx: Tx): Promise<number> {
  return Number((await tx.meta.get(PLANNED)) ?? 0);
}

/** In windows of the change log, so that each of its rows is looked at once, however many of them are of the planner itself. */
async function changedSince(tx: Tx, after: number, end: number): Promise<{ ids: Id[]; mark: number }> {
  const ids = new Set<Id>();
  let mark = after;
  for (let n = 0; n < WINDOWS && mark < end && ids.size < BATCH; n += 1) {
    const upTo = Math.min(end, mark + WINDOW);
    const changed = await tx.customers.changedBetween(mark, upTo, BATCH);
    for (const { customerId } of changed) ids.add(customerId);
    mark = changed.length < BATCH ? upTo : (changed.at(-1)?.seq ?? upTo);
  }
  return { ids: [...ids], mark };
}
