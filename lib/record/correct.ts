import type { Call, Draft } from '../contract/call.ts';
import type { Finding } from '../contract/phrases.ts';
import type { RecordContent, Record as RecordOfCall } from '../contract/record.ts';

/** As many as a record holds (lib/contract/record.ts). */
const MOST_FINDINGS = 500;

/** A record as the call it came from, hung up and waiting for its form: so that it is corrected in the very form that made it. */
export function callOf(record: RecordOfCall): Call {
  const { callId, direction, taskId, customerId, serviceId, placeId, agentId, purpose, startedAt, answeredAt, endedAt, walk, phraseLists } = record;
  const draft: Draft = { ...record.content, outcome: record.outcome, satisfaction: record.satisfaction, wants: null, composing: null };
  return {
    id: callId,
    phase: 'wrap-up',
    direction,
    taskId,
    customerId,
    serviceId,
    placeId,
    agentId,
    purpose,
    startedAt,
    answeredAt,
    endedAt,
    walk,
    phraseLists,
    draft,
  };
}

/**
 * What of the form becomes the correction; null while no outcome is chosen. `kept` is what stands in our words now: it takes the place of what had been
 * kept before, whose positions are those of other words.
 */
export function correctionOf(draft: Draft, kept: readonly Finding[] | null): Pick<RecordOfCall, 'outcome' | 'satisfaction' | 'content'> | null {
  const { outcome, satisfaction, wants: _wants, composing: _composing, ...content } = draft;
  if (outcome === null) return null;
  const findings = kept === null ? content.findings : findingsAfter(content.findings, kept);
  return { outcome, satisfaction, content: { ...content, findings } satisfies RecordContent };
}

/** What was noticed before, and what stands in the words now. */
export function findingsAfter(before: readonly Finding[], kept: readonly Finding[]): Finding[] {
  return [...before.filter(({ heeded }) => heeded !== 'kept'), ...kept].slice(0, MOST_FINDINGS);
}
