// Runs in the pages of upgrade.ts, over the panel's own database.
import type { OutboxRow } from '../../lib/contract/outbox.ts';
import { CallsideDb } from '../../lib/db/database.ts';
import { outboxRow } from '../../lib/outbox/outbox.ts';

/** What a next version would do: another index on what is to be sent. */
class NewerDb extends CallsideDb {
  constructor(name: string) {
    super(name);
    this.version(this.verno + 1).stores({ outbox: '++n, &id, state, nextAt, [state+nextAt]' });
  }
}

const TRIES_AFTER = 5;

export type UpgradePage = {
  /** Opens the database as a panel of today does. */
  open: (name: string) => Promise<void>;
  /** Saves one after the other until it may not any more, and tries on a little; answers the ids of what it was told is saved. */
  write: (panel: string) => Promise<string[]>;
  /** Opens it as a panel of the next version does. Ends when the schema has moved. */
  upgrade: (name: string) => Promise<void>;
  /** Ids in the outbox, by each way to them. */
  found: () => Promise<{ [way: string]: string[] }>;
  remove: () => Promise<void>;
};

let db: CallsideDb | null = null;

function opened(): CallsideDb {
  if (!db) throw new Error('no database is open');
  return db;
}

async function save(to: CallsideDb, id: string): Promise<void> {
  const row = outboxRow({ id, at: 1, kind: 'review.answer', recordId: id, text: 'It did.' }, 1);
  // As a save does: what is to be sent, together with other things.
  await to.transaction('rw', [to.outbox, to.meta], async () => {
    await to.meta.put({ key: 'link', state: 'offline', since: 1 });
    await to.outbox.add(row as OutboxRow);
  });
}

const page: UpgradePage = {
  open: async (name) => {
    db = new CallsideDb(name);
    await db.open();
  },
  write: async (panel) => {
    const saved: string[] = [];
    for (let [index, failures] = [0, 0]; failures < TRIES_AFTER; index++) {
      const id = `${panel}-${index}`;
      await save(opened(), id).then(
        () => saved.push(id),
        () => {
          failures += 1;
        },
      );
    }
    return saved;
  },
  upgrade: async (name) => {
    db = new NewerDb(name);
    await db.open();
  },
  found: async () => {
    const { outbox } = opened();
    const idsOf = (rows: readonly OutboxRow[]) => rows.map(({ id }) => id);
    return {
      'its number': idsOf(await outbox.toArray()),
      'its id': (await outbox.orderBy('id').keys()).map(String),
      'its state': idsOf(await outbox.where('state').equals('waiting').toArray()),
      'the new index': idsOf(await outbox.where('[state+nextAt]').between(['waiting', 0], ['waiting', 2]).toArray()),
    };
  },
  remove: () => opened().delete(),
};

Object.assign(globalThis, { upgradePage: page });
