import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Agent } from '../../lib/contract/agent.ts';
import { CallsideDb } from '../../lib/db/database.ts';
import { type SyncDeps, syncOnce } from '../../lib/sync/sync.ts';
import { createTransport } from '../../lib/sync/transport.ts';
import type { Chance } from './chance.ts';
import { tokenOf } from './endpoint.ts';
import { MINUTE } from './field.ts';
import type { Network } from './network.ts';
import type { Life, Scheduler } from './scheduler.ts';

// Dexie looks for these once, when it is loaded, and that may have been before this file.
Dexie.dependencies.indexedDB = new IDBFactory();
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

/** Chromium's is half a minute; a longer one shows the same, and is quicker to play. */
const ALARM = 2 * MINUTE;

/** Changes what a round of sync does: a planted bug. */
export type SyncPlant = (round: (deps: SyncDeps) => Promise<unknown>) => (deps: SyncDeps) => Promise<unknown>;

/** One agent's browser: a page and a worker over one database, each of which can die at any moment and begin again. */
export class SimPanel {
  readonly agent: Agent;
  readonly newId: () => string;
  /** This computer's clock, less the true time (ms). */
  skew = 0;
  page: { life: Life; db: CallsideDb };
  private readonly scheduler: Scheduler;
  private readonly chance: Chance;
  private readonly network: Network;
  private readonly round: (deps: SyncDeps) => Promise<unknown>;
  private readonly dbName: string;
  private worker: { life: Life; db: CallsideDb } | null = null;
  private runs = 0;
  private queued = false;

  constructor(input: { agent: Agent; scheduler: Scheduler; chance: Chance; network: Network; plant: SyncPlant }) {
    this.agent = input.agent;
    this.dbName = `simulated-${this.agent.id}`;
    this.scheduler = input.scheduler;
    this.chance = input.chance;
    this.network = input.network;
    this.round = input.plant(syncOnce);
    let ids = 0;
    this.newId = () => `${this.agent.id}-${++ids}`;
    this.page = this.openPage();
    this.wakeWorker();
  }

  get workerLife(): Life {
    return (this.worker ?? this.wakeWorker()).life;
  }

  now = (): number => this.scheduler.now + this.skew;

  /** The page goes, and whatever it was doing; another one opens. */
  reopenPage(): void {
    this.scheduler.kill(this.page.life);
    this.page.db.close();
    this.page = this.openPage();
  }

  /** The worker goes in the middle of its round; the next alarm wakes another. */
  killWorker(): void {
    if (!this.worker) return;
    this.scheduler.kill(this.worker.life);
    this.worker.db.close();
    this.worker = null;
    this.queued = false;
  }

  /** A message to the worker, as the page sends it after a save; or the alarm. A round that is asked for while one waits is that one. */
  sync(hold: boolean): void {
    const worker = this.worker ?? this.wakeWorker();
    if (this.queued) return;
    this.queued = true;
    this.scheduler.spawn(worker.life, 'wants a round', () =>
      this.scheduler.lock(`${this.dbName}-sync`, async () => {
        this.queued = false;
        await this.round(this.depsOf(worker.db, hold));
      }),
    );
  }

  depsOf(db: CallsideDb, hold: boolean): SyncDeps {
    return {
      db,
      transport: createTransport({ endpoint: 'http://endpoint.test', token: tokenOf(this.agent.id), fetcher: this.network.fetcherOf(this.agent.id) }),
      agentId: this.agent.id,
      hold,
      now: this.now,
      random: this.chance.next,
      onPlace: async () => {},
      onClock: async () => {},
    };
  }

  async close(): Promise<void> {
    this.worker?.db.close();
    await this.page.db.delete();
  }

  private openPage() {
    return this.open('page');
  }

  private wakeWorker() {
    const worker = this.open('worker');
    this.worker = worker;
    return worker;
  }

  /** The alarm goes off whether or not a worker lives: Chromium starts one. */
  startAlarm(always: Life): void {
    const ring = () =>
      this.scheduler.timer(always, `alarm of ${this.agent.id}`, ALARM, () => {
        this.sync(true);
        ring();
      });
    ring();
  }

  private open(what: string): { life: Life; db: CallsideDb } {
    const db = new CallsideDb(this.dbName);
    pauseAround(db, this.scheduler);
    this.runs += 1;
    return { life: { name: `${this.agent.id}-${what}-${this.runs}`, alive: true }, db };
  }
}

/** Before and after each transaction others may come first, or the page may die: committed, and nobody was told. */
function pauseAround(db: CallsideDb, scheduler: Scheduler): void {
  const transaction = db.transaction.bind(db) as (...args: unknown[]) => Promise<unknown>;
  const paused = async (...args: unknown[]) => {
    await scheduler.pause('opens a transaction');
    const done = await transaction(...args);
    await scheduler.pause('transaction done');
    return done;
  };
  Object.assign(db, { transaction: (...args: unknown[]) => (Dexie.currentTransaction ? transaction(...args) : paused(...args)) });
}
