import { type PasswordProblem, passwordProblem } from '../people/password.ts';
import type { AccountApi } from '../sync/account.ts';
import type { Failure } from '../sync/request.ts';
import { beginLock } from './lock.ts';

export type PasswordChange =
  | { ok: true; signedOut: number }
  | { ok: false; kind: 'wrong-old' }
  | { ok: false; kind: 'same' }
  | { ok: false; kind: 'weak'; why: PasswordProblem }
  | { ok: false; kind: 'failed'; why: Failure['kind'] };

/** Another password at the endpoint, and for this browser's screen. */
export async function changePassword(api: AccountApi, input: { old: string; password: string; login: string | null }): Promise<PasswordChange> {
  const { old, password, login } = input;
  const problem = passwordProblem(password, login);
  if (problem) return { ok: false, kind: 'weak', why: problem };
  if (old === password) return { ok: false, kind: 'same' };
  const reply = await api.changePassword(old, password);
  if (!reply.ok) {
    const { kind, field } = reply.failure;
    if (kind === 'invalid' && field === 'old') return { ok: false, kind: 'wrong-old' };
    // Only the endpoint knows the login where nobody has told it to this browser.
    return kind === 'invalid' && field === 'password' ? { ok: false, kind: 'weak', why: 'is-login' } : { ok: false, kind: 'failed', why: kind };
  }
  await beginLock(password);
  return { ok: true, signedOut: reply.value.signedOut };
}
