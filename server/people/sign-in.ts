import type { Id } from '../../lib/contract/basics.ts';
import type { Tokens } from '../../lib/contract/sign-in.ts';
import { passwordProblem } from '../../lib/people/password.ts';
import { audit } from '../audit/audit.ts';
import { makeSession } from '../auth.ts';
import type { Deps, Session } from '../context.ts';
import { ApiError } from '../errors.ts';
import { hashOfCode, hashOfToken, keyedHash, loginHash, nextRefreshToken } from '../secrets.ts';
import type { Account } from '../store/people-port.ts';
import type { Tx } from '../store/port.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { machineTime, makeTokens } from './tokens.ts';

export type SignedIn = { session: Session; tokens: Tokens; login: string | null };

const advice: { [problem in NonNullable<ReturnType<typeof passwordProblem>>]: string } = {
  'too-short': 'A password has at least 8 characters.',
  'too-plain': 'This password is among the first that are guessed.',
  'is-login': 'The password is the login.',
};

/** A one-time code for a device. With a password, that is the person's from now on. @throws ApiError */
export async function enrol(deps: Deps, input: { code: string; device: string; password?: string | undefined }): Promise<SignedIn> {
  const hash = hashOfCode(input.code);
  // Looked at twice: work on a password only for a code that is good, and outside the transaction.
  const account = await deps.store.read((tx) => accountOfCode(tx, deps, hash));
  const password = input.password === undefined ? null : await newPassword(deps, input.password, account);
  return deps.store.write(async (tx) => {
    const account = await accountOfCode(tx, deps, hash);
    await tx.agents.useCode(hash, deps.clock.now());
    if (password !== null) await tx.accounts.put({ ...account, password }, deps.clock.now());
    return addDevice(tx, deps, account, { label: input.device, action: 'device.enrol', facts: { password: password !== null } });
  });
}

async function accountOfCode(tx: Tx, deps: Deps, hash: string): Promise<Account> {
  const known = await tx.agents.code(hash);
  if (known?.usedAt != null) throw new ApiError('code-used', 'This code was used. Ask for a new one.', 'code');
  const account = known && known.expiresAt > deps.clock.now() ? await tx.accounts.get(known.agentId) : null;
  if (!account || account.deactivatedAt !== null) throw new ApiError('unauthenticated', 'This code is unknown or has run out.', 'code');
  return account;
}

async function newPassword(deps: Deps, password: string, { login }: Account): Promise<string> {
  const problem = passwordProblem(password, login?.name ?? null);
  if (problem) throw new ApiError('invalid', advice[problem], 'password');
  return hashPassword(password, deps.random);
}

/**
 * Another password, by whoever is signed in and knows the old one: all other devices of theirs are signed out, and codes that nobody has used are void. The same request again
 * finds the new password in place and changes nothing, so that a lost answer shuts nobody out. @throws ApiError
 */
export async function changePassword(deps: Deps, session: Session, input: { old: string; password: string }): Promise<number> {
  const { agent, deviceId } = session;
  const account = await deps.store.read((tx) => tx.accounts.get(agent.id));
  if (!(await isPassword(input.old, account.password))) {
    if (await isPassword(input.password, account.password)) return 0;
    throw wrongOld();
  }
  const password = await newPassword(deps, input.password, account);
  return deps.store.write(async (tx) => {
    const now = deps.clock.now();
    const current = await tx.accounts.get(agent.id);
    // Changed in another window while it was being compared.
    if (current.password !== account.password) throw wrongOld();
    await tx.accounts.put({ ...current, password }, now);
    await tx.people.endCodes(agent.id, now);
    const signedOut = await tx.devices.revokeOthers(agent.id, deviceId, now);
    await audit(tx, session, now, { action: 'password.change', subject: { kind: 'agent', id: agent.id }, facts: { signedOut } });
    return signedOut;
  });
}

/** Not `unauthenticated`: the token is good, and the device stays signed in. */
const wrongOld = () => new ApiError('invalid', 'The old password is wrong.', 'old');

/** One answer, and the same work, whether the login is unknown, the password wrong, or the person gone. @throws ApiError */
export async function signIn(deps: Deps, input: { login: string; password: string; device: string }): Promise<SignedIn> {
  const refused = new ApiError('unauthenticated', 'Login or password is wrong.');
  const hash = loginHash(input.login, await keyedHash(deps.store, deps.random));
  const account = await deps.store.read((tx) => tx.accounts.byLogin(hash));
  const isRight = await isPassword(input.password, account?.password ?? null);
  if (!account || !isRight) throw refused;
  return deps.store.write(async (tx) => {
    const now = await tx.accounts.get(account.agentId);
    // Deactivated, or the password changed, while it was being compared.
    if (now.deactivatedAt !== null || now.password !== account.password) throw refused;
    return addDevice(tx, deps, now, { label: input.device, action: 'device.sign-in', facts: {} });
  });
}

type NewDevice = { label: string; action: 'device.enrol' | 'device.sign-in'; facts: { password?: boolean } };

async function addDevice(tx: Tx, deps: Deps, account: Account, { label, action, facts }: NewDevice): Promise<SignedIn> {
  const { given, kept } = makeTokens(deps);
  const id = deps.newId();
  const now = deps.clock.now();
  await tx.devices.add({ id, agentId: account.agentId, label, at: now, tokens: kept });
  const session = await sessionOf(tx, account.agentId, id);
  await audit(tx, session, now, { action, subject: { kind: 'device', id }, facts });
  return { session, tokens: given, login: account.login?.name ?? null };
}

async function sessionOf(tx: Tx, agentId: Id, deviceId: Id): Promise<Session> {
  const session = await makeSession(tx, agentId, deviceId);
  if (!session) throw new ApiError('unauthenticated', 'Nobody works here under this name.');
  return session;
}

/**
 * New tokens for the one that renews. That one stays good until its successor is used, and its successor is always the same: a reply that is lost,
 * late or doubled signs nobody out. Null when it is unknown, has run out or was revoked.
 */
export async function refresh(deps: Deps, refreshToken: string): Promise<Tokens | null> {
  const next = nextRefreshToken(refreshToken, await keyedHash(deps.store, deps.random));
  const hash = hashOfToken(refreshToken);
  return deps.store.write(async (tx) => {
    const device = await tx.devices.byRefresh(hash, machineTime(deps.clock));
    if (!device) return null;
    const { given, kept } = makeTokens(deps, next);
    await tx.devices.renew(device.id, { ...kept, previousHash: hash }, deps.clock.now());
    return given;
  });
}
