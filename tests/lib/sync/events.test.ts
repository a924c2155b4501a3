import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followHints } from '../../../lib/sync/events.ts';

/** What the endpoint does with one connection after another. */
type Fate = Response | 'not-reached' | { parts: string[]; ends: 'end' | 'break' | 'silence' };

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

function bodyOf({ parts, ends }: Extract<Fate, { parts: string[] }>, signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(stream) {
      signal.addEventListener('abort', () => stream.error(signal.reason));
      for (const part of parts) stream.enqueue(new TextEncoder().encode(part));
      if (ends === 'end') stream.close();
      if (ends === 'break') setTimeout(() => stream.error(new TypeError('cut')), 0);
    },
  });
}

/** Follows through these connections and stops when there are no more. */
async function follow(fates: Fate[], random = 0) {
  const seen = { hints: [] as number[], waits: [] as number[], urls: [] as string[], headers: [] as unknown[] };
  await followHints({
    endpoint: 'https://callside.example/',
    token: 'secret-token',
    cursor: async () => 7,
    onHint: (seq) => seen.hints.push(seq),
    random: () => random,
    wait: async (ms) => void seen.waits.push(ms),
    signal: stop.signal,
    fetcher: async (url, init = {}) => {
      const fate = fates.shift();
      if (fates.length === 0) queueMicrotask(() => fate === undefined && stop.abort());
      seen.urls.push(String(url));
      seen.headers.push(init.headers);
      if (fate === undefined || fate === 'not-reached') throw new TypeError('Failed to fetch');
      return fate instanceof Response ? fate : new Response(bodyOf(fate, init.signal ?? stop.signal));
    },
  });
  return seen;
}
const hint = (seq: number) => `event: hint\ndata: {"seq":${seq}}\n\n`;

describe('following the hints', () => {
  it('asks from the cursor on, with the token in the header alone', async () => {
    const { urls, headers } = await follow([]);
    expect(urls).toEqual(['https://callside.example/v1/events?cursor=7']);
    expect(headers).toEqual([{ accept: 'text/event-stream', authorization: 'Bearer secret-token' }]);
  });

  it.each([
    ['one', [hint(8)], [8]],
    ['several in one part', [hint(8) + hint(9)], [8, 9]],
    ['one in parts', [...hint(8)], [8]],
    ['one between comments', [':\n\n', hint(8), ':\n\n'], [8]],
    ['none in an event of another name', ['event: other\ndata: {"seq":8}\n\n'], []],
    ['none in a hint that is none', ['event: hint\ndata: {"seq":"x"}\n\n', 'event: hint\ndata: nothing\n\n', hint(9)], [9]],
  ])('hears %s', async (_title, parts, hints) => {
    expect((await follow([{ parts, ends: 'end' }])).hints).toEqual(hints);
  });

  it('waits longer from try to try, and no longer than a minute', async () => {
    const { waits } = await follow(
      Array.from({ length: 8 }, () => 'not-reached' as const),
      0.999,
    );
    expect(waits.map((ms) => Math.round(ms / 1000))).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('never waits less than half of that: a thousand panels must not come back at once', async () => {
    expect((await follow(['not-reached', 'not-reached'], 0)).waits).toEqual([1000, 2000]);
  });

  it('begins to wait anew once something was heard', async () => {
    const { waits } = await follow(['not-reached', 'not-reached', { parts: [':\n\n'], ends: 'break' }, 'not-reached'], 0);
    expect(waits).toEqual([1000, 2000, 500, 1000]);
  });

  it.each([
    ['no stream here', new Response('', { status: 404 }), 60_000],
    ['an unknown token', new Response('', { status: 401 }), 60_000],
    ['too many', new Response('', { status: 429, headers: { 'retry-after': '90' } }), 90_000],
    ['a fault', new Response('', { status: 503 }), 1000],
    ['a fault with a time', new Response('', { status: 503, headers: { 'retry-after': '20' } }), 20_000],
  ])('waits as is fit after %s', async (_title, response, wait) => {
    expect((await follow([response], 0)).waits).toEqual([wait]);
  });

  it('takes a long silence for the end', async () => {
    vi.useFakeTimers();
    const following = follow([{ parts: [':\n\n', hint(8)], ends: 'silence' }]);
    await vi.advanceTimersByTimeAsync(44_000);
    expect(stop.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await following).toMatchObject({ hints: [8], waits: [500] });
  });

  it('stops in the middle of listening', async () => {
    const following = follow([{ parts: [hint(8)], ends: 'silence' }, 'not-reached']);
    setTimeout(() => stop.abort(), 20);
    expect((await following).waits).toEqual([]);
  });

  it('does not let an endless event fill the memory', async () => {
    const { hints, waits } = await follow([{ parts: ['data: ', ...Array.from({ length: 20 }, () => 'x'.repeat(10_000))], ends: 'silence' }], 0);
    expect([hints, waits]).toEqual([[], [1000]]);
  });
});
