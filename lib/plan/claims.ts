import type { Id, Instant } from '../contract/basics.ts';
import type { Task } from '../contract/task.ts';

/** True when nobody holds the task at `now`: no claim, or one that has run out. */
export function claimExpired(task: Task, now: Instant): boolean {
  return task.claim === null || task.claim.expiresAt <= now;
}

/** True when somebody else than `agentId` holds the task at `now`. */
export function heldByOther(task: Task, agentId: Id, now: Instant): boolean {
  return !claimExpired(task, now) && task.claim?.agentId !== agentId;
}

/** The task, held. Whether it may be is the caller's question to `offer`. `updatedAt` stays: a lease changes nothing about the task. */
export function claim(task: Task, input: { claimId: Id; agentId: Id; now: Instant; minutes: number }): Task {
  return { ...task, claim: { id: input.claimId, agentId: input.agentId, expiresAt: input.now + input.minutes * 60_000 } };
}

/** The task, back in the pool. */
export function release(task: Task): Task {
  return { ...task, claim: null };
}
