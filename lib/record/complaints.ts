import type { Id, Instant } from '../contract/basics.ts';
import type { Record as CallRecord } from '../contract/record.ts';

/** A complaint that somebody was to answer by a time; `settled`: a later call reached the customer. */
export type Complaint = { answerBy: Instant; serviceId: Id | null; settled: boolean };
type Told = Pick<CallRecord, 'outcome' | 'satisfaction' | 'serviceId' | 'startedAt'> & { content: Pick<CallRecord['content'], 'complaint' | 'nextStep'> };

/**
 * The complaints in the records of one customer (newest revisions, in any order), as far as a department or we ourselves were to answer. When the answer was
 * given is not known until there are cases: it counts as given by the time that was promised.
 */
export function complaintsIn(records: readonly Told[]): Complaint[] {
  const reached = records.filter(({ outcome }) => outcome === 'reached');
  const last = Math.max(...reached.map(({ startedAt }) => startedAt));
  return reached.flatMap(({ content, satisfaction, serviceId, startedAt }): Complaint[] => {
    const step = content.nextStep;
    const isComplaint = content.complaint?.kind === 'complaint' || satisfaction === 'dissatisfied';
    if (!isComplaint || (step?.kind !== 'refer' && step?.kind !== 'send')) return [];
    return [{ answerBy: step.at, serviceId, settled: startedAt < last }];
  });
}
