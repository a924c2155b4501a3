import type { Kysely } from 'kysely';
import type { Store, Tx } from './port.ts';
import { countIn } from './rows.ts';
import type { Tables } from './tables.ts';
import { transactionOf } from './transaction.ts';

/** At most so many works share one commit: PostgreSQL keeps 64 savepoints of a transaction at hand. */
const GROUP = 50;
/** After that time (ms) a group commits, so that who came first does not wait for everybody else. */
const GROUP_MS = 20;
const ATTEMPTS = 4;

/** How a database does it. */
export type Dialect = {
  begin: readonly string[];
  commit: readonly string[];
  send(db: Kysely<Tables>, statements: readonly string[]): Promise<void>;
  /** The database undid the transaction only because of others: the same work may succeed when it is done again. */
  isRepeatable(error: unknown): boolean;
  /** The connection is gone. Asked about the statements around the works, never about a work's own error. */
  isLost(error: unknown): boolean;
};

type Outcome = PromiseSettledResult<unknown>;
type Job = { work: (tx: Tx) => Promise<unknown>; settle: (outcome: Outcome) => void };

/** Nothing was committed, and the same may succeed when it is done again. */
class AgainError extends Error {}

/** The connection was lost while the commit was on its way: nobody knows whether it happened, so it is not done again from here. */
class UnknownOutcomeError extends Error {
  constructor(cause: unknown) {
    super('The connection to the database was lost during a commit.', { cause });
    this.name = 'UnknownOutcomeError';
  }
}

/**
 * Does works one after another, each all or nothing by a savepoint of its own. Those that wait at the same time share a transaction, and so one
 * wait for the disk (group commit); each is answered after the commit, never before. A work that is done again begins from nothing.
 */
export function writeQueue(db: Kysely<Tables>, dialect: Dialect, committed: () => void): Pick<Store, 'write' | 'writeEach'> {
  const waiting: Job[] = [];
  let isDraining = false;

  const add = (work: Job['work']) => {
    const done = new Promise<Outcome>((settle) => waiting.push({ work, settle }));
    if (!isDraining) void drain();
    return done;
  };

  async function drain(): Promise<void> {
    isDraining = true;
    for (let attempt = 1; waiting.length > 0; attempt++) {
      const group: Job[] = [];
      try {
        const outcomes = await db.connection().execute((connection) => commitGroup(connection, dialect, waiting, group));
        for (const [index, outcome] of outcomes.entries()) group[index]?.settle(outcome);
        attempt = 0;
        if (outcomes.some(({ status }) => status === 'fulfilled')) committed();
      } catch (error) {
        const isAgain = error instanceof AgainError || (group.length === 0 && dialect.isLost(error));
        if (isAgain && attempt < ATTEMPTS) {
          waiting.unshift(...group);
          await new Promise((wake) => setTimeout(wake, 10 * 4 ** attempt * Math.random()));
          continue;
        }
        const failed = group.length > 0 ? group : waiting.splice(0);
        for (const job of failed) job.settle({ status: 'rejected', reason: error instanceof AgainError ? error.cause : error });
        attempt = 0;
      }
    }
    isDraining = false;
  }

  return {
    async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      const outcome = await add(work);
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value as T;
    },
    writeEach: <T>(works: readonly ((tx: Tx) => Promise<T>)[]) => Promise.all(works.map(add)) as Promise<PromiseSettledResult<T>[]>,
  };
}

/** Moves what waits into the group and does it, until there is enough, then commits. Answers an outcome a job. */
async function commitGroup(db: Kysely<Tables>, dialect: Dialect, waiting: Job[], group: Job[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const started = performance.now();
  let committing = false;
  try {
    await dialect.send(db, [...dialect.begin, 'savepoint work']);
    const counter = countIn(db);
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      group.push(job);
      if (group.length > 1) await dialect.send(db, ['release savepoint work', 'savepoint work']);
      const before = counter.last;
      const outcome = await inSavepoint(db, dialect, job.work);
      if (outcome.status === 'rejected') counter.last = before;
      outcomes.push(outcome);
      if (group.length >= GROUP || performance.now() - started > GROUP_MS) break;
    }
    committing = true;
    const sequence = counter.last === null ? [] : [`update sequence set value = ${counter.last} where id = 1`];
    await dialect.send(db, ['release savepoint work', ...sequence, ...dialect.commit]);
    return outcomes;
  } catch (error) {
    // On a lost connection there is nothing to roll back.
    await dialect.send(db, ['rollback']).catch(() => undefined);
    if (dialect.isRepeatable(error)) throw new AgainError('undone because of others', { cause: error });
    if (!(error instanceof WorkError)) {
      if (!dialect.isLost(error)) throw error;
      throw committing ? new UnknownOutcomeError(error) : new AgainError('lost before the commit', { cause: error });
    }
    throw error.cause;
  }
}

/** The work's own error, after which the transaction could not go on. */
class WorkError extends Error {}

async function inSavepoint(db: Kysely<Tables>, dialect: Dialect, work: Job['work']): Promise<Outcome> {
  try {
    return { status: 'fulfilled', value: await work(transactionOf(db)) };
  } catch (reason) {
    if (dialect.isRepeatable(reason)) throw reason;
    try {
      await dialect.send(db, ['rollback to savepoint work']);
    } catch (failure) {
      // A full disk makes SQLite undo everything at once: what it said first is the cause.
      throw dialect.isLost(failure) || dialect.isRepeatable(failure) ? failure : new WorkError('', { cause: reason });
    }
    return { status: 'rejected', reason };
  }
}
