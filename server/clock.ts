import type { Instant } from '../lib/contract/basics.ts';
import type { Clock } from './context.ts';

export type SettableClock = Clock & { setOffset(ms: number | null): void };

/** The machine's clock, or with a start a demo clock that begins there and runs on as fast. */
export function createClock(demoStart: Instant | null = null): SettableClock {
  let offset = demoStart === null ? null : demoStart - Date.now();
  return {
    now: () => Date.now() + (offset ?? 0),
    get demoOffset() {
      return offset;
    },
    setOffset(ms) {
      offset = ms;
    },
  };
}
