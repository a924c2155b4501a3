import type { Compilable, CompiledQuery, Insertable } from 'kysely';
import type { Db } from './rows.ts';
import type { Tables } from './tables.ts';

/** By the adapter: PostgreSQL's and SQLite's statements differ. */
const built = new WeakMap<object, Map<string, CompiledQuery>>();

/**
 * A statement of the way that every change takes: building it costs more than doing it, so it is built once. `build` is asked the first time only; the
 * values that stand in what it builds are taken from `parameters`, in their order.
 */
export async function prepared<R>(db: Db, name: string, build: () => Compilable<R>, parameters: readonly unknown[]): Promise<R[]> {
  const { adapter } = db.getExecutor();
  const known = built.get(adapter) ?? new Map<string, CompiledQuery>();
  built.set(adapter, known);
  const query = known.get(name) ?? build().compile();
  known.set(name, query);
  return (await db.executeQuery<R>({ ...query, parameters } as CompiledQuery<R>)).rows;
}

/** One row. All rows of a table come with the same columns, in the same order. */
export async function insertOne<T extends keyof Tables & string>(db: Db, table: T, row: Insertable<Tables[T]>): Promise<void> {
  await prepared(db, `insert ${table}`, () => db.insertInto(table).values(row as never), Object.values(row));
}
