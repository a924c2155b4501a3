import type { Kysely } from 'kysely';
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

/** The sequence as far as an open transaction has taken it; null until it took the first. */
export type Counter = { last: number | null };
const counters = new WeakMap<Db, Counter>();

/**
 * Writes run alone, so the sequence need not be written at every number: it is read at the first one and written once, with the commit. Nobody else
 * can take one meanwhile, and a reader sees the numbers and their rows in the same moment. Whoever has this must write `last` before the commit.
 */
export function countIn(db: Db): Counter {
  const counter: Counter = { last: null };
  counters.set(db, counter);
  return counter;
}

export async function lastSeqOf(db: Db): Promise<number> {
  return counters.get(db)?.last ?? Number((await db.selectFrom('sequence').select('value').where('id', '=', 1).executeTakeFirstOrThrow()).value);
}

/** Takes the next `count` numbers of the sequence and answers the first. @throws RangeError outside of a write */
export async function takeSeqs(db: Db, count: number): Promise<number> {
  const counter = counters.get(db);
  if (!counter) throw new RangeError('a number of the sequence was taken outside of a write');
  const last = await lastSeqOf(db);
  counter.last = last + count;
  return last + 1;
}

/** JSON that this program wrote itself. @throws SyntaxError on a damaged row: nothing unreadable becomes null. */
export function parse<T>(json: string): T {
  return JSON.parse(json) as T;
}
