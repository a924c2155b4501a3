import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { CallsideDb } from '../../lib/db/database.ts';
import { afterEachTest } from './after-each.ts';

// Dexie looks for these once, when it is loaded, and that may have been before this file.
Dexie.dependencies.indexedDB = new IDBFactory();
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

const open: Dexie[] = [];
let count = 0;

afterEachTest(async () => {
  const all = open.splice(0);
  for (const db of all) db.close();
  for (const db of all) await db.delete();
});

export function newName(): string {
  return `callside-${++count}`;
}

/** The panel's database, empty, in memory; gone after the test. The same name opens the same database. */
export function openDb(name = newName()): CallsideDb {
  return forgetAfter(new CallsideDb(name));
}

export function forgetAfter<D extends Dexie>(db: D): D {
  open.push(db);
  return db;
}

/** All rows of all tables, to compare before and after. */
export async function dump(db: Dexie): Promise<{ [table: string]: unknown[] }> {
  const tables = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const));
  return Object.fromEntries(tables);
}
