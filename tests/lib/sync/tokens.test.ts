import { describe, expect, it } from 'vitest';
import { createRequest } from '../../../lib/sync/request.ts';
import { type DeviceTokens, refreshAt, renewable } from '../../../lib/sync/tokens.ts';

type Answer = { status: number; body: unknown };
const unauthenticated: Answer = { status: 401, body: { error: { kind: 'unauthenticated', message: '', field: null, retry: false } } };

/** An endpoint whose access tokens end at will, and a browser of several pages that share what is stored. */
function browser({ refresh = 'r1' as string | null } = {}) {
  const state = {
    stored: { access: 'a1', refresh } as DeviceTokens | null,
    good: 'a1',
    n: 1,
    reachable: true,
    revoked: false,
    asked: [] as string[],
    loseReply: false,
  };
  const fetcher = async (url: string | URL | Request, init?: RequestInit) => {
    const path = new URL(String(url)).pathname;
    state.asked.push(path);
    if (!state.reachable) throw new TypeError('not reached');
    await Promise.resolve();
    if (path === '/v1/refresh') {
      if (state.revoked) return respond(unauthenticated);
      state.n += 1;
      state.good = `a${state.n}-token-of-twenty-letters`;
      if (state.loseReply) {
        state.loseReply = false;
        throw new TypeError('cut off');
      }
      return respond({ status: 200, body: { token: state.good, refreshToken: `r${state.n}-token-of-twenty-letters` } });
    }
    const token = new Headers(init?.headers).get('authorization')?.slice(7);
    return respond(token === state.good ? { status: 200, body: { ok: true } } : unauthenticated);
  };
  const respond = ({ status, body }: Answer) => new Response(JSON.stringify(body), { status });
  let turn: Promise<unknown> = Promise.resolve();
  const page = () => {
    const at = { endpoint: 'http://127.0.0.1:1', fetcher };
    const token = renewable({
      tokens: { access: 'a1', refresh },
      read: async () => state.stored,
      write: async (tokens) => {
        state.stored = tokens;
      },
      alone: <T>(run: () => Promise<T>): Promise<T> => {
        const next = turn.then(run, run);
        turn = next;
        return next;
      },
      refresh: refreshAt(at),
    });
    const ask = createRequest({ ...at, token });
    return () => ask({ method: 'POST', path: '/v1/push', body: {} }, null);
  };
  return { state, page };
}
const refreshes = (asked: string[]) => asked.filter((path) => path === '/v1/refresh').length;

describe('an access token that has ended', () => {
  it('is renewed, and the request is sent again', async () => {
    const { state, page } = browser();
    const ask = page();
    state.good = 'ended';
    expect((await ask()).ok).toBe(true);
    expect(state.asked).toEqual(['/v1/push', '/v1/refresh', '/v1/push']);
    expect(state.stored).toEqual({ access: 'a2-token-of-twenty-letters', refresh: 'r2-token-of-twenty-letters' });
    state.asked.length = 0;
    expect((await ask()).ok).toBe(true);
    expect(state.asked).toEqual(['/v1/push']);
  });

  it('is renewed once, however many pages find out at the same moment', async () => {
    const { state, page } = browser();
    const pages = Array.from({ length: 8 }, page);
    state.good = 'ended';
    const replies = await Promise.all(pages.map((ask) => ask()));
    expect(replies.every(({ ok }) => ok)).toBe(true);
    expect(refreshes(state.asked)).toBe(1);
  });

  it('survives a reply that was lost: the next request renews again', async () => {
    const { state, page } = browser();
    const ask = page();
    state.good = 'ended';
    state.loseReply = true;
    expect(await ask()).toMatchObject({ ok: false, failure: { kind: 'offline', retry: true } });
    expect((await ask()).ok).toBe(true);
  });

  it('is not taken for signed out while the endpoint is not reached', async () => {
    const { state, page } = browser();
    const ask = page();
    state.reachable = false;
    expect(await ask()).toMatchObject({ ok: false, failure: { kind: 'offline' } });
    expect(refreshes(state.asked)).toBe(0);
  });

  it('means signed out only when renewing is refused, and what is stored stays', async () => {
    const { state, page } = browser();
    const ask = page();
    state.good = 'ended';
    state.revoked = true;
    expect(await ask()).toMatchObject({ ok: false, failure: { kind: 'unauthenticated', retry: false } });
    expect(state.stored).toEqual({ access: 'a1', refresh: 'r1' });
    expect(state.asked).toEqual(['/v1/push', '/v1/refresh']);
  });

  it('cannot be renewed without a refresh token', async () => {
    const { state, page } = browser({ refresh: null });
    state.good = 'ended';
    expect(await page()()).toMatchObject({ failure: { kind: 'unauthenticated' } });
    expect(refreshes(state.asked)).toBe(0);
  });

  it('does not go round in circles when the new one is refused too', async () => {
    const { state, page } = browser();
    const ask = page();
    let n = 0;
    Object.defineProperty(state, 'good', { get: () => `never-the-same-token-${++n}`, set: () => {} });
    expect(await ask()).toMatchObject({ failure: { kind: 'unauthenticated' } });
    expect(refreshes(state.asked)).toBe(1);
  });
});
