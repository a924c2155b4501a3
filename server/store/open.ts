import { join } from 'node:path';
import type { Store } from './port.ts';
import { nameOf, openPostgres, UnreachableDatabaseError } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

/** Where the database is: PostgreSQL's address where there is one, otherwise SQLite's folder. */
export type Place = { dataDir: string; databaseUrl: string | null };

/** The file of SQLite in its folder. */
export const fileIn = (dataDir: string): string => join(dataDir, 'callside.db');

/**
 * Opens the database, which is made and brought up to date (`upTo`: no further than that version). `name`: which one, for a person, without a password.
 * @throws NewerDatabaseError, UnusableDatabaseError, UnreachableDatabaseError
 */
export async function openStore({ dataDir, databaseUrl }: Place, options: { upTo?: number } = {}): Promise<{ store: Store; name: string }> {
  if (databaseUrl === null) return { store: await openSqlite(fileIn(dataDir), options), name: fileIn(dataDir) };
  const isPostgres = URL.canParse(databaseUrl) && /^postgres(ql)?:$/.test(new URL(databaseUrl).protocol);
  if (!isPostgres) throw new UnreachableDatabaseError(databaseUrl, new TypeError('DATABASE_URL wants the form postgres://user:password@host:port/database'));
  return { store: await openPostgres(databaseUrl, options), name: nameOf(databaseUrl) };
}
