import type { Record as RecordOfCall } from '../../lib/contract/record.ts';
import type { Script } from '../../lib/contract/script.ts';
import { enrolReplySchema, type RecordListReply, recordListReplySchema } from '../../lib/contract/wire.ts';
import { isOpen } from '../../lib/plan/windows.ts';
import { isComplete } from '../../lib/record/missing.ts';
import type { Expected } from './calls.ts';
import { freshCode } from './codes.ts';
import type { Hours } from './demo-clock.ts';
import type { Stage } from './stage.ts';

export type Listed = RecordListReply['records'][number];

/** Reads records as QA of the sample team does: over HTTP, with a token of its own. */
export async function openQa({ endpoint }: Stage): Promise<{ newest: (limit: number) => Promise<RecordListReply> }> {
  const code = await freshCode(endpoint, 'qa-chen');
  const reply = await fetch(`${endpoint.url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, device: 'tour' }),
  });
  const { token } = enrolReplySchema.parse(await reply.json());
  return {
    newest: async (limit) => {
      const list = await fetch(`${endpoint.url}/v1/records?limit=${limit}`, { headers: { authorization: `Bearer ${token}` } });
      return recordListReplySchema.parse(await list.json());
    },
  };
}

const textOf = (answer: RecordOfCall['content']['said']) => (answer === null ? null : answer.kind === 'none' ? '' : answer.text);

/** Everything that is wrong with a record of the tour, in words; nothing when it is as it was played. */
export function faults({ record, customer }: Listed, expected: Expected, scripts: readonly Script[], place: Hours): string[] {
  const script = scripts.find(({ id, version }) => id === record.walk.scriptId && version === record.walk.version) ?? null;
  const branch = record.walk.choices.some(({ kind, id }) => kind === 'branch' && id === 'abusive');
  const checks: [boolean, string][] = [
    [script !== null, 'names no script that is known'],
    [isComplete(record, script), 'is not complete'],
    [record.outcome === expected.outcome, `says ${record.outcome} instead of ${expected.outcome}`],
    [record.satisfaction === expected.satisfaction, `says ${record.satisfaction} instead of ${expected.satisfaction}`],
    [branch === expected.abusive, expected.abusive ? 'does not show the abusive branch' : 'shows an abusive branch'],
    [expected.said === null || textOf(record.content.said) === expected.said, 'does not have the customer’s own words'],
    [!expected.heeded || record.content.findings.some(({ heeded }) => heeded === 'replaced'), 'has no finding whose better sentence was taken'],
    [record.demo, 'is not marked as made on a demo clock'],
    [record.taskId !== null && customer !== null, 'belongs to no task or customer'],
    [record.answeredAt !== null && record.startedAt <= record.answeredAt && record.answeredAt <= record.endedAt, 'has its times out of order'],
    [isOpen({ hours: place.hours, zone: customer?.timeZone ?? place.timeZone, preferred: null, now: record.startedAt }), 'was made outside the calling hours'],
  ];
  return checks.filter(([holds]) => !holds).map(([, words]) => words);
}
