import '../../support/extension.ts';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { storage } from 'wxt/utils/storage';
import { askForMissing, checkStorage, followOutbox, lossItem, noteOutbox } from '../../../lib/browser/loss.ts';
import type { Mirror } from '../../../lib/contract/mirror.ts';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { forgetTeam } from '../../../lib/db/forget.ts';
import { readMeta, writeMeta } from '../../../lib/db/meta.ts';
import { aRecord, aSave, type Bench, bench } from '../../server/support.ts';
import { anOutboxRow, ids } from '../../support/builders.ts';
import { forgetAfter, newName, openDb } from '../../support/db.ts';
import { panelOf } from '../../support/endpoint.ts';

const NOW = 5000;
let newId: () => string;
let name: string;
let db: CallsideDb;

beforeEach(() => {
  // The browser's own, where Dexie has its.
  vi.stubGlobal('indexedDB', Dexie.dependencies.indexedDB);
  newId = ids('db');
  name = newName();
  db = openDb(name);
});
afterEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const mirror = () => storage.getItem<Mirror>('local:mirror');
const start = async () => checkStorage(db, { now: () => NOW, newId });
const row = (n: number): OutboxRow => anOutboxRow(n, { createdAt: n * 10 });
const add = async (...numbers: number[]) => {
  await db.outbox.bulkAdd(
    numbers.map((n) => {
      const { n: _, ...fresh } = row(n);
      return fresh as OutboxRow;
    }),
  );
  await noteOutbox(db);
};
/** The database is not there any more, as when the browser finds it damaged and puts an empty one in its place. */
const lose = async () => {
  db.close();
  await Dexie.delete(name);
  db = forgetAfter(new CallsideDb(name));
};
/** The machine comes back with an older state of it, as when the end of a log is cut off. */
const cutTo = async (kept: readonly number[]) => {
  const identity = await readMeta(db, 'identity');
  await lose();
  await writeMeta(db, identity ?? { key: 'identity', dbId: 'none' });
  await db.outbox.bulkAdd(kept.map(row));
};

describe('the panel’s storage at a start', () => {
  it('is given a name, and noted outside; nothing is lost at a first start', async () => {
    await start();
    expect(await readMeta(db, 'identity')).toEqual({ key: 'identity', dbId: 'db-1' });
    expect(await mirror()).toEqual({ dbId: 'db-1', high: 0, unsent: [] });
    expect(await lossItem.getValue()).toBeNull();
  });

  it('is the same at the next start, whatever was saved, sent and saved again', async () => {
    await start();
    await add(1, 2, 3);
    await db.outbox.bulkDelete([1, 2, 3]);
    await noteOutbox(db);
    for (let n = 0; n < 3; n += 1) await start();
    await add(4);
    await start();
    expect(await lossItem.getValue()).toBeNull();
    expect(await mirror()).toEqual({ dbId: 'db-1', high: 4, unsent: [{ id: 'm-4', at: 40 }] });
  });

  it('leaves no trace of its looking: the next row gets the next number', async () => {
    await start();
    await add(1);
    await start();
    await start();
    const { n: _, ...fresh } = row(2);
    expect(await db.outbox.add(fresh as OutboxRow)).toBe(2);
    expect(await db.outbox.count()).toBe(2);
  });

  it('was lost whole: told, with what had not been sent, and fetched from the beginning', async () => {
    await start();
    await writeMeta(db, { key: 'cursor', value: 70 });
    await add(1, 2);
    await lose();
    await start();
    expect(await lossItem.getValue()).toEqual({
      foundAt: NOW,
      how: 'gone',
      missing: [
        { id: 'm-1', at: 10 },
        { id: 'm-2', at: 20 },
      ],
      asked: false,
    });
    expect(await readMeta(db, 'cursor')).toBeNull();
    expect((await mirror())?.dbId).toBe((await readMeta(db, 'identity'))?.dbId);
  });

  it('was lost whole before anything was noted of the worker: a round before the check wipes out no trace', async () => {
    await start();
    await add(1);
    await lose();
    await noteOutbox(db);
    await start();
    expect((await lossItem.getValue())?.missing).toEqual([{ id: 'm-1', at: 10 }]);
  });

  it('is an older state of itself: told, and fetched from the beginning', async () => {
    await start();
    await add(1, 2, 3);
    await cutTo([1]);
    await writeMeta(db, { key: 'cursor', value: 70 });
    await start();
    expect(await lossItem.getValue()).toMatchObject({ how: 'cut', missing: [{ id: 'm-2' }, { id: 'm-3' }] });
    expect(await readMeta(db, 'cursor')).toBeNull();
    expect((await db.outbox.toArray()).map(({ id }) => id)).toEqual(['m-1']);
  });

  it('is told once for each loss, and not again at every start', async () => {
    await start();
    await add(1, 2, 3);
    await cutTo([1]);
    await start();
    await lossItem.setValue(null);
    await start();
    expect(await lossItem.getValue()).toBeNull();
  });

  it('lost twice before the agent has read of it: both are told', async () => {
    await start();
    await add(1);
    await lose();
    await start();
    await add(5);
    await lose();
    await start();
    expect((await lossItem.getValue())?.missing.map(({ id }) => id)).toEqual(['m-1', 'm-5']);
  });

  it('is not lost by signing out', async () => {
    await start();
    expect(await forgetTeam(db)).toBe(true);
    await start();
    expect(await lossItem.getValue()).toBeNull();
  });

  it('that was lost without a note is told where the browser says so', async () => {
    const { open } = indexedDB;
    vi.spyOn(indexedDB, 'open').mockImplementation((asked, version) => {
      const request = open.call(indexedDB, asked, version);
      if (version === undefined) request.addEventListener('upgradeneeded', (event) => Object.assign(event, { dataLoss: 'total' }), { capture: true });
      return request;
    });
    await start();
    expect(await lossItem.getValue()).toMatchObject({ how: 'gone', missing: [] });
  });

  it('with an unreadable note is taken as it is', async () => {
    await storage.setItem('local:mirror', { dbId: 7 });
    await start();
    expect(await lossItem.getValue()).toBeNull();
    expect(await mirror()).toMatchObject({ high: 0 });
  });
});

describe('the note', () => {
  it('follows every change of the outbox while a page is open', async () => {
    await start();
    const stop = followOutbox(db);
    await db.outbox.add(row(1));
    await vi.waitFor(async () => expect(await mirror()).toMatchObject({ high: 1, unsent: [{ id: 'm-1', at: 10 }] }));
    await db.outbox.delete(1);
    await vi.waitFor(async () => expect(await mirror()).toMatchObject({ high: 1, unsent: [] }));
    stop();
  });

  it('reads only what it does not know', async () => {
    await start();
    await add(...Array.from({ length: 200 }, (_, n) => n + 1));
    let read = 0;
    db.outbox.hook('reading', (one) => {
      read += 1;
      return one;
    });
    await add(201);
    expect(read).toBe(1);
    expect((await mirror())?.unsent).toHaveLength(201);
  });
});

describe('asking the endpoint what it has', () => {
  let endpoint: Bench;
  const transport = () => panelOf(endpoint, 'ann', db).deps.transport;
  const lost = (...numbers: number[]) =>
    lossItem.setValue({ foundAt: NOW, how: 'gone', missing: numbers.map((n) => ({ id: `m-${n}`, at: n * 10 })), asked: false });

  beforeEach(async () => {
    endpoint = await bench();
    await endpoint.push('ann', aSave('m-1', aRecord({ id: 'r-1' })), aSave('m-2', aRecord({ id: 'r-2' })));
    await endpoint.push('ben', aSave('m-3', aRecord({ id: 'r-3', agentId: 'ben' })));
  });

  it('leaves only what is neither here nor there', async () => {
    await lost(1, 2, 3, 4);
    await askForMissing(transport());
    expect(await lossItem.getValue()).toMatchObject({ asked: true, missing: [{ id: 'm-3' }, { id: 'm-4' }] });
  });

  it('deletes nothing there', async () => {
    await lost(1, 4);
    await askForMissing(transport());
    expect((await endpoint.get('/v1/records', 'lee')).body).toMatchObject({ total: 3 });
  });

  it('waits until the endpoint can be asked', async () => {
    await lost(1);
    await askForMissing(panelOf(endpoint, 'ann', db, () => 'not-sent').deps.transport);
    expect((await lossItem.getValue())?.asked).toBe(false);
    await askForMissing(transport());
    expect(await lossItem.getValue()).toMatchObject({ asked: true, missing: [] });
  });

  it('asks for more than a request may name in several', async () => {
    await lost(...Array.from({ length: 1200 }, (_, n) => n + 1));
    await askForMissing(transport());
    expect((await lossItem.getValue())?.missing).toHaveLength(1198);
  });
});
