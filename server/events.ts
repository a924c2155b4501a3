import type { Id } from '../lib/contract/basics.ts';
import { sessionOfDevice } from './auth.ts';
import type { Deps } from './context.ts';

/** Somebody who listens. `after`: the last change they know of. `send` answers false when they no longer take what is sent. */
export type Listener = { deviceId: Id; after: number; send: (text: string) => boolean; end: () => void };

export type Events = {
  /** False when this device, or this instance, has as many listeners as it may. */
  add(listener: Listener): boolean;
  remove(listener: Listener): void;
};

/** Changes that come close together are one hint: an import writes thousands. */
const GATHER_MS = 500;
/** A proxy ends what is silent for long; and whoever is gone is noticed by it. */
export const HEARTBEAT_MS = 15_000;
/** More than the windows of one browser. */
const MOST_PER_DEVICE = 6;
const MOST = 5_000;

/**
 * Tells listeners that a pull would bring something. Only those whom a change reaches: asking here is cheaper than every panel asking for itself.
 *
 *   commit ──gather──► look at every listener: device still signed in? a change that reaches them? ──► hint
 *   heartbeat ───────► the same, and a comment that keeps the way open
 */
export function createEvents(deps: Deps): Events {
  const listeners = new Set<Listener>();
  let stopFollowing: (() => void) | null = null;
  let gathering: NodeJS.Timeout | null = null;
  let heart: NodeJS.Timeout | null = null;
  let looking = Promise.resolve();

  const remove = (listener: Listener) => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopFollowing?.();
    if (gathering) clearTimeout(gathering);
    if (heart) clearInterval(heart);
    [stopFollowing, gathering, heart] = [null, null, null];
  };
  const drop = (listener: Listener) => {
    remove(listener);
    listener.end();
  };
  const say = (listener: Listener, text: string) => {
    if (!listener.send(text)) drop(listener);
  };
  const look = async (listener: Listener) => {
    const found = await news(deps, listener);
    if (!listeners.has(listener)) return;
    if (found === 'revoked') return drop(listener);
    if (found === null) return;
    listener.after = found.last;
    if (found.reaches) say(listener, `event: hint\ndata: ${JSON.stringify({ seq: found.last })}\n\n`);
  };
  const lookAtAll = () => {
    gathering = null;
    // One round after another; what fails is looked at again with the next commit or heartbeat.
    looking = looking.then(async () => {
      for (const listener of [...listeners]) await look(listener).catch((error: unknown) => warn(deps, error));
    });
  };
  const follow = () => {
    stopFollowing = deps.store.onCommit(() => {
      gathering ??= setTimeout(lookAtAll, GATHER_MS);
    });
    heart = setInterval(() => {
      for (const listener of [...listeners]) say(listener, ':\n\n');
      lookAtAll();
    }, HEARTBEAT_MS);
  };
  deps.stopping?.addEventListener('abort', () => {
    for (const listener of [...listeners]) drop(listener);
  });

  return {
    add(listener) {
      const ofDevice = [...listeners].filter(({ deviceId }) => deviceId === listener.deviceId).length;
      if (ofDevice >= MOST_PER_DEVICE || listeners.size >= MOST || deps.stopping?.aborted) return false;
      if (listeners.size === 0) follow();
      listeners.add(listener);
      // A first word at once: some proxies hand nothing on before it.
      say(listener, ':\n\n');
      // What changed since their last pull.
      void look(listener).catch((error: unknown) => warn(deps, error));
      return true;
    },
    remove,
  };
}

/** Whether anything after what they know reaches this listener; null when nothing changed at all. */
async function news(deps: Deps, listener: Listener): Promise<'revoked' | { last: number; reaches: boolean } | null> {
  return deps.store.read(async (tx) => {
    // By the device and not by its token, which is renewed while the stream stays open.
    const session = await sessionOfDevice(tx, listener.deviceId);
    if (!session) return 'revoked';
    const last = await tx.lastSeq();
    if (last === listener.after) return null;
    // Another database, or one that was restored: their next pull begins again.
    if (last < listener.after) return { last, reaches: true };
    const { scope, contentScope, agent } = session;
    const input = { after: listener.after, upTo: 1, placeIds: scope, contentPlaceIds: contentScope, agentId: agent.id, now: deps.clock.now() };
    if ((await tx.changes(input)).length > 0) return { last, reaches: true };
    // Reviews come after a cursor of their own, once a pull has moved the other.
    return { last, reaches: (await tx.reviews.ofAgent({ agentId: agent.id, after: listener.after, limit: 1 })).length > 0 };
  });
}

function warn(deps: Deps, error: unknown): void {
  deps.log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'listeners could not be told');
}
