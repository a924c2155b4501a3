import type { Id, Instant } from '../contract/basics.ts';
import type { Loss, Mirror, Unsent } from '../contract/mirror.ts';

/** What the database is found to be at a start. `dbId` null: it does not know itself, it is new. `high`: the last number that its outbox gave. */
export type Found = { dbId: Id | null; high: number; unsent: ReadonlySet<Id> };

/** Compares the database with what was noted outside it. Without a note there is nothing to compare: a first start. */
export function lossOf(mirror: Mirror | null, found: Found, now: Instant): Loss | null {
  if (!mirror) return null;
  const how = mirror.dbId !== found.dbId ? 'gone' : found.high < mirror.high ? 'cut' : null;
  if (how === null) return null;
  return { foundAt: now, how, missing: mirror.unsent.filter(({ id }) => !found.unsent.has(id)), asked: false };
}

/** A second loss before the first was read: the agent is told of both. */
export function both(before: Loss | null, after: Loss): Loss {
  if (!before) return after;
  const known = new Set(after.missing.map(({ id }) => id));
  return { ...after, missing: [...before.missing.filter(({ id }) => !known.has(id)), ...after.missing] };
}

/** The endpoint has answered: what it has is not missing. */
export function withoutKnown(loss: Loss, known: ReadonlySet<Id>): Loss {
  return { ...loss, asked: true, missing: loss.missing.filter(({ id }) => !known.has(id)) };
}

/** The note for the next start. `high` never falls: rows that went out leave no trace in the database but its counter. */
export function noteOf(before: Mirror | null, now: { dbId: Id; high: number; unsent: readonly Unsent[] }): Mirror {
  const same = before?.dbId === now.dbId ? before.high : 0;
  return { dbId: now.dbId, high: Math.max(same, now.high), unsent: [...now.unsent] };
}

/** When the missing ones were saved; null when none is missing. */
export function spanOf(loss: Loss): { from: Instant; to: Instant } | null {
  const times = loss.missing.map(({ at }) => at);
  return times.length === 0 ? null : { from: Math.min(...times), to: Math.max(...times) };
}
