import type { Id } from '../contract/basics.ts';
import type { Call } from '../contract/call.ts';
import type { PhraseList } from '../contract/phrases.ts';
import type { Script } from '../contract/script.ts';
import type { CallsideDb } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

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

/** A call as a screen has it: with the words it needs, as they were last read from the database `dbId`. */
export type OnScreen = { call: Call; script: Script; phraseLists: readonly PhraseList[]; dbId: Id | null };

/**
 * The browser can lose the whole database under an open page (Chromium after a full disk). The call on its screen is put back into the one that came in
 * its place. Answers whether it was: in the same database, a call that is gone was saved in another window; and one whose record is in the new database was
 * put back before, and saved.
 */
export function putBackLost(db: CallsideDb, { call, script, phraseLists, dbId }: OnScreen, newId: () => Id): Promise<boolean> {
  return db.transaction('rw', [db.calls, db.records, db.scripts, db.phraseLists, db.meta], async () => {
    const now = (await readMeta(db, 'identity'))?.dbId ?? null;
    if (dbId === null || now === dbId || (await currentCall(db))) return false;
    // It looks at every record: a database that is new has few.
    if ((await db.records.filter((record) => record.callId === call.id).first()) !== undefined) return false;
    // With a name of its own, should it be lost as well.
    if (now === null) await writeMeta(db, { key: 'identity', dbId: newId() });
    await db.scripts.put(script);
    await db.phraseLists.bulkPut([...phraseLists]);
    await db.calls.add(call);
    return true;
  });
}

/** Only for a call that never rang through: a slip of the finger leaves no record. */
export async function dropCall(db: CallsideDb, id: string): Promise<void> {
  await db.calls.delete(id);
}
