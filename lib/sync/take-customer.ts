import type { CallsideDb } from '../db/database.ts';
import { writeMeta } from '../db/meta.ts';
import { heldHere } from './held.ts';
import { inTurn } from './in-turn.ts';
import { leaseHere } from './lease.ts';
import { isPending, pendingOf } from './pending.ts';
import { putDivergences, putRecords, putServices } from './receive.ts';
import type { Transport } from './transport.ts';

export type Taking = { ok: true } | { ok: false; kind: 'held' | 'not-found' | 'offline' };

type TakeDeps = { db: CallsideDb; transport: Transport; agentId: string; now: () => number };

/** Asks the endpoint to hold one customer for a call without a drawn task, and brings their file here. */
export function takeCustomer(deps: TakeDeps, customerId: string): Promise<Taking> {
  return inTurn(deps.db, () => take(deps, customerId));
}

async function take(deps: TakeDeps, customerId: string): Promise<Taking> {
  const { db, agentId } = deps;
  const { hold } = await heldHere(db, agentId);
  const asked = deps.now();
  const reply = await deps.transport.claim({ want: 0, hold, customerId });
  if (!reply.ok) return { ok: false, kind: reply.failure.kind === 'held' ? 'held' : reply.failure.kind === 'not-found' ? 'not-found' : 'offline' };
  const found = reply.value.customer;
  if (!found) return { ok: false, kind: 'not-found' };
  await db.transaction('rw', [db.customers, db.services, db.tasks, db.records, db.divergences, db.outbox, db.meta], async () => {
    const pending = pendingOf(await db.outbox.toArray());
    if (!pending.customers.has(customerId)) await db.customers.put(found.customer);
    await putServices(db, found.services);
    await putRecords(db, found.records, pending);
    await putDivergences(db, found.divergences ?? [], pending);
    if (found.task && !isPending(pending, found.task)) await db.tasks.put(leaseHere(found.task, asked - reply.value.clock.now));
    await writeMeta(db, { key: 'found', customerId, at: deps.now() });
  });
  return { ok: true };
}
