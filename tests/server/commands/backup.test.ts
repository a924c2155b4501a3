import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { verifyAudit } from '../../../server/audit/verify.ts';
import { DamagedBackupError } from '../../../server/backup/read.ts';
import { backupCommand } from '../../../server/commands/backup.ts';
import { CommandError } from '../../../server/commands/open.ts';
import { restoreCommand } from '../../../server/commands/restore.ts';
import { DATABASE_VERSION, NewerDatabaseError } from '../../../server/store/migrations.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { aRow, aSave, type Bench, bench, recordOf, rows, tempFolder } from '../support.ts';
import { folderOf, run } from './support.ts';

/** A day's work, with signs that end lines in other programs. */
async function worked(): Promise<Bench> {
  const b = await bench();
  await b.importRows([...rows(30), aRow(31, { name: 'Line\u2028and\u2029quote" \\ 王佳琪\r\n😀' })]);
  const [work] = (await b.claim('ann')).work;
  await b.push('ann', aSave('m1', recordOf(work)));
  return b;
}

async function backedUp(b: Bench): Promise<string> {
  const file = join(tempFolder(), 'backup.gz');
  const { code } = await run(backupCommand, '--data', folderOf(b), '--to', file);
  expect(code).toBe(0);
  return file;
}

/** All rows of all tables but the audit, which goes on, as one text a table. */
function contentOf(file: string): { [table: string]: string } {
  const raw = new DatabaseSync(file, { readOnly: true });
  const tables = raw.prepare("select name from sqlite_master where type = 'table' and name not like 'audit%'").all();
  const content = Object.fromEntries(
    tables.map(({ name }) => [
      String(name),
      JSON.stringify(
        raw
          .prepare(`select * from "${String(name)}"`)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ),
    ]),
  );
  raw.close();
  return content;
}

describe('backup and restore', () => {
  it('bring everything back into an empty folder, while the endpoint goes on', async () => {
    const b = await worked();
    const file = await backedUp(b);
    const before = contentOf(b.file);
    await b.importRows([aRow(77)]);
    const data = join(tempFolder(), 'new');
    const { code, text } = await run(restoreCommand, '--data', data, '--from', file);
    expect([code, text]).toEqual([0, expect.stringMatching(/^Restored: \d+ rows/)]);
    expect(contentOf(join(data, 'callside.db'))).toEqual(before);
    const store = await openSqlite(join(data, 'callside.db'));
    expect(await store.read((tx) => verifyAudit(tx))).toMatchObject({ faults: [], open: 0 });
    await store.close();
  });

  it('are for the user who runs the endpoint alone', async () => {
    expect(statSync(await backedUp(await bench())).mode & 0o077).toBe(0);
  });

  it('take a place along whose parent was made after it', async () => {
    const b = await bench();
    await b.store.write(async (tx) => {
      const [store] = (await tx.places.all()).filter(({ id }) => id === 'store');
      if (!store) throw new Error('no store');
      await tx.places.put({ ...store, id: 'a-late-region', parentId: 'centre' });
      await tx.places.put({ ...store, parentId: 'a-late-region' });
    });
    const data = tempFolder();
    expect((await run(restoreCommand, '--data', data, '--from', await backedUp(b))).code).toBe(0);
    expect(contentOf(join(data, 'callside.db'))).toEqual(contentOf(b.file));
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 30)],
    ['changed in one letter', (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('Customer 7', 'Customer 8'))],
    [
      'short of one row',
      (bytes: Buffer) =>
        gzipSync(
          gunzipSync(bytes)
            .toString()
            .replace(/^\[.*\n/m, ''),
        ),
    ],
    [
      'short of its end',
      (bytes: Buffer) =>
        gzipSync(
          gunzipSync(bytes)
            .toString()
            .replace(/\{"rows".*\n$/, ''),
        ),
    ],
    ['no backup', () => gzipSync('{"name":"callside"}\n')],
    ['no gzip', () => Buffer.from('hello')],
  ])('refuse a file that is %s before anything is written', async (_, spoil) => {
    const file = await backedUp(await worked());
    const spoilt = join(tempFolder(), 'spoilt.gz');
    writeFileSync(spoilt, spoil(readFileSync(file)));
    const data = join(tempFolder(), 'new');
    await expect(run(restoreCommand, '--data', data, '--from', spoilt)).rejects.toThrow(DamagedBackupError);
    expect(existsSync(data)).toBe(false);
  });

  it('refuse a database that somebody uses, and a backup of a newer program', async () => {
    const b = await worked();
    const file = await backedUp(b);
    const before = contentOf(b.file);
    await expect(run(restoreCommand, '--data', folderOf(b), '--from', file)).rejects.toThrow(/not empty/);
    expect(contentOf(b.file)).toEqual(before);
    const newer = join(tempFolder(), 'newer.gz');
    const lines = gunzipSync(readFileSync(file)).toString();
    writeFileSync(newer, gzipSync(lines.replace(`"database":${DATABASE_VERSION}`, `"database":${DATABASE_VERSION + 1}`)));
    // Its sum is another now, which is said first: a backup is looked at whole before it is believed.
    await expect(run(restoreCommand, '--data', tempFolder(), '--from', newer)).rejects.toThrow(DamagedBackupError);
    expect(new NewerDatabaseError(DATABASE_VERSION + 1).message).toContain('Update the program');
  });

  it('leave no half of a database behind when a row cannot be put', async () => {
    const b = await worked();
    const raw = new DatabaseSync(b.file);
    raw.exec("pragma foreign_keys = off; update tasks set place_id = 'nowhere'");
    raw.close();
    const data = tempFolder();
    await expect(run(restoreCommand, '--data', data, '--from', await backedUp(b))).rejects.toThrow();
    expect(readdirSync(data)).toEqual([]);
  });

  it('write over no file, and leave no part of one', async () => {
    const b = await bench();
    const file = await backedUp(b);
    await expect(run(backupCommand, '--data', folderOf(b), '--to', file)).rejects.toThrow(CommandError);
    await expect(run(backupCommand, '--data', folderOf(b), '--to', '/nowhere/backup.gz')).rejects.toThrow(/nowhere/);
    expect(readdirSync(join(file, '..'))).toEqual(['backup.gz']);
  });

  it('bring a backup of an older version up to date', async () => {
    const old = tempFolder();
    const raw = new DatabaseSync(join(old, 'callside.db'));
    raw.exec(readFileSync(new URL('../fixtures/version-1.sql', import.meta.url), 'utf8'));
    raw.close();
    const store = await openSqlite(join(old, 'callside.db'), { upTo: 1 });
    const file = join(tempFolder(), 'old.gz');
    const { writeBackup } = await import('../../../server/backup/write.ts');
    await store.read((tx) => writeBackup(tx, file, { form: 'callside-endpoint-backup', version: 1, database: 1, at: 0 }));
    await store.close();
    const data = tempFolder();
    expect((await run(restoreCommand, '--data', data, '--from', file)).code).toBe(0);
    const restored = await openSqlite(join(data, 'callside.db'));
    expect((await restored.read((tx) => tx.records.get('record-1')))?.record.satisfaction).toBe('satisfied');
    await restored.close();
  });
});
