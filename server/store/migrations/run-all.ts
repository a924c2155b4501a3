import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** Runs statements one after the other. They are written so that SQLite and PostgreSQL both take them. */
export async function runAll(db: Kysely<Tables>, statements: readonly string[]): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  for (const statement of statements) await sql.raw(isPostgres ? bytewise(statement) : statement).execute(db);
}

/** PostgreSQL orders text by the database's language, and anew with each release of it. Ours is ordered by code point, as in SQLite and in lib/plan. */
function bytewise(statement: string): string {
  return /^\s*(create|alter) table\b/i.test(statement) ? statement.replace(/\btext\b/g, 'text collate "C"') : statement;
}
