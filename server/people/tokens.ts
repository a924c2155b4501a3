import type { Instant } from '../../lib/contract/basics.ts';
import type { Tokens } from '../../lib/contract/sign-in.ts';
import type { Clock, Deps } from '../context.ts';
import { hashOfToken, newToken } from '../secrets.ts';
import type { DeviceTokens } from '../store/people-port.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long tokens are good for, ms: the one that is sent with every request, and the one that renews it. */
export type TokenLife = { access: number; refresh: number };
const usual: TokenLife = { access: 15 * MINUTE, refresh: 30 * DAY };

/** The machine's own time: a demo clock that is moved signs nobody out. */
export function machineTime(clock: Clock): Instant {
  return clock.now() - (clock.demoOffset ?? 0);
}

/** Tokens of a device, and what of them is kept. With `refreshToken`, one that was made before. */
export function makeTokens(
  deps: Pick<Deps, 'clock' | 'random' | 'tokenLife'>,
  refreshToken: string = newToken(deps.random),
): { given: Tokens; kept: DeviceTokens } {
  const life = deps.tokenLife ?? usual;
  const now = machineTime(deps.clock);
  const token = newToken(deps.random);
  return {
    given: { token, refreshToken },
    kept: {
      tokenHash: hashOfToken(token),
      tokenEndsAt: now + life.access,
      refreshHash: hashOfToken(refreshToken),
      previousHash: null,
      refreshEndsAt: now + life.refresh,
    },
  };
}
