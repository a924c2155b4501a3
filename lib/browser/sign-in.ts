import type { Id } from '../contract/basics.ts';
import type { CallsideDb } from '../db/database.ts';
import { forgetTeam } from '../db/forget.ts';
import type { Failure } from '../sync/request.ts';
import { createTransport } from '../sync/transport.ts';
import { demoOffsetItem, sessionItem } from './session.ts';

/** `unsent`: somebody else's records are still on this computer; under another name they must not go out. */
export type SignInProblem = { kind: 'bad-address' } | { kind: 'unsent' } | { kind: 'failed'; why: Failure['kind'] };

type SignInInput = {
  endpoint: string;
  code: string;
  /** The person whose records wait here signs in again, to send them: told by the code, so it is asked for first. */
  again?: boolean;
  fetcher?: typeof fetch;
};

/** Exchanges a one-time code for a token and remembers who works in this browser. Null when it worked. */
export async function signIn(db: CallsideDb, { endpoint, code, again = false, fetcher }: SignInInput): Promise<SignInProblem | null> {
  if (!isAddress(endpoint)) return { kind: 'bad-address' };
  const owner = await ownerOfUnsent(db);
  // Before the code is used up.
  if (owner !== null && !again) return { kind: 'unsent' };
  const reply = await createTransport({ endpoint, token: null, ...(fetcher ? { fetcher } : {}) }).enrol(code, deviceName());
  if (!reply.ok) return { kind: 'failed', why: reply.failure.kind };
  const { token, agent, place, clock } = reply.value;
  if (owner !== null && owner !== agent.id) return { kind: 'unsent' };
  await forgetTeam(db);
  await db.meta.bulkDelete(['cursor', 'queue', 'link']);
  await demoOffsetItem.setValue(clock.demoOffset);
  await sessionItem.setValue({ mode: 'team', endpoint: endpoint.replace(/\/+$/, ''), token, agent, place });
  return null;
}

/** Whose work waits here: of an open call, or of the oldest record. An empty id stands for somebody who cannot be told. */
export async function ownerOfUnsent(db: CallsideDb): Promise<Id | null> {
  const call = await db.calls.toCollection().first();
  if (call) return call.agentId;
  const rows = await db.outbox.orderBy('n').toArray();
  for (const { mutation } of rows) {
    if (mutation.kind === 'record.save') return mutation.record.agentId;
    const revised = mutation.kind === 'record.revise' ? (await db.records.get(mutation.recordId))?.revised : undefined;
    if (revised) return revised.by;
  }
  return rows.length > 0 ? '' : null;
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

/** What the lead sees in the list of devices; nothing that identifies the machine beyond its kind. */
function deviceName(): string {
  return navigator.userAgent.includes('Firefox') ? 'Firefox' : 'Chromium';
}
