import type { Compilable, CompiledQuery, Insertable } from 'kysely';
import { chunks, type Db } from './rows.ts';
import type { Tables } from './tables.ts';

/** By the adapter: PostgreSQL's and SQLite's statements differ. */
const built = new WeakMap<object, Map<string, CompiledQuery>>();
/** Their texts, with a name each by which a database may keep them too. */
const names = new Map<string, string>();

/** Null for a text that was not prepared. */
export function nameOfText(text: string): string | null {
  return names.get(text) ?? null;
}

/**
 * A statement of the way that every change takes: building it costs more than doing it, so it is built once. `build` is asked the first time only; the
 * values that stand in what it builds are taken from `parameters`, in their order. It names its columns: PostgreSQL refuses a kept `select *` once a newer
 * program has added one.
 */
export async function prepared<R>(db: Db, name: string, build: () => Compilable<R>, parameters: readonly unknown[]): Promise<R[]> {
  const { adapter } = db.getExecutor();
  const known = built.get(adapter) ?? new Map<string, CompiledQuery>();
  built.set(adapter, known);
  const query = known.get(name) ?? build().compile();
  known.set(name, query);
  if (!names.has(query.sql)) names.set(query.sql, `callside_${names.size + 1}`);
  return (await db.executeQuery<R>({ ...query, parameters } as CompiledQuery<R>)).rows;
}

/** All rows of a table come with the same columns, in the same order. */
export async function insertRows<T extends keyof Tables & string>(db: Db, table: T, rows: readonly Insertable<Tables[T]>[]): Promise<void> {
  for (const part of chunks(rows)) {
    const build = () => db.insertInto(table).values(part as never);
    await prepared(
      db,
      `insert ${part.length} ${table}`,
      build,
      part.flatMap((row) => Object.values(row)),
    );
  }
}
