import { HandleEmptyInListsPlugin, Kysely, PostgresDialect, replaceWithNoncontingentExpression, sql } from 'kysely';
import pg from 'pg';
import { listen } from './listen.ts';
import { migrate, NewerDatabaseError } from './migrations.ts';
import type { Store } from './port.ts';
import { nameOfText } from './prepared.ts';
import type { Tables } from './tables.ts';
import { transactionOf } from './transaction.ts';
import { type Dialect, writeQueue } from './writing.ts';

/** Under these numbers (any, but always the same) instances take turns at writing and at bringing the database up to date. */
const WRITING = 7_254_881;
const MIGRATING = 7_254_882;
const READERS = 8;
/** The tables that an erasing writes to. */
const PERSONAL = ['customers', 'customer_keys', 'services', 'tasks', 'records', 'divergences', 'field_changes', 'record_terms', 'reviews'];

/** Not there, not ours to open, or the address is wrong. Says which database without its password, and what the server said of it. */
export class UnreachableDatabaseError extends Error {
  constructor(url: string, cause: unknown) {
    super(`The database ${nameOf(url)} cannot be used: ${causeOf(cause)}.`, { cause });
    this.name = 'UnreachableDatabaseError';
  }
}

/**
 * The same store on PostgreSQL, for any number of instances over one database.
 * Writes run alone, as the port promises: one advisory lock for all instances is held from the first statement to the commit. That also makes the
 * sequence safe for pull by cursor: number n + 1 is taken only after n can be seen. What waits meanwhile shares the next commit (writing.ts).
 * Reads see one moment and wait for nobody. `upTo`: no further than that version; 0 leaves the database as it is.
 * @throws UnreachableDatabaseError, NewerDatabaseError
 */
export async function openPostgres(url: string, { upTo }: { upTo?: number } = {}): Promise<Store> {
  const instance = crypto.randomUUID();
  const pools = [poolOf(url, 1), poolOf(url, READERS)] as const;
  const [writer, reader] = [kyselyOver(pools[0]), kyselyOver(pools[1])];
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  try {
    await writer.connection().execute((connection) => bringUpToDate(connection, upTo));
  } catch (error) {
    await Promise.all(pools.map((pool) => pool.end()));
    throw error instanceof NewerDatabaseError ? error : new UnreachableDatabaseError(url, error);
  }
  // Only who listens needs a connection for it.
  let hearing: { stop(): Promise<void> } | null = null;
  return {
    ...writeQueue(writer, postgresDialect(instance), tell),
    read: (work) => reader.connection().execute((connection) => readWithin(connection, () => work(transactionOf(connection)))),
    onCommit: (listener) => {
      listeners.add(listener);
      hearing ??= listen(() => new pg.Client(configOf(url)), instance, tell);
      return () => void listeners.delete(listener);
    },
    purge: async () => {
      // Takes the old rows away. Their bytes stay in the write-ahead log, and in pages until these are used again: docs/api.md says what to do.
      await reader.connection().execute((connection) => sql.raw(`vacuum ${PERSONAL.join(', ')}`).execute(connection));
    },
    close: async () => {
      // Not by Kysely, which leaves a pool open that was never asked for anything.
      await Promise.all([hearing?.stop(), ...pools.map((pool) => pool.end())]);
    },
  };
}

function poolOf(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ ...configOf(url), max, idleTimeoutMillis: 60_000 });
  // A connection that breaks while nobody uses it: the next one who asks gets another.
  pool.on('error', () => undefined);
  // And one that breaks between two statements: the next statement fails, which is how it is noticed.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    keepPrepared(client);
  });
  return pool;
}

/** Kysely sends text and values; with a name beside them PostgreSQL reads and plans a statement once a connection. */
function keepPrepared(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const named = (text: unknown, values?: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' && Array.isArray(values) ? nameOfText(text) : null;
    return name === null ? query(text, values, ...rest) : query({ name, text, values }, ...rest);
  };
  Object.assign(client, { query: named });
}

function kyselyOver(pool: pg.Pool): Kysely<Tables> {
  // SQLite takes `in ()`, PostgreSQL does not.
  const plugins = [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })];
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins });
}

/**
 * An instance that hangs in a transaction is cut off, or all others would wait for it for ever. A server that is told not to wait for its disk waits
 * for ours: what a reply says is stored has been through fsync.
 */
function configOf(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'callside',
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    options: '-c idle_in_transaction_session_timeout=30s -c lock_timeout=30s -c synchronous_commit=on',
    types: { getTypeParser: parserOf },
  };
}

const INT8 = 20;
const NUMERIC = 1700;

/** Counts, sums and times come as text by default. All of ours are below 2^53. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  return oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format);
}

async function bringUpToDate(connection: Kysely<Tables>, upTo?: number): Promise<void> {
  await sql`select pg_advisory_lock(${sql.lit(MIGRATING)})`.execute(connection);
  try {
    await migrate(connection, upTo);
  } finally {
    await sql`select pg_advisory_unlock(${sql.lit(MIGRATING)})`.execute(connection);
  }
}

async function readWithin<T>(connection: Kysely<Tables>, work: () => Promise<T>): Promise<T> {
  await sql.raw('start transaction isolation level repeatable read read only').execute(connection);
  try {
    return await work();
  } finally {
    // It wrote nothing: ending it is all there is to do, and on a lost connection not even that.
    await sql
      .raw('rollback')
      .execute(connection)
      .catch(() => undefined);
  }
}

/** Each statement of `read committed` sees what was committed before it: after the lock, everything of the writer before. */
function postgresDialect(instance: string): Dialect {
  return {
    begin: ['begin isolation level read committed', `select pg_advisory_xact_lock(${WRITING})`],
    commit: [`select pg_notify('callside', '${instance}')`, 'commit'],
    send: async (db, statements) => void (await sql.raw(statements.join('; ')).execute(db)),
    // Serialisation failure, deadlock, and the server closing down or just starting.
    isRepeatable: (error) => error instanceof pg.DatabaseError && ['40001', '40P01', '57P01', '57P02', '57P03'].includes(error.code ?? ''),
    isLost: (error) => !(error instanceof pg.DatabaseError),
  };
}

/** Which database, without user and password. */
export function nameOf(url: string): string {
  if (!URL.canParse(url)) return 'of that address';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** Node gathers the attempts at several addresses in an error without words. */
function causeOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return causeOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : 'unknown fault';
}
