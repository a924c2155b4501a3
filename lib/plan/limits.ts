import type { Instant } from '../contract/basics.ts';
import type { Outcome, Record as RecordOfCall } from '../contract/record.ts';

const YEAR = 365 * 86_400_000;
/** Outcomes in which nobody picked up, or somebody who is not the customer: they disturb nobody and count towards no limit. */
const UNHEARD: ReadonlySet<Outcome> = new Set(['no-answer', 'busy', 'voicemail', 'unreachable', 'wrong-number']);

/** True when the customer, or their family, was on the line. */
export function wasHeard(outcome: Outcome): boolean {
  return !UNHEARD.has(outcome);
}

/** Calls of ours that one customer heard: how many in the 365 days up to a moment, and when the last of them began. */
export type CallsMade = { lastYear: number; lastAt: Instant | null };

/** What counts towards the limits (P11). `records` are that customer's, of the last 365 days at least; revisions of one are one call. */
export function callsMade(records: readonly Pick<RecordOfCall, 'id' | 'direction' | 'outcome' | 'startedAt'>[], now: Instant): CallsMade {
  const heard = records.filter(({ direction, outcome, startedAt }) => direction === 'out' && wasHeard(outcome) && startedAt > now - YEAR);
  // The client's clock is data: one that runs ahead must not put the next call out of reach.
  const lastAt = heard.length > 0 ? Math.min(now, Math.max(...heard.map(({ startedAt }) => startedAt))) : null;
  return { lastYear: new Set(heard.map(({ id }) => id)).size, lastAt };
}
