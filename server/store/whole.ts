import { PostgresAdapter, sql } from 'kysely';
import type { Db } from './rows.ts';

export type Value = string | number | null;
/** What the database says of itself, each as a line for a person; `wrong` empty when all is well. */
export type Findings = { good: string[]; wrong: string[] };

/** The database as rows, whatever they mean: for backups and for the doctor. */
export type WholeTable = {
  /** All tables, in the order in which they were made: each refers only to earlier ones. */
  names(): Promise<string[]>;
  columns(table: string): Promise<string[]>;
  /** All rows, some at a time; of a table with `parent_id` parents come first. */
  rows(table: string, columns: readonly string[]): AsyncIterable<Value[][]>;
  count(table: string): Promise<number>;
  /** The largest value of a number column; null when there are no rows. */
  largest(table: string, column: string): Promise<number | null>;
  insert(table: string, columns: readonly string[], rows: readonly Value[][]): Promise<void>;
  empty(table: string): Promise<void>;
  /** Durability as it is set, the structure of the files, and references that lead nowhere. */
  examine(): Promise<Findings>;
};

const PAGE = 500;
/** Rows a statement; with twenty columns well below what either database takes. */
const INSERT = 40;

const isPostgres = (db: Db) => db.getExecutor().adapter instanceof PostgresAdapter;

export function wholeTable(db: Db): WholeTable {
  return {
    async names() {
      const query = isPostgres(db)
        ? sql<{ name: string }>`select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace order by oid`
        : sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~' order by rowid`;
      return (await query.execute(db)).rows.map(({ name }) => name);
    },
    async columns(table) {
      const found = (await db.introspection.getTables()).find((one) => one.name === table);
      return (found?.columns ?? []).map(({ name }) => name);
    },
    rows: (table, columns) =>
      columns.includes('parent_id') ? parentsFirst(db, table, columns) : isPostgres(db) ? byCursor(db, table, columns) : byRowid(db, table, columns),
    async count(table) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db);
      return Number(rows[0]?.n ?? 0);
    },
    async largest(table, column) {
      const { rows } = await sql<{ n: number | null }>`select max(${sql.ref(column)}) as n from ${sql.table(table)}`.execute(db);
      return rows[0]?.n == null ? null : Number(rows[0].n);
    },
    async insert(table, columns, rows) {
      const names = sql.join(columns.map((column) => sql.ref(column)));
      for (let start = 0; start < rows.length; start += INSERT) {
        const values = rows.slice(start, start + INSERT).map((row) => sql`(${sql.join(row)})`);
        await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(db);
      }
    },
    async empty(table) {
      await sql`delete from ${sql.table(table)}`.execute(db);
    },
    examine: () => (isPostgres(db) ? examinePostgres(db) : examineSqlite(db)),
  };
}

type Row = { [column: string]: Value };
const valuesOf = (rows: readonly Row[], columns: readonly string[]) => rows.map((row) => columns.map((column) => row[column] ?? null));

async function* byRowid(db: Db, table: string, columns: readonly string[]): AsyncIterable<Value[][]> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const page = sql<Row>`select rowid as "row number", * from ${sql.table(table)} where rowid > ${after} order by rowid limit ${PAGE}`;
    const { rows } = await page.execute(db);
    if (rows.length > 0) yield valuesOf(rows, columns);
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)?.['row number']);
  }
}

async function* byCursor(db: Db, table: string, columns: readonly string[]): AsyncIterable<Value[][]> {
  await sql`declare whole no scroll cursor for select * from ${sql.table(table)}`.execute(db);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(PAGE)} from whole`.execute(db);
    if (rows.length > 0) yield valuesOf(rows, columns);
    if (rows.length < PAGE) break;
  }
  await sql`close whole`.execute(db);
}

/** Few enough to be sorted in memory: places. */
async function* parentsFirst(db: Db, table: string, columns: readonly string[]): AsyncIterable<Value[][]> {
  const { rows } = await sql<Row>`select * from ${sql.table(table)}`.execute(db);
  const put = new Set<Value>([null]);
  for (let left = rows; left.length > 0; ) {
    const next = left.filter((row) => put.has(row.parent_id ?? null));
    // A circle, which no foreign key forbids: as it is, the restore will say so.
    if (next.length === 0) return yield valuesOf(left, columns);
    yield valuesOf(next, columns);
    for (const row of next) put.add(row.id ?? null);
    left = left.filter((row) => !next.includes(row));
  }
}

async function one(db: Db, statement: string): Promise<string> {
  const { rows } = await sql.raw<Row>(statement).execute(db);
  return String(Object.values(rows[0] ?? {})[0] ?? '');
}

async function examineSqlite(db: Db): Promise<Findings> {
  const found: Findings = { good: [], wrong: [] };
  const mode = await one(db, 'pragma journal_mode');
  const synchronous = await one(db, 'pragma synchronous');
  if (mode === 'wal' && synchronous === '2') found.good.push('what is answered as stored is on the disk (WAL, synchronous = FULL)');
  else found.wrong.push(`journal_mode is ${mode} and synchronous ${synchronous}, not wal and 2: start the endpoint once, which sets both`);
  const { rows: faults } = await sql.raw<Row>('pragma integrity_check(20)').execute(db);
  const broken = faults.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok');
  if (broken.length === 0) found.good.push('the file is whole');
  else found.wrong.push(`the file is damaged (${broken[0]}): stop the endpoint, keep the file, and restore the last backup into another folder`);
  const { rows: lost } = await sql.raw<Row>('pragma foreign_key_check').execute(db);
  if (lost.length === 0) found.good.push('every reference leads somewhere');
  else found.wrong.push(`${lost.length} rows refer to rows that are not there, the first in ${String(lost[0]?.table)}: restore the last backup, and compare`);
  return found;
}

async function examinePostgres(db: Db): Promise<Findings> {
  const found: Findings = { good: [], wrong: [] };
  const off: string[] = [];
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) if ((await one(db, `show ${name}`)) === 'off') off.push(name);
  if (off.length === 0) found.good.push('what is answered as stored is on the disk (fsync, full_page_writes, synchronous_commit)');
  else found.wrong.push(`${off.join(', ')} is off: a power cut loses what was answered as stored. Set it to on in postgresql.conf and reload`);
  const loose = await one(db, "select count(*) from pg_constraint where contype = 'f' and not convalidated and connamespace = current_schema()::regnamespace");
  if (loose === '0') found.good.push('every reference leads somewhere, which PostgreSQL sees to');
  else found.wrong.push(`${loose} foreign keys were not checked: alter table … validate constraint …`);
  const sums = await one(db, 'show data_checksums');
  if (sums === 'on') found.good.push('PostgreSQL checks the sums of its pages');
  else found.good.push('PostgreSQL keeps no sums of its pages (pg_checksums --enable turns them on)');
  return found;
}
