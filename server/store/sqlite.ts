import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import { migrate, NewerDatabaseError } from './migrations.ts';
import type { Store } from './port.ts';
import type { Tables } from './tables.ts';
import { transactionOf } from './transaction.ts';
import { type Dialect, writeQueue } from './writing.ts';

/** How long to wait for another process that is writing. */
const BUSY_MS = 5_000;

/** A path that is no file: gone when it is closed. For tests. */
const IN_MEMORY = ':memory:';
/** What is asked for again and again stays in memory, the indexes of a hundred thousand customers among it. */
const CACHE_KB = 64 * 1024;
/** Rewritten after an erasing up to this size: it takes well under a second, in which nobody is answered. */
const REWRITE_BYTES = 64 * 1024 * 1024;

/** The file is damaged, no database, or not ours to open. Says which file and what SQLite says of it. */
export class UnusableDatabaseError extends Error {
  constructor(path: string, cause: unknown) {
    super(`The database ${path} cannot be used: ${cause instanceof Error ? cause.message : 'unknown fault'}.`, { cause });
    this.name = 'UnusableDatabaseError';
  }
}

/**
 * Opens (or makes) the database file and brings it up to date. WAL with FULL: what a reply says is stored has been through fsync.
 * Writes go one after another over one connection; reads have their own and see the last commit, so a long import does not stop them.
 * `upTo`: no further than that version; 0 leaves it as it is.
 * @throws NewerDatabaseError, UnusableDatabaseError
 */
export async function openSqlite(path: string, { upTo }: { upTo?: number } = {}): Promise<Store & { pragma(name: string): unknown }> {
  const writerFile = open(path, false);
  const writer = kyselyOver(writerFile);
  try {
    await migrate(writer, upTo);
  } catch (error) {
    writerFile.close();
    throw error instanceof NewerDatabaseError ? error : new UnusableDatabaseError(path, error);
  }
  // What is in memory belongs to its one connection; reads and writes then go one after another.
  const readerFile = path === IN_MEMORY ? writerFile : open(path, true);
  const reader = path === IN_MEMORY ? writer : kyselyOver(readerFile);
  const listeners = new Set<() => void>();
  return {
    read: (work) => reader.transaction().execute((tx) => work(transactionOf(tx))),
    ...writeQueue(writer, dialectOf(writerFile), () => {
      for (const listener of listeners) listener();
    }),
    onCommit: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    purge: async () => {
      await writer.connection().execute(async () => {
        // Overwritten with zeros when it was freed (secure_delete); a small file is also written anew, which leaves no gap at all.
        const size =
          Number(Object.values(writerFile.prepare('pragma page_count').get() ?? {})[0]) *
          Number(Object.values(writerFile.prepare('pragma page_size').get() ?? {})[0]);
        if (size <= REWRITE_BYTES) writerFile.exec('vacuum');
        writerFile.exec('pragma wal_checkpoint(truncate)');
      });
    },
    pragma: (name) => Object.values(writerFile.prepare(`pragma ${name}`).get() ?? {})[0],
    close: async () => {
      if (reader !== writer) await reader.destroy();
      // Kysely leaves a connection open that was never used.
      if (reader !== writer && readerFile.isOpen) readerFile.close();
      // Everything goes into the main file, so that it can be copied alone.
      writerFile.exec('pragma wal_checkpoint(truncate)');
      await writer.destroy();
    },
  };
}

function open(path: string, readOnly: boolean): DatabaseSync {
  let file: DatabaseSync | null = null;
  try {
    file = new DatabaseSync(path, { readOnly, timeout: BUSY_MS });
    if (!readOnly) file.exec('pragma journal_mode = wal');
    file.exec(`pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on; pragma cache_size = -${CACHE_KB}`);
    return file;
  } catch (error) {
    file?.close();
    throw new UnusableDatabaseError(path, error);
  }
}

/**
 * The write lock is taken at once: a transaction that reads first could fail half-way when another process writes. Statements go to the file itself, which is
 * the writer's one connection: they have no parameters and no rows, and there are several for each row that is stored.
 */
function dialectOf(writer: DatabaseSync): Dialect {
  return {
    begin: ['begin immediate'],
    commit: ['commit'],
    send: async (_db, statements) => writer.exec(statements.join('; ')),
    isRepeatable: () => false,
    isLost: () => false,
  };
}

function kyselyOver(file: DatabaseSync): Kysely<Tables> {
  const statements = new Map<string, SqliteStatement>();
  return new Kysely<Tables>({
    dialect: new SqliteDialect({
      database: {
        close: () => file.close(),
        prepare(text) {
          const known = statements.get(text);
          if (known) return known;
          const made = statementOf(file.prepare(text));
          if (statements.size < 500) statements.set(text, made);
          return made;
        },
      },
    }),
  });
}

/** Kysely hands the parameters over as one array and asks whether a statement returns rows; node:sqlite spreads, and tells by its columns. */
function statementOf(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}
