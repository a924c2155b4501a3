import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mutation } from '../../../lib/contract/mutation.ts';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import { startCall } from '../../../lib/db/calls.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { readMeta } from '../../../lib/db/meta.ts';
import { outboxRow } from '../../../lib/outbox/outbox.ts';
import { drain } from '../../../lib/sync/drain.ts';
import { REQUEST_TIMEOUT_MS } from '../../../lib/sync/request.ts';
import { syncOnce } from '../../../lib/sync/sync.ts';
import { aRecord, type Bench, bench, HOUR, MINUTE } from '../../server/support.ts';
import { openDb } from '../../support/db.ts';
import { type Fates, type Panel, panelOf } from '../../support/endpoint.ts';
import { task } from '../plan/build.ts';
import { call } from '../record/build.ts';

let endpoint: Bench;
let db: CallsideDb;
let fates: Fates;
let panel: Panel;

beforeEach(async () => {
  endpoint = await bench();
  db = openDb();
  fates = () => 'fine';
  panel = panelOf(endpoint, 'ann', db, (path, init) => fates(path, init));
});

const recordOf = (n: number) => aRecord({ id: `record-${n}`, callId: `call-${n}`, savedAt: endpoint.clock.time + n });
const saveOf = (n: number): Mutation => ({ id: `m-${n}`, at: endpoint.clock.time + n, kind: 'record.save', record: recordOf(n) });

async function put(...mutations: unknown[]): Promise<void> {
  await db.outbox.bulkAdd(mutations.map((one) => outboxRow(one as Mutation, endpoint.clock.time)) as OutboxRow[]);
  const records = mutations.filter((one): one is Extract<Mutation, { kind: 'record.save' }> => (one as Mutation).kind === 'record.save');
  await db.records.bulkPut(records.map(({ record }) => ({ ...record, sentAt: null })));
}
const range = (count: number, from = 1) => Array.from({ length: count }, (_, index) => index + from);
/** Ids of the records at the endpoint, in the order in which it stored them. */
async function stored(): Promise<string[]> {
  const all: { seq: number; id: string }[] = [];
  for (let before = ''; ; ) {
    const { body } = await endpoint.get(`/v1/records?limit=100${before}`, 'lee');
    const page = body as { records: { seq: number; record: { id: string } }[]; next: number | null };
    all.push(...page.records.map(({ seq, record }) => ({ seq, id: record.id })));
    if (page.next === null) return all.sort((a, b) => a.seq - b.seq).map(({ id }) => id);
    before = `&before=${page.next}`;
  }
}
const names = (numbers: number[]) => numbers.map((n) => `record-${n}`);
const error = (status: number, kind: string, retry: boolean, headers: HeadersInit = {}) =>
  Response.json({ error: { kind, message: 'x', field: null, retry } }, { status, headers });

describe('sending what waits', () => {
  it('stores every record once, in order, and empties the outbox', async () => {
    await put(...range(120).map(saveOf));
    expect(await drain(panel.deps)).toEqual({ sent: 120, rejected: 0, failure: null });
    expect(await stored()).toEqual(names(range(120)));
    expect(await db.outbox.count()).toBe(0);
    expect((await db.records.toArray()).every(({ sentAt }) => sentAt === endpoint.clock.time)).toBe(true);
  });

  it('sends nothing when nothing waits', async () => {
    fates = () => {
      throw new Error('asked for nothing');
    };
    expect(await drain(panel.deps)).toEqual({ sent: 0, rejected: 0, failure: null });
  });

  it('fifty replies are lost after the commit: fifty rows, each once', async () => {
    for (const n of range(50)) {
      await put(saveOf(n));
      fates = () => 'reply-lost';
      expect((await drain(panel.deps)).failure?.kind).toBe('offline');
      endpoint.clock.time += 10 * MINUTE;
      fates = () => 'fine';
      expect(await drain(panel.deps)).toEqual({ sent: 1, rejected: 0, failure: null });
    }
    expect(await stored()).toEqual(names(range(50)));
    expect(await db.outbox.count()).toBe(0);
  });

  it('keeps the order of what was sent before and after a lost reply', async () => {
    await put(...range(60).map(saveOf));
    let requests = 0;
    fates = () => (++requests === 2 ? 'reply-lost' : 'fine');
    await drain(panel.deps);
    await put(...range(5, 61).map(saveOf));
    endpoint.clock.time += 10 * MINUTE;
    await drain(panel.deps);
    expect(await stored()).toEqual(names(range(65)));
  });

  it('seven of a hundred are refused: shown with field and reason, and nothing else waits', async () => {
    const bad = new Set([3, 17, 20, 41, 66, 67, 99]);
    const mutations = range(100).map((n) => (bad.has(n) ? { ...saveOf(n), record: { ...recordOf(n), outcome: 'unheard-of' } } : saveOf(n)));
    await put(...mutations);
    expect(await drain(panel.deps)).toEqual({ sent: 93, rejected: 7, failure: null });
    expect(await stored()).toEqual(names(range(100).filter((n) => !bad.has(n))));
    const left = await db.outbox.toArray();
    expect(left.map(({ id }) => id)).toEqual([...bad].map((n) => `m-${n}`));
    for (const { state, lastError } of left) {
      expect(state).toBe('rejected');
      expect(lastError).toMatchObject({ kind: 'invalid', field: expect.stringContaining('record.outcome') });
    }
    await put(saveOf(101));
    expect((await drain(panel.deps)).sent).toBe(1);
  });

  it('an id that was used with another body is refused, and what is stored stays', async () => {
    await put(saveOf(1));
    await drain(panel.deps);
    await put({ ...saveOf(1), record: { ...recordOf(1), satisfaction: 'dissatisfied' } });
    expect((await drain(panel.deps)).rejected).toBe(1);
    expect((await db.outbox.toArray())[0]).toMatchObject({ state: 'rejected', lastError: { kind: 'conflict' } });
    expect(await stored()).toEqual(['record-1']);
  });

  it('the same request again a month later changes nothing', async () => {
    await put(saveOf(1));
    fates = () => 'reply-lost';
    await drain(panel.deps);
    endpoint.clock.time += 30 * 24 * HOUR;
    fates = () => 'fine';
    await drain(panel.deps);
    expect(await stored()).toEqual(['record-1']);
    expect(await db.outbox.count()).toBe(0);
  });

  it('keeps back what is about the customer in the open call, until it is over: their record would let them go to another agent', async () => {
    await db.tasks.bulkPut([task({ id: 't-in-call', customerId: 'c-in-call' }), task({ id: 't-else', customerId: 'c-else' })]);
    await startCall(db, call({ customerId: 'c-in-call', taskId: null }));
    const skip = (id: string, taskId: string): Mutation => ({ id, at: 1, kind: 'task.skip', taskId, reason: 'busy', until: 2 });
    await put({ ...saveOf(1), record: { ...recordOf(1), customerId: 'c-in-call' } }, skip('m-2', 't-in-call'), skip('m-3', 't-else'), saveOf(4));
    await drain(panel.deps);
    expect((await db.outbox.toArray()).map(({ id, attempts }) => [id, attempts])).toEqual([
      ['m-1', 0],
      ['m-2', 0],
      ['m-3', 1],
    ]);
    await db.calls.clear();
    await drain(panel.deps);
    expect((await db.outbox.toArray()).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  });

  it('halves what is too large until it fits, and refuses only the row that fits nowhere', async () => {
    await put(...range(40).map(saveOf));
    fates = (_path, init) => {
      const { mutations } = JSON.parse(String(init.body)) as { mutations: { id: string }[] };
      return mutations.length > 7 || mutations.some(({ id }) => id === 'm-13') ? error(413, 'too-large', false) : 'fine';
    };
    expect(await drain(panel.deps)).toEqual({ sent: 39, rejected: 1, failure: null });
    expect(await stored()).toEqual(names(range(40).filter((n) => n !== 13)));
    expect((await db.outbox.toArray())[0]).toMatchObject({ id: 'm-13', state: 'rejected', lastError: { kind: 'too-large' } });
  });

  it('halves too where a proxy before the endpoint says in words of its own that it is too large', async () => {
    await put(...range(8).map(saveOf));
    fates = (_path, init) => {
      const { mutations } = JSON.parse(String(init.body)) as { mutations: unknown[] };
      return mutations.length > 3 ? new Response('<html>413 Request Entity Too Large</html>', { status: 413 }) : 'fine';
    };
    expect((await drain(panel.deps)).sent).toBe(8);
  });
});

describe('an endpoint that cannot be asked', () => {
  it.each([
    ['is not there', () => 'not-sent', 'offline'],
    ['has a fault', () => error(500, 'internal', true), 'internal'],
    ['is busy', () => error(503, 'unavailable', true), 'unavailable'],
    ['says nothing that can be read', () => new Response('<html>', { status: 200 }), 'bad-reply'],
    ['answers with something else', () => Response.json({ hello: 1 }), 'bad-reply'],
    ['does not know the token any more', () => error(401, 'unauthenticated', false), 'unauthenticated'],
  ] as [string, Fates, string][])('%s: everything waits, and is sent later with the same ids', async (_title, fate, kind) => {
    await put(...range(3).map(saveOf));
    fates = fate;
    const { failure, sent } = await drain(panel.deps);
    expect([failure?.kind, sent]).toEqual([kind, 0]);
    for (const row of await db.outbox.toArray()) {
      expect(row).toMatchObject({ state: 'waiting', attempts: 1, lastError: { kind } });
      expect(row.nextAt).toBeGreaterThan(endpoint.clock.time);
    }
    fates = () => 'fine';
    endpoint.clock.time += 10 * MINUTE;
    expect((await drain(panel.deps)).sent).toBe(3);
    expect(await stored()).toEqual(names(range(3)));
  });

  it('waits as long as it asked for', async () => {
    await put(saveOf(1));
    fates = () => error(429, 'too-many', true, { 'retry-after': '90' });
    await drain(panel.deps);
    expect((await db.outbox.toArray())[0]?.nextAt).toBe(endpoint.clock.time + 90_000);
  });

  it('is given up before the worker that asks would die, and asked again', async () => {
    expect(REQUEST_TIMEOUT_MS).toBeLessThanOrEqual(20_000);
    await put(saveOf(1));
    const over = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => over.signal);
    fates = (_path, init) =>
      new Promise((_answer, giveUp) => {
        init.signal?.addEventListener('abort', () => giveUp(init.signal?.reason));
        setTimeout(() => over.abort(new DOMException('', 'TimeoutError')), 5);
      });
    expect((await drain(panel.deps)).failure?.kind).toBe('timeout');
    expect(timeout).toHaveBeenCalledWith(REQUEST_TIMEOUT_MS);
    timeout.mockRestore();
    fates = () => 'fine';
    endpoint.clock.time += 10 * MINUTE;
    expect((await drain(panel.deps)).sent).toBe(1);
  });

  it('that answers for some rows only has the others again', async () => {
    await put(saveOf(1), saveOf(2));
    fates = () => Response.json({ results: [{ id: 'm-2', status: 'stored', seq: 1 }] });
    expect(await drain(panel.deps)).toMatchObject({ sent: 1, rejected: 0 });
    expect((await db.outbox.toArray()).map(({ id, state, lastError }) => [id, state, lastError?.kind])).toEqual([['m-1', 'waiting', 'bad-reply']]);
  });
});

describe('an endpoint that has a fault with one row', () => {
  const bodyOf = (init: RequestInit) => (JSON.parse(String(init.body)) as { mutations: { id: string }[] }).mutations.map(({ id }) => id);
  /** Rounds until the row is settled, at most a day. */
  const rounds = async (done: (row: OutboxRow | undefined) => boolean) => {
    for (let n = 0; n < 24 * 20; n += 1) {
      const row = await db.outbox.get({ id: 'm-3' });
      if (done(row)) return row;
      await panel.sync();
      endpoint.clock.time += 3 * MINUTE;
    }
    throw new Error('it never ends');
  };

  it.each([
    [
      'and says so in its result',
      async (path: string, init: RequestInit) => {
        if (path !== '/v1/push' || !bodyOf(init).includes('m-3')) return 'fine' as const;
        const response = await endpoint.app.request(path, {
          ...init,
          body: JSON.stringify({ mutations: JSON.parse(String(init.body)).mutations.filter(({ id }: { id: string }) => id !== 'm-3') }),
        });
        const results = response.status === 200 ? ((await response.json()) as { results: object[] }).results : [];
        return Response.json({ results: [...results, { id: 'm-3', status: 'rejected', error: { kind: 'internal', message: '', field: null, retry: true } }] });
      },
    ],
    [
      'and breaks down over it',
      async (path: string, init: RequestInit) => (path === '/v1/push' && bodyOf(init).includes('m-3') ? ('fault' as const) : ('fine' as const)),
    ],
  ])('%s: the others are stored, this one is tried a while and then needs the agent, with all that it holds', async (_title, fate) => {
    const third = saveOf(3);
    await put(...range(5).map(saveOf));
    fates = fate;
    const row = await rounds((one) => one?.state === 'rejected');
    expect(row).toMatchObject({ lastError: { kind: 'internal' }, mutation: third });
    expect((await stored()).toSorted()).toEqual(names([1, 2, 4, 5]));
    expect(await db.outbox.count()).toBe(1);
  });

  it('or with all of them needs nobody: that is an outage, and over when it is over', async () => {
    await put(...range(5).map(saveOf));
    fates = (path) =>
      path === '/v1/push'
        ? Response.json({
            results: range(5).map((n) => ({ id: `m-${n}`, status: 'rejected', error: { kind: 'internal', message: '', field: null, retry: true } })),
          })
        : 'fine';
    for (const _round of range(3)) {
      await panel.sync();
      endpoint.clock.time += MINUTE;
    }
    fates = () => 'fine';
    await rounds((one) => one === undefined);
    expect((await stored()).toSorted()).toEqual(names(range(5)));
  });
});

describe('a machine without any network', () => {
  it('asks for nothing and counts nothing as an attempt; the way back is used at once', async () => {
    await put(saveOf(1));
    let isOnline = false;
    const asked: string[] = [];
    fates = (path) => {
      asked.push(path);
      return 'fine';
    };
    const round = () => syncOnce({ ...panel.deps, online: () => isOnline });
    for (const _half of range(10)) await round();
    expect(asked).toEqual([]);
    expect((await readMeta(db, 'link'))?.state).toBe('offline');
    expect((await db.outbox.toArray())[0]).toMatchObject({ attempts: 0, lastError: null });
    isOnline = true;
    await round();
    expect(await stored()).toEqual(['record-1']);
    expect((await readMeta(db, 'link'))?.state).toBe('online');
  });
});

describe('an endpoint that asks for a pause', () => {
  it('is left alone until it is over: no row, no pull, no claim', async () => {
    await put(saveOf(1));
    const asked: string[] = [];
    fates = (path) => {
      asked.push(path);
      return error(503, 'unavailable', true, { 'retry-after': '120' });
    };
    await panel.sync();
    await put(saveOf(2));
    for (const _half of range(3)) {
      endpoint.clock.time += 30_000;
      await panel.sync();
    }
    expect(asked).toEqual(['/v1/push']);
    fates = () => 'fine';
    endpoint.clock.time += 30_000;
    await panel.sync();
    expect(await stored()).toEqual(names([1, 2]));
  });

  it('for hours is asked again all the same, and so is one whose pause is that of a wrong clock', async () => {
    fates = () => error(503, 'unavailable', true, { 'retry-after': '86400' });
    await panel.sync();
    fates = () => 'fine';
    endpoint.clock.time += 10 * MINUTE;
    expect((await panel.sync()).failure).toBeNull();
    await db.meta.put({ key: 'pause', until: endpoint.clock.time + 365 * 24 * HOUR });
    expect((await panel.sync()).failure).toBeNull();
  });
});

describe('eight hours offline with a thousand records', () => {
  it('are all there, once, within five minutes; no batch reads more than what is at the front', async () => {
    await put(...range(1000).map(saveOf));
    let read = 0;
    db.outbox.hook('reading', (row) => {
      read += 1;
      return row;
    });
    // The whole shift: every half minute a round that reaches nothing.
    fates = () => 'not-sent';
    for (const _round of range(60)) {
      endpoint.clock.time += 8 * MINUTE;
      await drain(panel.deps);
    }
    expect(read).toBeLessThan(60 * 1000);
    fates = () => 'fine';
    const back = endpoint.clock.time;
    read = 0;
    let longest = 0;
    while ((await db.outbox.count()) > 0) {
      const began = performance.now();
      await syncOnce({ ...panel.deps, hold: false });
      longest = Math.max(longest, performance.now() - began);
      endpoint.clock.time += 30_000;
    }
    expect(endpoint.clock.time - back).toBeLessThanOrEqual(5 * MINUTE);
    expect(longest).toBeLessThan(5 * MINUTE);
    expect((await stored()).toSorted()).toEqual(names(range(1000)).toSorted());
    // Twenty batches of fifty, each with the hundred rows at the front, and not the whole every time.
    expect(read).toBeLessThan(4 * 1000);
  }, 60_000);
});

describe('the whole round', () => {
  it('says where the connection stands, and since when', async () => {
    const link = async () => (await readMeta(db, 'link'))?.state;
    const since = endpoint.clock.time;
    await panel.sync();
    expect(await readMeta(db, 'link')).toEqual({ key: 'link', state: 'online', since });
    endpoint.clock.time += MINUTE;
    await panel.sync();
    expect((await readMeta(db, 'link'))?.since).toBe(since);
    await put(saveOf(1));
    fates = () => 'not-sent';
    await panel.sync();
    expect(await link()).toBe('offline');
    fates = () => error(401, 'unauthenticated', false);
    endpoint.clock.time += 10 * MINUTE;
    await panel.sync();
    expect(await link()).toBe('signed-out');
    expect(await db.outbox.count()).toBe(1);
    fates = () => 'fine';
    await panel.sync();
    await panel.sync();
    expect(await link()).toBe('online');
    expect(await stored()).toEqual(['record-1']);
  });

  it('the endpoint is away for a whole shift: everything is there a minute after it is back', async () => {
    fates = () => 'not-sent';
    for (const round of range(120)) {
      await put(saveOf(round));
      endpoint.clock.time += 4 * MINUTE;
      await panel.sync();
    }
    fates = () => 'fine';
    for (const _half of range(2)) {
      endpoint.clock.time += 30_000;
      await panel.sync();
    }
    expect(await db.outbox.count()).toBe(0);
    expect((await stored()).toSorted()).toEqual(names(range(120)).toSorted());
  }, 30_000);

  it('a clock that is years wrong, and mended later, loses nothing and holds nothing back', async () => {
    const years = 10 * 365 * 24 * HOUR;
    for (const [index, jump] of [years, -years, 0].entries()) {
      const wrong = { ...panel.deps, now: () => endpoint.clock.time + jump };
      const record = { ...recordOf(index), savedAt: wrong.now(), startedAt: wrong.now(), endedAt: wrong.now(), answeredAt: wrong.now() };
      await put({ id: `m-${index}`, at: wrong.now(), kind: 'record.save', record });
      fates = () => 'not-sent';
      await drain(wrong);
      fates = () => 'fine';
      endpoint.clock.time += 10 * MINUTE;
      expect(await drain(panel.deps)).toEqual({ sent: 1, rejected: 0, failure: null });
    }
    // The endpoint's own order, not that of the clocks.
    expect(await stored()).toEqual(['record-0', 'record-1', 'record-2']);
  });
});
