import type { Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { Task } from '../contract/task.ts';
import { type NewOutboxRow, outboxRow } from '../outbox/outbox.ts';
import { afterAppoint, afterSkip } from '../plan/after-record.ts';
import type { CallsideDb } from './database.ts';

type Input = { taskId: string; agentId: string; now: number; newId: () => string };

/** Put off with a reason; task and outbox row in one transaction. False when the task is gone. */
export function skipTask(db: CallsideDb, input: Input & { reason: string; until: number }): Promise<boolean> {
  return change(db, input, (task) => afterSkip({ task, agentId: input.agentId, reason: input.reason, until: input.until, now: input.now }), {
    id: input.newId(),
    at: input.now,
    kind: 'task.skip',
    taskId: input.taskId,
    reason: input.reason,
    until: input.until,
  });
}

/** Another time agreed without a call: comes back to this agent then (P12). */
export function appointTask(db: CallsideDb, input: Input & { to: number; note: string }): Promise<boolean> {
  return change(db, input, (task) => afterAppoint({ task, agentId: input.agentId, to: input.to, note: input.note, now: input.now }), {
    id: input.newId(),
    at: input.now,
    kind: 'task.appoint',
    taskId: input.taskId,
    to: input.to,
    note: input.note,
  });
}

function change(db: CallsideDb, input: Input, next: (task: Task) => Task, mutation: Mutation): Promise<boolean> {
  return db.transaction('rw', [db.tasks, db.outbox], async () => {
    const task = await db.tasks.get(input.taskId);
    if (!task) return false;
    await db.tasks.put(next(task));
    await db.outbox.add(outboxRow(mutation, input.now) as NewOutboxRow as OutboxRow);
    return true;
  });
}
