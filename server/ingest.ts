import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Mutation } from '../lib/contract/mutation.ts';
import { type PushReply, pushedMutationSchema } from '../lib/contract/wire.ts';
import { apply, ofOneCall } from './apply.ts';
import { audit, type Deed } from './audit/audit.ts';
import type { Deps, Session } from './context.ts';
import { isAboutErased } from './erase.ts';
import { ApiError, errorBody, invalid } from './errors.ts';
import { HASH_SECRET, hashOfBody, keyedHashWithin } from './secrets.ts';
import type { Ahead, Tx } from './store/port.ts';

type Result = PushReply['results'][number];

/** `prefix`: where it stands in what was sent. */
type Row = { id: string; prefix: readonly string[] } & ({ mutation: Mutation } | { refused: ApiError });

/**
 * Takes mutations in their order, each all or nothing: an invalid one is rejected with its field, the others are stored. They share the wait for the
 * disk, and are answered after it. What was stored once answers `duplicate` ever after; the same id with another body is a conflict, never an
 * overwrite (design 8). Only what was stored is remembered, so that a rejected row can be corrected and sent again under its id.
 */
export async function ingest(deps: Deps, session: Session, sent: readonly unknown[]): Promise<PushReply> {
  const rows = sent.map((row, index) => read(row, ['mutations', String(index)]));
  const valid = rows.flatMap((row) => ('mutation' in row ? [row] : []));
  const outcomes = await deps.store.writeEach(
    valid.map((row) => storing(deps, session, row)),
    valid.map(({ mutation }) => aheadOf(mutation)),
  );
  const stored = new Map(valid.map((row, index) => [row as Row, outcomes[index]]));
  return { results: rows.map((row) => resultOf(deps, row, stored.get(row))) };
}

function read(row: unknown, prefix: readonly string[]): Row {
  const parsed = pushedMutationSchema.safeParse(row);
  return parsed.success ? { id: parsed.data.id, prefix, mutation: parsed.data } : { id: idOf(row), prefix, refused: invalid(parsed.error, prefix) };
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

function storing(deps: Deps, session: Session, { mutation, prefix }: Extract<Row, { mutation: Mutation }>) {
  const bodyHash = hashOfBody(mutation);
  return async (tx: Tx): Promise<Result> => {
    const now: Instant = deps.clock.now();
    const known = await tx.mutations.get(mutation.id);
    if (known) {
      if (known.bodyHash === bodyHash && known.agentId === session.agent.id) return { id: mutation.id, status: 'duplicate', seq: known.seq };
      // A panel that has heard of an erasing sends what waits without a word in it; the whole one may have come before.
      const blanked = known.agentId === session.agent.id && (await isAboutErased(tx, session, mutation));
      if (blanked) return { id: mutation.id, status: 'duplicate', seq: known.seq };
      throw new ApiError('conflict', 'This id was used for another change.', [...prefix, 'id'].join('.'));
    }
    const change = await ofOneCall({ tx, session }, mutation);
    const hash = await keyedHashWithin(tx, deps.random);
    await apply({ prefix, hash, tx, session, now, newId: deps.newId }, change);
    await audit(tx, session, now, deedOf(change));
    const seq = await tx.mutations.add({ id: mutation.id, agentId: session.agent.id, bodyHash, receivedAt: now });
    return { id: mutation.id, status: 'stored', seq };
  };
}

/** What storing it will look for, as far as it says so itself. */
function aheadOf(mutation: Mutation): Ahead {
  const every = { mutations: [mutation.id], meta: [HASH_SECRET] };
  switch (mutation.kind) {
    case 'record.save': {
      const { id, callId, customerId, taskId, serviceId, content } = mutation.record;
      const appointed = content.nextStep?.kind === 'appointment' ? content.nextStep.taskId : null;
      return { ...every, records: [id], calls: [callId], customers: present(customerId), tasks: present(taskId, appointed), services: present(serviceId) };
    }
    case 'record.revise':
    case 'review.answer':
      return { ...every, records: [mutation.recordId] };
    case 'customer.add':
      return { ...every, customers: [mutation.customer.id] };
    case 'service.add':
      return { ...every, customers: [mutation.service.customerId], services: [mutation.service.id] };
    case 'task.add':
      return { ...every, customers: [mutation.task.customerId], tasks: [mutation.task.id], services: present(mutation.task.serviceId) };
    case 'customer.set':
    case 'divergence.settle':
      return { ...every, customers: [mutation.customerId] };
    case 'task.skip':
    case 'task.appoint':
      return { ...every, tasks: [mutation.taskId] };
  }
}

function present(...ids: readonly (Id | null)[]): Id[] {
  return ids.filter((id) => id !== null);
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
