import type { Logger } from 'pino';
import type { Agent } from '../lib/contract/agent.ts';
import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Place } from '../lib/contract/place.ts';
import type { Limits } from './limits.ts';
import type { TokenLife } from './people/tokens.ts';
import type { Store } from './store/port.ts';

/** The endpoint's clock. `demoOffset` (ms) is added to the machine's time; null on the real clock. */
export type Clock = { now(): Instant; readonly demoOffset: number | null };

export type Deps = {
  store: Store;
  clock: Clock;
  newId: () => Id;
  /** That many unpredictable bytes. */
  random: (bytes: number) => Uint8Array;
  log: Logger;
  /** Aborted when the endpoint begins to stop: what would stay open ends. */
  stopping?: AbortSignal;
  /** None when left out, as in a test that asks a thousand times. */
  limits?: Limits;
  /** The endpoint stands behind a proxy that says where a request came from. */
  behindProxy?: boolean;
  /** How many tokens are looked up each by itself; those who come meanwhile are looked up together. As in server/auth.ts when left out. */
  lookUpsAtOnce?: number;
  /** As in server/people/tokens.ts when left out. */
  tokenLife?: TokenLife;
};

/** Who asks, and how far they reach in the tree of places. */
export type Session = {
  agent: Agent;
  deviceId: Id;
  place: Place;
  places: ReadonlyMap<Id, Place>;
  /** The agent's own place and all below it: whose customers and records they may touch. */
  scope: readonly Id[];
  /** The scope and the places above: whose scripts and phrase lists they may read. */
  contentScope: readonly Id[];
  /** Their own place and those above: whose scripts and phrase lists they call with. A store's own wording is not for the centre. */
  usesScope: readonly Id[];
};

export type AppEnv = { Variables: { session: Session } };

export function clockInfo(clock: Clock): { now: Instant; demoOffset: number | null } {
  return { now: clock.now(), demoOffset: clock.demoOffset };
}
