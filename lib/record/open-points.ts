import type { Instant } from '../contract/basics.ts';
import type { Reason } from '../contract/reason.ts';
import type { Record as CallRecord } from '../contract/record.ts';
import { reason } from '../plan/reasons.ts';

/** Something promised that no later call has settled. `late`: its time has passed. */
export type OpenPoint = { recordId: string; reason: Reason; late: boolean };

/**
 * What is still open with a customer: the last record's complaint or promise. A later call that reached the customer settles it as far as
 * this issue knows; the closed loop of complaints comes with cases.
 */
export function openPoints(newestFirst: readonly CallRecord[], now: Instant): OpenPoint[] {
  const last = newestFirst.find((record) => record.outcome === 'reached');
  const step = last?.content.nextStep;
  if (!last || !step || step.kind === 'none' || step.kind === 'appointment') return [];
  const who = step.kind === 'refer' ? step.department : '';
  return [{ recordId: last.id, late: step.at < now, reason: step.kind === 'refer' ? reason('open-referral', { department: who, at: step.at, note: step.note }) : reason('open-promise', { at: step.at, note: step.note }) }];
}
