import type { Id } from '../../lib/contract/basics.ts';
import { askAhead, forget, type Known, nothingKnown } from './ahead.ts';
import { rowOfEntry } from './audit.ts';
import { rowOfMutation } from './content.ts';
import type { Ahead, Tx } from './port.ts';
import { insertRows } from './prepared.ts';
import { rowOfRecord } from './records.ts';
import { type Counter, type Db, takeSeqs } from './rows.ts';
import type { Tables } from './tables.ts';
import { transactionOf } from './transaction.ts';

/** A work failed that had gone past what waits: only undoing the whole transaction takes back what it did. */
export class SpoiledError extends Error {}

export type Gathering = {
  /** One statement a table for all of them. */
  ask(ahead: readonly Ahead[]): Promise<void>;
  /** Does one work; when it throws, nothing of it stays. @throws SpoiledError when that cannot be had */
  attempt<T>(work: (tx: Tx) => Promise<T>): Promise<PromiseSettledResult<T>>;
  /** Writes what waits and forgets what was asked: before the commit, and before anybody else uses the transaction. */
  settle(): Promise<void>;
};

/** Rows that every change adds, in the order in which they came. No other table refers to them. */
class Waiting {
  readonly records: Tables['records'][] = [];
  readonly entries: Tables['audit_entries'][] = [];
  readonly mutations: Tables['mutations'][] = [];
  /** How many of each were there when the work began. */
  private before = [0, 0, 0];

  private get lists() {
    return [this.records, this.entries, this.mutations];
  }

  /** A work begins: what comes from now on is its own. */
  begin(): void {
    this.before = this.lists.map(({ length }) => length);
  }

  get hasOwn(): boolean {
    return this.lists.some(({ length }, index) => length > (this.before[index] ?? 0));
  }

  dropOwn(): void {
    for (const [index, list] of this.lists.entries()) list.length = this.before[index] ?? 0;
  }

  async write(db: Db): Promise<void> {
    this.before = [0, 0, 0];
    await insertRows(db, 'records', this.records.splice(0));
    await insertRows(db, 'audit_entries', this.entries.splice(0));
    await insertRows(db, 'mutations', this.mutations.splice(0));
  }
}

/**
 * A transaction in which several works share their ways to the database: what they said they will look for is asked for all of them at once, and the rows
 * that every change adds wait until the end, or until somebody asks for what could be among them. What this does not know goes to the database as ever,
 * after what waits, and everything that was asked ahead is forgotten.
 */
export function gather(db: Db, counter: Counter): Gathering {
  const direct = transactionOf(db);
  const known = nothingKnown();
  const waiting = new Waiting();
  let isSpoiled = false;
  /** PostgreSQL takes nothing more after a statement that failed, whatever the work made of it. */
  let hasFailed = false;

  const to: Going = {
    db,
    direct,
    known,
    waiting,
    read: (ask, flushed) =>
      noticed(async () => {
        if (flushed) await flush();
        return ask();
      }),
    write(change) {
      isSpoiled = true;
      return noticed(change);
    },
  };
  async function noticed<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  }
  async function flush(): Promise<void> {
    isSpoiled ||= waiting.hasOwn;
    await waiting.write(db);
  }
  async function settle(): Promise<void> {
    await flush();
    for (const map of Object.values(known)) map.clear();
  }
  const careful = eachMethod(direct, (change) =>
    to.write(async () => {
      await settle();
      return change();
    }),
  );
  const whole: Tx['whole'] = {
    ...careful.whole,
    // The only answer that is no promise.
    async *rows(table, columns) {
      await to.write(settle);
      yield* direct.whole.rows(table, columns);
    },
  };
  const tx: Tx = { ...careful, whole, ...swift(to, careful) };

  return {
    settle,
    ask: (ahead) => askAhead(db, direct, known, ahead),
    async attempt(work) {
      isSpoiled = false;
      waiting.begin();
      const { last } = counter;
      const [outcome] = await Promise.allSettled([work(tx)]);
      if (hasFailed) throw new SpoiledError('a statement failed');
      if (outcome.status === 'fulfilled') return outcome;
      if (isSpoiled) throw new SpoiledError('', { cause: outcome.reason });
      waiting.dropOwn();
      counter.last = last;
      return outcome;
    },
  };
}

type Going = {
  db: Db;
  direct: Tx;
  known: Known;
  waiting: Waiting;
  /** `flushed`: it could be among the rows that wait, which are written first. */
  read<T>(ask: () => Promise<T>, flushed?: boolean): Promise<T>;
  write<T>(change: () => Promise<T>): Promise<T>;
};

type Swift = Pick<Tx, 'meta' | 'mutations' | 'records' | 'audit' | 'erasing' | 'customers' | 'services' | 'tasks' | 'holds'>;

/** The way that a change takes when nothing unusual happens. */
function swift(to: Going, careful: Tx): Swift {
  const { db, direct, known, waiting, read, write } = to;
  const takeSeq = () => read(() => takeSeqs(db, 1));
  return {
    meta: {
      ...careful.meta,
      get: async (key) => oneOf(known.meta, key, () => read(() => direct.meta.get(key))),
    },
    mutations: {
      get: async (id) => oneOf(known.mutations, id, () => read(() => direct.mutations.get(id), true)),
      async add(row) {
        const seq = await takeSeq();
        waiting.mutations.push(rowOfMutation({ ...row, seq }));
        known.mutations.delete(row.id);
        return seq;
      },
    },
    records: {
      ...careful.records,
      get: async (id) => oneOf(known.records, id, () => read(() => direct.records.get(id), true)),
      async ofCall(callId, agentId) {
        const found = known.calls.get(callId);
        return found ? (found.find(({ record }) => record.agentId === agentId) ?? null) : read(() => direct.records.ofCall(callId, agentId), true);
      },
      async add(record, receivedAt, correction) {
        if (record.revision > 1) return careful.records.add(record, receivedAt, correction);
        const seq = await takeSeq();
        waiting.records.push(rowOfRecord(record, receivedAt, seq, correction));
        known.records.delete(record.id);
        known.calls.delete(record.callId);
        return seq;
      },
    },
    audit: {
      ...careful.audit,
      async add(entry) {
        waiting.entries.push(rowOfEntry(entry));
      },
    },
    erasing: {
      ...careful.erasing,
      placeOf: async (id) => oneOf(known.erased, id, () => read(() => direct.erasing.placeOf(id))),
    },
    customers: {
      ...careful.customers,
      get: async (ids) => allOf(known.customers, [...new Set(ids)]) ?? read(() => direct.customers.get(ids)),
      async put(rows) {
        for (const { customer } of rows) known.customers.delete(customer.id);
        await write(() => direct.customers.put(rows));
      },
    },
    services: {
      ...careful.services,
      get: async (id) => oneOf(known.services, id, () => read(() => direct.services.get(id))),
    },
    ...swiftTasks(to, careful),
  };
}

/** Tasks show the claims of their customers' holds: whoever writes a hold changes the tasks. */
function swiftTasks({ direct, known, read, write }: Going, careful: Tx): Pick<Tx, 'tasks' | 'holds'> {
  return {
    tasks: {
      ...careful.tasks,
      get: async (ids) => allOf(known.tasks, ids) ?? read(() => direct.tasks.get(ids)),
      async ofCustomers(ids, onlyOpen) {
        const [only, ...others] = ids;
        const open = only !== undefined && others.length === 0 && onlyOpen ? known.openTasks.get(only) : undefined;
        return open ? [...open] : read(() => direct.tasks.ofCustomers(ids, onlyOpen));
      },
      async put(tasks) {
        if (tasks.length === 0) return;
        forget(known, (task) => tasks.some((one) => one.id === task.id || one.customerId === task.customerId));
        for (const { id, customerId } of tasks) {
          known.tasks.delete(id);
          known.openTasks.delete(customerId);
        }
        await write(() => direct.tasks.put(tasks));
      },
      async claim(ids, claimId) {
        if (ids.length === 0) return;
        forget(known, ({ id }) => ids.includes(id));
        await write(() => direct.tasks.claim(ids, claimId));
      },
    },
    holds: {
      ...careful.holds,
      get: async (ids) => allOf(known.holds, [...new Set(ids)]) ?? read(() => direct.holds.get(ids)),
      async remove(ids) {
        if (ids.length === 0) return;
        forget(known, ({ customerId }) => ids.includes(customerId));
        for (const id of ids) known.holds.delete(id);
        await write(() => direct.holds.remove(ids));
      },
    },
  };
}

async function oneOf<T>(known: ReadonlyMap<Id, T | null>, id: Id, ask: () => Promise<T | null>): Promise<T | null> {
  const found = known.get(id);
  return found === undefined ? ask() : found;
}

/** Null unless all of them were asked. */
function allOf<T>(known: ReadonlyMap<Id, T | null>, ids: readonly Id[]): T[] | null {
  if (!ids.every((id) => known.has(id))) return null;
  return ids.flatMap((id) => known.get(id) ?? []);
}

/** The same, with `around` around each call. */
function eachMethod<T extends object>(thing: T, around: <R>(call: () => Promise<R>) => Promise<R>): T {
  const wrapped = Object.entries(thing).map(([name, part]: [string, unknown]) => {
    if (typeof part === 'function') return [name, (...args: unknown[]) => around(async () => part.apply(thing, args) as unknown)];
    return [name, eachMethod(part as object, around)];
  });
  return Object.fromEntries(wrapped) as T;
}
