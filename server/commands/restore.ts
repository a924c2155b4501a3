import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { audit } from '../audit/audit.ts';
import { sealAll } from '../audit/seal.ts';
import { checkBackup, putBackup } from '../backup/read.ts';
import { DATABASE_VERSION, NewerDatabaseError } from '../store/migrations.ts';
import { fileIn, openStore } from '../store/open.ts';
import type { Store, Tx } from '../store/port.ts';
import { CommandError, databaseOptions, databaseUsage } from './open.ts';

const usage = `npm run serve -- restore --from FILE   puts a backup into an empty database, all of it or nothing; of SQLite or PostgreSQL, whichever it came from
  --from FILE     what backup wrote
${databaseUsage}`;

export async function restoreCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { ...databaseOptions, from: { type: 'string' }, help: { type: 'boolean', default: false } } });
  if (values.help || values.from === undefined) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  const file = resolve(values.from);
  if (!existsSync(file)) throw new CommandError(`--from: there is no ${file}.`);
  const { header, rows } = await checkBackup(file);
  if (header.database > DATABASE_VERSION) throw new NewerDatabaseError(header.database);
  const dataDir = resolve(values.data);
  const where = { dataDir, databaseUrl: process.env.DATABASE_URL || null };
  const isNew = where.databaseUrl === null && !existsSync(fileIn(dataDir));
  if (where.databaseUrl === null) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    await mustBeEmpty(await open(where, 0), header.database);
    await using(await open(where, header.database), (store) => store.write((tx) => putBackup(tx, file)));
    // A backup of an older program is brought up to date as its database would have been.
    await using(await open(where), async (store) => {
      await store.write((tx) => audit(tx, null, Date.now(), { action: 'backup.restore', subject: { kind: 'backup', id: null }, facts: { rows } }));
      await sealAll(store);
    });
  } catch (error) {
    // What this command made, it takes away again; what was there before was empty and still is.
    if (isNew) for (const end of ['', '-wal', '-shm']) rmSync(fileIn(dataDir) + end, { force: true });
    throw error;
  }
  console.log(`Restored: ${rows} rows of ${new Date(header.at).toISOString()}. Start the endpoint now.`);
  return 0;
}

const open = async (where: Parameters<typeof openStore>[0], upTo?: number) => (await openStore(where, upTo === undefined ? {} : { upTo })).store;

async function using<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** @throws CommandError */
function mustBeEmpty(store: Store, version: number): Promise<void> {
  return using(store, async () => {
    if (!(await store.read((tx) => isEmpty(tx, version)))) {
      throw new CommandError(
        'The database is not empty: a backup is restored into one that nobody has used. Name another --data folder, or make an empty database.',
      );
    }
  });
}

/** Nothing at all, or the tables of this version with nothing of anybody in them (as a restore that failed half-way leaves them). */
async function isEmpty(tx: Tx, version: number): Promise<boolean> {
  const names = await tx.whole.names();
  if (names.length === 0) return true;
  if (!names.includes('meta') || Number(await tx.meta.get('version')) !== version) return false;
  for (const table of ['places', 'agents', 'customers', 'records', 'audit_entries'])
    if (names.includes(table) && (await tx.whole.count(table)) > 0) return false;
  return true;
}
