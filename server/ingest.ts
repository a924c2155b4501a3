import type { Instant } from '../lib/contract/basics.ts';
import type { Mutation } from '../lib/contract/mutation.ts';
import { type PushReply, pushedMutationSchema } from '../lib/contract/wire.ts';
import { type Applying, apply, ofOneCall } from './apply.ts';
import { audit, type Deed } from './audit/audit.ts';
import type { Deps, Session } from './context.ts';
import { isAboutErased } from './erase.ts';
import { ApiError, errorBody, invalid } from './errors.ts';
import { hashOfBody, keyedHash } from './secrets.ts';
import type { Tx } from './store/port.ts';

type Result = PushReply['results'][number];

type Row = { id: string; how: Pick<Applying, 'prefix' | 'hash'> } & ({ mutation: Mutation } | { refused: ApiError });

/**
 * Takes mutations in their order, each all or nothing: an invalid one is rejected with its field, the others are stored. They share the wait for the
 * disk, and are answered after it. What was stored once answers `duplicate` ever after; the same id with another body is a conflict, never an
 * overwrite (design 8). Only what was stored is remembered, so that a rejected row can be corrected and sent again under its id.
 */
export async function ingest(deps: Deps, session: Session, sent: readonly unknown[]): Promise<PushReply> {
  const hash = await keyedHash(deps.store, deps.random);
  const rows = sent.map((row, index) => read(row, { prefix: ['mutations', String(index)], hash }));
  const valid = rows.flatMap((row) => ('mutation' in row ? [row] : []));
  const outcomes = await deps.store.writeEach(valid.map((row) => storing(deps, session, row)));
  const stored = new Map(valid.map((row, index) => [row as Row, outcomes[index]]));
  return { results: rows.map((row) => resultOf(deps, row, stored.get(row))) };
}

function read(row: unknown, how: Row['how']): Row {
  const parsed = pushedMutationSchema.safeParse(row);
  return parsed.success ? { id: parsed.data.id, how, mutation: parsed.data } : { id: idOf(row), how, refused: invalid(parsed.error, how.prefix) };
}

function resultOf(deps: Deps, row: Row, outcome: PromiseSettledResult<Result> | undefined): Result {
  if ('refused' in row) return rejected(row.id, row.refused);
  if (outcome?.status === 'fulfilled') return outcome.value;
  const error: unknown = outcome?.reason;
  if (error instanceof ApiError) return rejected(row.id, error);
  // One row that the database refuses must not stop the others; its data stay out of the log.
  deps.log.error({ mutation: row.mutation.kind, error: error instanceof Error ? error.name : 'unknown' }, 'a mutation was not stored');
  return rejected(row.id, new ApiError('internal', 'Not stored because of a fault of the endpoint.', null));
}

function storing(deps: Deps, session: Session, { mutation, how }: Extract<Row, { mutation: Mutation }>) {
  const bodyHash = hashOfBody(mutation);
  return async (tx: Tx): Promise<Result> => {
    const now: Instant = deps.clock.now();
    const known = await tx.mutations.get(mutation.id);
    if (known) {
      if (known.bodyHash === bodyHash && known.agentId === session.agent.id) return { id: mutation.id, status: 'duplicate', seq: known.seq };
      // A panel that has heard of an erasing sends what waits without a word in it; the whole one may have come before.
      const blanked = known.agentId === session.agent.id && (await isAboutErased(tx, session, mutation));
      if (blanked) return { id: mutation.id, status: 'duplicate', seq: known.seq };
      throw new ApiError('conflict', 'This id was used for another change.', [...how.prefix, 'id'].join('.'));
    }
    const change = await ofOneCall({ tx, session }, mutation);
    await apply({ ...how, tx, session, now, newId: deps.newId }, change);
    await audit(tx, session, now, deedOf(change));
    const seq = await tx.mutations.add({ id: mutation.id, agentId: session.agent.id, bodyHash, receivedAt: now });
    return { id: mutation.id, status: 'stored', seq };
  };
}

/** Whose thing it was, as far as the change says so itself. */
function deedOf(mutation: Mutation): Deed {
  const facts = { mutationId: mutation.id };
  switch (mutation.kind) {
    case 'record.save': {
      const { id, placeId, revision, outcome } = mutation.record;
      return { action: mutation.kind, subject: { kind: 'record', id }, placeId, facts: { ...facts, revision, outcome } };
    }
    case 'record.revise':
      return { action: mutation.kind, subject: { kind: 'record', id: mutation.recordId }, facts: { ...facts, outcome: mutation.outcome } };
    case 'review.answer':
      return { action: mutation.kind, subject: { kind: 'record', id: mutation.recordId }, facts };
    case 'customer.add':
      return { action: mutation.kind, subject: { kind: 'customer', id: mutation.customer.id }, placeId: mutation.customer.placeId, facts };
    case 'service.add':
      return { action: mutation.kind, subject: { kind: 'service', id: mutation.service.id }, placeId: mutation.service.placeId, facts };
    case 'task.add':
      return { action: mutation.kind, subject: { kind: 'task', id: mutation.task.id }, placeId: mutation.task.placeId, facts };
    case 'customer.set':
      return { action: mutation.kind, subject: { kind: 'customer', id: mutation.customerId }, facts: { ...facts, field: mutation.change.field } };
    case 'divergence.settle':
      return { action: mutation.kind, subject: { kind: 'divergence', id: mutation.divergenceId }, facts: { ...facts, customerId: mutation.customerId } };
    case 'task.skip':
    case 'task.appoint':
      return { action: mutation.kind, subject: { kind: 'task', id: mutation.taskId }, facts };
  }
}

function rejected(id: string, error: ApiError): Result {
  return { id, status: 'rejected', error: errorBody(error).error };
}

/** Whatever id the row names, so that the sender can tell which one it was. */
function idOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? row.id.slice(0, 64) : '';
}
