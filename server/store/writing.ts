import type { Kysely } from 'kysely';
import { gather } from './gather.ts';
import type { Ahead, Store, Tx } from './port.ts';
import { type Counter, countIn } from './rows.ts';
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
/** `ahead`: null when it did not say what it will look for, or has to be done carefully. */
type Job = { work: (tx: Tx) => Promise<unknown>; ahead: Ahead | null; settle: (outcome: Outcome) => void };

/** Nothing was committed, and the same may succeed when it is done again. */
class AgainError extends Error {}

/** Nothing was committed; works that shared their ways to the database are to be done one by one. */
class CarefullyError extends Error {}

/** The connection was lost while the commit was on its way: nobody knows whether it happened, so it is not done again from here. */
class UnknownOutcomeError extends Error {
  constructor(cause: unknown) {
    super('The connection to the database was lost during a commit.', { cause });
    this.name = 'UnknownOutcomeError';
  }
}

/**
 * Does works one after another, each all or nothing. Those that wait at the same time share a transaction, and so one wait for the disk (group commit);
 * each is answered after the commit, never before. A work that is done again begins from nothing.
 */
export function writeQueue(db: Kysely<Tables>, dialect: Dialect, committed: () => void): Pick<Store, 'write' | 'writeEach'> {
  const waiting: Job[] = [];
  let isDraining = false;

  const add = (work: Job['work'], ahead: Ahead | null = null) => {
    const done = new Promise<Outcome>((settle) => waiting.push({ work, ahead, settle }));
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
        if (error instanceof CarefullyError) {
          // All of them: one that was only asked for may be the cause as well.
          waiting.unshift(...group);
          for (const job of waiting) job.ahead = null;
          attempt = 0;
          continue;
        }
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
    writeEach: <T>(works: readonly ((tx: Tx) => Promise<T>)[], ahead?: readonly Ahead[]) =>
      Promise.all(works.map((work, index) => add(work, ahead?.[index]))) as Promise<PromiseSettledResult<T>[]>,
  };
}

/** Moves what waits into the group and does it, until there is enough, then commits. Answers an outcome a job. */
async function commitGroup(db: Kysely<Tables>, dialect: Dialect, waiting: Job[], group: Job[]): Promise<Outcome[]> {
  let committing = false;
  try {
    const counter = countIn(db);
    const { outcomes, unsent } = await doGroup({ db, dialect, counter }, waiting, group);
    committing = true;
    const sequence = counter.last === null ? [] : [`update sequence set value = ${counter.last} where id = 1`];
    await dialect.send(db, [...unsent, ...sequence, ...dialect.commit]);
    return outcomes;
  } catch (error) {
    // On a lost connection there is nothing to roll back.
    await dialect.send(db, ['rollback']).catch(() => undefined);
    if (error instanceof CarefullyError) throw error;
    if (dialect.isRepeatable(error)) throw new AgainError('undone because of others', { cause: error });
    if (!(error instanceof WorkError)) {
      if (!dialect.isLost(error)) throw error;
      throw committing ? new UnknownOutcomeError(error) : new AgainError('lost before the commit', { cause: error });
    }
    throw error.cause;
  }
}

type Doing = { db: Kysely<Tables>; dialect: Dialect; counter: Counter };

/**
 * Works that said ahead what they will look for share their ways to the database; each of the others has a savepoint of its own. `unsent`: statements that
 * go with the next ones, since each sending is a way there and back.
 */
async function doGroup({ db, dialect, counter }: Doing, waiting: Job[], group: Job[]): Promise<{ outcomes: Outcome[]; unsent: readonly string[] }> {
  const outcomes: Outcome[] = [];
  const gathering = gather(db, counter);
  const started = performance.now();
  let unsent = dialect.begin;
  let asked = 0;
  for (let job = waiting.shift(); job; job = waiting.shift()) {
    group.push(job);
    const { work, ahead } = job;
    if (ahead === null) {
      await sharing(() => gathering.settle());
      await dialect.send(db, [...unsent, 'savepoint work']);
      unsent = ['release savepoint work'];
      outcomes.push(await inSavepoint({ db, dialect, counter }, work));
      asked = 0;
    } else {
      if (unsent.length > 0) await dialect.send(db, unsent);
      unsent = [];
      if (asked === 0) {
        const together = [ahead, ...aheadOf(waiting, GROUP - group.length)];
        await sharing(() => gathering.ask(together));
        asked = together.length;
      }
      outcomes.push(await sharing(() => gathering.attempt(work)));
      asked -= 1;
    }
    if (group.length >= GROUP || performance.now() - started > GROUP_MS) break;
  }
  await sharing(() => gathering.settle());
  return { outcomes, unsent };
}

/** What the next works said, as far as they did. */
function aheadOf(waiting: readonly Job[], limit: number): Ahead[] {
  const found: Ahead[] = [];
  for (const { ahead } of waiting) {
    if (ahead === null || found.length === limit) break;
    found.push(ahead);
  }
  return found;
}

/** What went wrong here may concern any of the works that shared it, and each of them when it is alone tells what it was. @throws CarefullyError */
async function sharing<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw new CarefullyError('to be done one by one', { cause: error });
  }
}

/** The work's own error, after which the transaction could not go on. */
class WorkError extends Error {}

async function inSavepoint({ db, dialect, counter }: Doing, work: Job['work']): Promise<Outcome> {
  const { last } = counter;
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
    counter.last = last;
    return { status: 'rejected', reason };
  }
}
