import type { CallsideDb } from '../db/database.ts';
import { planDay } from '../db/plan-local.ts';
import { syncOnce } from '../sync/sync.ts';
import { createTransport } from '../sync/transport.ts';
import type { Clock } from './clock.ts';
import { connectionOf, isSameSignIn } from './connection.ts';
import { askForMissing, noteOutbox } from './loss.ts';
import { hasWay } from './network.ts';
import { demoOffsetItem, sessionItem } from './session.ts';

const LOCK = 'callside-sync';

/**
 * One round of sync at a time over all of the extension's contexts, under a Web Lock that the browser frees when the worker dies.
 * A call that comes while a round runs waits for the next one, so what it wants sent is sent.
 */
export function createBackgroundSync(deps: { db: CallsideDb; clock: Clock }): (options: { hold: boolean }) => Promise<void> {
  let queued: { round: Promise<void>; hold: boolean } | null = null;
  return ({ hold }) => {
    if (queued) {
      queued.hold ||= hold;
      return queued.round;
    }
    const next = { hold, round: Promise.resolve() };
    next.round = navigator.locks.request(LOCK, async () => {
      queued = null;
      await round(deps, next.hold);
    });
    queued = next;
    return next.round;
  };
}

async function round({ db, clock }: { db: CallsideDb; clock: Clock }, hold: boolean): Promise<void> {
  const session = await sessionItem.getValue();
  if (session?.mode === 'alone') await planDay(db, { place: session.place, now: clock.now(), newId: () => crypto.randomUUID() });
  if (session?.mode !== 'team') return;
  const transport = createTransport(connectionOf(session));
  const { failure } = await syncOnce({
    db,
    transport,
    agentId: session.agent.id,
    hold: hold && session.agent.role !== 'qa',
    now: clock.now,
    random: Math.random,
    online: () => hasWay(session.endpoint),
    onPlace: async (place) => {
      // Signed out, or somebody else, while the round was under way: their session is not ours to write.
      const current = await sessionItem.getValue();
      if (isSameSignIn(current, session)) await sessionItem.setValue({ ...current, place });
    },
    onClock: async (offset) => {
      if ((await demoOffsetItem.getValue()) !== offset) await demoOffsetItem.setValue(offset);
    },
  });
  if (failure === null) await askForMissing(transport);
  await noteOutbox(db);
}
