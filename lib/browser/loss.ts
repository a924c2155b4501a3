import { liveQuery } from 'dexie';
import { storage } from 'wxt/utils/storage';
import type { Instant } from '../contract/basics.ts';
import { type Loss, lossSchema, type Mirror, mirrorSchema } from '../contract/mirror.ts';
import type { CallsideDb } from '../db/database.ts';
import { beginAgain, nameDatabase, stateOfOutbox, unsentNow } from '../db/identity.ts';
import { readMeta } from '../db/meta.ts';
import { both, lossOf, noteOf, withoutKnown } from '../outbox/loss.ts';
import type { Transport } from '../sync/transport.ts';

/** Outside IndexedDB: what happens to one does not happen to the other. */
const mirrorItem = storage.defineItem<Mirror | null>('local:mirror', { fallback: null });
export const lossItem = storage.defineItem<Loss | null>('local:loss', { fallback: null });

const LOCK = 'callside-mirror';
const MOST_NAMED = 500;

/** What the browser says of a database before anything of ours opens it. `dataLoss` is Chromium's own word for it; an empty one is made in its place. */
type FirstSight = { dataLoss: boolean };

/**
 * Called before anything else opens the database, in every page and in the worker: is it the one that was here, as far as it had come? Where it is not, the
 * endpoint will be asked for everything again, and the agent is told until they have read it. Nothing is deleted, here or there.
 *
 *   look at it raw ──► compare its id, counter and rows with the mirror ──► same: go on
 *                                                                      └──► note the loss (outside), begin again from cursor 0, then a new mirror
 */
export async function checkStorage(db: CallsideDb, deps: { now: () => Instant; newId: () => string }): Promise<void> {
  // Asked for before the first await: requests to open are answered in their order, so this one comes before Dexie's.
  const sight = lookFirst(db.name);
  await oneAtATime(async () => {
    const { dataLoss } = await sight;
    const mirror = mirrorSchema.safeParse(await mirrorItem.getValue()).data ?? null;
    const found = await stateOfOutbox(db);
    const now = deps.now();
    const lostUnseen: Loss | null = dataLoss ? { foundAt: now, how: 'gone', missing: [], asked: false } : null;
    const loss = lossOf(mirror, found, now) ?? lostUnseen;
    if (loss) {
      await lossItem.setValue(both(await currentLoss(), loss));
      await beginAgain(db, found.dbId ?? deps.newId());
    }
    const dbId = await nameDatabase(db, deps.newId());
    // Only now: until the loss is noted, the old mirror is all that knows of it.
    const { unsent } = await unsentNow(db, mirror?.unsent ?? []);
    await mirrorItem.setValue(noteOf(loss ? null : mirror, { dbId, high: found.high, unsent }));
  });
}

/** Notes what waits, outside the database. Only after `checkStorage` in the same page: before, it would wipe out the traces of a loss. */
export async function noteOutbox(db: CallsideDb): Promise<void> {
  await oneAtATime(async () => {
    const identity = await readMeta(db, 'identity');
    const mirror = mirrorSchema.safeParse(await mirrorItem.getValue()).data ?? null;
    if (!identity || (mirror && mirror.dbId !== identity.dbId)) return;
    const now = await unsentNow(db, mirror?.unsent ?? []);
    const next = noteOf(mirror, { dbId: identity.dbId, ...now });
    if (JSON.stringify(next) !== JSON.stringify(mirror)) await mirrorItem.setValue(next);
  });
}

/** Notes it after every change of the outbox, by whichever page, as long as this one is open. */
export function followOutbox(db: CallsideDb): () => void {
  const changes = liveQuery(async () => [await db.outbox.count(), await db.outbox.orderBy('n').lastKey()]);
  const following = changes.subscribe({ next: () => void noteOutbox(db).catch(() => undefined), error: () => undefined });
  return () => following.unsubscribe();
}

/** Asks the endpoint which of the missing changes it has. What cannot be asked now is asked in a later round. */
export async function askForMissing(transport: Pick<Transport, 'known'>): Promise<void> {
  const loss = await currentLoss();
  if (!loss || loss.asked) return;
  const known = new Set<string>();
  for (let from = 0; from < loss.missing.length; from += MOST_NAMED) {
    const reply = await transport.known(loss.missing.slice(from, from + MOST_NAMED).map(({ id }) => id));
    if (!reply.ok) return;
    for (const id of reply.value.known) known.add(id);
  }
  const current = await currentLoss();
  if (current?.foundAt === loss.foundAt) await lossItem.setValue(withoutKnown(current, known));
}

async function currentLoss(): Promise<Loss | null> {
  return lossSchema.safeParse(await lossItem.getValue()).data ?? null;
}

function lookFirst(name: string): Promise<FirstSight> {
  return new Promise((resolve) => {
    const sight: FirstSight = { dataLoss: false };
    const request = indexedDB.open(name);
    request.onupgradeneeded = (event) => {
      // Chromium only; elsewhere it is undefined.
      const { dataLoss } = event as IDBVersionChangeEvent & { dataLoss?: string };
      sight.dataLoss = dataLoss !== undefined && dataLoss !== 'none';
      // It is Dexie's to make.
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      request.result.close();
      resolve(sight);
    };
    request.onerror = (event) => {
      event.preventDefault();
      resolve(sight);
    };
  });
}

/** Over all pages and the worker. jsdom has no locks, nor a second page. */
async function oneAtATime(run: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  await (locks ? locks.request(LOCK, run) : run());
}
