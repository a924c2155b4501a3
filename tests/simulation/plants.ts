import type { CallsideDb } from '../../lib/db/database.ts';
import type { SyncDeps } from '../../lib/sync/sync.ts';
import type { Change, Store, Tx } from '../../server/store/port.ts';
import type { SavePlant } from './agent.ts';
import type { StorePlant } from './endpoint.ts';
import type { SyncPlant } from './panel.ts';

/** A fault put into the program on purpose, to see that the checker finds it. */
export type Plant = { store?: StorePlant; sync?: SyncPlant; save?: SavePlant };

/** Each is a mistake that a program of this kind has been known to make. */
export const plants = {
  /** The panel takes a 500 for an answer. */
  'a row is dropped when the endpoint answers 500': {
    sync: after(({ db }) => db.outbox.filter((row) => row.lastError?.kind === 'internal').delete()),
  },
  /** The panel takes a lost answer for a stored row. */
  'a row whose answer was lost is dropped': {
    sync: after(({ db }) => db.outbox.filter((row) => row.lastError?.kind === 'offline').delete()),
  },
  /** The endpoint does not remember what it has stored. */
  'a duplicate is applied again': {
    store: withTx((tx) => ({
      ...tx,
      mutations: { ...tx.mutations, get: async () => null, add: () => tx.mutations.add({ ...NOTHING, id: `x-${++forgotten}` }) },
    })),
  },
  /** The cursor counts changes that are not committed yet. */
  'the cursor goes past an open transaction': {
    store: (store) => ({ ...store, read: (work) => store.read((tx) => work({ ...tx, lastSeq: async () => (await tx.lastSeq()) + 3 })) }),
  },
  /** Record and outbox row are not written in one transaction. */
  'the outbox row is written after the record': {
    save: (save, scheduler) => async (db, input) => {
      const before = (await db.outbox.toCollection().primaryKeys()).at(-1) ?? 0;
      const saved = await save(db, input);
      const rows = await db.outbox.where('n').above(before).toArray();
      await db.outbox.bulkDelete(rows.map(({ n }) => n));
      // Wide, so that it is met within some tens of shifts.
      for (let step = 0; step < 10; step++) await scheduler.pause('between record and outbox');
      await db.outbox.bulkPut(rows);
      return saved;
    },
  },
  /** The endpoint answers before the disk has it. */
  'stored is answered before the commit': { store: lossy },
  /** A row is sent again under another id. */
  'sent again under a new id': {
    sync: after(async ({ db }) => {
      for (const row of await db.outbox.filter(({ attempts }) => attempts > 0).toArray()) await rename(db, row.n, `${row.id}.${row.attempts}`);
    }),
  },
  /** An unreadable row stops everything behind it. */
  'a refused row holds up the rest': {
    sync: (round) => async (deps) => {
      if ((await deps.db.outbox.where('state').equals('rejected').count()) === 0) await round(deps);
    },
  },
  /** The panel bothers a person with what only needs time. */
  'a row that failed three times is given up': {
    sync: after(async ({ db }) => {
      const late = await db.outbox.filter((row) => row.attempts > 2).toArray();
      await db.outbox.bulkPut(late.map((row) => ({ ...row, state: 'rejected' as const })));
    }),
  },
  /** The endpoint writes over what it has. */
  'the same id with another body replaces what is stored': {
    store: withTx((tx) => ({
      ...tx,
      mutations: { ...tx.mutations, get: async () => null, add: async () => 1 },
      records: { ...tx.records, get: async () => null },
    })),
  },
  /** Who was erased is not told to the panels. */
  'a tombstone is forgotten': {
    store: (store) => ({
      ...store,
      read: (work) => store.read((tx) => work({ ...tx, changes: async (input) => (await tx.changes(input)).filter(isNoTombstone) })),
    }),
  },
  /** The later of two corrections simply counts. */
  'corrections made apart are not put side by side': {
    store: withTx((tx) => ({ ...tx, divergences: { ...tx.divergences, put: async (one) => (one.kind === 'record' ? undefined : tx.divergences.put(one)) } })),
  },
  /** A change does not say what it was based on. */
  'a change of a customer overwrites another one unseen': {
    sync: (round) => async (deps) => {
      await deps.db.outbox.toCollection().modify(({ mutation }) => {
        if (mutation.kind === 'customer.set' && mutation.change.field !== 'optOut') delete mutation.change.was;
      });
      await round(deps);
    },
  },
  /** A correction waits for its record, and goes with it. */
  'a correction is dropped with the record that it continues': {
    sync: after(({ db }) => db.outbox.filter(({ mutation, attempts }) => mutation.kind === 'record.revise' && attempts > 0).delete()),
  },
} as const satisfies { [name: string]: Plant };

const isNoTombstone = ({ kind }: Change) => kind !== 'erased';

const NOTHING = { agentId: 'nobody', bodyHash: '', receivedAt: 0 };
let forgotten = 0;

function after(then: (deps: SyncDeps) => PromiseLike<unknown>): SyncPlant {
  return (round) => async (deps) => {
    await round(deps);
    await then(deps);
  };
}

async function rename(db: CallsideDb, n: number, id: string): Promise<void> {
  await db.outbox
    .where('n')
    .equals(n)
    .modify((row) => {
      row.id = id;
      row.mutation.id = id;
    });
}

type Work<T> = (tx: Tx) => Promise<T>;

/** Every write of the store, alone or in a group, is done as `change` says. */
function withWork(store: Store, change: <T>(work: Work<T>) => Work<T>): Store {
  return { ...store, write: (work) => store.write(change(work)), writeEach: (works) => store.writeEach(works.map((work) => change(work))) };
}

function withTx(change: (tx: Tx) => Tx): StorePlant {
  return (store) => withWork(store, (work) => (tx) => work(change(tx)));
}

/** Every eighth write is undone, and answered as if it were not. */
function lossy(store: Store): Store {
  let writes = 0;
  const done = new Map<PowerCut, unknown>();
  const losing = withWork(store, (work) => async (tx) => {
    const value = await work(tx);
    writes += 1;
    if (writes % 8 !== 0) return value;
    const cut = new PowerCut();
    done.set(cut, value);
    throw cut;
  });
  const forgive = <T>(error: unknown): T => {
    if (error instanceof PowerCut) return done.get(error) as T;
    throw error;
  };
  return {
    ...losing,
    write: (work) => losing.write(work).catch(forgive<Awaited<ReturnType<typeof work>>>),
    writeEach: async <T>(works: readonly Work<T>[]) => {
      const outcomes = await losing.writeEach(works);
      return outcomes.map((outcome): PromiseSettledResult<T> => {
        const isCut = outcome.status === 'rejected' && outcome.reason instanceof PowerCut;
        return isCut ? { status: 'fulfilled', value: forgive<T>(outcome.reason) } : outcome;
      });
    },
  };
}

class PowerCut extends Error {}
