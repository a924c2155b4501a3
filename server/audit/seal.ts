import type { Logger } from 'pino';
import type { Store } from '../store/port.ts';
import { nextBatch } from './chain.ts';

/** A batch is one transaction, and its statements stay short. */
const BATCH = 1_000;
/** An entry is sealed this soon at the latest. */
const EVERY_MS = 2_000;

/** Seals all entries that no batch has yet. Several instances may do so at once: one after the other has each chain. */
export async function sealAll(store: Store): Promise<void> {
  // Asked by a read first: while nothing happens, nothing is written.
  for (const chain of await store.read((tx) => tx.audit.openChains())) while ((await sealSome(store, chain)) === BATCH);
}

function sealSome(store: Store, chain: string): Promise<number> {
  return store.write(async (tx) => {
    const head = await tx.audit.lockHead(chain);
    const open = await tx.audit.openEntries(chain, BATCH);
    if (open.length === 0) return 0;
    const { batch, entries } = nextBatch(chain, head, open);
    await tx.audit.seal(batch, entries);
    return open.length;
  });
}

export type Sealer = { /** Seals what is left, and ends. */ stop(): Promise<void> };

/** Seals every two seconds while there is something to seal; a fault is told and tried again. */
export function startSealing({ store, log, everyMs = EVERY_MS }: { store: Store; log: Logger; everyMs?: number }): Sealer {
  // What an earlier run left open, it left open at its end.
  let changed = true;
  let running: Promise<void> = Promise.resolve();
  const unlisten = store.onCommit(() => {
    changed = true;
  });
  const round = async () => {
    if (!changed) return;
    changed = false;
    await sealAll(store).catch((error: unknown) => {
      changed = true;
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'the audit was not sealed; it is tried again');
    });
  };
  const timer = setInterval(() => {
    running = running.then(round);
  }, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      unlisten();
      await running;
      changed = true;
      await round();
    },
  };
}
