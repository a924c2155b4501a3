import { describe, expect, it } from 'vitest';
import { createTransport } from '../../../lib/sync/transport.ts';

type Request = { url: string; init: RequestInit };

function transportTo(answer: () => Response | Promise<Response>, token: string | null = 'secret-token') {
  const requests: Request[] = [];
  const fetcher: typeof fetch = async (input, init = {}) => {
    requests.push({ url: String(input), init });
    return answer();
  };
  return { requests, transport: createTransport({ endpoint: 'https://callside.example//', token, fetcher }) };
}

const clock = { now: 1, demoOffset: null };
const pulled = { cursor: 3, more: false, place: null, scripts: [], phraseLists: [], customers: [], services: [], tasks: [], records: [], clock };
const refusal = { error: { kind: 'too-many', message: 'slow down', field: null, retry: true } };

describe('what the extension sends to an endpoint', () => {
  it('goes to its address once, with the token in the header and no cookies', async () => {
    const { requests, transport } = transportTo(() => Response.json(pulled));
    await transport.pull(2);
    const [request] = requests;
    expect(request?.url).toBe('https://callside.example/v1/pull?cursor=2');
    expect(request?.init).toMatchObject({ method: 'GET', credentials: 'omit', headers: { authorization: 'Bearer secret-token' } });
    expect(request?.init.body).toBeUndefined();
  });

  it('never has a name, a number or the token in an address', async () => {
    const { requests, transport } = transportTo(() => Response.json({ found: [], more: false }));
    await transport.find('王佳琪');
    await transport.enrol('CODE-1234', 'Ann’s laptop');
    for (const { url, init } of requests) {
      expect(decodeURIComponent(url)).not.toMatch(/王|CODE|Ann|token/);
      expect(init.method).toBe('POST');
    }
    expect(JSON.parse(String(requests[0]?.init.body))).toEqual({ query: '王佳琪' });
  });

  it('has no token where there is none yet', async () => {
    const { requests, transport } = transportTo(() => Response.json(refusal, { status: 401 }), null);
    await transport.enrol('CODE-1234', 'laptop');
    expect(requests[0]?.init.headers).not.toHaveProperty('authorization');
  });

  it('stops when the person who asked gives up', async () => {
    const given = new AbortController();
    const { requests, transport } = transportTo(() => new Promise(() => {}));
    void transport.importRows({ importId: 'i', fileName: 'f.csv', startDate: '2026-11-01', rows: [] }, given.signal);
    given.abort();
    expect(requests[0]?.init.signal?.aborted).toBe(true);
  });
});

describe('what comes back', () => {
  it.each([
    ['a good answer', () => Response.json(pulled), { ok: true, value: pulled }],
    ['an error of the endpoint', () => Response.json(refusal, { status: 429 }), { ok: false, failure: { ...refusal.error, retryAfterMs: null } }],
    [
      'an error with a time',
      () => Response.json(refusal, { status: 429, headers: { 'retry-after': '7' } }),
      { ok: false, failure: { ...refusal.error, retryAfterMs: 7000 } },
    ],
    [
      'an error with a date, which is not understood',
      () => Response.json(refusal, { status: 429, headers: { 'retry-after': 'Sun, 22 Nov 2026 08:00:00 GMT' } }),
      { ok: false, failure: { ...refusal.error, retryAfterMs: null } },
    ],
  ])('%s', async (_title, answer, expected) => {
    expect(await transportTo(answer).transport.pull(0)).toEqual(expected);
  });

  it.each([
    ['no JSON', () => new Response('<html>hello'), 'bad-reply'],
    ['an answer without a cursor', () => Response.json({ ...pulled, cursor: undefined }), 'bad-reply'],
    ['an answer with a field too many', () => Response.json({ ...pulled, extra: 1 }), 'bad-reply'],
    ['an error of something else on the way', () => new Response('Bad gateway', { status: 502 }), 'bad-reply'],
    ['nothing', () => Promise.reject(new TypeError('Failed to fetch')), 'offline'],
    ['half an answer', () => new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError('network')) })), 'offline'],
  ] as [string, () => Response | Promise<Response>, string][])('%s is %s', async (_title, answer, kind) => {
    expect(await transportTo(answer).transport.pull(0)).toMatchObject({ ok: false, failure: { kind, retry: true } });
  });

  it('never repeats in words what was sent: no customer data in an error', async () => {
    const { transport } = transportTo(() => Response.json({ found: [{ customer: { person: { name: '王佳琪' } } }], more: false }));
    expect(JSON.stringify(await transport.find('王佳琪'))).not.toContain('王');
  });
});
