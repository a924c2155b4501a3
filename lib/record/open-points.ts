import type { Instant } from '../contract/basics.ts';
import type { Record as CallRecord } from '../contract/record.ts';

/** Something promised that no later call has settled. `department` null: we ourselves. `late`: its time has passed. */
export type OpenPoint = { recordId: string; department: string | null; at: Instant; note: string; late: boolean };

/**
 * What is still open with a customer: the promise of the last record that reached them. A later call that reached the customer settles it
 * as far as is known here; the closed loop of complaints comes with cases.
 */
export function openPoints(newestFirst: readonly CallRecord[], now: Instant): OpenPoint[] {
  const last = newestFirst.find((record) => record.outcome === 'reached');
  const step = last?.content.nextStep;
  if (!last || !step || step.kind === 'none' || step.kind === 'appointment') return [];
  return [{ recordId: last.id, department: step.kind === 'refer' ? step.department : null, at: step.at, note: step.note, late: step.at < now }];
}
