import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { RecordListReply } from '../../lib/contract/wire.ts';
import { verifyAudit } from '../../server/audit/verify.ts';
import { DATABASE_VERSION, NewerDatabaseError } from '../../server/store/migrations.ts';
import { openSqlite, UnusableDatabaseError } from '../../server/store/sqlite.ts';
import { aRecord, aSave, bench, recordOf, rows, tempFolder } from './support.ts';

describe('the database file', () => {
  it('runs in WAL and writes through to the disk', async () => {
    const store = await openSqlite(join(tempFolder(), 'callside.db'));
    expect(store.pragma('journal_mode')).toBe('wal');
    expect(store.pragma('synchronous')).toBe(2);
    expect(store.pragma('foreign_keys')).toBe(1);
    await store.close();
  });

  it('keeps everything through a restart', async () => {
    const b = await bench();
    await b.importRows(rows(3));
    const held = (await b.claim('ann', { want: 2 })).work;
    await b.push('ann', aSave('m1', recordOf(held[0])));
    const before = (await b.get('/v1/records', 'lee')).body;
    await b.restart();
    expect((await b.get('/v1/records', 'lee')).body).toEqual(before);
    expect((await b.push('ann', aSave('m1', recordOf(held[0]))))[0]?.status).toBe('duplicate');
    expect((await b.claim('ann', { want: 1, hold: [held[1]?.task.id ?? ''] })).work.map(({ task }) => task.id)).toEqual([held[1]?.task.id]);
    expect((await b.importRows(rows(3))).body).toMatchObject({ tasks: 0 });
  });

  it('holds everything in the one file once it is closed', async () => {
    const b = await bench();
    await b.push('ann', aSave('m1', aRecord()));
    await b.store.close();
    const copy = join(tempFolder(), 'callside.db');
    copyFileSync(b.file, copy);
    const store = await openSqlite(copy);
    expect((await store.read((tx) => tx.records.get('record-1')))?.record).toEqual(aRecord());
    await store.close();
  });

  it('shows what was answered as stored to another program at once', async () => {
    const b = await bench();
    await b.push('ann', aSave('m1', aRecord()));
    const other = new DatabaseSync(b.file, { readOnly: true });
    expect(other.prepare('select count(*) as n from records').get()).toEqual({ n: 1 });
    other.close();
  });

  it('undoes the whole transaction when something in it fails', async () => {
    const b = await bench();
    const failing = b.store.write(async (tx) => {
      await tx.records.add(aRecord(), 1);
      throw new RangeError('power cut');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect((await b.get('/v1/records', 'lee')).body as RecordListReply).toMatchObject({ total: 0 });
  });

  it('refuses a database that a newer program wrote, and leaves it as it is', async () => {
    const file = join(tempFolder(), 'callside.db');
    await (await openSqlite(file)).close();
    const raw = new DatabaseSync(file);
    raw.exec(`update meta set value = '${DATABASE_VERSION + 1}' where key = 'version'`);
    raw.close();
    const before = readFileSync(file);
    await expect(openSqlite(file)).rejects.toThrow(NewerDatabaseError);
    await expect(openSqlite(file)).rejects.toThrow(new RegExp(`version ${DATABASE_VERSION + 1}.*up to ${DATABASE_VERSION}.*--data`));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('opens the frozen example of version 1 with all that is in it', async () => {
    const file = join(tempFolder(), 'callside.db');
    const raw = new DatabaseSync(file);
    raw.exec(readFileSync(new URL('./fixtures/version-1.sql', import.meta.url), 'utf8'));
    raw.close();
    const store = await openSqlite(file);
    const found = await store.read(async (tx) => ({
      places: (await tx.places.all()).map(({ id }) => id),
      agent: await tx.agents.get('ann'),
      customers: await tx.customers.page({ placeIds: ['store'], after: null, limit: 10 }),
      record: await tx.records.get('record-1'),
      seq: await tx.lastSeq(),
    }));
    expect(found).toMatchObject({
      places: ['centre', 'store'],
      agent: { role: 'agent', placeId: 'store' },
      customers: [{ person: { name: 'Customer 1', number: 'C-1' } }, { person: { name: 'Customer 2' } }],
      record: { record: { satisfaction: 'satisfied', content: { said: { kind: 'text', text: 'It fits well' } } } },
      seq: 12,
    });
    const hold = await store.read((tx) => tx.holds.ofAgent('ann'));
    expect(hold).toMatchObject([{ found: false }]);
    await store.close();
  });

  it('opens the frozen example of version 10 with all that is in it, and knows the calls of its records', async () => {
    const file = join(tempFolder(), 'callside.db');
    const raw = new DatabaseSync(file);
    raw.exec(readFileSync(new URL('./fixtures/version-10.sql', import.meta.url), 'utf8'));
    raw.close();
    const store = await openSqlite(file);
    const found = await store.read(async (tx) => ({
      ofCall: await tx.records.ofCall('call-1', 'ann'),
      ofNobody: await tx.records.ofCall('call-1', 'ben'),
      revisions: (await tx.records.revisions('record-1')).map(({ record }) => [record.revision, record.revised?.why]),
      reviews: await tx.reviews.get(['record-1']),
      divergences: (await tx.divergences.list({ placeIds: ['store'], before: null, limit: 9 })).length,
      script: await tx.content.script('small', 2),
      login: (await tx.accounts.get('ben')).login?.name,
      audit: await verifyAudit(tx, null),
    }));
    expect(found).toMatchObject({
      ofCall: { record: { id: 'record-1', revision: 3 }, apart: true },
      ofNobody: null,
      revisions: [
        [1, undefined],
        [2, 'listened again'],
        [3, 'remembered more'],
      ],
      reviews: [{ state: 'open' }],
      divergences: 2,
      script: { version: 2 },
      login: 'ben',
      audit: { faults: [], batches: 4 },
    });
    expect((await store.read((tx) => tx.records.ofCall('call-2', 'ann')))?.record).toMatchObject({ erased: true });
    await store.close();
  });

  it('refuses a file that is no database', async () => {
    const file = new URL(import.meta.url).pathname;
    const copy = join(tempFolder(), 'callside.db');
    copyFileSync(file, copy);
    await expect(openSqlite(copy)).rejects.toThrow(UnusableDatabaseError);
    await expect(openSqlite(copy)).rejects.toThrow(/callside\.db.*not a database/);
  });
});
