import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from '../../../server/people/passwords.ts';

describe('a stored password', () => {
  it('is argon2id with its cost and a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse', randomBytes), hashPassword('correct horse', randomBytes)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    expect(one).not.toContain('horse');
  });

  it('knows its password, however its letters were composed, and no other', async () => {
    const stored = await hashPassword('café 密码', randomBytes);
    expect(await isPassword('cafe\u0301 密码', stored)).toBe(true);
    for (const wrong of ['cafe 密码', 'café 密码 ', '', 'CAFÉ 密码']) expect(await isPassword(wrong, stored)).toBe(false);
  });

  it('is read with the cost it was made with', async () => {
    // argon2id of `password` with the salt `somesalt`, from the test vectors of the reference implementation (phc-winner-argon2, test.c).
    const vector = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    expect(await isPassword('password', vector)).toBe(true);
    expect(await isPassword('passwore', vector)).toBe(false);
  });

  it('is nobody’s when there is none, after the same work', async () => {
    expect(await isPassword('anything', null)).toBe(false);
    const stored = await hashPassword('correct horse', randomBytes);
    const time = async (against: string | null) => {
      const start = performance.now();
      await isPassword('wrong', against);
      return performance.now() - start;
    };
    const best = async (against: string | null) => Math.min(await time(against), await time(against), await time(against));
    const [known, unknown] = [await best(stored), await best(null)];
    expect(unknown).toBeGreaterThan(known / 4);
  });

  it('that cannot be read is no wrong password', async () => {
    await expect(isPassword('x', 'md5:123')).rejects.toThrow(TypeError);
  });

  it('leaves the event loop free while it is worked out', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    await hashPassword('correct horse', randomBytes);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });
});
