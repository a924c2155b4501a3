import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLogin } from '../../../lib/people/login.ts';
import { passwordProblem } from '../../../lib/people/password.ts';

describe('a new password', () => {
  it.each([
    ['', 'too-short'],
    ['seven77', 'too-short'],
    ['🔑🔑🔑🔑', 'too-short'],
    ['aaaaaaaaaa', 'too-plain'],
    ['abababab', 'too-plain'],
    ['12345678', 'too-plain'],
    ['1234567890', 'too-plain'],
    ['87654321', 'too-plain'],
    ['１２３４５６７８', 'too-plain'],
    ['abcdefghi', 'too-plain'],
    ['Password1', 'too-plain'],
    ['woaini1314', 'too-plain'],
    ['Ann.Walker', 'is-login'],
    ['ann.walker', 'is-login'],
  ])('%j is refused: %s', (password, problem) => {
    expect(passwordProblem(password, 'ann.walker')).toBe(problem);
  });

  it.each(['seven 77', '四个字也可以很长', 'correct horse', 'ann.walker!', '12345679'])('%j is fine', (password) => {
    expect(passwordProblem(password, 'ann.walker')).toBeNull();
  });

  it('needs no certain kinds of signs, only length', () => {
    fc.assert(
      fc.property(fc.uuid(), (text) => passwordProblem(text, null) === null),
      { numRuns: 50 },
    );
  });
});

describe('a login', () => {
  it('is the same whatever its case and width', () => {
    expect(new Set(['Ann.Lee', ' ann.lee ', 'ＡＮＮ.lee'].map(plainLogin))).toEqual(new Set(['ann.lee']));
    expect(plainLogin('李晓萌')).toBe('李晓萌');
  });
});
