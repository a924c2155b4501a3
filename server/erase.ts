import type { Id, Instant } from '../lib/contract/basics.ts';
import type { EraseReply, EraseRequest } from '../lib/contract/erase.ts';
import type { Mutation } from '../lib/contract/mutation.ts';
import { blankCustomer, blankMutation, blankRecord, blankService, blankTask } from '../lib/record/erased.ts';
import { audit } from './audit/audit.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { reviseRecord } from './revise.ts';
import type { Tx } from './store/port.ts';

/**
 * Erases a person: everything that tells who they are or what they said is gone from this database, ids, times and outcomes stay for the counts. Every panel
 * hears of it with its next pull and does the same. There is no way back. @throws ApiError
 */
export async function eraseCustomer(deps: Deps, session: Session, { customerId, why }: EraseRequest): Promise<EraseReply> {
  const now = deps.clock.now();
  const reply = await deps.store.write(async (tx): Promise<EraseReply> => {
    const [customer] = await tx.customers.get([customerId]);
    if (!customer || !session.scope.includes(customer.placeId)) throw new ApiError('not-found', 'No such customer within reach.', 'customerId');
    const services = await tx.services.ofCustomers([customerId]);
    const tasks = await tx.tasks.ofCustomers([customerId], false);
    await tx.services.put(services.map(blankService));
    await tx.tasks.put(tasks.map(blankTask));
    const records = await eraseRecords(tx, customerId);
    const merged = await tx.merging.into(customerId);
    await tx.erasing.removeAround([customerId, ...merged]);
    await tx.importChanges.forget([customerId, ...merged, ...services.map(({ id }) => id), ...tasks.map(({ id }) => id)]);
    await tx.customers.put([{ customer: blankCustomer({ ...customer, updatedAt: now }), numberHashes: [] }]);
    await tx.erasing.add({ customerId, placeId: customer.placeId, at: now });
    const counts = { services: services.length, tasks: tasks.length, records: records.length };
    await audit(tx, session, now, {
      action: 'customer.erase',
      subject: { kind: 'customer', id: customerId },
      placeId: customer.placeId,
      facts: { why, ...counts },
    });
    return counts;
  });
  await deps.store.purge?.();
  return reply;
}

async function eraseRecords(tx: Tx, customerId: Id): Promise<Id[]> {
  const ids = await tx.erasing.blankRecords(customerId, blankRecord);
  await tx.search.remove(await tx.search.docsOf(ids));
  await tx.reviews.blank(ids);
  return ids;
}

/** Whether a change is about somebody who was erased, in a place of whoever sends it. */
export async function isAboutErased(tx: Tx, session: Session, mutation: Mutation): Promise<boolean> {
  const customerId = await customerOf(tx, mutation);
  const placeId = customerId === null ? null : await tx.erasing.placeOf(customerId);
  return placeId !== null && session.scope.includes(placeId);
}

async function customerOf(tx: Tx, mutation: Mutation): Promise<Id | null> {
  switch (mutation.kind) {
    case 'record.save':
      return mutation.record.customerId;
    case 'record.revise':
    case 'review.answer':
      return (await tx.records.get(mutation.recordId))?.record.customerId ?? null;
    case 'customer.add':
      return mutation.customer.id;
    case 'service.add':
      return mutation.service.customerId;
    case 'task.add':
      return mutation.task.customerId;
    case 'customer.set':
    case 'divergence.settle':
      return mutation.customerId;
    case 'task.skip':
    case 'task.appoint':
      return (await tx.tasks.get([mutation.taskId]))[0]?.customerId ?? null;
  }
}

type Keeping = { tx: Tx; session: Session; now: Instant; newId: () => Id; prefix: readonly string[] };

/** Of a change about somebody who was erased only the fact of a call is kept; it is answered as stored, so that the panel is rid of it. @throws ApiError */
export async function keepFact(to: Keeping, mutation: Mutation): Promise<void> {
  const { tx, session, now, prefix } = to;
  const blank = blankMutation(mutation);
  if (blank?.kind === 'record.revise') return reviseRecord(to, blank);
  if (blank?.kind !== 'record.save') return;
  const { record } = blank;
  if (record.agentId !== session.agent.id || !session.scope.includes(record.placeId)) {
    throw new ApiError('forbidden', 'A record is sent by the agent who made it.', [...prefix, 'record.agentId'].join('.'));
  }
  const here = (await tx.records.get(record.id))?.record;
  // Another saving of the same call: the fact is here already.
  if (here?.agentId === session.agent.id && record.revision === here.revision + 1) return;
  if (here || record.revision !== 1) {
    throw new ApiError('conflict', 'This record is there already, or a revision is missing before it.', [...prefix, 'record.revision'].join('.'));
  }
  const known = record.taskId === null ? null : (await tx.tasks.get([record.taskId]))[0];
  await tx.records.add({ ...record, taskId: known?.customerId === record.customerId ? record.taskId : null }, now);
}
