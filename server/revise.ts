import type { RecordDivergence, RecordVersion } from '../lib/contract/divergence.ts';
import type { Mutation } from '../lib/contract/mutation.ts';
import type { Record as RecordOfCall } from '../lib/contract/record.ts';
import { isComplete } from '../lib/record/missing.ts';
import { baseOf, headsOf, revise } from '../lib/record/revisions.ts';
import type { Session } from './context.ts';
import { ApiError } from './errors.ts';
import type { ListedRecord, Tx } from './store/port.ts';

type Revising = { tx: Tx; session: Session; now: number; newId: () => string; prefix: readonly string[] };
type Revision = Extract<Mutation, { kind: 'record.revise' }>;

/** The record within reach of whoever asks: an agent's own, of their places for the others. */
export async function recordWithinReach(tx: Tx, session: Session, id: string): Promise<ListedRecord | null> {
  const listed = await tx.records.get(id);
  const own = session.agent.role !== 'agent' || listed?.record.agentId === session.agent.id;
  return listed && own && session.scope.includes(listed.record.placeId) ? listed : null;
}

/** A record that comes whole says nothing of a correction that is not its own. @throws ApiError */
export async function checkRevised({ tx, session, prefix }: Omit<Revising, 'now' | 'newId'>, { id, revision, revised }: RecordOfCall): Promise<void> {
  if (!revised) return;
  const known = new Set((await tx.records.revisions(id)).map(({ record }) => record.revision));
  const fits = revision > 1 && revised.by === session.agent.id && revised.basedOn.every((one) => known.has(one));
  if (!fits) throw new ApiError('invalid', 'Not a correction by whoever sends it.', [...prefix, 'record.revised'].join('.'));
}

/**
 * A correction becomes the next revision, whatever it is based on: one that did not know of another stands beside it, and the record is marked
 * `apart` until a revision is based on both. @throws ApiError
 */
export async function reviseRecord({ tx, session, now, newId, prefix }: Revising, mutation: Revision): Promise<void> {
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
  const revisions = [...known.map((one) => one.record), record];
  const heads = headsOf(revisions);
  await tx.records.add(record, now, { madeBy: mutation.id, apart: heads.length > 1 });
  await noteApart({ tx, session, now, newId }, record, revisions, heads);
}

/** The heads stand side by side for whoever made the record and for leads, until a revision is based on all of them. */
async function noteApart(
  { tx, session, now, newId }: Omit<Revising, 'prefix'>,
  record: RecordOfCall,
  revisions: readonly RecordOfCall[],
  heads: readonly number[],
): Promise<void> {
  const open = await tx.divergences.openOfRecord(record.id);
  if (heads.length < 2) {
    if (open)
      await tx.divergences.put({ ...open, state: 'settled', settled: { by: { id: session.agent.id, name: session.agent.name }, at: now, choose: null } });
    return;
  }
  const side = revisions.filter(({ revision }) => heads.includes(revision)).slice(-MOST_VERSIONS);
  const names = await tx.agents.names(side.map(authorOf));
  const versions = side.map(
    (one): RecordVersion => ({
      id: `revision-${one.revision}`,
      by: { id: authorOf(one), name: names.get(authorOf(one)) ?? '' },
      at: one.revised?.at ?? one.savedAt,
      record: one,
    }),
  );
  const { id: recordId, agentId, customerId, placeId } = record;
  const fresh: RecordDivergence = {
    id: newId(),
    kind: 'record',
    placeId,
    customerId,
    recordId,
    agentId,
    createdAt: now,
    state: 'open',
    settled: null,
    versions,
  };
  await tx.divergences.put(open ? { ...open, versions } : fresh);
}

/** As many as a divergence shows (lib/contract/divergence.ts); all of them stay with the record. */
const MOST_VERSIONS = 20;

function authorOf({ agentId, revised }: RecordOfCall): string {
  return revised?.by ?? agentId;
}
