import type { CallsideDb } from './database.ts';

/**
 * After signing out, customers of the team do not stay on the machine. Refuses while anything is unsent: that would lose it.
 * @returns false when something is unsent and nothing was removed.
 */
export function forgetTeam(db: CallsideDb): Promise<boolean> {
  return db.transaction('rw', db.tables, async () => {
    if ((await db.outbox.count()) > 0 || (await db.calls.count()) > 0) return false;
    await Promise.all([db.customers, db.services, db.tasks, db.records, db.scripts, db.phraseLists, db.divergences].map((table) => table.clear()));
    // These are the computer's own, and tell nothing by themselves.
    await db.meta.where('key').noneOf(['secret', 'identity']).delete();
    return true;
  });
}
