import type { Instant } from '../contract/basics.ts';
import type { Outcome, Record as RecordOfCall } from '../contract/record.ts';

const YEAR = 365 * 86_400_000;
/** Outcomes in which nobody picked up, or somebody who is not the customer: they disturb nobody and count towards no limit. */
const UNHEARD: ReadonlySet<Outcome> = new Set(['no-answer', 'busy', 'voicemail', 'unreachable', 'wrong-number']);

/** How often we called one customer in the 365 days up to `now` (P11). `records` are that customer's; only calls of ours that were heard count. */
export function callsWithinYear(records: readonly Pick<RecordOfCall, 'id' | 'direction' | 'outcome' | 'startedAt'>[], now: Instant): number {
  const heard = records.filter(({ direction, outcome, startedAt }) => direction === 'out' && !UNHEARD.has(outcome) && startedAt > now - YEAR);
  return new Set(heard.map(({ id }) => id)).size;
}
