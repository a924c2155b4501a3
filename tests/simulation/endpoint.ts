import { pino } from 'pino';
import { type App, createApp } from '../../server/app.ts';
import { keyed } from '../../server/keys.ts';
import { hashOfToken, keyedHash } from '../../server/secrets.ts';
import type { Store } from '../../server/store/port.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Chance } from './chance.ts';
import { agents, elsewhere, lead, store as place, START, scriptVersion, work } from './field.ts';
import type { Life, Scheduler } from './scheduler.ts';

export type Answered = { status: number; headers: [string, string][]; text: string };

/** Changes what the endpoint does with its store: a planted bug. */
export type StorePlant = (store: Store) => Store;

/** The real endpoint over SQLite in memory. It can be killed between two transactions, and comes back with what was committed. */
export class SimEndpoint {
  readonly store: Store;
  private readonly scheduler: Scheduler;
  private readonly chance: Chance;
  private readonly planted: Store;
  private app: App | null = null;
  life: Life = { name: 'endpoint', alive: false };
  private runs = 0;
  private ids = 0;
  /** What waits for an answer of this run. */
  private readonly inFlight = new Set<() => void>();

  private constructor(scheduler: Scheduler, chance: Chance, store: Store, plant: StorePlant) {
    this.scheduler = scheduler;
    this.chance = chance;
    this.store = store;
    this.planted = plant(store);
  }

  static async open(scheduler: Scheduler, chance: Chance, input: { customers: number; plant: StorePlant }): Promise<SimEndpoint> {
    const store = await openSqlite(':memory:');
    const endpoint = new SimEndpoint(scheduler, chance, store, input.plant);
    const hash = await keyedHash(store, (count) => chance.bytes(count));
    await store.write(async (tx) => {
      for (const one of [place, elsewhere]) await tx.places.put(one);
      for (const agent of [...agents, lead]) {
        await tx.agents.add(agent, START);
        await tx.devices.add({ id: `device-${agent.id}`, agentId: agent.id, label: 'simulated', at: START, tokens: endless(tokenOf(agent.id)) });
      }
      await tx.content.putScript(scriptVersion(1), null);
      const all = Array.from({ length: input.customers }, (_, index) => work(index + 1));
      await tx.customers.put(all.map((one) => keyed(one.customer, hash)));
      await tx.services.put(all.map((one) => one.service));
      await tx.tasks.put(all.map((one) => one.task));
    });
    endpoint.start();
    return endpoint;
  }

  get up(): boolean {
    return this.life.alive;
  }

  start(): void {
    this.runs += 1;
    this.life = { name: `endpoint-${this.runs}`, alive: true };
    this.app = createApp({
      store: pausing(this.planted, this.scheduler),
      clock: { now: () => this.scheduler.now, demoOffset: null },
      newId: () => `e-${++this.ids}`,
      random: (count) => this.chance.bytes(count),
      log: pino({ level: 'silent' }),
      // A task waits for nothing that the scheduler does not know of, and so for no other request.
      lookUpsAtOnce: Number.POSITIVE_INFINITY,
    });
  }

  /** As SIGKILL: what was committed stays, whatever else was under way is gone, and connections break. */
  kill(): void {
    this.scheduler.kill(this.life);
    for (const broken of this.inFlight) broken();
    this.inFlight.clear();
  }

  /** Works on a request from now on, in a task of its own. `broken` when it is killed meanwhile. */
  ask(path: string, init: RequestInit, done: (answer: Answered) => void, broken: () => void): void {
    const { app, life } = this;
    if (!app || !this.up) {
      broken();
      return;
    }
    this.inFlight.add(broken);
    this.scheduler.spawn(life, `receives ${path}`, async () => {
      const { signal: _signal, ...rest } = init;
      const response = await app.request(path, rest);
      const answer = { status: response.status, headers: [...response.headers], text: await response.text() };
      this.inFlight.delete(broken);
      if (life.alive) done(answer);
    });
  }
}

/** A token without an end: nobody renews it here. */
const endless = (token: string) => ({
  tokenHash: hashOfToken(token),
  tokenEndsAt: null,
  refreshHash: hashOfToken(`${token}-next`),
  previousHash: null,
  refreshEndsAt: 0,
});

export const tokenOf = (agentId: string) => `cs_token-of-${agentId}`;

/** Before and after each transaction others may come first, or the endpoint may be killed. */
function pausing(store: Store, scheduler: Scheduler): Store {
  const writing = async <T>(write: () => Promise<T>): Promise<T> => {
    await scheduler.pause('writes');
    const done = await write();
    await scheduler.pause('committed');
    return done;
  };
  return {
    ...store,
    read: async (work) => {
      await scheduler.pause('reads');
      return store.read(work);
    },
    write: (work) => writing(() => store.write(work)),
    writeEach: (works, ahead) => writing(() => store.writeEach(works, ahead)),
  };
}
