import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DATABASE_VERSION } from '../store/migrations.ts';
import { fileIn, openStore } from '../store/open.ts';
import type { Store } from '../store/port.ts';

/** Something the person at the terminal can put right; said in one line. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}

/** What every command takes to find the database. */
export const databaseOptions = { data: { type: 'string', default: '.data' } } as const;
export const databaseUsage = '  --data DIR      folder of the database file (.data); not used with DATABASE_URL=postgres://… in the environment';

export type Where = { data: string };

/** The database as it is: nothing is made and nothing is migrated, whether an endpoint is running over it or not. @throws CommandError */
export async function openExisting({ data }: Where): Promise<Store> {
  const databaseUrl = process.env.DATABASE_URL || null;
  const dataDir = resolve(data);
  if (databaseUrl === null && !existsSync(fileIn(dataDir))) throw new CommandError(`There is no database in ${dataDir}. Name its folder with --data.`);
  return (await openStore({ dataDir, databaseUrl }, { upTo: 0 })).store;
}

/** As `openExisting`, and of this program's version. @throws CommandError */
export async function openCurrent(where: Where): Promise<Store> {
  const store = await openExisting(where);
  const version = Number(await store.read((tx) => tx.meta.get('version')));
  if (version === DATABASE_VERSION) return store;
  await store.close();
  throw new CommandError(`The database has version ${version}, this program ${DATABASE_VERSION}: start the endpoint once, which brings it up to date.`);
}
