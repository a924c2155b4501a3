import { readdirSync, readFileSync } from 'node:fs';
import Dexie from 'dexie';
import { describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { callSchema } from '../../../lib/contract/call.ts';
import { customerSchema, serviceSchema } from '../../../lib/contract/customer.ts';
import { divergenceSchema } from '../../../lib/contract/divergence.ts';
import { outboxRowSchema } from '../../../lib/contract/outbox.ts';
import { phraseListSchema } from '../../../lib/contract/phrases.ts';
import { recordSchema } from '../../../lib/contract/record.ts';
import { scriptSchema } from '../../../lib/contract/script.ts';
import { taskSchema } from '../../../lib/contract/task.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { dump, forgetAfter, newName, openDb } from '../../support/db.ts';
import { customer } from '../plan/build.ts';

const folder = new URL('../../fixtures/db/', import.meta.url);
type Frozen = { version: number; stores: { [table: string]: string }; rows: { [table: string]: { [field: string]: unknown }[] } };
const frozen = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Frozen);

/** A database as that version of the product left it on the disk. */
async function leave(name: string, { version, stores, rows }: Frozen): Promise<void> {
  const old = new Dexie(name);
  old.version(version).stores(stores);
  for (const table of old.tables) await table.bulkAdd(structuredClone(rows[table.name] ?? []));
  old.close();
}

const schemas: { [table: string]: z.ZodType } = {
  customers: customerSchema,
  services: serviceSchema,
  tasks: taskSchema,
  outbox: outboxRowSchema,
  calls: callSchema,
  scripts: scriptSchema,
  phraseLists: phraseListSchema,
  divergences: divergenceSchema,
};

describe('the database of the panel', () => {
  it('has a frozen example of every version', () => {
    expect(frozen.map(({ version }) => version).toSorted()).toEqual(Array.from({ length: openDb().verno }, (_, index) => index + 1));
  });

  it('is at version 1 exactly as it was frozen', () => {
    const first = frozen.find(({ version }) => version === 1);
    // A change here is a new version with a migration, and a new example.
    const db = openDb();
    const spec = Object.fromEntries(db.tables.map(({ name, schema }) => [name, [schema.primKey, ...schema.indexes].map(({ src }) => src).join(', ')]));
    if (db.verno === 1) expect(spec).toEqual(first?.stores);
    else expect(db.verno).toBeGreaterThan(1);
  });

  it.each(frozen)('opens what version $version left, and reads every row as it was', async (example) => {
    const name = newName();
    await leave(name, example);
    const db = forgetAfter(new CallsideDb(name));
    await db.open();
    const rows = await dump(db);
    const byKey = (all: unknown[]) => all.map((row) => JSON.stringify(row)).toSorted();
    for (const table of db.tables) expect(byKey(rows[table.name] ?? []), table.name).toEqual(byKey(example.rows[table.name] ?? []));
    for (const [table, schema] of Object.entries(schemas)) {
      for (const row of rows[table] ?? []) expect(schema.safeParse(row).error?.issues, table).toBeUndefined();
    }
    for (const { sentAt: _, unnumbered: _unnumbered, ...record } of await db.records.toArray())
      expect(recordSchema.safeParse(record).error?.issues).toBeUndefined();
  });

  it.each(frozen)('finds what version $version left by its indexes, and goes on counting', async (example) => {
    const name = newName();
    await leave(name, example);
    const db = forgetAfter(new CallsideDb(name));
    expect(await db.customers.where('phoneHashes').equals('hash-1').primaryKeys()).toEqual(['customer-1', 'customer-2']);
    expect(await db.tasks.where('[state+dueBy]').between(['open', 0], ['open', Number.POSITIVE_INFINITY]).count()).toBe(2);
    const { n: _, ...row } = { ...(await db.outbox.toArray())[0], id: 'm-next' };
    const last = Math.max(...(example.rows.outbox ?? []).map(({ n }) => n as number));
    expect(await db.outbox.add(row as never)).toBe(last + 1);
    await expect(db.outbox.add({ ...row } as never)).rejects.toThrow();
  });

  it('holds no personal data and no free text in an index (design 16)', () => {
    const allowed = /^(id|\w+Id|n|key|state|version|phoneHashes|endedOn|\w+At|nextAt|dueBy)$/;
    for (const { name, schema } of openDb().tables) {
      for (const index of [schema.primKey, ...schema.indexes]) {
        for (const path of [index.keyPath ?? []].flat()) expect(path, `an index of ${name}`).toMatch(allowed);
      }
    }
  });

  it('is opened with the next use when it could not be opened before', async () => {
    const db = openDb();
    vi.spyOn(Dexie.dependencies.indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('Internal error opening backing store', 'InvalidStateError');
    });
    await expect(db.calls.count()).rejects.toThrow('backing store');
    expect(await db.calls.count()).toBe(0);
  });

  it('closes when a newer version wants to change it: an old page must not write rows that miss an index', async () => {
    const db = openDb();
    await db.open();
    const newer = forgetAfter(new Dexie(db.name));
    newer.version(99).stores({ customers: 'id, class' });
    await newer.open();
    expect(db.isOpen()).toBe(false);
    await expect(db.customers.put(customer())).rejects.toThrow();
  });
});
