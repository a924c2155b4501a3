import type { CallsideDb } from '../db/database.ts';

/**
 * One claim at a time over all of the extension's windows and its worker. A claim names what is held here and the endpoint gives the rest back,
 * so one that is sent before the last answer was written would give back what that answer brings, and another agent could draw it too.
 */
export function inTurn<T>(db: CallsideDb, run: () => Promise<T>): Promise<T> {
  // Every browser that runs extensions has locks; jsdom has none, nor a second window.
  const { locks } = navigator as { locks?: LockManager };
  return locks ? locks.request(`callside-claim-${db.name}`, run) : run();
}
