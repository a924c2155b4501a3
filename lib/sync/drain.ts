import type { OutboxRow } from '../contract/outbox.ts';
import type { PushReply } from '../contract/wire.ts';
import type { CallsideDb } from '../db/database.ts';
import { batch, postponed, rejected } from '../outbox/outbox.ts';
import type { Failure } from './request.ts';
import type { Transport } from './transport.ts';

export type DrainDeps = { db: CallsideDb; transport: Transport; now: () => number; random: () => number };
export type DrainResult = { sent: number; rejected: number; failure: Failure | null };

const BATCH = 50;

/**
 * Sends what waits, oldest first, until nothing is ready or the endpoint fails. Only the background calls it, under a lock.
 *
 *   ready rows ──► push ──► a result per row ──► stored, duplicate: gone from the outbox · rejected: stays and is shown
 *                   └─► failed: all of the batch waits longer and is sent again with the same ids
 */
export async function drain(deps: DrainDeps): Promise<DrainResult> {
  const result: DrainResult = { sent: 0, rejected: 0, failure: null };
  let size = BATCH;
  for (;;) {
    const rows = batch(await deps.db.outbox.orderBy('n').toArray(), deps.now(), size, await inCall(deps.db));
    if (rows.length === 0) return result;
    const reply = await deps.transport.push(rows.map((row) => row.mutation));
    if (reply.ok) {
      const applied = await apply(deps, rows, reply.value);
      result.sent += applied.sent;
      result.rejected += applied.rejected;
      size = BATCH;
      continue;
    }
    const { failure } = reply;
    const refused = failure.kind === 'too-large' || failure.kind === 'invalid';
    if (refused && rows.length > 1) {
      // One row too many, or one that cannot be read, must not hold up the others: halve until it stands alone.
      size = Math.ceil(rows.length / 2);
      continue;
    }
    if (refused) {
      await putAll(deps.db, rows, (row) => rejected(row, errorOf(failure), deps.now()));
      result.rejected += rows.length;
      continue;
    }
    await putAll(deps.db, rows, (row) => postponed(row, errorOf(failure), deps.now(), deps.random(), failure.retryAfterMs));
    return { ...result, failure };
  }
}

/**
 * The customer in the open call, with their tasks. A record of an earlier call to them waits for the end of this one: the endpoint lets a
 * customer go when their record arrives, and another agent could be given them in the middle of this call.
 */
async function inCall(db: CallsideDb): Promise<string[]> {
  const call = await db.calls.toCollection().first();
  if (!call?.customerId) return [];
  return [call.customerId, ...(await db.tasks.where('customerId').equals(call.customerId).primaryKeys())];
}

async function apply(deps: DrainDeps, rows: OutboxRow[], reply: PushReply): Promise<{ sent: number; rejected: number }> {
  const { db } = deps;
  const results = new Map(reply.results.map((one) => [one.id, one]));
  const counts = { sent: 0, rejected: 0 };
  await db.transaction('rw', [db.outbox, db.records], async () => {
    for (const row of rows) {
      const one = results.get(row.id);
      if (!one) {
        await db.outbox.put(postponed(row, { kind: 'bad-reply', message: 'no result for this row', field: null }, deps.now(), deps.random()));
      } else if (one.status === 'rejected') {
        const error = { kind: one.error.kind, message: one.error.message, field: one.error.field };
        await db.outbox.put(one.error.retry ? postponed(row, error, deps.now(), deps.random()) : rejected(row, error, deps.now()));
        if (!one.error.retry) counts.rejected += 1;
      } else {
        const recordId = row.mutation.kind === 'record.save' ? row.mutation.record.id : row.mutation.kind === 'record.revise' ? row.mutation.recordId : null;
        if (recordId !== null) await db.records.update(recordId, { sentAt: deps.now() });
        await db.outbox.delete(row.n);
        counts.sent += 1;
      }
    }
  });
  return counts;
}

async function putAll(db: CallsideDb, rows: OutboxRow[], next: (row: OutboxRow) => OutboxRow): Promise<void> {
  await db.outbox.bulkPut(rows.map(next));
}

function errorOf(failure: Failure): { kind: Failure['kind']; message: string; field: string | null } {
  return { kind: failure.kind, message: failure.message, field: failure.field };
}
