/** What is known about the screen, the same for all pages of this browser. Times are this machine's (UTC ms). */
export type LockState = { lastActive: number; locked: boolean /** Wrong passwords in a row. */; wrong: number /** Nothing is tried before. */; until: number };

export const unlocked = (now: number): LockState => ({ lastActive: now, locked: false, wrong: 0, until: 0 });

const MINUTE = 60_000;
/** What a place has that says nothing. */
const USUAL_MINUTES = 10;
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * MINUTE;

type Screen = { state: LockState; limits: { lockMinutes?: number | undefined }; inCall: boolean; now: number };

/** Whether the screen is covered. Never in a call, whatever the clock says. */
export function isLocked({ state, limits, inCall, now }: Screen): boolean {
  const minutes = limits.lockMinutes ?? USUAL_MINUTES;
  if (inCall || minutes === 0) return false;
  // A clock that was put back is no reason to wait for ever.
  return state.locked || Math.abs(now - state.lastActive) >= minutes * MINUTE;
}

/** After a wrong password: from the fifth on with a wait that grows. */
export function afterWrong(state: LockState, now: number): LockState {
  const wrong = state.wrong + 1;
  const wait = wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES));
  return { ...state, locked: true, wrong, until: wait === 0 ? 0 : now + wait };
}
