import { afterEach, describe, expect, it } from 'vitest';
import type { ClaimReply, PushReply } from '../../lib/contract/wire.ts';
import { createApp } from '../../server/app.ts';
import type { Store } from '../../server/store/port.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { aRecord, aSave, type Bench, bench, rows } from '../server/support.ts';

type Instance = { store: Store; post<T>(path: string, body: unknown, agentId: string): Promise<T> };

const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

/** Another endpoint over the same database. */
async function another(b: Bench): Promise<Instance> {
  const store = await openPostgres(b.file);
  opened.push(store);
  const app = createApp({ ...b.deps, store });
  return {
    store,
    async post<T>(path: string, body: unknown, agentId: string) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${b.tokens[agentId]}` };
      const response = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
}

/** Until that many of the instances listen: what is committed then is heard, and each commit once. */
async function listening(b: Bench, instances: number): Promise<void> {
  const ofThem = "select pid from pg_stat_activity where query = 'listen callside' and state = 'idle' and datname = current_database()";
  await expect.poll(async () => (await b.database.query(ofThem)).length, { timeout: 10_000 }).toBe(instances);
}

describe('two endpoints over one database', () => {
  it('never give a customer to two agents who draw at once', async () => {
    const b = await bench();
    const instances = [await another(b), await another(b)];
    await b.importRows(rows(20));
    const agents = ['ann', 'ben', 'lee', 'ada'];
    const draw = (agent: string, n: number) => instances[n % 2]?.post<ClaimReply>('/v1/claims', { want: 4, hold: [], customerId: null }, agent);
    const replies = await Promise.all(agents.map(draw));
    const drawn = replies.flatMap((reply) => reply?.work.map(({ customer }) => customer.id) ?? []);
    expect([drawn.length, new Set(drawn).size]).toEqual([16, 16]);
    const holders = await b.database.query('select agent_id, count(*) as n from holds group by agent_id order by agent_id');
    expect(holders.map(({ agent_id, n }) => [agent_id, Number(n)])).toEqual(agents.toSorted().map((agent) => [agent, 4]));
  });

  it('store what is sent to both at once a single time', async () => {
    const b = await bench();
    const [one, two] = [await another(b), await another(b)];
    const saves = Array.from({ length: 30 }, (_, n) => aSave(`m${n}`, aRecord({ id: `record-${n}`, callId: `call-${n}` })));
    const send = (to: Instance, mutations: unknown[]) => to.post<PushReply>('/v1/push', { mutations }, 'ann');
    const replies = await Promise.all([send(one, saves), send(two, saves.toReversed()), send(one, saves.slice(10, 20))]);
    const results = replies.flatMap((reply) => reply.results);
    expect(results.filter(({ status }) => status === 'stored').length).toBe(30);
    expect(results.filter(({ status }) => status === 'duplicate').length).toBe(40);
    expect(await b.store.read((tx) => tx.records.count({ placeIds: ['store'], agentId: null }))).toBe(30);
  });

  it('hear of what the other one stored', async () => {
    const b = await bench();
    const [one, two] = [await another(b), await another(b)];
    const heard = { one: 0, two: 0 };
    one.store.onCommit(() => (heard.one += 1));
    two.store.onCommit(() => (heard.two += 1));
    await listening(b, 2);
    await one.store.write((tx) => tx.meta.set('a', '1'));
    await expect.poll(() => heard.two, { timeout: 10_000 }).toBe(1);
    expect(heard.one).toBe(1);
  });

  it('are heard again after the connection broke, and what may have been missed is said', async () => {
    const b = await bench();
    const [one, two] = [await another(b), await another(b)];
    let heard = 0;
    two.store.onCommit(() => (heard += 1));
    await listening(b, 1);
    const cut = await b.database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen callside' and datname = current_database()",
    );
    expect(cut.length).toBe(1);
    await expect.poll(() => heard, { timeout: 10_000 }).toBe(1);
    await one.store.write((tx) => tx.meta.set('a', '1'));
    await expect.poll(() => heard, { timeout: 10_000 }).toBe(2);
  });

  it('let no reader by cursor pass over a change, however they write', async () => {
    const b = await bench();
    const [one, two] = [await another(b), await another(b)];
    let isWriting = true;
    const write = async (store: Store, name: string) => {
      for (let n = 0; n < 40; n += 1) {
        const batch = Array.from({ length: 1 + (n % 3) }, (_, k) => aRecord({ id: `${name}-${n}-${k}` }));
        await store.writeEach(batch.map((record) => (tx) => tx.records.add(record, n)));
      }
    };
    const seen: number[] = [];
    const follow = async () => {
      for (let cursor = 0; ; ) {
        const last = !isWriting;
        const { upTo, found } = await b.store.read(async (tx) => ({
          upTo: await tx.lastSeq(),
          found: await tx.records.list({ placeIds: ['store'], agentId: null, before: null, limit: 1_000 }),
        }));
        // What a pull does: everything after the cursor, then the cursor is the number it was answered.
        seen.push(...found.map(({ seq }) => seq).filter((seq) => seq > cursor && seq <= upTo));
        cursor = upTo;
        if (last) return;
      }
    };
    const following = follow();
    await Promise.all([write(one.store, 'one'), write(two.store, 'two')]);
    isWriting = false;
    await following;
    const stored = await b.database.query('select seq from records order by seq');
    expect(seen.toSorted((x, y) => x - y)).toEqual(stored.map(({ seq }) => Number(seq)));
  });
});
