import type { Id, Instant, LocalDate } from '../contract/basics.ts';
import type { ImportShape } from '../contract/import-shape.ts';
import type { RefusedContent } from '../contract/publishing.ts';
import type { Reason } from '../contract/reason.ts';
import type { Review } from '../contract/review.ts';
import type { Guarantees } from '../contract/wire.ts';
import type { CallsideDb } from './database.ts';

/** What the endpoint (or, alone, the background) last said about the queue. */
export type QueueState = { key: 'queue'; at: Instant; waiting: number; why: Reason[]; nextAt: Instant | null; guarantees: Guarantees };
/** Where the connection stands; the header words it. `gate` is what only a person can mend. */
export type LinkState = { key: 'link'; state: 'online' | 'offline' | 'signed-out'; since: Instant };
/** `etag`: of the answer that brought us here; named again, an endpoint where nothing has happened says only that. */
export type CursorState = { key: 'cursor'; value: number; etag?: string | null };
/** What came of these while a change to them was on its way was left aside: from this cursor on it is asked for again once none is. */
export type MissedState = { key: 'missed'; cursor: number; ids: Id[] };
/** The endpoint asked to be left alone until then (Retry-After). */
export type PauseState = { key: 'pause'; until: Instant };
/** The database's own name: another one in its place has another, or none. */
export type IdentityState = { key: 'identity'; dbId: Id };
/** Secret of the keyed phone hashes of this machine. */
export type SecretState = { key: 'secret'; value: string };

/** The customer that was found and is held for a call without a task. */
export type FoundState = { key: 'found'; customerId: string; at: Instant };

/** Scripts and phrase lists that came and cannot be used; the last good versions are. */
export type RefusedState = { key: 'refused'; items: RefusedContent[] };

/** The versions whose changes the agent has been told of, by `script:id` and `phrase-list:id`. */
export type ToldState = { key: 'told'; versions: { [thing: string]: number } };

/** What QA wrote about this agent's records and is not settled. `cursor`: up to where it was asked for; `pulled`: the pull after which it was. */
export type ReviewsState = { key: 'reviews'; cursor: number; pulled: number | null; items: { review: Review; name: string }[] };

/** What this person reaches in the tree of places, as the endpoint last said it. */
export type ReachState = { key: 'reach'; value: string };

/** Customers who were erased at the endpoint and are on the line here. */
export type ErasingState = { key: 'erasing'; ids: string[] };

/** Alone: the last day on the place's calendar that everybody was planned on. */
export type PlannedState = { key: 'planned'; day: LocalDate };

/** What the columns of customer files mean, by the shape of their headers. */
export type ShapesState = { key: 'import-shapes'; items: ImportShape[] };

export type Meta =
  | ShapesState
  | PlannedState
  | ReviewsState
  | QueueState
  | LinkState
  | CursorState
  | MissedState
  | PauseState
  | IdentityState
  | SecretState
  | FoundState
  | RefusedState
  | ToldState
  | ReachState
  | ErasingState;

export async function readMeta<K extends Meta['key']>(db: CallsideDb, key: K): Promise<Extract<Meta, { key: K }> | null> {
  const row = await db.meta.get(key);
  return row?.key === key ? (row as Extract<Meta, { key: K }>) : null;
}

export async function writeMeta(db: CallsideDb, meta: Meta): Promise<void> {
  await db.meta.put(meta);
}
