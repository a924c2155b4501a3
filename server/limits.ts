import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AppEnv } from './context.ts';
import { ApiError } from './errors.ts';

/** How often, each a minute. Counted by each instance for itself, in memory: a limit is there so that one sender cannot take the endpoint from all others. */
export type Rates = {
  /** Requests of one device. A panel needs about five; a drain after a long outage some hundred. */
  requests: number;
  /** Requests from one address whose token is missing or not valid. Far above an office whose tokens all ran out at once. */
  strangers: number;
  /** Codes and passwords that were wrong, from one address. Those that were right do not count: a whole office may sit behind one address. */
  attemptsFromAddress: number;
  /** Wrong passwords for one login, from wherever. */
  attemptsForLogin: number;
};

export const RATES: Rates = { requests: 3_000, strangers: 600, attemptsFromAddress: 60, attemptsForLogin: 10 };

const MINUTE_S = 60;

export type Limits = {
  /** @throws ApiError `too-many` */
  request(deviceId: string): Promise<void>;
  /** @throws ApiError `too-many` */
  stranger(address: string): Promise<void>;
  /** To be asked before a code or password is looked at; `right` takes it off the count again. `login` as it was typed, null for a code. @throws ApiError `too-many` */
  attempt(address: string, login: string | null): Promise<{ right(): Promise<void> }>;
};

export function createLimits(rates: Rates = RATES): Limits {
  const a = (points: number) => new RateLimiterMemory({ points, duration: MINUTE_S });
  const [requests, strangers, addresses, logins] = [a(rates.requests), a(rates.strangers), a(rates.attemptsFromAddress), a(rates.attemptsForLogin)];
  return {
    request: (deviceId) => take(requests, deviceId),
    stranger: (address) => take(strangers, address),
    async attempt(address, login) {
      const name = login?.normalize('NFKC').trim().toLowerCase().slice(0, 100) ?? null;
      await take(addresses, address);
      if (name !== null) await take(logins, name);
      return {
        async right() {
          await addresses.reward(address);
          if (name !== null) await logins.reward(name);
        },
      };
    },
  };
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new ApiError('too-many', 'Too many requests: wait as long as Retry-After says.', null, Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
  }
}

/**
 * Where a request comes from. The header of a proxy counts only behind one (`--behind-proxy`), and of it the last address, which the proxy itself wrote:
 * anybody can send the others. Of IPv6 the network, since one machine has all addresses of it.
 */
export function addressOf(c: Context, behindProxy: boolean): string {
  const told = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return networkOf(told || socketOf(c));
}

export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%[\s\S]*/, '');
  if (!plain.includes(':')) return plain.slice(0, 64);
  const [head = '', tail] = plain.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const filled = tail === undefined ? groups : [...groups, ...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0'), ...rest];
  return `${filled.slice(0, 4).join(':')}::/64`;
}

function socketOf(c: Context): string {
  // A test asks the app itself, without a connection.
  if (!c.env || !('incoming' in c.env)) return 'none';
  return getConnInfo(c).remote.address ?? 'none';
}

/** What is not done by then is given up: the sender asks again, and what was sent under an id happens once all the same. */
export function within(ms: number) {
  return createMiddleware<AppEnv>(async (_, next) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new ApiError('unavailable', `Not done within ${ms / 1000} s. The request can be sent again.`, null, 5)), ms);
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  });
}
