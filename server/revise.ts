import type { Mutation } from '../lib/contract/mutation.ts';
import type { Record as RecordOfCall } from '../lib/contract/record.ts';
import { isComplete } from '../lib/record/missing.ts';
import { baseOf, headsOf, revise } from '../lib/record/revisions.ts';
import type { Session } from './context.ts';
import { ApiError } from './errors.ts';
import type { ListedRecord, Tx } from './store/port.ts';

type Revising = { tx: Tx; session: Session; now: number; prefix: readonly string[] };
type Revision = Extract<Mutation, { kind: 'record.revise' }>;

/** The record within reach of whoever asks: an agent's own, of their places for the others. */
export async function recordWithinReach(tx: Tx, session: Session, id: string): Promise<ListedRecord | null> {
  const listed = await tx.records.get(id);
  const own = session.agent.role !== 'agent' || listed?.record.agentId === session.agent.id;
  return listed && own && session.scope.includes(listed.record.placeId) ? listed : null;
}

/** A record that comes whole says nothing of a correction that is not its own. @throws ApiError */
export async function checkRevised({ tx, session, prefix }: Revising, { id, revision, revised }: RecordOfCall): Promise<void> {
  if (!revised) return;
  const known = new Set((await tx.records.revisions(id)).map(({ record }) => record.revision));
  const fits = revision > 1 && revised.by === session.agent.id && revised.basedOn.every((one) => known.has(one));
  if (!fits) throw new ApiError('invalid', 'Not a correction by whoever sends it.', [...prefix, 'record.revised'].join('.'));
}

/**
 * A correction becomes the next revision, whatever it is based on: one that did not know of another stands beside it, and the record is marked
 * `apart` until a revision is based on both. @throws ApiError
 */
export async function reviseRecord({ tx, session, now, prefix }: Revising, mutation: Revision): Promise<void> {
  const at = (path: string) => [...prefix, path].join('.');
  const listed = await recordWithinReach(tx, session, mutation.recordId);
  if (!listed) throw new ApiError('not-found', 'No such record within reach.', at('recordId'));
  const known = await tx.records.revisions(mutation.recordId);
  const basedOn = baseOf(
    known.map(({ record, madeBy }) => ({ revision: record.revision, madeBy })),
    mutation,
  );
  if (!basedOn) throw new ApiError('conflict', 'It is based on a revision that is not there.', at('basedOn'));
  const { outcome, satisfaction, content, why } = mutation;
  const revision = Math.max(...known.map(({ record }) => record.revision)) + 1;
  const record = revise(listed.record, revision, { outcome, satisfaction, content, by: session.agent.id, at: mutation.at, why, basedOn });
  const script = await tx.content.script(record.walk.scriptId, record.walk.version);
  if (!isComplete(record, script)) throw new ApiError('invalid', 'Something that the outcome requires is missing.', at('content'));
  const heads = headsOf([...known.map((one) => one.record), record]);
  await tx.records.add(record, now, { madeBy: mutation.id, apart: heads.length > 1 });
}
