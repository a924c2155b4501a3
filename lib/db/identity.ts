import type { Id } from '../contract/basics.ts';
import type { Unsent } from '../contract/mirror.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { CallsideDb } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

/** How this database is found: by its own id, the last number its outbox gave, and what waits in it. */
export async function stateOfOutbox(db: CallsideDb): Promise<{ dbId: Id | null; high: number; unsent: Set<Id> }> {
  const dbId = (await readMeta(db, 'identity'))?.dbId ?? null;
  return { dbId, high: await lastNumber(db), unsent: new Set((await db.outbox.orderBy('id').keys()) as Id[]) };
}

/**
 * The last number that the outbox gave, whether its row is still there or not: the next one is drawn and the transaction given up, which puts the
 * counter back (Indexed Database API 3.0, "key generator").
 */
async function lastNumber(db: CallsideDb): Promise<number> {
  let next = 1;
  await db
    .transaction('rw', db.outbox, async (tx) => {
      next = (await db.outbox.add({ id: 'probe' } as OutboxRow)) as number;
      tx.abort();
    })
    .catch(() => undefined);
  return next - 1;
}

/** From the beginning: the endpoint is asked for everything again, and nothing is deleted anywhere. The database gets a name of its own where it has none. */
export function beginAgain(db: CallsideDb, dbId: Id): Promise<void> {
  return db.transaction('rw', db.meta, async () => {
    await db.meta.bulkDelete(['cursor', 'queue', 'pause']);
    await writeMeta(db, { key: 'identity', dbId });
  });
}

/** Names a database that has no name yet. */
export function nameDatabase(db: CallsideDb, dbId: Id): Promise<Id> {
  return db.transaction('rw', db.meta, async () => {
    const known = await readMeta(db, 'identity');
    if (known) return known.dbId;
    await writeMeta(db, { key: 'identity', dbId });
    return dbId;
  });
}

/** What waits, with when it was saved. Rows that are noted already are not read again. */
export async function unsentNow(db: CallsideDb, noted: readonly Unsent[]): Promise<{ high: number; unsent: Unsent[] }> {
  const ids = new Set((await db.outbox.orderBy('id').keys()) as Id[]);
  const kept = noted.filter(({ id }) => ids.has(id));
  for (const { id } of kept) ids.delete(id);
  const fresh = await db.outbox
    .where('id')
    .anyOf([...ids])
    .toArray();
  const high = ((await db.outbox.orderBy('n').lastKey()) as number | undefined) ?? 0;
  return { high, unsent: [...kept, ...fresh.map(({ id, createdAt }) => ({ id, at: createdAt }))] };
}
