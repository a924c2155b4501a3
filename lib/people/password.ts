export type PasswordProblem = 'too-short' | 'too-plain' | 'is-login';

const SHORTEST = 8;

/** Guessed first by whoever guesses, in call centres as elsewhere. */
const COMMON = /^(?:password|passw0rd|qwertyui|qwertyuiop|asdfghjk|iloveyou|woaini|letmein|welcome|callside|admin)[\d!.]*$/;

/**
 * Why this must not be somebody's password; null when it may. Length counts, not kinds of signs: NIST SP 800-63B.
 * Runs of one sign, of digits in order and the best-known words are refused.
 */
export function passwordProblem(password: string, login: string | null): PasswordProblem | null {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < SHORTEST) return 'too-short';
  if (login !== null && plain === login.normalize('NFKC').toLowerCase()) return 'is-login';
  if (new Set(plain).size < 3 || isRow(plain) || COMMON.test(plain)) return 'too-plain';
  return null;
}

/** 12345678, 87654321, abcdefgh: each sign follows the one before, the digits also over nine. */
function isRow(text: string): boolean {
  const steps = [...text].slice(1).map((sign, index) => (sign.codePointAt(0) ?? 0) - (text.codePointAt(index) ?? 0));
  return [1, -1].some((step) => steps.every((one) => one === step || one === -9 * step));
}
