import { storage } from 'wxt/utils/storage';
import { afterWrong, type LockState, unlocked } from '../people/lock.ts';

/** Tells the password without holding it: so the screen unlocks without the endpoint too. */
export type Verifier = { salt: string; iterations: number; hash: string };

/** OWASP's Password Storage Cheat Sheet for PBKDF2 with SHA-256; argon2 is not in WebCrypto. */
const ITERATIONS = 600_000;

export const verifierItem = storage.defineItem<Verifier | null>('local:verifier', { fallback: null });
/** On the disk, so that closing the browser opens no lock. */
export const lockStateItem = storage.defineItem<LockState>('local:lockState', { fallback: unlocked(0) });

/** At sign-in: what the password is told by from now on, and a screen that is open. */
export async function beginLock(password: string): Promise<void> {
  await verifierItem.setValue(await makeVerifier(password));
  await lockStateItem.setValue(unlocked(Date.now()));
}

export async function makeVerifier(password: string, iterations = ITERATIONS): Promise<Verifier> {
  const salt = hex(crypto.getRandomValues(new Uint8Array(16)));
  return { salt, iterations, hash: await derive(password, salt, iterations) };
}

/** `wait`: too many wrong ones, try again later. */
export async function unlock(password: string): Promise<'open' | 'wrong' | 'wait'> {
  const state = await lockStateItem.getValue();
  const verifier = await verifierItem.getValue();
  if (Date.now() < state.until) return 'wait';
  if (verifier && (await derive(password, verifier.salt, verifier.iterations)) !== verifier.hash) {
    await lockStateItem.setValue(afterWrong(state, Date.now()));
    return 'wrong';
  }
  await lockStateItem.setValue(unlocked(Date.now()));
  return 'open';
}

async function derive(password: string, salt: string, iterations: number): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(password.normalize('NFKC')), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: new TextEncoder().encode(salt), iterations }, key, 256);
  return hex(new Uint8Array(bits));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
