import type { Task } from '../contract/task.ts';

/**
 * The task with its lease as this computer's clock has it. `ahead` (ms): our time when we asked, less the endpoint's when it answered; so a clock
 * that is wrong neither hides customers who are held nor shows them longer than they are.
 */
export function leaseHere(task: Task, ahead: number): Task {
  return task.claim ? { ...task, claim: { ...task.claim, expiresAt: task.claim.expiresAt + ahead } } : task;
}
