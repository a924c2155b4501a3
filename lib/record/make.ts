import type { Id, Instant } from '../contract/basics.ts';
import type { Call } from '../contract/call.ts';
import type { RecordContent, Record as RecordOfCall } from '../contract/record.ts';
import type { Script } from '../contract/script.ts';
import { type MissingField, missingOfCall } from './missing.ts';

type Input = {
  call: Call;
  script: Script | null;
  recordId: Id;
  now: Instant;
  /** The clock is a demo clock. */
  demo: boolean;
};

/**
 * The whole record of a call, or what is missing. A message that is still being written was not sent and stays out. A call that
 * was never rung or hung up by hand gets the times that are known.
 */
export function makeRecord({ call, script, recordId, now, demo }: Input): { ok: true; record: RecordOfCall } | { ok: false; missing: MissingField[] } {
  const missing = missingOfCall(call, script);
  const { outcome, satisfaction } = call.draft;
  if (missing.length > 0 || outcome === null) return { ok: false, missing };
  const startedAt = call.startedAt ?? call.answeredAt ?? call.endedAt ?? now;
  const record: RecordOfCall = {
    id: recordId,
    revision: 1,
    callId: call.id,
    placeId: call.placeId,
    agentId: call.agentId,
    customerId: call.customerId,
    taskId: call.taskId,
    serviceId: call.serviceId,
    purpose: call.purpose,
    channel: 'phone',
    direction: call.direction,
    startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt ?? now,
    savedAt: now,
    outcome,
    satisfaction,
    walk: call.walk,
    phraseLists: call.phraseLists,
    demo,
    content: contentOf(call),
  };
  return { ok: true, record };
}

function contentOf({ draft }: Call): RecordContent {
  const { outcome: _outcome, satisfaction: _satisfaction, wants: _wants, composing: _composing, ...content } = draft;
  return content;
}
