import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sealAll } from '../../server/audit/seal.ts';
import { verifyAudit } from '../../server/audit/verify.ts';
import { checkBackup, putBackup } from '../../server/backup/read.ts';
import { writeBackup } from '../../server/backup/write.ts';
import { DATABASE_VERSION } from '../../server/store/migrations.ts';
import type { Store } from '../../server/store/port.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { testDatabase } from '../support/test-database.ts';
import { aSave, bench, recordOf, rows, tempFolder } from './support.ts';

/** All rows of all tables as one text a table, whatever the order. */
const contentOf = (store: Store) =>
  store.read(async (tx) => {
    const content: { [table: string]: string[] } = {};
    for (const table of await tx.whole.names()) {
      const columns = (await tx.whole.columns(table)).sort();
      content[table] = [];
      for await (const page of tx.whole.rows(table, columns)) content[table].push(...page.map((row) => JSON.stringify(row)));
      content[table].sort();
    }
    return content;
  });

it('a backup moves from either database to SQLite, and from there to either, with every row and a whole audit', async () => {
  const b = await bench();
  await b.importRows(rows(60));
  const [work] = (await b.claim('ann')).work;
  await b.push('ann', aSave('m1', recordOf(work)));
  await sealAll(b.store);
  const before = await contentOf(b.store);
  const [first, second] = [join(tempFolder(), 'first.gz'), join(tempFolder(), 'second.gz')];
  const header = { form: 'callside-endpoint-backup', version: 1, database: DATABASE_VERSION, at: 0 } as const;
  await b.store.read((tx) => writeBackup(tx, first, header));
  await checkBackup(first);

  const sqlite = await openSqlite(join(tempFolder(), 'callside.db'));
  await sqlite.write((tx) => putBackup(tx, first));
  expect(await contentOf(sqlite)).toEqual(before);
  await sqlite.read((tx) => writeBackup(tx, second, header));
  await sqlite.close();

  const database = await testDatabase();
  const again = await database.open();
  await again.write((tx) => putBackup(tx, second));
  expect(await contentOf(again)).toEqual(before);
  expect(await again.read((tx) => verifyAudit(tx))).toMatchObject({ faults: [], open: 0 });
  expect((await again.read((tx) => tx.whole.examine())).wrong.filter((line) => !line.includes('fsync'))).toEqual([]);
  await again.close();
  await database.remove();
}, 60_000);
