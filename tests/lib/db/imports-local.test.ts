import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportRow } from '../../../lib/contract/import.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { createLocalImporter } from '../../../lib/db/import-local.ts';
import { listLocalImports, undoLocalImport } from '../../../lib/db/imports-local.ts';
import { aPlace, aRecord, aRow, START } from '../../server/support.ts';
import { shippedScripts, talkingOn } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';

const place = aPlace();
let db: CallsideDb;
let time = START;
let ids = 0;
const newId = () => `id-${++ids}`;
let run: ReturnType<typeof createLocalImporter>;
beforeEach(() => {
  db = openDb();
  time = START;
  run = createLocalImporter({ db, place, now: () => time, newId, hash: async (e164) => `#${e164}` });
});

const bring = async (importId: string, rows: ImportRow[]) => {
  time += 60_000;
  const result = await run({ importId, fileName: `${importId}.csv`, startDate: '2026-11-01', rows });
  if (!result.ok) throw new Error(result.kind);
  return result.reply;
};
const undo = (importId: string) => undoLocalImport({ db, place, now: () => time, newId }, importId);
const everything = async () => ({
  customers: await db.customers.toArray(),
  services: await db.services.toArray(),
  tasks: (await db.tasks.where('state').equals('open').toArray()).map(({ updatedAt: _, ...task }) => task),
});
const named = async (name: string) => (await db.customers.toArray()).find(({ person }) => person.name === name);

describe('an import of an agent alone that is undone', () => {
  it('takes what it brought along and puts back what it changed, over all its parts', async () => {
    await bring('before', [aRow(1), aRow(2)]);
    const before = await everything();
    const first = aRow(1, { kind: 'purchase', phone: '+8613800000099' });
    first.customer.class = 'gold';
    const later = aRow(1);
    later.customer.class = 'silver';
    await bring('wrong.0', [first, aRow(3)]);
    await bring('wrong.2', [later, aRow(2, { optOut: true }), { ...aRow(3, { kind: 'return', endedOn: '2026-11-09' }), row: 9 }]);
    expect(await named('Customer 1')).toMatchObject({ class: 'silver' });
    expect(await undo('wrong')).toEqual({ at: time, customers: { removed: 1, restored: 2 }, services: 1, fields: 0, stay: [] });
    expect(await everything()).toEqual(before);
    expect(await db.tasks.filter(({ customerId }) => !before.customers.some(({ id }) => id === customerId)).count()).toBe(0);
  });

  it('leaves who was called or corrected, and fields that were changed again', async () => {
    await bring('before', [aRow(4)]);
    const wrong = aRow(4);
    wrong.customer.class = 'gold';
    wrong.customer.language = 'en';
    await bring('wrong', [aRow(1), aRow(2), aRow(3), wrong]);
    const called = (await named('Customer 1'))?.id ?? '';
    await db.records.put({ ...aRecord({ id: 'r1', customerId: called }), sentAt: null });
    time += 1000;
    for (const name of ['Customer 2', 'Customer 4']) await db.customers.update((await named(name))?.id ?? '', { language: 'yue', updatedAt: time });
    expect(await undo('wrong')).toMatchObject({
      customers: { removed: 1, restored: 1 },
      fields: 1,
      stay: [
        { what: 'customer', why: 'called', count: 1 },
        { what: 'customer', why: 'changed', count: 1 },
      ],
    });
    expect((await db.customers.toArray()).map(({ person }) => person.name).sort()).toEqual(['Customer 1', 'Customer 2', 'Customer 4']);
    expect(await named('Customer 4')).toMatchObject({ language: 'yue', class: null });
    expect(await db.services.count()).toBe(3);
  });

  it('leaves whom the open call is about until it is over', async () => {
    await bring('wrong', [aRow(1), aRow(2)]);
    const [script] = shippedScripts();
    if (!script) throw new Error('no script');
    await db.calls.put(talkingOn(script, { customerId: (await named('Customer 1'))?.id ?? '' }));
    expect(await undo('wrong')).toMatchObject({ customers: { removed: 1 }, stay: [{ what: 'customer', why: 'busy', count: 1 }] });
    await db.calls.clear();
    expect(await undo('wrong')).toMatchObject({ customers: { removed: 2 }, stay: [] });
    expect(await everything()).toEqual({ customers: [], services: [], tasks: [] });
  });

  it('does nothing the second time, and lets the same file in again', async () => {
    await bring('wrong', [aRow(1), aRow(2)]);
    const first = await undo('wrong');
    time += 60_000;
    expect(await undo('wrong')).toEqual(first);
    expect((await bring('right', [aRow(1), aRow(2)])).rows.map(({ status }) => status)).toEqual(['imported', 'imported']);
    expect([await db.customers.count(), await db.tasks.count()]).toEqual([2, 2]);
    expect(await undo('nobody')).toBeNull();
  });

  it('is listed newest first, its parts as one', async () => {
    await bring('one.0', [aRow(1), aRow(2)]);
    await bring('one.2', [aRow(3)]);
    await bring('two', [aRow(1)]);
    await undo('one');
    const listed = await listLocalImports(db, place, 10);
    expect(listed.map(({ importId, fileName, rows, undone }) => [importId, fileName, rows, undone?.customers.removed ?? null])).toEqual([
      ['two', 'two.csv', 1, null],
      ['one', 'one.0.csv', 3, 3],
    ]);
  });
});
