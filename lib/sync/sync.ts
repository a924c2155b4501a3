import { readMeta, writeMeta } from '../db/meta.ts';
import { again, waitsForEndpoint } from '../outbox/outbox.ts';
import { type DrainDeps, drain } from './drain.ts';
import { pull, type RefreshDeps, refill } from './refresh.ts';
import type { Failure } from './request.ts';

export type SyncDeps = DrainDeps &
  RefreshDeps & {
    /** Hold customers too. Only for an open panel of somebody who calls: nobody else keeps them from the others. */
    hold: boolean;
  };

/** One round: send, then fetch, then hold customers. Stops at the first failure and notes where the connection stands. */
export async function syncOnce(deps: SyncDeps): Promise<{ failure: Failure | null }> {
  const failure = (await drain(deps)).failure ?? (await pull(deps)) ?? (await drainHeldBack(deps)) ?? (deps.hold ? await refill(deps) : null);
  await noteLink(deps, failure);
  return { failure };
}

/** The endpoint answers again: what waited only for that goes now, not when its turn would have come. */
async function drainHeldBack(deps: SyncDeps): Promise<Failure | null> {
  const waiting = await deps.db.outbox.where('state').equals('waiting').toArray();
  const rows = waiting.filter((row) => waitsForEndpoint(row, deps.now()));
  if (rows.length === 0) return null;
  await deps.db.outbox.bulkPut(rows.map((row) => again(row, deps.now())));
  return (await drain(deps)).failure;
}

async function noteLink(deps: SyncDeps, failure: Failure | null): Promise<void> {
  const state = failure === null ? 'online' : failure.kind === 'unauthenticated' ? 'signed-out' : 'offline';
  const known = await readMeta(deps.db, 'link');
  if (known?.state !== state) await writeMeta(deps.db, { key: 'link', state, since: deps.now() });
}
