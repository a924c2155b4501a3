import type { Id } from '../contract/basics.ts';
import type { Place } from '../contract/place.ts';
import type { ClaimReply } from '../contract/wire.ts';
import { keepContent } from '../db/content.ts';
import type { CallsideDb } from '../db/database.ts';
import { eraseLocal, erasingTables } from '../db/erase-local.ts';
import { readMeta, writeMeta } from '../db/meta.ts';
import { heldHere } from './held.ts';
import { inTurn } from './in-turn.ts';
import { leaseHere } from './lease.ts';
import { isDivergencePending, isPending, type Pending, pendingOf } from './pending.ts';
import { acceptPulled, type Pulled } from './pulled.ts';
import { putDivergences, putRecords, putServices } from './receive.ts';
import type { Failure } from './request.ts';
import type { Transport } from './transport.ts';

export type RefreshDeps = {
  db: CallsideDb;
  transport: Transport;
  agentId: string;
  now: () => number;
  onPlace: (place: Place) => Promise<void>;
  onClock: (demoOffset: number | null) => Promise<void>;
};

/** Customers held ahead of the one on screen: enough for a short outage, few enough not to starve the others. */
const HOLD = 5;
const MOST = 10;

/** Everything that changed at the endpoint since the cursor. */
export async function pull(deps: RefreshDeps): Promise<Failure | null> {
  await goBackForMissed(deps.db);
  for (;;) {
    const page = await inTurn(deps.db, () => pullPage(deps));
    if (page !== 'more') return page;
  }
}

async function pullPage(deps: RefreshDeps): Promise<Failure | 'more' | null> {
  const known = await readMeta(deps.db, 'cursor');
  const cursor = known?.value ?? 0;
  const asked = deps.now();
  const reply = await deps.transport.pull(cursor, known?.etag);
  if (!reply.ok) return reply.failure;
  if (reply.value === null) return null;
  await applyPull(deps.db, reply.value, { asked, etag: reply.etag ?? null, cursor });
  await deps.onClock(reply.value.clock.demoOffset);
  if (reply.value.place) await deps.onPlace(reply.value.place);
  return reply.value.more && reply.value.cursor > cursor ? 'more' : null;
}

/** An answer can be lost after the endpoint has done the change, and what came of it is pulled before the change is sent again: it was left aside then. */
async function goBackForMissed(db: CallsideDb): Promise<void> {
  await db.transaction('rw', [db.meta, db.outbox], async () => {
    const missed = await readMeta(db, 'missed');
    if (!missed) return;
    const waiting = new Set(Object.values(pendingOf(await db.outbox.toArray())).flatMap((ids) => [...ids]));
    if (missed.ids.some((id) => waiting.has(id))) return;
    await db.meta.delete('missed');
    const here = await readMeta(db, 'cursor');
    if (here && here.value > missed.cursor) await writeMeta(db, { key: 'cursor', value: missed.cursor });
  });
}

/** Ids under which something in the answer is not written because a change of ours waits. */
function leftAside(reply: Pulled, pending: Pending): Id[] {
  return [
    ...reply.customers.filter(({ id }) => pending.customers.has(id)).map(({ id }) => id),
    ...reply.tasks.filter((task) => isPending(pending, task)).flatMap(({ id, customerId }) => [id, customerId]),
    ...reply.records.filter(({ id }) => pending.records.has(id)).map(({ id }) => id),
    ...(reply.divergences ?? []).filter((one) => isDivergencePending(pending, one)).map((one) => (one.kind === 'record' ? one.recordId : one.id)),
  ];
}

async function applyPull(db: CallsideDb, reply: Pulled, { asked, etag, cursor }: { asked: number; etag: string | null; cursor: number }): Promise<void> {
  const ahead = asked - reply.clock.now;
  const { good, refused } = acceptPulled(reply, asked);
  await db.transaction('rw', [db.scripts, db.phraseLists, ...erasingTables(db)], async () => {
    const pending = pendingOf(await db.outbox.toArray());
    await keepContent(db, good, refused);
    await db.customers.bulkPut(reply.customers.filter(({ id }) => !pending.customers.has(id)));
    await putServices(db, reply.services);
    await db.tasks.bulkPut(reply.tasks.filter((task) => !isPending(pending, task)).map((task) => leaseHere(task, ahead)));
    await putRecords(db, reply.records, pending);
    await putDivergences(db, reply.divergences ?? [], pending);
    // Last: a row of theirs may have come with the same answer.
    await eraseLocal(db, reply.erased ?? []);
    const aside = leftAside(reply, pending);
    if (aside.length > 0) {
      const before = await readMeta(db, 'missed');
      await writeMeta(db, { key: 'missed', cursor: Math.min(cursor, before?.cursor ?? cursor), ids: [...new Set([...(before?.ids ?? []), ...aside])] });
    }
    await writeMeta(db, { key: 'cursor', value: reply.cursor, etag });
  });
}

/** Renews what this agent holds and draws up to `HOLD` more; what the endpoint no longer gives is put away here. */
export function refill(deps: RefreshDeps): Promise<Failure | null> {
  const { db, agentId } = deps;
  return inTurn(db, async () => {
    const { hold, unsent } = await heldHere(db, agentId);
    const asked = deps.now();
    const reply = await deps.transport.claim({ want: Math.min(MOST, HOLD + unsent), hold, customerId: null });
    if (!reply.ok) return reply.failure;
    await applyClaims(db, agentId, reply.value, asked);
    await deps.onClock(reply.value.clock.demoOffset);
    return null;
  });
}

/** Writes what was claimed; `now` is when it was asked for. Rows with local changes on their way are left as they are here. */
async function applyClaims(db: CallsideDb, agentId: string, reply: ClaimReply, now: number): Promise<void> {
  await db.transaction('rw', [db.customers, db.services, db.tasks, db.records, db.divergences, db.outbox, db.calls, db.meta], async () => {
    const pending = pendingOf(await db.outbox.toArray());
    const call = await db.calls.toCollection().first();
    const given = new Set(reply.work.map(({ task }) => task.id));
    const put = await db.tasks
      .where('state')
      .equals('open')
      .and((task) => task.claim?.agentId === agentId && !given.has(task.id) && !isPending(pending, task) && task.id !== call?.taskId)
      .primaryKeys();
    await db.tasks.bulkDelete(put);
    for (const { task, customer, services, records, divergences } of reply.work) {
      if (!isPending(pending, task)) await db.tasks.put(leaseHere(task, now - reply.clock.now));
      if (!pending.customers.has(customer.id)) await db.customers.put(customer);
      await putServices(db, services);
      await putRecords(db, records, pending);
      await putDivergences(db, divergences ?? [], pending);
    }
    await writeMeta(db, { key: 'queue', at: now, waiting: reply.waiting, why: reply.why, nextAt: reply.nextAt, guarantees: reply.guarantees });
  });
}
