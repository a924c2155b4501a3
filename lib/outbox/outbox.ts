import type { Instant } from '../contract/basics.ts';
import type { Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';

export type NewOutboxRow = Omit<OutboxRow, 'n'>;

export function outboxRow(mutation: Mutation, now: Instant): NewOutboxRow {
  return { id: mutation.id, state: 'waiting', attempts: 0, nextAt: now, lastError: null, createdAt: now, mutation };
}

const BASE_MS = 2_000;
const CAP_MS = 5 * 60_000;
/** No row waits longer, whatever the endpoint asks for: so a later time is that of a clock which has been set back since. */
const LONGEST_MS = 2 * CAP_MS;

/** Full jitter over an exponential cap: 0.5 to 1 times min(5 min, 2 s × 2^attempts). `random` in [0, 1). */
export function backoff(attempts: number, random: number): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempts, 20));
  return Math.round(ceiling * (0.5 + random / 2));
}

type Failure = NonNullable<OutboxRow['lastError']>;

/** The endpoint could not be asked, or could not answer: everything waits and is sent again. */
export function postponed(row: OutboxRow, error: Omit<Failure, 'at'>, now: Instant, random: number, retryAfterMs: number | null = null): OutboxRow {
  const wait = Math.min(Math.max(backoff(row.attempts, random), retryAfterMs ?? 0), LONGEST_MS);
  return { ...row, state: 'waiting', attempts: row.attempts + 1, nextAt: now + wait, lastError: { ...error, at: now } };
}

/** The endpoint said no to this row. It stays, and a person decides. */
export function rejected(row: OutboxRow, error: Omit<Failure, 'at'>, now: Instant): OutboxRow {
  return { ...row, state: 'rejected', attempts: row.attempts + 1, lastError: { ...error, at: now } };
}

/** About half an hour of tries. */
export const MOST_FAULTS = 12;

/** The endpoint is well and had a fault with this row. Too often is no accident any more: it stays, and a person decides. */
export function faulted(row: OutboxRow, error: Omit<Failure, 'at'>, now: Instant, random: number): OutboxRow {
  const faults = (row.faults ?? 0) + 1;
  return { ...(faults >= MOST_FAULTS ? rejected(row, error, now) : postponed(row, error, now, random)), faults };
}

/** A person asked to send it again. */
export function again(row: OutboxRow, now: Instant): OutboxRow {
  const { faults: _, ...fresh } = row;
  return { ...fresh, state: 'waiting', nextAt: now };
}

/** Had a fault with the endpoint more than once: it goes alone, so that it cannot take others down with it, and one sees whether it was this row. */
function isSuspect(row: OutboxRow): boolean {
  return row.attempts > 2 && row.lastError?.kind === 'internal';
}

const UNREACHED = new Set<string>(['offline', 'timeout', 'unauthenticated']);

/** True when it waits only because the endpoint could not be reached or did not know us: once it answers, nothing stands against sending. */
export function waitsForEndpoint(row: OutboxRow, now: Instant): boolean {
  return row.state === 'waiting' && row.nextAt > now && row.lastError !== null && UNREACHED.has(row.lastError.kind);
}

/** Rows to send now, out of the whole outbox. */
export function batch(rows: readonly OutboxRow[], now: Instant, size: number, busy: readonly string[] = []): OutboxRow[] {
  const gathering = gather(now, size, busy);
  for (const row of rows.toSorted((a, b) => a.n - b.n)) if (!gathering.take(row)) break;
  return gathering.rows();
}

/** Takes the rows of the outbox one by one, oldest first, until it answers false: then it has as many as it wants. */
export type Gathering = { take(row: OutboxRow): boolean; rows(): OutboxRow[] };

/**
 * Rows to send now, oldest first. One that waits for its turn holds up only later rows about the same customer or task: a record
 * must not arrive before the customer it is about, and a row that nobody can store must not stop the rest. `busy`: customers and tasks whose
 * rows all wait. A suspect goes when nothing else is left to send.
 */
export function gather(now: Instant, size: number, busy: readonly string[] = []): Gathering {
  const ready: OutboxRow[] = [];
  const suspects: OutboxRow[] = [];
  const heldUp = new Set(busy);
  return {
    take(row) {
      const subjects = subjectsOf(row.mutation);
      const early = row.nextAt > now && row.nextAt - now <= LONGEST_MS;
      const isReady = row.state === 'waiting' && !early && !subjects.some((subject) => heldUp.has(subject));
      if (isReady && !isSuspect(row)) {
        ready.push(row);
        return ready.length < size;
      }
      if (isReady) suspects.push(row);
      for (const subject of row.state === 'waiting' ? subjects : neededBy(row.mutation)) heldUp.add(subject);
      return true;
    },
    rows: () => (ready.length > 0 ? ready : suspects.slice(0, 1)),
  };
}

/** What was rejected may never be mended: nothing waits for it but what needs a customer, service, task or record that is not there. */
function neededBy(mutation: Mutation): string[] {
  switch (mutation.kind) {
    case 'customer.add':
      return subjectsOf(mutation);
    case 'record.save':
      return [mutation.record.id];
    case 'service.add':
      return [mutation.service.id];
    case 'task.add':
      return [mutation.task.id];
    default:
      return [];
  }
}

/** What a mutation is about: the ids that tie its order to others. */
export function subjectsOf(mutation: Mutation): string[] {
  switch (mutation.kind) {
    case 'record.save': {
      const { id, customerId, taskId, content } = mutation.record;
      const appointment = content.nextStep?.kind === 'appointment' ? content.nextStep.taskId : null;
      return [id, customerId, taskId, appointment].filter((one) => one !== null);
    }
    case 'record.revise':
    case 'review.answer':
      return [mutation.recordId];
    case 'divergence.settle':
      return [mutation.customerId];
    case 'customer.add':
      return [mutation.customer.id];
    case 'service.add':
      return [mutation.service.customerId, mutation.service.id];
    case 'task.add':
      return [mutation.task.customerId, mutation.task.id, ...(mutation.task.serviceId === null ? [] : [mutation.task.serviceId])];
    case 'customer.set':
      return [mutation.customerId];
    case 'task.skip':
    case 'task.appoint':
      return [mutation.taskId];
  }
}
