import type { RequestInput } from '../sync/request.ts';
import { type DeviceTokens, refreshAt, renewable } from '../sync/tokens.ts';
import { sessionItem, type TeamSession } from './session.ts';

const LOCK = 'callside-tokens';

/** How this person asks their endpoint: with tokens that renew themselves, once for all of the browser's pages and its worker. */
export function connectionOf(session: TeamSession, fetcher?: typeof fetch): RequestInput {
  const { endpoint } = session;
  const at = { endpoint, ...(fetcher ? { fetcher } : {}) };
  const stored = async () => {
    const now = await sessionItem.getValue();
    return now && isSameSignIn(now, session) ? now : null;
  };
  const token = renewable({
    tokens: session.tokens,
    read: async () => (await stored())?.tokens ?? null,
    write: (tokens) => keep(stored, tokens),
    alone,
    refresh: refreshAt(at),
  });
  return { ...at, token };
}

async function keep(stored: () => Promise<TeamSession | null>, tokens: DeviceTokens): Promise<void> {
  const now = await stored();
  // Signed out, or somebody else, in the meantime: their session is not ours to write.
  if (now) await sessionItem.setValue({ ...now, tokens });
}

/** Whether nobody has signed out or in between: what an answer that comes late may still be written to. */
export function isSameSignIn(now: Awaited<ReturnType<typeof sessionItem.getValue>>, then: TeamSession): now is TeamSession {
  return now?.mode === 'team' && now.endpoint === then.endpoint && now.agent.id === then.agent.id && now.since === then.since;
}

function alone<T>(run: () => Promise<T>): Promise<T> {
  // Every browser that runs extensions has locks; jsdom has none, nor a second page.
  const { locks } = navigator as { locks?: LockManager };
  return locks ? locks.request(LOCK, run) : run();
}
