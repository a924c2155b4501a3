import type { CallsideDb } from '../db/database.ts';
import { pendingOf } from './pending.ts';

/** As many as a request may name (lib/contract/wire.ts). */
const MOST_NAMED = 20;

/**
 * The tasks to name when claiming: what this agent holds, the open call's, and those whose changes have not gone out yet. Without the last
 * another agent could be given the same customer. `unsent` of them are no work any more.
 */
export async function heldHere(db: CallsideDb, agentId: string): Promise<{ hold: string[]; unsent: number }> {
  const pending = pendingOf(await db.outbox.toArray());
  const call = await db.calls.toCollection().first();
  const held = await db.tasks
    .where('state')
    .equals('open')
    .and((task) => task.claim?.agentId === agentId)
    .primaryKeys();
  const called = await db.tasks
    .where('customerId')
    .anyOf([...pending.called])
    .primaryKeys();
  const unsent = new Set([...pending.tasks, ...called]);
  const hold = [...new Set([...held, ...(call?.taskId ? [call.taskId] : []), ...unsent])].slice(0, MOST_NAMED);
  return { hold, unsent: unsent.size };
}
