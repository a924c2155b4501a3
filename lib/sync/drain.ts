import type { OutboxRow } from '../contract/outbox.ts';
import type { PushReply } from '../contract/wire.ts';
import type { CallsideDb } from '../db/database.ts';
import { faulted, gather, postponed, rejected } from '../outbox/outbox.ts';
import type { Failure } from './request.ts';
import type { Transport } from './transport.ts';

export type DrainDeps = { db: CallsideDb; transport: Transport; now: () => number; random: () => number };
export type DrainResult = { sent: number; rejected: number; failure: Failure | null };

const BATCH = 50;
/** Rows read at a time while looking for a batch: after a long outage the outbox holds a shift's work, and must not be read whole for every fifty. */
const READ = 100;

/**
 * Sends what waits, oldest first, until nothing is ready or the endpoint fails. Only the background calls it, under a lock.
 *
 *   ready rows ──► push ──► a result per row ──► stored, duplicate: gone from the outbox · rejected: stays and is shown
 *                   │                                └──► a fault with one row: it waits longer; too often, and it stays as rejected
 *                   └─► failed, or a fault with every row: all of the batch waits longer and is sent again with the same ids
 */
export async function drain(deps: DrainDeps): Promise<DrainResult> {
  const result: DrainResult = { sent: 0, rejected: 0, failure: null };
  let size = BATCH;
  for (;;) {
    const rows = await nextBatch(deps, size);
    if (rows.length === 0) return result;
    const reply = await deps.transport.push(rows.map((row) => row.mutation));
    if (reply.ok) {
      const applied = await apply(deps, rows, reply.value);
      result.sent += applied.sent;
      result.rejected += applied.rejected;
      if (applied.failure) return { ...result, failure: applied.failure };
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
      await noteAll(
        deps.db,
        rows.map((row) => rejected(row, errorOf(failure), deps.now())),
      );
      result.rejected += rows.length;
      continue;
    }
    result.rejected += await putOff(deps, rows, failure);
    return { ...result, failure };
  }
}

async function nextBatch({ db, now }: DrainDeps, size: number): Promise<OutboxRow[]> {
  const gathering = gather(now(), size, await inCall(db));
  for (let last = 0; ; ) {
    const rows = await db.outbox.where('n').above(last).limit(READ).toArray();
    for (const row of rows) if (!gathering.take(row)) return gathering.rows();
    last = rows.at(-1)?.n ?? last;
    if (rows.length < READ) return gathering.rows();
  }
}

/** All of them wait longer. A fault with one that went alone is that row's own. Answers how many have had too many. */
async function putOff(deps: DrainDeps, rows: OutboxRow[], failure: Failure): Promise<number> {
  const error = errorOf(failure);
  const isOwn = failure.kind === 'internal' && rows.length === 1;
  const next = rows.map((row) =>
    isOwn ? faulted(row, error, deps.now(), deps.random()) : postponed(row, error, deps.now(), deps.random(), failure.retryAfterMs),
  );
  await noteAll(deps.db, next);
  return next.filter(({ state }) => state === 'rejected').length;
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

type Applied = { sent: number; rejected: number; failure: Failure | null };

async function apply(deps: DrainDeps, rows: OutboxRow[], reply: PushReply): Promise<Applied> {
  const { db } = deps;
  const results = new Map(reply.results.map((one) => [one.id, one]));
  const isFault = (row: OutboxRow) => {
    const one = results.get(row.id);
    return one?.status === 'rejected' && one.error.retry;
  };
  const [first] = reply.results;
  // Nothing could be stored at all: that is the endpoint's trouble (a full disk), and no row's.
  if (rows.every(isFault) && first?.status === 'rejected') {
    const failure: Failure = { ...first.error, retryAfterMs: null };
    return { sent: 0, rejected: await putOff(deps, rows, failure), failure };
  }
  const done = rows.filter((row) => ['stored', 'duplicate'].includes(results.get(row.id)?.status ?? ''));
  const kept = rows.flatMap((row) => left(deps, row, results.get(row.id)));
  const sentAt = deps.now();
  await db.transaction('rw', [db.outbox, db.records], async () => {
    await db.records.bulkUpdate(done.flatMap(({ mutation }) => (mutation.kind === 'record.save' ? [{ key: mutation.record.id, changes: { sentAt } }] : [])));
    await db.outbox.bulkDelete(done.map(({ n }) => n));
    await noteAll(db, kept);
  });
  return { sent: done.length, rejected: kept.filter(({ state }) => state === 'rejected').length, failure: null };
}

/** What stays of a row that was answered; nothing when it was stored. */
function left(deps: DrainDeps, row: OutboxRow, result: PushReply['results'][number] | undefined): OutboxRow[] {
  if (!result) return [faulted(row, { kind: 'bad-reply', message: 'no result for this row', field: null }, deps.now(), deps.random())];
  if (result.status !== 'rejected') return [];
  const error = { kind: result.error.kind, message: result.error.message, field: result.error.field };
  return [result.error.retry ? faulted(row, error, deps.now(), deps.random()) : rejected(row, error, deps.now())];
}

/** Only how it went: what a row says may have been changed here while it was on its way. */
async function noteAll(db: CallsideDb, rows: readonly OutboxRow[]): Promise<void> {
  await db.outbox.bulkUpdate(
    rows.map(({ n, state, attempts, nextAt, lastError, faults }) => ({
      key: n,
      changes: { state, attempts, nextAt, lastError, ...(faults === undefined ? {} : { faults }) },
    })),
  );
}

function errorOf(failure: Failure): { kind: Failure['kind']; message: string; field: string | null } {
  return { kind: failure.kind, message: failure.message, field: failure.field };
}
