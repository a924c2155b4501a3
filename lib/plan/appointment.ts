import type { Id, Instant } from '../contract/basics.ts';
import type { Task } from '../contract/task.ts';

const MINUTE = 60_000;
/** An agreed time is the customer's wish: for this long after it the calling hours do not count. */
const AGREED_MINUTES = 60;
/** A call at the agreed time is late after this. */
const LATE_MINUTES = 120;
const MISSED = new Set(['no-answer', 'busy', 'voicemail', 'unreachable', 'broken-off']);

/** The deadline of an appointment, the same on every machine whatever its zone. */
export function appointmentDue(at: Instant): Instant {
  return at + LATE_MINUTES * MINUTE;
}

/** True while the task's time is still the one the customer agreed to, not one of ours after a missed attempt or a skip. */
export function keepsAgreedTime(task: Task): boolean {
  if (task.cause.kind !== 'appointment' || wasMissed(task)) return false;
  const skip = task.skips.at(-1);
  return !skip || skip.at < task.updatedAt;
}

/** True at the agreed time and shortly after. */
export function isAgreedTime(task: Task, at: Instant): boolean {
  return keepsAgreedTime(task) && task.notBefore <= at && at < task.notBefore + AGREED_MINUTES * MINUTE;
}

/** True when the last attempt did not get through. */
export function wasMissed(task: Task): boolean {
  return task.lastOutcome !== null && MISSED.has(task.lastOutcome);
}

/** Whose appointment it is; null when it is anybody's. */
export function ownerOf(task: Task): Id | null {
  return task.cause.kind === 'appointment' ? task.agentId : null;
}
