import type { Task } from '../../lib/contract/task.ts';
import { type Db, parse } from './rows.ts';

type Row = { personal: string; claim_id: string | null; hold_id: string | null; agent_id: string | null; expires_at: number | null };

/** The task with its claim. A mark under an older hold is void. */
export function taskOf(row: Row): Task {
  const task = parse<Task>(row.personal);
  const claimed = row.claim_id !== null && row.claim_id === row.hold_id && row.agent_id !== null && row.expires_at !== null;
  return { ...task, claim: claimed ? { id: row.claim_id ?? '', agentId: row.agent_id ?? '', expiresAt: Number(row.expires_at) } : null };
}

export function selectTasks(db: Db) {
  return db
    .selectFrom('tasks as t')
    .leftJoin('holds as h', 'h.customer_id', 't.customer_id')
    .select(['t.personal', 't.claim_id', 'h.claim_id as hold_id', 'h.agent_id', 'h.expires_at']);
}
