import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followHints } from '../../lib/sync/events.ts';
import { HEARTBEAT_MS } from '../../server/events.ts';
import { createLog } from '../../server/log.ts';
import { startEndpoint } from '../../server/start-endpoint.ts';
import { aPlace, aRecord, aSave, type Bench, bench, rows, tempFolder } from './support.ts';

/** Somebody who listens: what came so far, and whether the stream has ended. */
async function listen(b: Bench, agentId: string, cursor = 0) {
  const response = await b.app.request(`/v1/events?cursor=${cursor}`, { headers: { authorization: `Bearer ${b.tokens[agentId]}` } });
  const state = {
    text: '',
    ended: false,
    response,
    hints: () => [...state.text.matchAll(/data: (.*)/g)].map((match) => JSON.parse(match[1] ?? '')),
    leave: async () => {},
  };
  const reader = response.body?.getReader();
  if (!reader) throw new Error('no body');
  state.leave = () => reader.cancel();
  void (async () => {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      state.text += decoder.decode(value, { stream: true });
    }
    state.ended = true;
  })();
  return state;
}
const lastSeq = (b: Bench) => b.store.read((tx) => tx.lastSeq());
const soon = { timeout: 3000, interval: 10 };
const rename = (b: Bench, id: string, name: string) => b.store.write((tx) => tx.places.put(aPlace({ id, name })));

describe('the stream of hints', () => {
  it('says at once that something has changed since the cursor', async () => {
    const b = await bench();
    const ann = await listen(b, 'ann', 0);
    const seq = await lastSeq(b);
    await vi.waitFor(() => expect(ann.hints()).toEqual([{ seq }]), soon);
    expect(ann.response.headers.get('content-type')).toBe('text/event-stream');
  });

  it('is quiet while nothing changes, and tells a change within a second', async () => {
    const b = await bench();
    const seq = await lastSeq(b);
    const ann = await listen(b, 'ann', seq);
    await vi.waitFor(() => expect(ann.text).toBe(':\n\n'), soon);
    await rename(b, 'store', 'New name');
    await vi.waitFor(() => expect(ann.hints()).toEqual([{ seq: seq + 1 }]), { ...soon, timeout: 1000 });
  });

  it('is a few hints for many changes that come together, the last of them for the last', async () => {
    const b = await bench();
    const ann = await listen(b, 'ann', await lastSeq(b));
    await Promise.all(Array.from({ length: 50 }, (_, n) => rename(b, 'store', `Name ${n}`)));
    const seq = await lastSeq(b);
    await vi.waitFor(() => expect(ann.hints().at(-1)).toEqual({ seq }), soon);
    expect(ann.hints().length).toBeLessThan(10);
  });

  it('tells nobody of what does not reach them', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    const seq = await lastSeq(b);
    const [ann, ben, oli] = [await listen(b, 'ann', seq), await listen(b, 'ben', seq), await listen(b, 'oli', seq)];
    await b.push('ben', { id: 'm1', at: b.clock.time, kind: 'customer.set', customerId: work[0]?.customer.id, change: { field: 'language', value: 'yue' } });
    await vi.waitFor(() => expect(ann.hints()).toHaveLength(1), soon);
    await rename(b, 'other-store', 'Other name');
    await vi.waitFor(() => expect(oli.hints()).toHaveLength(1), soon);
    expect([ann.hints().length, ben.hints().length]).toEqual([1, 0]);
  });

  it('tells an agent, and nobody else, that QA wrote about a record of theirs', async () => {
    const b = await bench();
    await b.push('ann', aSave('m1', aRecord()));
    const seq = await lastSeq(b);
    const [ann, ben] = [await listen(b, 'ann', seq), await listen(b, 'ben', seq)];
    const said = { id: 'review-1', kind: 'return', revision: 1, moment: { kind: 'whole' }, text: 'Which sleeve?' };
    expect((await b.post('/v1/reviews/add', { recordId: aRecord().id, ...said }, 'quinn')).status).toBe(200);
    await vi.waitFor(() => expect(ann.hints()).toEqual([{ seq: seq + 1 }]), soon);
    await rename(b, 'store', 'New name');
    await vi.waitFor(() => expect(ben.hints()).toEqual([{ seq: seq + 2 }]), soon);
  });

  it('holds nothing but a number', async () => {
    const b = await bench();
    const ann = await listen(b, 'ann', await lastSeq(b));
    await b.push('ann', aSave('m1', aRecord()));
    await rename(b, 'store', 'Secret name');
    await vi.waitFor(() => expect(ann.hints()).toHaveLength(1), soon);
    expect(ann.text).toMatch(/^(:\n\n|event: hint\ndata: {"seq":\d+}\n\n)+$/);
  });

  it('ends with the token, at once', async () => {
    const b = await bench();
    const seq = await lastSeq(b);
    const [ann, ben] = [await listen(b, 'ann', seq), await listen(b, 'ben', seq)];
    expect((await b.post('/v1/sign-out', {}, 'ann')).status).toBe(200);
    await vi.waitFor(() => expect(ann.ended).toBe(true), soon);
    expect(ben.ended).toBe(false);
  });

  it('is refused to a device that listens in too many places, until one of them is closed', async () => {
    const b = await bench();
    const all = await Promise.all(Array.from({ length: 6 }, () => listen(b, 'ann')));
    expect(await b.get('/v1/events', 'ann')).toMatchObject({ status: 429, body: { error: { kind: 'too-many', retry: true } } });
    expect((await listen(b, 'ben')).response.status).toBe(200);
    await all[0]?.leave();
    expect((await b.get('/v1/events', 'ann')).status).toBe(200);
  });

  it('follows the database only while somebody listens', async () => {
    const b = await bench();
    let followers = 0;
    const { onCommit } = b.store;
    b.store.onCommit = (listener) => {
      followers += 1;
      const stop = onCommit(listener);
      return () => {
        followers -= 1;
        stop();
      };
    };
    const ann = await listen(b, 'ann');
    const again = await listen(b, 'ann');
    expect(followers).toBe(1);
    await ann.leave();
    await again.leave();
    expect(followers).toBe(0);
  });

  describe('every quarter of a minute', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
    afterEach(() => void vi.useRealTimers());

    it('says a word that keeps the way open', async () => {
      const b = await bench();
      const ann = await listen(b, 'ann', await lastSeq(b));
      vi.advanceTimersByTime(2 * HEARTBEAT_MS);
      await vi.waitFor(() => expect(ann.text).toBe(':\n\n'.repeat(3)), soon);
    });
  });

  it('lets the endpoint stop', async () => {
    const endpoint = await startEndpoint({ port: 0, dataDir: tempFolder(), sample: true, log: createLog({ write: () => undefined }) });
    const enrolled = await fetch(`${endpoint.url}/v1/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: endpoint.codes[0]?.code, device: 'test' }),
    });
    const { token } = (await enrolled.json()) as { token: string };
    const response = await fetch(`${endpoint.url}/v1/events`, { headers: { authorization: `Bearer ${token}` } });
    const ended = response.text();
    const before = performance.now();
    await endpoint.close();
    expect(performance.now() - before).toBeLessThan(1000);
    expect(await ended).toMatch(/^:\n\n/);
  });
});

describe('the panel that follows the hints of a real endpoint', () => {
  it('hears of a change, and again after the endpoint was away', async () => {
    const b = await bench();
    const hints: number[] = [];
    const stop = new AbortController();
    let known = await lastSeq(b);
    let cut = () => {};
    const following = followHints({
      endpoint: 'http://endpoint.test',
      token: b.tokens.ann ?? '',
      fetcher: async (url, init) => {
        const dead = new AbortController();
        cut = () => dead.abort();
        const response = await b.app.request(String(url), init);
        return new Response(response.body?.pipeThrough(new TransformStream(), { signal: dead.signal }), { status: response.status });
      },
      cursor: async () => known,
      onHint: (seq) => {
        hints.push(seq);
        known = seq;
      },
      random: () => 0,
      wait: () => new Promise((done) => setTimeout(done, 5)),
      signal: stop.signal,
    });
    await rename(b, 'store', 'One');
    const one = await lastSeq(b);
    await vi.waitFor(() => expect(hints).toEqual([one]), soon);
    cut();
    await b.restart();
    await rename(b, 'store', 'Two');
    await vi.waitFor(() => expect(hints).toEqual([one, one + 1]), soon);
    stop.abort();
    await following;
  });
});
