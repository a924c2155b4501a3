import type { Agent } from '../contract/agent.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import type { Reason } from '../contract/reason.ts';
import type { Task } from '../contract/task.ts';
import { callsMade } from '../plan/limits.ts';
import { compareTasks, offer } from '../plan/offer.ts';
import type { CallsideDb, StoredRecord } from './database.ts';

/** A customer's file as far as this computer has it. Newest services and records first. */
export type CustomerFile = { customer: Customer; services: Service[]; records: StoredRecord[] };
export type QueueEntry = CustomerFile & { task: Task; service: Service | null; why: Reason[] };
export type Queue = {
  /** May be called now, in order. */
  ready: QueueEntry[];
  /** May be called later, soonest first; `why` says what stands against it now. */
  later: { entry: QueueEntry; nextAt: number | null }[];
};

/** More are not looked at for the screen: an agent alone may have thousands open. */
const LOOK_AT = 50;

/** `claimed`: in a team, only what this agent holds is shown (design 15). */
export async function readQueue(db: CallsideDb, input: { agent: Agent; place: Place; now: number; claimed: boolean }): Promise<Queue> {
  const open = await db.tasks
    .where('[state+dueBy]')
    .between(['open', Number.NEGATIVE_INFINITY], ['open', Number.POSITIVE_INFINITY])
    .limit(LOOK_AT * 20)
    .toArray();
  const ordered = open.toSorted(compareTasks(input.now));
  const queue: Queue = { ready: [], later: [] };
  const shown = new Set<string>();
  for (const task of ordered) {
    if (input.claimed && !(task.claim?.agentId === input.agent.id && task.claim.expiresAt > input.now)) continue;
    if (shown.size === LOOK_AT) break;
    const file = await readFile(db, task.customerId);
    if (!file || shown.has(task.customerId)) continue;
    const service = file.services.find(({ id }) => id === task.serviceId) ?? null;
    const calls = callsMade(file.records, input.now);
    const offered = offer({ task, customer: file.customer, place: input.place, agentId: input.agent.id, calls, services: file.services, now: input.now });
    const entry: QueueEntry = { ...file, task, service, why: offered.why };
    if (offered.ok) queue.ready.push(entry);
    else queue.later.push({ entry, nextAt: offered.nextAt });
    shown.add(task.customerId);
  }
  queue.later.sort((a, b) => (a.nextAt ?? Number.POSITIVE_INFINITY) - (b.nextAt ?? Number.POSITIVE_INFINITY));
  return queue;
}

/** Nothing is here to be called: whatever changes at the endpoint may be the next customer. */
export async function hasNobody(db: CallsideDb): Promise<boolean> {
  if ((await db.calls.count()) > 0) return false;
  const held = await db.tasks
    .where('state')
    .equals('open')
    .and(({ claim }) => claim !== null)
    .count();
  return held === 0;
}

export async function readFile(db: CallsideDb, customerId: string): Promise<CustomerFile | null> {
  const customer = await db.customers.get(customerId);
  if (!customer) return null;
  const services = await db.services.where('customerId').equals(customerId).toArray();
  const records = await db.records.where('customerId').equals(customerId).toArray();
  return { customer, services: services.sort((a, b) => b.endedOn.localeCompare(a.endedOn)), records: records.sort((a, b) => b.startedAt - a.startedAt) };
}
