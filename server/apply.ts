import { type Id, type Instant, languageSchema } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import type { FieldValue } from '../lib/contract/divergence.ts';
import type { Mutation } from '../lib/contract/mutation.ts';
import type { Place } from '../lib/contract/place.ts';
import type { Record as RecordOfCall } from '../lib/contract/record.ts';
import type { Task } from '../lib/contract/task.ts';
import { afterAppoint, afterOptOut, afterRecord, afterSkip, customerAfter } from '../lib/plan/after-record.ts';
import type { Session } from './context.ts';
import { changeField, putField, settleField } from './customer-fields.ts';
import { isAboutErased, keepFact } from './erase.ts';
import { ApiError } from './errors.ts';
import { addService, addTask } from './joining.ts';
import { keyed } from './keys.ts';
import { aboutKept } from './merge-customers.ts';
import { answerReview, noteCorrection } from './reviews.ts';
import { checkRevised, reviseRecord } from './revise.ts';
import type { KeyedHash } from './secrets.ts';
import type { Tx } from './store/port.ts';

export type Applying = { tx: Tx; session: Session; now: Instant; newId: () => Id; hash: KeyedHash; prefix: readonly string[] };

/** Does what one mutation says, inside its transaction. Whatever it names must be within the agent's reach; unknown and foreign ids are answered alike. @throws ApiError */
export async function apply(to: Applying, mutation: Mutation): Promise<void> {
  if (await isAboutErased(to.tx, to.session, mutation)) {
    const about = await aboutKept(to.tx, mutation);
    return about ? apply(to, about) : keepFact(to, mutation);
  }
  switch (mutation.kind) {
    case 'record.save':
      return saveRecord(to, mutation);
    case 'record.revise':
      await reviseRecord(to, mutation);
      return noteCorrection(to, mutation.recordId, { id: mutation.id, text: mutation.why });
    case 'review.answer':
      return answerReview(to, mutation.recordId, { id: mutation.id, text: mutation.text });
    case 'customer.add':
      return addCustomer(to, mutation.customer);
    case 'service.add':
      return addService(to, mutation.service);
    case 'task.add':
      return addTask(to, mutation.task);
    case 'customer.set':
      return setCustomer(to, mutation);
    case 'divergence.settle':
      return settleField(to, mutation);
    case 'task.skip':
      return changeTask(to, mutation.taskId, (task, now) =>
        afterSkip({ task, agentId: to.session.agent.id, reason: mutation.reason, until: mutation.until, now: Math.min(mutation.at, now) }),
      );
    case 'task.appoint':
      return changeTask(to, mutation.taskId, (task, now) =>
        afterAppoint({ task, agentId: to.session.agent.id, to: mutation.to, note: mutation.note, now: Math.min(mutation.at, now) }),
      );
  }
}

/**
 * A call has one record. A browser that lost its last writes brings a saved call back, and it is saved again under another id: that is the next revision
 * of the record which is here, and both are kept. Any other change is as it was sent.
 */
export async function ofOneCall({ tx, session }: Pick<Applying, 'tx' | 'session'>, mutation: Mutation): Promise<Mutation> {
  if (mutation.kind !== 'record.save' || mutation.record.revision > 1) return mutation;
  const { record } = mutation;
  const known = await tx.records.ofCall(record.callId, session.agent.id);
  if (!known || known.record.id === record.id) return mutation;
  return { ...mutation, record: { ...record, id: known.record.id, revision: known.record.revision + 1 } };
}

async function saveRecord(to: Applying, { record, changesFollow, history }: Extract<Mutation, { kind: 'record.save' }>): Promise<void> {
  const { tx, session, now } = to;
  if (record.agentId !== session.agent.id) throw new ApiError('forbidden', 'A record is sent by the agent who made it.', field(to, 'record.agentId'));
  const place = placeInReach(to, record.placeId, 'record.placeId');
  const customer = record.customerId === null ? null : await customerInReach(to, record.customerId, 'record.customerId');
  const task = record.taskId === null ? null : await taskInReach(to, record.taskId, 'record.taskId');
  if (task && task.customerId !== record.customerId) throw notFound('task', field(to, 'record.taskId'));
  if (record.serviceId !== null && (await tx.services.get(record.serviceId))?.customerId !== record.customerId)
    throw notFound('service', field(to, 'record.serviceId'));
  const known = await tx.records.get(record.id);
  if ((known?.record.revision ?? 0) + 1 !== record.revision || (known && known.record.agentId !== session.agent.id)) {
    throw new ApiError('conflict', 'This record is there already, or a revision is missing before it.', field(to, 'record.revision'));
  }
  await checkRevised(to, record);
  if (history) {
    await tx.records.add(record, now);
    return;
  }
  const openTasks = customer ? await tx.tasks.ofCustomers([customer.id], true) : [];
  const { tasks } = afterRecord({ record, task, openTasks, place, now });
  await checkNewTasks(to, tasks, new Set([...openTasks, ...(task ? [task] : [])].map(({ id }) => id)));
  await tx.tasks.put(tasks);
  await tx.records.add(record, now);
  if (customer) {
    await learn(to, customer, record, changesFollow === true);
    await letGo(to, customer.id, tasks);
  }
}

/** The appointment's id is the panel's: it must not be that of another task. */
async function checkNewTasks(to: Applying, tasks: readonly Task[], known: ReadonlySet<Id>): Promise<void> {
  const fresh = tasks.filter((task) => !known.has(task.id)).map((task) => task.id);
  if ((await to.tx.tasks.get(fresh)).length > 0)
    throw new ApiError('conflict', 'This id was used for another task.', field(to, 'record.content.nextStep.taskId'));
}

/** What the call taught about the customer (R4), where it does not come as changes of its own. */
async function learn(to: Applying, customer: Customer, record: RecordOfCall, changesFollow: boolean): Promise<void> {
  const { phone, preferredHours, language, optOut } = record.content.correction;
  const at = Math.min(record.savedAt, to.now);
  if (optOut !== null) await putCustomer(to, customerAfter(customer, { field: 'optOut', value: { at, reason: optOut } }, at, null));
  if (changesFollow) return;
  const known = languageSchema.safeParse(language);
  const values: FieldValue[] = [
    ...(phone ? [{ field: 'phone' as const, value: phone }] : []),
    ...(preferredHours ? [{ field: 'preferredHours' as const, value: preferredHours }] : []),
    ...(known.success ? [{ field: 'language' as const, value: known.data }] : []),
  ];
  for (const value of values) {
    const [current] = await to.tx.customers.get([customer.id]);
    if (current) await putField(to, current, value, at);
  }
}

async function putCustomer(to: Applying, customer: Customer): Promise<void> {
  await to.tx.customers.put([keyed(customer, to.hash)]);
}

/**
 * A task that was settled or put off gives its claim back, and the customer with it unless another of their tasks is being worked. A customer who was
 * found for one call is let go whatever it was about.
 */
async function letGo(to: Applying, customerId: Id, changed: readonly Task[]): Promise<void> {
  const { tx, session } = to;
  const ids = changed.map((task) => task.id);
  await tx.tasks.claim(ids, null);
  const [hold] = await tx.holds.get([customerId]);
  if (hold?.agentId !== session.agent.id) return;
  const others = await tx.tasks.ofCustomers([customerId], true);
  if (hold.found || !others.some((task) => task.claim?.id === hold.claimId)) await tx.holds.remove([customerId]);
}

async function addCustomer(to: Applying, customer: Customer): Promise<void> {
  placeInReach(to, customer.placeId, 'customer.placeId');
  if ((await to.tx.customers.get([customer.id])).length > 0) throw new ApiError('conflict', 'This id was used for another customer.', field(to, 'customer.id'));
  // The panel's hashes are keyed with its own secret.
  const phoneHashes = customer.person.phones.flatMap(({ e164 }) => (e164 === null ? [] : [to.hash(e164)]));
  await putCustomer(to, { ...customer, phoneHashes });
}

async function setCustomer(to: Applying, { id, at, customerId, change }: Extract<Mutation, { kind: 'customer.set' }>): Promise<void> {
  const customer = await customerInReach(to, customerId, 'customerId');
  const then = Math.min(at, to.now);
  if (change.field !== 'optOut') return changeField(to, customer, change, { id, at: then });
  await putCustomer(to, customerAfter(customer, change, then, null));
  const open = await to.tx.tasks.ofCustomers([customerId], true);
  const closed = afterOptOut(open, then);
  await to.tx.tasks.put(closed);
  await letGo(to, customerId, closed);
}

/** A task that was settled meanwhile, or that another agent has by now, stays as it is: the wish is older than that. */
async function changeTask(to: Applying, taskId: Id, next: (task: Task, now: Instant) => Task): Promise<void> {
  const task = await taskInReach(to, taskId, 'taskId');
  const [hold] = await to.tx.holds.get([task.customerId]);
  const isOthers = hold !== undefined && hold.agentId !== to.session.agent.id && hold.expiresAt > to.now;
  if (task.state !== 'open' || isOthers) return;
  const changed = next(task, to.now);
  await to.tx.tasks.put([changed]);
  await letGo(to, task.customerId, [changed]);
}

function placeInReach(to: Applying, placeId: Id, where: string): Place {
  const place = to.session.scope.includes(placeId) ? to.session.places.get(placeId) : undefined;
  if (!place) throw notFound('place', field(to, where));
  return place;
}

async function customerInReach(to: Applying, id: Id, where: string): Promise<Customer> {
  const [customer] = await to.tx.customers.get([id]);
  if (!customer || !to.session.scope.includes(customer.placeId)) throw notFound('customer', field(to, where));
  return customer;
}

async function taskInReach(to: Applying, id: Id, where: string): Promise<Task> {
  const [task] = await to.tx.tasks.get([id]);
  if (!task || !to.session.scope.includes(task.placeId)) throw notFound('task', field(to, where));
  return task;
}

function notFound(what: string, where: string): ApiError {
  return new ApiError('not-found', `No such ${what} within reach.`, where);
}

function field(to: Applying, path: string): string {
  return [...to.prefix, path].join('.');
}
