import type { Deps } from '../context.ts';
import { indexRecords, termHash } from './index-records.ts';

/** Records that come one after another are indexed together; until then a search reads them. */
const WAIT = 500;
/** Between two batches others may write. */
const PAUSE = 10;

export type Indexer = {
  /** Everything that is there now is in the index. */
  caughtUp(): Promise<void>;
  /** Ends after the batch at hand. */
  stop(): Promise<void>;
};

/** Keeps the index of records up with the store, for as long as the endpoint runs. A batch that fails is tried again with the next change. */
export async function startIndexer(deps: Pick<Deps, 'store' | 'random' | 'log'>): Promise<Indexer> {
  const hash = await termHash(deps);
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  const round = async (): Promise<void> => {
    try {
      while (!stopped && (await indexRecords(deps, hash)) > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    } catch (error) {
      // The message of an unknown error can hold a row.
      deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'records were not indexed');
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
  const forget = deps.store.onCommit(later);
  later();
  return {
    caughtUp: run,
    stop: async () => {
      stopped = true;
      forget();
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
