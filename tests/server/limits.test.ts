import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorSchema } from '../../lib/contract/errors.ts';
import { createApp } from '../../server/app.ts';
import { createLimits, networkOf, RATES, type Rates } from '../../server/limits.ts';
import { bench } from './support.ts';

afterEach(() => void vi.useRealTimers());

async function limited(rates: Partial<Rates>, over: { behindProxy?: boolean } = {}) {
  const b = await bench();
  const app = createApp({ ...b.deps, limits: createLimits({ ...RATES, ...rates }), ...over });
  const enrol = (code: string, headers: { [name: string]: string } = {}) =>
    app.request('/v1/enrol', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ code, device: 'test' }),
    });
  const me = (token = b.tokens.ann) => app.request('/v1/me', { headers: { authorization: `Bearer ${token}` } });
  return { b, app, enrol, me };
}

const newCode = async (b: Awaited<ReturnType<typeof bench>>) => {
  const answer = await b.post('/v1/codes', { agent: { name: 'New', role: 'agent', placeId: 'store', languages: [] } }, 'ada');
  return (answer.body as { code: string }).code;
};

describe('limits of rate', () => {
  it('end a thousand wrong codes a minute in 429, with when to come back', async () => {
    const { enrol } = await limited({});
    const statuses = new Map<number, number>();
    let last = new Response();
    for (let n = 0; n < 1_000; n += 1) {
      last = await enrol(`WRONG-${n}`);
      statuses.set(last.status, (statuses.get(last.status) ?? 0) + 1);
    }
    expect(statuses).toEqual(
      new Map([
        [401, RATES.attemptsFromAddress],
        [429, 1_000 - RATES.attemptsFromAddress],
      ]),
    );
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(last.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(errorSchema.parse(await last.json()).error).toMatchObject({ kind: 'too-many', retry: true, field: null });
  });

  it.each([
    ['sign-in', (n: number) => ({ login: `somebody-${n}`, password: 'seven grey herons', device: 'test' })],
    ['refresh', (n: number) => ({ refreshToken: `csr_${String(n).padStart(43, 'x')}` })],
  ])('end a thousand wrong attempts a minute at /v1/%s in 429', async (path, body) => {
    const { app } = await limited({ attemptsFromAddress: 5, strangers: 5 });
    const statuses: number[] = [];
    for (let n = 0; n < 1_000; n += 1) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body(n)) };
      statuses.push((await app.request(`/v1/${path}`, init)).status);
    }
    expect(statuses.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 401));
    expect(new Set(statuses.slice(5))).toEqual(new Set([429]));
  });

  it('let a right code in after others were wrong, and do not count it', async () => {
    const { b, enrol } = await limited({ attemptsFromAddress: 3 });
    for (let n = 0; n < 2; n += 1) await enrol(`WRONG-${n}`);
    for (let n = 0; n < 5; n += 1) expect((await enrol(await newCode(b))).status).toBe(200);
    expect((await enrol('WRONG-2')).status).toBe(401);
    expect((await enrol(await newCode(b))).status).toBe(429);
  });

  it('count wrong passwords for one login, from wherever, however it is written', async () => {
    const limits = createLimits({ ...RATES, attemptsForLogin: 3 });
    for (const login of ['Emma', ' emma ', 'EMMA']) await limits.attempt(`198.51.100.${login.length}`, login);
    await expect(limits.attempt('203.0.113.9', 'emma')).rejects.toMatchObject({ kind: 'too-many' });
    await expect(limits.attempt('203.0.113.9', 'oliver')).resolves.toBeDefined();
  });

  it('let nobody at a screen that is open guess its person’s password faster than at the door', async () => {
    const { b, app } = await limited({ attemptsForLogin: 3 });
    const guess = async (who: string) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${b.tokens[who]}` };
      const body = JSON.stringify({ old: 'a guess of many', password: 'seven grey herons' });
      return (await app.request('/v1/password', { method: 'POST', headers, body })).status;
    };
    expect([await guess('ann'), await guess('ann'), await guess('ann'), await guess('ann')]).toEqual([400, 400, 400, 429]);
    expect(await guess('ben')).toBe(400);
  });

  it('stop one device that asks too often, and no other', async () => {
    const { b, me } = await limited({ requests: 5 });
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await me()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect((await me(b.tokens.ben)).status).toBe(200);
  });

  it('stop tokens that are guessed', async () => {
    const { me } = await limited({ strangers: 3 });
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await me(`cs_${String(n).padStart(43, 'x')}`)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect((await me()).status).toBe(200);
  });

  it('believe the last address that a proxy names, and none without a proxy', async () => {
    const behind = await limited({ attemptsFromAddress: 1 }, { behindProxy: true });
    expect((await behind.enrol('WRONG-1', { 'x-forwarded-for': '192.0.2.1, 203.0.113.7' })).status).toBe(401);
    expect((await behind.enrol('WRONG-2', { 'x-forwarded-for': '192.0.2.2, 203.0.113.7' })).status).toBe(429);
    expect((await behind.enrol('WRONG-3', { 'x-forwarded-for': '192.0.2.1, 203.0.113.8' })).status).toBe(401);
    const bare = await limited({ attemptsFromAddress: 1 });
    expect((await bare.enrol('WRONG-1', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(401);
    expect((await bare.enrol('WRONG-2', { 'x-forwarded-for': '203.0.113.8' })).status).toBe(429);
  });

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('takes %s for %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the limit of time', () => {
  it('gives a request up after 30 s, says so, and goes on answering', async () => {
    const b = await bench();
    const gate = Promise.withResolvers<void>();
    const blocked = b.store.write(() => gate.promise);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = b.push('ann', { id: 'm1' }).catch((error: Error) => error.message);
    const invited = b.post('/v1/sign-out', {}, 'ann');
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await invited).toMatchObject({ status: 503, body: { error: { kind: 'unavailable', retry: true } } });
    vi.useRealTimers();
    gate.resolve();
    await Promise.all([blocked, asked]);
    expect((await b.get('/v1/health')).status).toBe(200);
  });
});

describe('ready', () => {
  it('says yes while the database answers, without a token', async () => {
    const b = await bench();
    expect(await b.get('/v1/ready')).toEqual({ status: 200, body: { ready: true } });
  });

  it('says no when the database does not answer, while it is alive all the same', async () => {
    const b = await bench();
    await b.store.close();
    expect(await b.get('/v1/ready')).toMatchObject({ status: 503, body: { error: { kind: 'unavailable' } } });
    expect((await b.get('/v1/health')).status).toBe(200);
  });

  it('says no when the endpoint stops, or another program moved the database on', async () => {
    const b = await bench();
    const stopping = createApp({ ...b.deps, stopping: AbortSignal.abort() });
    expect((await stopping.request('/v1/ready')).status).toBe(503);
    await b.store.write((tx) => tx.meta.set('version', '999'));
    expect((await b.get('/v1/ready')).status).toBe(503);
  });
});

describe('every answer', () => {
  it('is nothing that a browser shows, runs, frames or keeps', async () => {
    const b = await bench();
    for (const path of ['/v1/health', '/v1/me', '/v1/nothing', '/v1/openapi.json']) {
      const { headers } = await b.app.request(path);
      expect([path, headers.get('content-security-policy')]).toEqual([path, "default-src 'none'; frame-ancestors 'none'"]);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});
