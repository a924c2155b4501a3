import type { Deps } from './context.ts';
import { replan } from './planning.ts';

/** The number of the last change whose customer is planned. */
const PLANNED = 'plan-seq';
/** Changes that come one after another are planned together. */
const WAIT = 500;
/** Days begin and windows open by the clock alone: so often it is asked. */
const EVERY = 30_000;
/** A batch takes some 50 ms, in which nobody else can write. */
const BATCH = 200;
/** Between two batches others may write. */
const PAUSE = 5;

export type Planner = {
  /** All that has changed and all whose time has come is planned. */
  caughtUp(): Promise<void>;
  /** Ends after the batch at hand. */
  stop(): Promise<void>;
};

/**
 * Keeps the plan up with the files and the clock, for as long as the endpoint runs. Only those are planned again whose file, rules or day have changed; a
 * batch that fails is tried again with the next look.
 */
export function startPlanner(deps: Pick<Deps, 'store' | 'clock' | 'newId' | 'log'>): Planner {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  const round = async (): Promise<void> => {
    try {
      while (!stopped && (await planBatch(deps))) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    } catch (error) {
      // The message of an unknown error can hold a row.
      deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'customers were not planned');
    }
  };
  const run = (): Promise<void> => {
    running = running.then(round);
    return running;
  };
  const later = (): void => {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = null;
      void run();
    }, WAIT);
    timer.unref();
  };
  const ticking = setInterval(() => void run(), EVERY);
  ticking.unref();
  const forget = deps.store.onCommit(later);
  later();
  return {
    caughtUp: run,
    stop: async () => {
      stopped = true;
      forget();
      clearInterval(ticking);
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

/**
 * Plans at most a batch of those who have changed or whose next look has come. Answers whether there may be more. Two instances may do it at once: the row
 * of the watermark is written first and holds the other one back.
 */
export async function planBatch({ store, clock, newId }: Pick<Deps, 'store' | 'clock' | 'newId'>): Promise<boolean> {
  const now = clock.now();
  const isBehind = await store.read(async (tx) => {
    const changed = await tx.customers.changedAfter(Number((await tx.meta.get(PLANNED)) ?? 0), 1);
    return changed.length > 0 || (await tx.customers.toPlan(now, 1)).length > 0;
  });
  if (!isBehind) return false;
  return store.write(async (tx) => {
    const before = (await tx.meta.get(PLANNED)) ?? '0';
    await tx.meta.set(PLANNED, before);
    const mark = Number((await tx.meta.get(PLANNED)) ?? 0);
    const changed = await tx.customers.changedAfter(mark, BATCH);
    const ids = new Set([...changed.map(({ customerId }) => customerId), ...(await tx.customers.toPlan(now, BATCH))]);
    ids.delete('');
    const customers = await tx.customers.get([...ids]);
    const places = new Map((await tx.places.all()).map((place) => [place.id, place]));
    await replan({ tx, places, now, newId }, customers);
    // What was written here is planned already, unless somebody else's change stands before it.
    await tx.meta.set(PLANNED, String(changed.length < BATCH ? await tx.lastSeq() : (changed.at(-1)?.seq ?? mark)));
    return true;
  });
}
