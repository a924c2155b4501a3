import { demoOffsetItem, sessionItem } from '../../lib/browser/session.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import { forgetTeam } from '../../lib/db/forget.ts';
import { createTransport, type Failure } from '../../lib/sync/transport.ts';

export type SignInProblem = { kind: 'bad-address' } | { kind: 'unsent' } | { kind: 'failed'; why: Failure['kind'] };

/** Exchanges a one-time code for a token; the panel of this browser is signed in by it as well. Null when it worked. */
export async function signIn(
  db: CallsideDb,
  { endpoint, code, fetcher }: { endpoint: string; code: string; fetcher?: typeof fetch },
): Promise<SignInProblem | null> {
  if (!isAddress(endpoint)) return { kind: 'bad-address' };
  // Before the code is used up: what somebody else has not sent yet would go out under another name.
  if ((await db.outbox.count()) > 0) return { kind: 'unsent' };
  const device = navigator.userAgent.includes('Firefox') ? 'Firefox' : 'Chromium';
  const reply = await createTransport({ endpoint, token: null, ...(fetcher ? { fetcher } : {}) }).enrol(code, device);
  if (!reply.ok) return { kind: 'failed', why: reply.failure.kind };
  await forgetTeam(db);
  const { token, agent, place, clock } = reply.value;
  await demoOffsetItem.setValue(clock.demoOffset);
  await sessionItem.setValue({ mode: 'team', endpoint: endpoint.replace(/\/+$/, ''), token, agent, place });
  return null;
}

/** Only https, or this very machine: a token never crosses a network in the clear. */
function isAddress(endpoint: string): boolean {
  try {
    const url = new URL(endpoint);
    return url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
  } catch {
    return false;
  }
}
