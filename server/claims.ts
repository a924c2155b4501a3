import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Task } from '../lib/contract/task.ts';
import type { ClaimReply, ClaimRequest, Work } from '../lib/contract/wire.ts';
import { compareTasks, offer } from '../lib/plan/offer.ts';
import { audit } from './audit/audit.ts';
import { clockInfo, type Deps, type Session } from './context.ts';
import { openIn } from './counted.ts';
import { ApiError } from './errors.ts';
import { guaranteesOf } from './guarantees.ts';
import { ownersFor } from './owners.ts';
import { askedAbout, openGroups, whyNothing } from './pool.ts';
import type { Hold, Tx } from './store/port.ts';

const MINUTE = 60_000;
const RECORDS_SHOWN = 10;
const BATCH = 20;
const MOST = 1280;

type Drawing = { tx: Tx; session: Session; now: Instant; newId: () => Id };

/**
 * Renews, releases and draws in one transaction. Holding any task holds its customer: the table of holds has one row a customer, so that two
 * agents never have the same one. A lease that has run out is back in the pool by comparison with the clock; nothing has to run for it.
 * @throws ApiError `held` when another agent has the customer that was asked for, `not-found` when it is not within reach.
 */
export async function claim(deps: Deps, session: Session, request: ClaimRequest): Promise<ClaimReply> {
  const now = deps.clock.now();
  return deps.store.write(async (tx) => {
    const drawing = { tx, session, now, newId: deps.newId };
    const asked = request.customerId === null ? null : await holdCustomer(drawing, request.customerId);
    const kept = await renew(drawing, request, asked?.customerId ?? null);
    const drawn = request.want > 0 ? await draw(drawing, request.want, kept) : [];
    await auditDrawn(drawing, asked?.customerId ?? null, drawn);
    const tasks = await tx.tasks.get([...kept, ...drawn]);
    const work = await workOf(tx, tasks.sort(compareTasks(now)));
    const nothing = work.length === 0 ? await whyNothing(drawing, deps.store) : { why: [], nextAt: null };
    const open = await openIn(deps.store, tx, session.scope);
    const { held } = await tx.tasks.held(session.scope, now);
    return {
      work,
      customer: asked && (await fileOf(tx, asked.customerId, asked.taskId)),
      waiting: open - held,
      ...nothing,
      guarantees: await guaranteesOf(deps.store, tx, session, now),
      clock: clockInfo(deps.clock),
    };
  });
}

/** Whose files this agent was given. Renewing what they have, once a minute, is no news. */
async function auditDrawn({ tx, session, now }: Drawing, customerId: Id | null, drawn: readonly Id[]): Promise<void> {
  if (customerId !== null) await audit(tx, session, now, { action: 'customer.hold', subject: { kind: 'customer', id: customerId } });
  if (drawn.length > 0) await audit(tx, session, now, { action: 'tasks.draw', subject: { kind: 'tasks', id: null }, facts: { tasks: drawn.slice(0, 100) } });
}

/** For a call without a task: the customer, and the first of their open tasks. */
async function holdCustomer({ tx, session, now, newId }: Drawing, customerId: Id): Promise<{ customerId: Id; taskId: Id | null }> {
  const customer = (await tx.customers.get([customerId]))[0];
  if (!customer || !session.scope.includes(customer.placeId)) throw new ApiError('not-found', 'No such customer within reach.', 'customerId');
  const hold = (await tx.holds.get([customerId]))[0];
  if (hold && hold.agentId !== session.agent.id && hold.expiresAt > now) {
    const holder = await tx.agents.get(hold.agentId);
    throw new ApiError('held', `This customer is with ${holder?.name ?? 'another agent'}.`, 'customerId');
  }
  const claimId = hold?.agentId === session.agent.id ? hold.claimId : newId();
  const open = (await tx.tasks.ofCustomers([customerId], true)).sort(compareTasks(now));
  const task = open.find((one) => one.agentId === null || one.agentId === session.agent.id) ?? null;
  await tx.holds.put({ customerId, agentId: session.agent.id, claimId, found: true, expiresAt: now + claimMinutes(session, customer.placeId) * MINUTE });
  if (task) await tx.tasks.claim([task.id], claimId);
  return { customerId, taskId: task?.id ?? null };
}

/**
 * Keeps what the agent named and still has, and gives everything else back. A lapsed lease that nobody took is renewed: the agent may have been
 * without a network. A customer that was found stays until the record, the next one that is found, or the end of the lease.
 */
async function renew({ tx, session, now }: Drawing, request: ClaimRequest, found: Id | null): Promise<Id[]> {
  const mine = new Map((await tx.holds.ofAgent(session.agent.id)).map((hold) => [hold.customerId, hold]));
  const named = await tx.tasks.get([...new Set(request.hold)]);
  const kept = named.filter(
    (task) => task.state === 'open' && task.claim?.agentId === session.agent.id && task.claim.id === mine.get(task.customerId)?.claimId,
  );
  const customers = new Set(kept.map((task) => task.customerId));
  for (const hold of mine.values()) {
    const stillFound = hold.found && (found === null ? hold.expiresAt > now : hold.customerId === found);
    if (!customers.has(hold.customerId) && !stillFound) await tx.holds.remove([hold.customerId]);
    else if (customers.has(hold.customerId)) await tx.holds.put({ ...hold, found: stillFound, expiresAt: now + minutesOf(session, kept, hold) * MINUTE });
  }
  const unmarked = [...mine.keys()].filter((customerId) => customers.has(customerId));
  const others = (await tx.tasks.ofCustomers(unmarked, true)).filter((task) => !kept.some((one) => one.id === task.id) && task.claim !== null);
  await tx.tasks.claim(
    others.map((task) => task.id),
    null,
  );
  return kept.map((task) => task.id);
}

/** Fills up to `want`. The agent's own appointments whose time has come are added beyond it: they come back at that time (P12). */
async function draw({ tx, session, now, newId }: Drawing, want: number, kept: readonly Id[]): Promise<Id[]> {
  const room = want - kept.length;
  const groups = await openGroups(tx, session, now);
  const owners = await ownersFor({ tx, session, now });
  const picked: Task[] = [];
  const isMine = (task: Task) => task.cause.kind === 'appointment' && task.agentId === session.agent.id;
  // Twice as many each time: where hundreds are not for this agent, they are not walked again and again.
  for (let [offset, limit] = [0, BATCH]; ; [offset, limit] = [offset + limit, Math.min(MOST, 2 * limit)]) {
    const tasks = await tx.tasks.get(await tx.tasks.candidates({ placeIds: session.scope, groups, now, owners, offset, limit }));
    for (const task of await offered({ tx, session, now, newId }, tasks)) if (picked.length < room || isMine(task)) picked.push(task);
    // Appointments come first in the order: after the first other task nothing beyond the room is added.
    if (tasks.length === 0 || (picked.length >= room && tasks.at(-1)?.cause.kind !== 'appointment')) break;
  }
  await hold({ tx, session, now, newId }, picked);
  return picked.map((task) => task.id);
}

/** Those that this agent may call now, in the order given. */
async function offered(drawing: Drawing, tasks: readonly Task[]): Promise<Task[]> {
  const { session, now } = drawing;
  const asked = await askedAbout(drawing, tasks);
  return asked.filter((one) => offer({ ...one, agentId: session.agent.id, now }).ok).map(({ task }) => task);
}

async function hold({ tx, session, now, newId }: Drawing, tasks: readonly Task[]): Promise<void> {
  const claims = new Map((await tx.holds.ofAgent(session.agent.id)).map((one) => [one.customerId, one]));
  for (const task of tasks) {
    const known = claims.get(task.customerId);
    const next: Hold = {
      customerId: task.customerId,
      agentId: session.agent.id,
      claimId: known?.claimId ?? newId(),
      found: known?.found ?? false,
      expiresAt: now + claimMinutes(session, task.placeId) * MINUTE,
    };
    claims.set(task.customerId, next);
    await tx.holds.put(next);
    await tx.tasks.claim([task.id], next.claimId);
  }
}

function minutesOf(session: Session, tasks: readonly Task[], hold: Hold): number {
  return claimMinutes(session, tasks.find((task) => task.customerId === hold.customerId)?.placeId ?? session.place.id);
}

function claimMinutes(session: Session, placeId: Id): number {
  return (session.places.get(placeId) ?? session.place).limits.claimMinutes;
}

async function workOf(tx: Tx, tasks: readonly Task[]): Promise<Work[]> {
  const work: Work[] = [];
  for (const task of tasks) {
    const file = await fileOf(tx, task.customerId, null);
    if (file) work.push({ ...file, task });
  }
  return work;
}

async function fileOf(tx: Tx, customerId: Id, taskId: Id | null): Promise<ClaimReply['customer']> {
  const customer = (await tx.customers.get([customerId]))[0];
  if (!customer) return null;
  return {
    customer,
    services: await tx.services.ofCustomers([customerId], true),
    records: await tx.records.ofCustomers([customerId], RECORDS_SHOWN),
    divergences: await tx.divergences.openOfCustomers([customerId]),
    task: taskId === null ? null : ((await tx.tasks.get([taskId]))[0] ?? null),
  };
}
