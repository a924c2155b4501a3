import type { Chance } from './chance.ts';

/** What a task lives in: a page, a worker, a run of the endpoint. When it is killed, its tasks stop where they stand and never go on. */
export type Life = { readonly name: string; alive: boolean };

type Parked = { at: number; life: Life; what: string; wake: () => void };
type InLine = { life: Life; enter: (() => void) | null };

/** Where a task waits for another one. */
export type Gate<T> = { wait: (what: string) => Promise<T>; open: (value: T) => void };

/**
 * Runs everything on one thread of virtual time, in an order that the seed alone decides. Exactly one task runs at a time; it runs until it waits at a
 * point, a gate, a lock or a timer, or ends. What is awaited in between (IndexedDB, SQLite) belongs to the running task, so that real
 * timers and threads cannot change the order.
 *
 *   parked tasks ──► one whose time has come, by chance ──► runs ──► parks again, waits for a gate, or ends ──► the next
 */
export class Scheduler {
  now: number;
  readonly trace: string[] = [];
  /** What tasks threw: a fault of the program under test, or of the simulation. */
  readonly crashes: string[] = [];
  private readonly start: number;
  private readonly chance: Chance;
  private readonly locks = new Map<string, InLine[]>();
  private readonly doomed = new Map<Life, { steps: number; strike: () => void }>();
  private parked: Parked[] = [];
  /** Whose turn it is; null between two. */
  current: Life | null = null;
  private handBack: () => void = () => {};

  constructor(chance: Chance, now: number) {
    this.chance = chance;
    this.start = now;
    this.now = now;
  }

  note(what: string): void {
    this.trace.push(`${((this.now - this.start) / 1000).toFixed(3).padStart(10)}  ${(this.current?.name ?? 'world').padEnd(12)} ${what}`);
  }

  /** Begins a task. It runs when its turn comes. */
  spawn(life: Life, what: string, work: () => Promise<void>, afterMs = 0): void {
    this.park(life, what, afterMs, () => {
      work()
        .catch((error: unknown) => {
          if (life.alive) this.crashes.push(`${life.name}, ${what}: ${error instanceof Error ? error.stack : String(error)}`);
        })
        // Of what was killed, something may still end: its turn is over.
        .finally(() => life.alive && this.handBack());
    });
  }

  /** Does something at a time, without a task of its own. Answers how to call it off. */
  timer(life: Life, what: string, ms: number, then: () => void): () => void {
    const parked = this.park(life, what, ms, () => {
      then();
      this.handBack();
    });
    return () => {
      this.parked = this.parked.filter((one) => one !== parked);
    };
  }

  /** A place where the running task waits, so that others may come first, or it may be killed. */
  pause(what: string, ms = 0): Promise<void> {
    const life = this.running();
    return new Promise((wake) => {
      this.park(life, what, ms, wake);
      this.handBack();
    });
  }

  gate<T>(): Gate<T> {
    let opened: { value: T } | null = null;
    let waiting: { life: Life; what: string; wake: (value: T) => void } | null = null;
    return {
      // The first counts.
      open: (value) => {
        if (opened) return;
        opened = { value };
        if (waiting) this.park(waiting.life, waiting.what, 0, () => waiting?.wake(value));
      },
      wait: (what) => {
        const life = this.running();
        return new Promise((wake) => {
          if (opened) {
            const { value } = opened;
            this.park(life, what, 0, () => wake(value));
          } else waiting = { life, what, wake };
          this.handBack();
        });
      },
    };
  }

  /** As a Web Lock: one at a time, in the order of asking; a life that is killed lets go. */
  async lock<T>(name: string, work: () => Promise<T>): Promise<T> {
    const line = this.locks.get(name) ?? [];
    this.locks.set(name, line);
    const gate = this.gate<void>();
    const mine: InLine = { life: this.running(), enter: () => gate.open() };
    line.push(mine);
    if (line[0] !== mine) await gate.wait(`lock ${name}`);
    try {
      return await work();
    } finally {
      if (mine.life.alive) this.leave(name, mine);
    }
  }

  kill(life: Life): void {
    this.note(`${life.name} is killed`);
    life.alive = false;
    this.parked = this.parked.filter((one) => one.life !== life);
    for (const [name, line] of this.locks) for (const one of line.filter((each) => each.life === life)) this.leave(name, one);
  }

  /**
   * Something happens to this life after so many of its own steps, wherever that is: between a commit and the word that it was done as likely as
   * anywhere else. By the clock, such moments would hardly ever be met.
   */
  doom(life: Life, steps: number, strike: () => void): void {
    this.doomed.set(life, { steps, strike });
  }

  /** Nobody is doomed any more. */
  spare(): void {
    this.doomed.clear();
  }

  /** Runs until the time is `end` or nothing is left to do. */
  async run(end: number): Promise<void> {
    for (;;) {
      const next = this.take(end);
      if (!next) break;
      this.now = Math.max(this.now, next.at);
      this.current = next.life;
      this.note(next.what);
      await new Promise<void>((back) => {
        this.handBack = back;
        next.wake();
      });
      this.current = null;
      this.fulfil(next.life);
    }
    this.now = Math.max(this.now, end);
  }

  private fulfil(life: Life): void {
    const doom = this.doomed.get(life);
    if (!doom || --doom.steps > 0) return;
    this.doomed.delete(life);
    if (life.alive) doom.strike();
  }

  private take(end: number): Parked | null {
    const due = this.parked.filter((one) => one.at <= this.now);
    const first = this.parked.reduce<Parked | null>((soonest, one) => (soonest === null || one.at < soonest.at ? one : soonest), null);
    const next = due.length > 0 ? this.chance.pick(due) : first !== null && first.at <= end ? first : null;
    if (next) this.parked.splice(this.parked.indexOf(next), 1);
    return next;
  }

  private park(life: Life, what: string, ms: number, wake: () => void): Parked {
    const parked = { at: this.now + ms, life, what, wake };
    if (life.alive) this.parked.push(parked);
    return parked;
  }

  private leave(name: string, one: InLine): void {
    const line = this.locks.get(name) ?? [];
    const first = line[0] === one;
    line.splice(line.indexOf(one), 1);
    if (first) line[0]?.enter?.();
  }

  private running(): Life {
    if (!this.current) throw new Error('only a task can wait');
    return this.current;
  }
}
