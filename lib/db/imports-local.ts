import type { Id, Instant } from '../contract/basics.ts';
import type { Customer } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import type { ImportChange, ImportedFile, Undone } from '../contract/undo-import.ts';
import { wholeOf } from '../import/parts.ts';
import { type Undoing, undoImport } from '../import/undo.ts';
import { addUndone } from '../import/undone.ts';
import { planCustomer } from '../plan/plan-customer.ts';
import type { CallsideDb } from './database.ts';
import { ofCustomers } from './of-customers.ts';
import { planFiles } from './plan-local.ts';

/** An import with all its parts, in the order in which they came; what each changed stands in a row of its own. */
type StoredFile = { key: string; importId: Id; at: Instant; fileName: string; rows: number; parts: Id[]; undone: Undone | null };
type StoredChanges = { key: string; changes: ImportChange[] };

const FILE = 'imported:';
const changesKey = (partId: Id) => `import-changes:${partId}`;
const files = (db: CallsideDb) => db.table<StoredFile, string>('meta');
const changesOf = (db: CallsideDb) => db.table<StoredChanges, string>('meta');

/** Notes a part of an import and what it changed; inside the transaction that does it. */
export async function noteImport(
  db: CallsideDb,
  { importId, at, fileName, rows }: { importId: Id; at: Instant; fileName: string; rows: number },
  changes: ImportChange[],
): Promise<void> {
  const whole = wholeOf(importId).importId;
  const key = FILE + whole;
  const before = (await files(db).get(key)) ?? { key, importId: whole, at, fileName, rows: 0, parts: [], undone: null };
  await files(db).put({ ...before, rows: before.rows + rows, parts: [...before.parts, importId] });
  await changesOf(db).put({ key: changesKey(importId), changes });
}

/** The newest imports of this computer. */
export async function listLocalImports(db: CallsideDb, place: Place, limit: number): Promise<ImportedFile[]> {
  const all = await files(db).where('key').startsWith(FILE).toArray();
  const newest = all.toSorted((a, b) => b.at - a.at).slice(0, limit);
  return newest.map(({ importId, fileName, at, rows, undone }) => ({
    importId,
    fileName,
    at,
    by: { id: place.id, name: '' },
    placeId: place.id,
    rows,
    canUndo: true,
    undone,
  }));
}

export type LocalUndoDeps = { db: CallsideDb; place: Place; now: () => Instant; newId: () => Id };

/** As at the endpoint, for an agent alone: nobody else holds what goes, so it is deleted. Null: no such import. All or nothing. */
export async function undoLocalImport({ db, place, now: clock, newId }: LocalUndoDeps, importId: Id): Promise<Undone | null> {
  const now = clock();
  return db.transaction('rw', [db.customers, db.services, db.records, db.tasks, db.calls, db.meta], async () => {
    const file = await files(db).get(FILE + importId);
    if (!file) return null;
    const stored = (await changesOf(db).bulkGet(file.parts.map(changesKey))).map((part) => part?.changes ?? []);
    const undoing = await undoingOf(db, stored.flat());
    if (file.undone && undoing.touched.length === 0 && undoing.removed.length === 0) return file.undone;
    await write(db, undoing);
    await replan(db, undoing, { place, now, newId });
    const undone = addUndone(file.undone, undoing.counts, now);
    await files(db).put({ ...file, undone });
    const left = stored.map((changes) => changes.filter(({ rowId }) => undoing.left.has(rowId)));
    await changesOf(db).bulkPut(file.parts.map((part, index) => ({ key: changesKey(part), changes: left[index] ?? [] })));
    return undone;
  });
}

async function undoingOf(db: CallsideDb, changes: readonly ImportChange[]): Promise<Undoing> {
  const ids = [...new Set(changes.filter(({ kind }) => kind === 'customer').map(({ rowId }) => rowId))];
  const found = (await db.customers.bulkGet(ids)).filter((customer) => customer !== undefined);
  const call = await db.calls.toCollection().first();
  return undoImport({
    changes,
    customers: found,
    services: await ofCustomers(db.services, ids),
    tasks: await ofCustomers(db.tasks, ids),
    called: await calledOf(db),
    // Whoever changes a customer here leaves the time of it.
    corrected: new Set(),
    busy: new Set(call?.customerId ? [call.customerId] : []),
  });
}

/** By the index alone: there are fewer customers with a record than a large file has. */
async function calledOf(db: CallsideDb): Promise<Set<Id>> {
  return new Set((await db.records.orderBy('customerId').uniqueKeys()) as Id[]);
}

async function write(db: CallsideDb, { removed, customers, services, tasks, gone }: Undoing): Promise<void> {
  const ids = removed.map(({ id }) => id);
  await db.services.bulkDelete((await ofCustomers(db.services, ids)).map(({ id }) => id));
  await db.tasks.bulkDelete((await ofCustomers(db.tasks, ids)).map(({ id }) => id));
  await db.customers.bulkDelete(ids);
  await db.services.bulkDelete(gone.map(({ id }) => id));
  await db.customers.bulkPut(customers);
  await db.services.bulkPut(services);
  await db.tasks.bulkPut(tasks);
}

/** What nothing asks for any more is withdrawn; a call about a service that is not there any more goes too: no endpoint would take it. */
async function replan(db: CallsideDb, { touched, gone }: Undoing, { place, now, newId }: { place: Place; now: Instant; newId: () => Id }): Promise<void> {
  const customers = (await db.customers.bulkGet(touched)).filter((customer): customer is Customer => customer !== undefined);
  const places = new Map([[place.id, place]]);
  const plans = await planFiles(db, customers, { places });
  const changed = plans.flatMap((file) => planCustomer({ file, places, now, newId }).changed);
  const services = new Set(gone.map(({ id }) => id));
  const without = changed.filter(({ serviceId, state }) => serviceId !== null && services.has(serviceId) && state === 'closed').map(({ id }) => id);
  await db.tasks.bulkPut(changed);
  await db.tasks.bulkDelete(without);
}
