import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { inject } from 'vitest';
import type { Store } from '../../server/store/port.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { openSqlite } from '../../server/store/sqlite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the cluster when tests run on PostgreSQL; not there on SQLite. */
    postgres: string;
  }
}

export const TEMPLATE = 'callside_template';

type Row = { [column: string]: unknown };

/** A database of its own for a test, as production has it: a file of SQLite, or on PostgreSQL in the project `postgres`. */
export type TestDatabase = {
  /** What opens it: the file, or the address. */
  address: string;
  /** Opens it again too, as a restart does. */
  open(): Promise<Store>;
  /** Asks it past the store, over a connection of its own. */
  query(sql: string): Promise<Row[]>;
  /** Every table with all of its rows. */
  tables(): Promise<Map<string, Row[]>>;
  /** The columns that stand in an index. */
  indexed(): Promise<{ table: string; column: string }[]>;
  /** All that stands in it, as text; of a closed SQLite also what is left of deleted rows. */
  text(): Promise<string>;
  remove(): Promise<void>;
};

export const isPostgres = (): boolean => inject('postgres') !== undefined;

export async function testDatabase(): Promise<TestDatabase> {
  const cluster = inject('postgres');
  return cluster ? await onPostgres(cluster) : onSqlite();
}

function onSqlite(): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'callside-'));
  const address = join(folder, 'callside.db');
  const query = async (text: string): Promise<Row[]> => {
    const file = new DatabaseSync(address, { readOnly: true });
    try {
      return file.prepare(text).all();
    } finally {
      file.close();
    }
  };
  const names = "select name from sqlite_master where type = 'table'";
  const columns = 'select m.tbl_name as "table", i.name as "column" from sqlite_master m, pragma_index_info(m.name) i where m.type = \'index\'';
  return {
    address,
    open: () => openSqlite(address),
    query,
    tables: () => tablesOf(query, names),
    indexed: async () => (await query(columns)).map((row) => ({ table: String(row.table), column: String(row.column) })),
    text: async () => readFileSync(address).toString('latin1'),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Emptied ones of this file's tests: a copy of the template takes far longer than emptying a database with a handful of rows. */
const free: string[] = [];
const used = new Set<string>();
/** What puts an emptied database back to where the template is. */
let refill: Promise<string> | null = null;

async function onPostgres(cluster: string): Promise<TestDatabase> {
  const name = free.pop() ?? `test_${randomBytes(8).toString('hex')}`;
  const address = Object.assign(new URL(cluster), { pathname: `/${name}` }).href;
  if (!used.has(name)) await ask(cluster, `create database ${name} template ${TEMPLATE}`);
  used.add(name);
  const query = (text: string) => ask(address, text);
  const names = "select table_name as name from information_schema.tables where table_schema = 'public'";
  const columns = `select t.relname as "table", a.attname as "column" from pg_index i join pg_class t on t.oid = i.indrelid
    join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey) where t.relnamespace = 'public'::regnamespace`;
  const tables = () => connected(address, (asking) => tablesOf(asking, names));
  return {
    address,
    open: () => openPostgres(address),
    query,
    tables,
    indexed: async () => (await query(columns)).map((row) => ({ table: String(row.table), column: String(row.column) })),
    text: async () => JSON.stringify([...(await tables())]),
    remove: async () => {
      refill ??= refillOf(Object.assign(new URL(cluster), { pathname: `/${TEMPLATE}` }).href, names);
      await ask(address, await refill);
      free.push(name);
    },
  };
}

/** Without the checks of foreign keys the order of the tables does not matter. */
async function refillOf(template: string, names: string): Promise<string> {
  const tables = [...(await connected(template, (asking) => tablesOf(asking, names)))];
  const rows = tables.filter(([, first]) => first.length > 0).map(([name, all]) => [name, pg.escapeLiteral(JSON.stringify(all))] as const);
  return [
    'set session_replication_role = replica',
    ...tables.map(([name]) => `delete from "${name}"`),
    ...rows.map(([name, all]) => `insert into "${name}" select * from json_populate_recordset(null::"${name}", ${all})`),
  ].join('; ');
}

const ask = (url: string, text: string) => connected(url, (asking) => asking(text));

async function connected<T>(url: string, work: (asking: TestDatabase['query']) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(async (text) => (await client.query<Row>(text)).rows);
  } finally {
    await client.end();
  }
}

async function tablesOf(query: TestDatabase['query'], names: string): Promise<Map<string, Row[]>> {
  const tables = new Map<string, Row[]>();
  for (const { name } of await query(names)) tables.set(String(name), await query(`select * from "${name}"`));
  return tables;
}
