import { browser } from 'wxt/browser';
import type { CallsideDb } from '../db/database.ts';
import { followReach, readPresence, sendPresence } from '../sync/presence.ts';
import { createRequest } from '../sync/request.ts';
import type { Clock } from './clock.ts';
import { connectionOf, isSameSignIn } from './connection.ts';
import { hasWay } from './network.ts';
import { sessionItem } from './session.ts';

/** An unchanged desk says once a minute that it is still there; the endpoint writes each word down. */
const REPEAT_MS = 55_000;

/**
 * Tells the endpoint how it stands here, and takes from its answer who this person is by now: role and place may have changed. Answers whether
 * everything has to be pulled again. What fails is said again with the next round.
 */
export function createPresence({ db, clock }: { db: CallsideDb; clock: Clock }): () => Promise<boolean> {
  // Only to say less: a worker that slept does not know and says it once more.
  let last = { said: '', at: 0 };
  return async () => {
    const session = await sessionItem.getValue();
    if (session?.mode !== 'team' || !hasWay(session.endpoint)) return false;
    const presence = await readPresence(db, { now: clock.now(), app: browser.runtime.getManifest().version });
    const said = JSON.stringify([session.since, { ...presence, inCallMs: presence.inCallMs !== null }]);
    if (said === last.said && Date.now() - last.at < REPEAT_MS) return false;
    const reply = await sendPresence(createRequest(connectionOf(session)), presence);
    if (!reply.ok) return false;
    last = { said, at: Date.now() };
    const { agent, place, reach } = reply.value;
    const current = await sessionItem.getValue();
    if (!isSameSignIn(current, session)) return false;
    if (JSON.stringify([current.agent, current.place]) !== JSON.stringify([agent, place])) await sessionItem.setValue({ ...current, agent, place });
    return followReach(db, reach);
  };
}
