import type { Id } from '../contract/basics.ts';
import type { CallsideDb } from '../db/database.ts';
import { forgetTeam } from '../db/forget.ts';
import { takeAlong } from '../db/take-along.ts';
import { type PasswordProblem, passwordProblem } from '../people/password.ts';
import type { Failure } from '../sync/request.ts';
import { createTransport, type Transport } from '../sync/transport.ts';
import { beginLock } from './lock.ts';
import { isHere } from './network.ts';
import { demoOffsetItem, lastSignInItem, sessionItem } from './session.ts';

/** `unsent`: somebody else's records are still on this computer; under another name they must not go out. */
export type SignInProblem =
  | { kind: 'bad-address' }
  | { kind: 'unsent' }
  | { kind: 'password'; why: PasswordProblem }
  | { kind: 'failed'; why: Failure['kind'] };

/** With the one-time code, a password of one's own from now on; or with that. */
export type Credentials = { by: 'code'; code: string; password: string } | { by: 'password'; login: string; password: string };

type SignInInput = {
  endpoint: string;
  with: Credentials;
  /** The person whose records wait here signs in again, to send them: told by the answer, so the endpoint is asked first. */
  again?: boolean;
  /** Somebody who worked alone here joins: everything goes along. */
  take?: { from: { agentId: Id; placeId: Id }; now: () => number; newId: () => Id };
  fetcher?: typeof fetch;
};

/** Signs this browser in and remembers who works here. Null when it worked. */
export async function signIn(db: CallsideDb, { endpoint, with: credentials, again = false, take, fetcher }: SignInInput): Promise<SignInProblem | null> {
  if (!isAddress(endpoint)) return { kind: 'bad-address' };
  const tooWeak = credentials.by === 'code' ? passwordProblem(credentials.password, null) : null;
  if (tooWeak) return { kind: 'password', why: tooWeak };
  if (take && (await db.calls.count()) > 0) return { kind: 'unsent' };
  const owner = take ? null : await ownerOfUnsent(db);
  // Before the code is used up.
  if (owner !== null && !again) return { kind: 'unsent' };
  const reply = await ask(createTransport({ endpoint, token: null, ...(fetcher ? { fetcher } : {}) }), credentials);
  if (!reply.ok) return problemOf(reply.failure);
  const { token, refreshToken = null, login = null, agent, place, clock } = reply.value;
  if (owner !== null && owner !== agent.id) return { kind: 'unsent' };
  if (take) await takeAlong(db, { from: take.from, to: { agentId: agent.id, placeId: agent.placeId } }, { now: take.now(), newId: take.newId });
  else await forgetTeam(db);
  await db.meta.bulkDelete(['cursor', 'queue', 'link']);
  await demoOffsetItem.setValue(clock.demoOffset);
  const address = endpoint.replace(/(?<!\/)\/+$/, '');
  await beginLock(credentials.password);
  await lastSignInItem.setValue({ endpoint: address, login });
  await sessionItem.setValue({ mode: 'team', endpoint: address, tokens: { access: token, refresh: refreshToken }, since: Date.now(), login, agent, place });
  return null;
}

function ask(transport: Transport, credentials: Credentials): ReturnType<Transport['enrol']> {
  return credentials.by === 'code'
    ? transport.enrol(credentials.code, deviceName(), credentials.password)
    : transport.signIn(credentials.login, credentials.password, deviceName());
}

function problemOf(failure: Failure): SignInProblem {
  // Only the endpoint knows the login that belongs to a code.
  return failure.kind === 'invalid' && failure.field === 'password' ? { kind: 'password', why: 'is-login' } : { kind: 'failed', why: failure.kind };
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
    return url.protocol === 'https:' || (url.protocol === 'http:' && isHere(endpoint));
  } catch {
    return false;
  }
}

/** What the lead sees in the list of devices; nothing that identifies the machine beyond its kind. */
function deviceName(): string {
  return navigator.userAgent.includes('Firefox') ? 'Firefox' : 'Chromium';
}
