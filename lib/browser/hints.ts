import type { CallsideDb } from '../db/database.ts';
import { readMeta } from '../db/meta.ts';
import { followHints } from '../sync/events.ts';
import { connectionOf, isSameSignIn } from './connection.ts';
import { hasWay } from './network.ts';
import { type Session, sessionItem, type TeamSession } from './session.ts';

const LOCK = 'callside-hints';

/**
 * Follows the endpoint's hints while a panel is open, whoever is signed in. One window of a browser listens for all: a connection stays open for it, and
 * a browser has but six to one address. The next window takes over when that one is closed.
 */
export function followHintsHere(db: CallsideDb, onHint: () => void): () => void {
  let stop: AbortController | null = null;
  const begin = (session: Session | null) => {
    stop?.abort();
    stop = null;
    if (session?.mode !== 'team') return;
    stop = new AbortController();
    void follow(db, session, stop.signal, onHint);
  };
  void sessionItem.getValue().then(begin);
  // Place and tokens of a session change without anybody signing in.
  const unwatch = sessionItem.watch((next, before) => {
    if (next?.mode !== 'team' || !isSameSignIn(before, next)) begin(next);
  });
  return () => {
    unwatch();
    stop?.abort();
  };
}

async function follow(db: CallsideDb, session: TeamSession, signal: AbortSignal, onHint: () => void): Promise<void> {
  const cursor = async () => (await readMeta(db, 'cursor'))?.value ?? 0;
  const run = () =>
    followHints({
      ...connectionOf(session),
      cursor,
      random: Math.random,
      wait: (ms, stopped) => waitFor(session.endpoint, ms, stopped),
      signal,
      onHint: (seq) => {
        // What this browser did itself has mostly been pulled by now.
        void cursor().then((known) => known !== seq && onHint());
      },
    });
  await navigator.locks.request(LOCK, { signal }, run).catch(() => undefined);
}

/** Waits so long; without a network until there is one, and not longer than until it comes back. */
function waitFor(endpoint: string, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const done = () => {
      if (timer) clearTimeout(timer);
      self.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    self.addEventListener('online', done);
    signal.addEventListener('abort', done);
    timer = hasWay(endpoint) ? setTimeout(done, ms) : null;
    if (signal.aborted) done();
  });
}
