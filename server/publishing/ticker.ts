import type { Deps } from '../context.ts';
import { publishDue } from './publish.ts';

/** How late a planned version may be, ms. */
const EVERY_MS = 1_000;

/** Publishes what has come due, as long as the endpoint runs. Every instance looks, each version is made once. Answers how to stop: a round that runs is waited for. */
export function startPublishing(deps: Deps, everyMs = EVERY_MS): () => Promise<void> {
  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    round = round.then(() => publishingRound(deps));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}

/** One look. A fault is told and the next round tries again. */
export async function publishingRound(deps: Deps): Promise<void> {
  try {
    const now = deps.clock.now();
    // A read first: nearly always there is nothing, and a write would wake every listener.
    if ((await deps.store.read((tx) => tx.publishing.due(now))).length === 0) return;
    const settled = await deps.store.write((tx) => publishDue(tx, now));
    for (const { kind, contentId, version, state } of settled) deps.log.info({ kind, contentId, version, state }, 'planned version');
  } catch (error) {
    deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'planned versions were not published');
  }
}
