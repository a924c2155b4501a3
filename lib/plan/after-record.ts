import type { Id, Instant } from '../contract/basics.ts';
import type { Customer, Phone } from '../contract/customer.ts';
import type { CustomerChange } from '../contract/mutation.ts';
import type { Place } from '../contract/place.ts';
import type { NextStep, Record as RecordOfCall } from '../contract/record.ts';
import type { Task } from '../contract/task.ts';
import { questionsAnswered } from '../record/outcomes.ts';
import { appointmentDue } from './appointment.ts';
import { touchesIn } from './touches.ts';
import { instantOf, localDateAt, localTimeAt } from './zone.ts';

const MINUTE = 60_000;
const ABROAD_MINUTES = 24 * 60;
type Input = { record: RecordOfCall; task: Task | null; openTasks: readonly Task[]; place: Place; now: Instant };
type Appointment = Extract<NextStep, { kind: 'appointment' }>;

/**
 * What a record does to the tasks of its customer; one rule for the panel and the endpoint, so times come from the record and
 * both compute the same. `task` is the record's own, in whatever state; `openTasks` all open ones of the same customer (others
 * are passed over, but let a record that comes again be recognised). Returns the tasks that changed or are new, whole. The same
 * record again changes nothing.
 */
export function afterRecord(input: Input): { tasks: Task[] } {
  const { record, openTasks } = input;
  const tasks = new Map<Id, Task>();
  const change = (task: Task | null) => {
    if (task) tasks.set(task.id, task);
  };
  if ([input.task, ...openTasks].some((known) => known && wasApplied(known, record))) return { tasks: [] };
  const task = input.task ?? (record.taskId === null ? matchingTask(input) : null);
  const appointment = record.content.nextStep?.kind === 'appointment' ? record.content.nextStep : null;
  const optedOut = record.content.correction.optOut !== null;
  if (task?.state === 'open') change(afterOwn(task, input, appointment));
  if (optedOut) {
    for (const open of openTasks)
      if (open.state === 'open' && !isSettled(tasks.get(open.id))) change(close(tasks.get(open.id) ?? open, 'opted-out', record.savedAt));
  } else if (appointment && record.customerId !== null && !openTasks.some((open) => open.id === appointment.taskId || isOf(open, record))) {
    change(appointmentTask(record, record.customerId, appointment, task));
  }
  return { tasks: [...tasks.values()] };
}

function afterOwn(task: Task, { record, place, now }: Input, appointment: Appointment | null): Task | null {
  const { outcome, satisfaction, content } = record;
  const attempt: Task = { ...task, attempts: task.attempts + 1, lastOutcome: outcome, claim: null, updatedAt: record.savedAt };
  const done: Task = { ...attempt, state: 'done' };
  if (questionsAnswered(outcome, satisfaction) || outcome === 'refused') return done;
  if (content.correction.optOut !== null) return { ...attempt, state: 'closed', closedBecause: 'opted-out' };
  if (appointment) return { ...attempt, state: 'closed', closedBecause: 'covered' };
  if (outcome === 'wrong-number' && content.correction.phone === null) return { ...attempt, state: 'closed', closedBecause: 'number-wrong' };
  // A correction of an attempt is no other attempt.
  if (record.revision > 1) return null;
  const most = place.limits.attemptsPerTask ?? 0;
  if (most > 0 && attempt.attempts >= most && outcome !== 'wrong-number') return { ...attempt, state: 'closed', closedBecause: 'not-reached' };
  // The client's clock is data: one that runs ahead must not put the next attempt out of reach.
  return { ...attempt, notBefore: nextAttempt(record, place, Math.min(record.endedAt, now)) };
}

const UNANSWERED: ReadonlySet<RecordOfCall['outcome']> = new Set(['no-answer', 'voicemail', 'unreachable']);

/** After the delay of its outcome; where nobody answers in the morning somebody may in the evening. */
function nextAttempt(record: RecordOfCall, place: Place, ended: Instant): Instant {
  const at = ended + retryMinutes(record, place) * MINUTE;
  if (!place.limits.otherPartOfDay || !UNANSWERED.has(record.outcome)) return at;
  const [tried, next] = [partOfDay(ended, place.timeZone), partOfDay(at, place.timeZone)];
  return tried.day === next.day && tried.part === next.part ? instantOf(next.day, PARTS[next.part] ?? '24:00', place.timeZone) : at;
}

/** Where each part of the day ends. */
const PARTS = ['12:00', '18:00', '24:00'];

function partOfDay(at: Instant, zone: string): { day: string; part: number } {
  const time = localTimeAt(at, zone);
  return { day: localDateAt(at, zone), part: PARTS.findIndex((end) => time < end) };
}

function retryMinutes({ outcome }: RecordOfCall, { limits }: Place): number {
  const { 'no-answer': unanswered, ...own } = limits.retryMinutes;
  switch (outcome) {
    case 'wrong-number':
      return 0; // The right number is known now.
    case 'broken-off':
      return own['broken-off'] ?? own.busy;
    case 'abroad':
      return own.abroad ?? Math.max(ABROAD_MINUTES, unanswered);
    case 'busy':
    case 'voicemail':
    case 'unreachable':
      return own[outcome] ?? unanswered;
    default:
      return unanswered;
  }
}

/** `savedAt` is the record's mark on a task: no two records of one agent share it, and it is the same on every machine. */
function wasApplied(task: Task, record: RecordOfCall): boolean {
  return task.updatedAt === record.savedAt && task.lastOutcome === record.outcome;
}

/** The appointment that this record has made already. */
function isOf({ cause }: Task, record: RecordOfCall): boolean {
  return cause.kind === 'appointment' && cause.recordId === record.id;
}

/** C13: a call without a task closes the one it was about, when it answered it or agreed on another time. */
function matchingTask({ record, openTasks, now }: Input): Task | null {
  const settles = questionsAnswered(record.outcome, record.satisfaction) || record.content.nextStep?.kind === 'appointment';
  if (!settles) return null;
  const own = record.content.nextStep?.kind === 'appointment' ? record.content.nextStep.taskId : null;
  const open = openTasks.filter((task) => task.state === 'open' && task.id !== own).sort(oldestFirst);
  const sameService = open.find((task) => record.serviceId !== null && task.serviceId === record.serviceId);
  return sameService ?? open.find((task) => task.notBefore <= now) ?? null;
}

function oldestFirst(a: Task, b: Task): number {
  return a.dueBy - b.dueBy || a.notBefore - b.notBefore || (a.id < b.id ? -1 : 1);
}

function isSettled(task: Task | undefined): boolean {
  return task !== undefined && task.state !== 'open';
}

function close(task: Task, closedBecause: Task['closedBecause'], at: Instant): Task {
  return { ...task, state: 'closed', closedBecause, claim: null, updatedAt: at };
}

function appointmentTask(record: RecordOfCall, customerId: Id, { at, note, taskId }: Appointment, from: Task | null): Task {
  return {
    id: taskId,
    customerId,
    serviceId: record.serviceId ?? from?.serviceId ?? null,
    placeId: record.placeId,
    purpose: record.purpose,
    scriptId: from?.scriptId ?? record.walk.scriptId,
    cause: { kind: 'appointment', recordId: record.id, fromTaskId: from?.id ?? null, note },
    agentId: record.agentId,
    notBefore: at,
    dueBy: appointmentDue(at),
    priority: from?.priority ?? 0,
    state: 'open',
    closedBecause: null,
    attempts: 0,
    lastOutcome: null,
    skips: [],
    claim: null,
    createdAt: record.savedAt,
    updatedAt: record.savedAt,
  };
}

/** Whoever does not want to be called is called about nothing that is open. */
export function afterOptOut(openTasks: readonly Task[], at: Instant): Task[] {
  return openTasks.map((task) => close(task, 'opted-out', at));
}

/** Not now: back in the pool, not before `until`. A task that is no longer open stays as it is. */
export function afterSkip(input: { task: Task; agentId: Id; reason: string; until: Instant; now: Instant }): Task {
  const { task, agentId, reason, until, now } = input;
  if (task.state !== 'open') return task;
  const skips = [...task.skips, { at: now, agentId, reason: reason.slice(0, 300) }];
  return { ...task, skips, notBefore: Math.max(task.notBefore, until), claim: null, updatedAt: now };
}

/** Another time, agreed without a call: the same task becomes an appointment of this agent. */
export function afterAppoint(input: { task: Task; agentId: Id; to: Instant; note: string; now: Instant }): Task {
  const { task, agentId, to, note, now } = input;
  if (task.state !== 'open') return task;
  const cause: Task['cause'] = { kind: 'appointment', recordId: null, fromTaskId: null, note: note.slice(0, 500) };
  const also = touchesIn(task);
  return {
    ...task,
    ...(also.length > 0 ? { also } : {}),
    cause,
    agentId,
    notBefore: to,
    dueBy: appointmentDue(to),
    lastOutcome: null,
    claim: null,
    updatedAt: now,
  };
}

/**
 * One field of the customer, changed at `at`. A corrected phone goes first and the former main one is kept as `other`;
 * `phoneHash` is the new phone's. An opt-out is never undone, not even by another.
 */
export function customerAfter(customer: Customer, change: CustomerChange, at: Instant, phoneHash: string | null): Customer {
  switch (change.field) {
    case 'phone':
      return { ...withPhone(customer, change.value, phoneHash), updatedAt: at };
    case 'preferredHours':
      return { ...customer, preferredHours: change.value, updatedAt: at };
    case 'language':
      return { ...customer, language: change.value, updatedAt: at };
    case 'optOut':
      return customer.optOut ? customer : { ...customer, optOut: change.value, updatedAt: at };
  }
}

function withPhone(customer: Customer, phone: Phone, phoneHash: string | null): Customer {
  const same = (other: Phone) => (phone.e164 === null ? other.original.trim() === phone.original.trim() : other.e164 === phone.e164);
  const others = customer.person.phones
    .filter((other) => !same(other))
    .map((other): Phone => (phone.label === 'main' && other.label === 'main' ? { ...other, label: 'other' } : other));
  const hashes = phoneHash === null ? customer.phoneHashes : [phoneHash, ...customer.phoneHashes.filter((hash) => hash !== phoneHash)];
  return { ...customer, person: { ...customer.person, phones: [phone, ...others].slice(0, 10) }, phoneHashes: hashes.slice(0, 10) };
}
