import { describe, expect, it } from 'vitest';
import { deskState } from '../../../lib/people/desk-state.ts';
import { afterWrong, isLocked, type LockState, unlocked } from '../../../lib/people/lock.ts';

const MINUTE = 60_000;
const NOW = 1_000_000_000;

describe('the screen lock', () => {
  const cases: [what: string, state: Partial<LockState>, lockMinutes: number | undefined, inCall: boolean, locked: boolean][] = [
    ['just used', {}, undefined, false, false],
    ['ten minutes without a key, where the place says nothing', { lastActive: NOW - 10 * MINUTE }, undefined, false, true],
    ['a moment less', { lastActive: NOW - 10 * MINUTE + 1 }, undefined, false, false],
    ['what the place says', { lastActive: NOW - 3 * MINUTE }, 3, false, true],
    ['a place without a lock', { lastActive: 0, locked: true }, 0, false, false],
    ['a call, however long', { lastActive: NOW - 60 * MINUTE }, undefined, true, false],
    ['locked before, though used a moment ago', { locked: true }, undefined, false, true],
    ['a clock put forward and back', { lastActive: NOW + 60 * MINUTE }, undefined, false, true],
  ];
  it.each(cases)('%s', (_what, state, lockMinutes, inCall, locked) => {
    expect(isLocked({ state: { ...unlocked(NOW), ...state }, limits: { lockMinutes }, inCall, now: NOW })).toBe(locked);
  });

  it('lets four wrong passwords pass, then waits longer each time', () => {
    const waits: number[] = [];
    let state = unlocked(NOW);
    for (let n = 0; n < 12; n++) {
      state = afterWrong(state, NOW);
      waits.push(state.until === 0 ? 0 : (state.until - NOW) / 1000);
    }
    expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
    expect(state.locked).toBe(true);
  });
});

describe('a desk', () => {
  const desk = { at: NOW, inCallSince: null, unsent: 0, rejected: 0, behind: [], refused: [], app: '' };
  it.each([
    ['never', null],
    ['here', desk],
    ['call', { ...desk, inCallSince: NOW - MINUTE }],
    ['away', { ...desk, inCallSince: NOW - MINUTE, at: NOW - 3 * MINUTE }],
  ] as const)('is %s', (state, one) => {
    expect(deskState(one, NOW)).toBe(state);
  });
});
