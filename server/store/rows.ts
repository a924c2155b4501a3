import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** Rows a statement: below the 999 parameters that every SQLite takes. */
const CHUNK = 50;

export function* chunks<T>(rows: readonly T[], size = CHUNK): Generator<T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** Asks in pieces, so that no list is too long for one statement. */
export async function inChunks<T, R>(keys: readonly T[], ask: (part: T[]) => Promise<R[]>): Promise<R[]> {
  const found: R[] = [];
  for (const part of chunks(keys, 500)) found.push(...(await ask(part)));
  return found;
}

/** Takes the next `count` numbers of the sequence and answers the first. */
export async function takeSeqs(db: Db, count: number): Promise<number> {
  const { value } = await db
    .updateTable('sequence')
    .set({ value: sql`value + ${count}` })
    .where('id', '=', 1)
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(value) - count + 1;
}

/** JSON that this program wrote itself. @throws SyntaxError on a damaged row: nothing unreadable becomes null. */
export function parse<T>(json: string): T {
  return JSON.parse(json) as T;
}
