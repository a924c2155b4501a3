import type { Call } from '../contract/call.ts';
import type { CallsideDb } from './database.ts';

/** The call the agent is in, if any. There is at most one: `startCall` refuses a second. */
export async function currentCall(db: CallsideDb): Promise<Call | null> {
  return (await db.calls.toCollection().first()) ?? null;
}

/** Begins a call unless one is under way, in whichever window; answers the one that is. */
export function startCall(db: CallsideDb, call: Call): Promise<{ started: boolean; call: Call }> {
  return db.transaction('rw', db.calls, async () => {
    const running = await currentCall(db);
    if (running) return { started: false, call: running };
    await db.calls.add(call);
    return { started: true, call };
  });
}

/** Changes the call as it stands in the database, so that two windows never overwrite each other's fields. Null: it is over, or the change does not fit. */
export function changeCall(db: CallsideDb, id: string, next: (call: Call) => Call | null): Promise<Call | null> {
  return db.transaction('rw', db.calls, async () => {
    const call = await db.calls.get(id);
    const changed = call ? next(call) : null;
    if (changed) await db.calls.put(changed);
    return changed;
  });
}

/** Only for a call that never rang through: a slip of the finger leaves no record. */
export async function dropCall(db: CallsideDb, id: string): Promise<void> {
  await db.calls.delete(id);
}
