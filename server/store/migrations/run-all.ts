import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** Runs statements one after the other. They are written so that SQLite and PostgreSQL both take them. */
export async function runAll(db: Kysely<Tables>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
