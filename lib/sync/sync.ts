import { readMeta, writeMeta } from '../db/meta.ts';
import { waitsForEndpoint } from '../outbox/outbox.ts';
import { type DrainDeps, drain } from './drain.ts';
import { pull, type RefreshDeps, refill } from './refresh.ts';
import type { Failure } from './request.ts';
import { pullReviews } from './reviews.ts';

export type SyncDeps = DrainDeps &
  RefreshDeps & {
    /** Hold customers too. Only for an open panel of somebody who calls: nobody else keeps them from the others. */
    hold: boolean;
    /** False while this machine has no way to the endpoint at all: nothing is asked then, and nothing counted as an attempt. */
    online?: () => boolean;
  };

/** No pause is longer, whatever the endpoint asks for: so a later time is that of a clock which has been set back since. */
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * One round: send, then fetch, then hold customers. Stops at the first failure and notes where the connection stands.
 *
 *   no network ──► nothing is asked      the endpoint asked for a pause ──► nothing is asked until it is over
 */
export async function syncOnce(deps: SyncDeps): Promise<{ failure: Failure | null }> {
  const pause = await pauseLeft(deps);
  if (pause !== null) return { failure: { kind: 'too-many', message: 'asked to wait', field: null, retry: true, retryAfterMs: pause } };
  const failure = deps.online?.() === false ? unreached : await round(deps);
  if (failure?.retryAfterMs) await writeMeta(deps.db, { key: 'pause', until: deps.now() + Math.min(failure.retryAfterMs, LONGEST_PAUSE_MS) });
  await noteLink(deps, failure);
  return { failure };
}

const unreached: Failure = { kind: 'offline', message: 'no network', field: null, retry: true, retryAfterMs: null };

async function round(deps: SyncDeps): Promise<Failure | null> {
  return (
    (await drain(deps)).failure ?? (await pull(deps)) ?? (await pullReviews(deps)) ?? (await drainHeldBack(deps)) ?? (deps.hold ? await refill(deps) : null)
  );
}

/** How long the endpoint still wants to be left alone, ms; null when it does not. */
async function pauseLeft({ db, now }: SyncDeps): Promise<number | null> {
  const until = (await readMeta(db, 'pause'))?.until ?? 0;
  const left = until - now();
  return left > 0 && left <= LONGEST_PAUSE_MS ? left : null;
}

/** The endpoint answers again: what waited only for that goes now, not when its turn would have come. */
async function drainHeldBack(deps: SyncDeps): Promise<Failure | null> {
  const now = deps.now();
  const waiting = await deps.db.outbox
    .where('nextAt')
    .above(now)
    .and((row) => waitsForEndpoint(row, now))
    .modify({ nextAt: now });
  return waiting === 0 ? null : (await drain(deps)).failure;
}

async function noteLink(deps: SyncDeps, failure: Failure | null): Promise<void> {
  const state = failure === null ? 'online' : failure.kind === 'unauthenticated' ? 'signed-out' : 'offline';
  const known = await readMeta(deps.db, 'link');
  if (known?.state !== state) await writeMeta(deps.db, { key: 'link', state, since: deps.now() });
}
