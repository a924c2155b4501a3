import type { Deps } from './context.ts';

/** Changes that come one after another are taken together. */
const WAIT = 500;

export type KeepingUp = {
  /** Everything that is there now is done. */
  caughtUp(): Promise<void>;
  /** Ends after the batch at hand. */
  stop(): Promise<void>;
};

type Work = {
  /** Does at most a batch and answers whether there may be more. */
  batch: () => Promise<boolean>;
  /** Between two batches others may write (ms). */
  pause: number;
  /** Asked for without a change too, so often (ms). */
  every?: number;
  /** For the log, when a batch failed. */
  failed: string;
};

/** Does what follows from the changes in the store, for as long as the endpoint runs. A batch that fails is tried again with the next change or look. */
export function keepUp({ store, log }: Pick<Deps, 'store' | 'log'>, { batch, pause, every, failed }: Work): KeepingUp {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  const round = async (): Promise<void> => {
    try {
      while (!stopped && (await batch())) await new Promise((resolve) => setTimeout(resolve, pause));
    } catch (error) {
      // The message of an unknown error can hold a row.
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, failed);
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
  const ticking = every === undefined ? null : setInterval(() => void run(), every);
  ticking?.unref();
  const forget = store.onCommit(later);
  later();
  return {
    caughtUp: run,
    stop: async () => {
      stopped = true;
      forget();
      if (ticking) clearInterval(ticking);
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
