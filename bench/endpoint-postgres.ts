import { Hono } from 'hono';
import pg from 'pg';
import { openPostgres } from '../server/store/postgres.ts';
import { startPostgres } from '../tools/lib/postgres.ts';
import { aSave, ours } from './endpoint.ts';
import { measureRow, quantile, type Row, rate, type Subject } from './measure.ts';

const BATCH = 50;
const BATCHES = 20;
const SENDERS = 4;
const AGENTS = 40;

type Sent = { id: string; body: string };

/** A server of its own that waits for its disk; ours, Hono with `pg`, and `pg` alone against it. */
export async function endpointOnPostgres(rounds: number): Promise<Row[]> {
  const cluster = await startPostgres({ durable: true });
  const endpoint = await ours(await openPostgres(cluster.url()));
  const pool = new pg.Pool({ connectionString: cluster.url(), max: AGENTS });
  // The server may go before the last of its connections has heard that the pool is closed.
  pool.on('error', () => undefined);
  try {
    await pool.query('create table bare (id text primary key, body text not null)');
    const hono = honoOver(pool);
    const rows = [
      await measureRow(
        { work: `PostgreSQL: push by 50 records of 1 kB, ${SENDERS} senders, durable`, unit: 'records/s', least: 1 },
        [
          batched('ours', (batch) => endpoint.push(batch.map(({ mutation }) => mutation))),
          batched('Hono + pg by 50', hono),
          batched('bare insert by 50', (batch) => insertAll(pool, batch)),
        ],
        rounds,
      ),
      await measureRow(
        { work: `PostgreSQL: ${AGENTS} agents save at once, p95`, unit: 'ms', most: 2 },
        [
          atOnce('ours', ({ mutation }) => endpoint.push([mutation])),
          atOnce('bare upsert', (one) => insertAll(pool, [one])),
          atOnce('Hono + pg', (one) => hono([one])),
        ],
        rounds,
      ),
    ];
    return rows;
  } finally {
    await endpoint.close();
    await pool.end();
    await cluster.stop();
  }
}

function batched(name: string, send: (batch: ReturnType<typeof aSave>[]) => Promise<unknown>): Subject {
  return {
    name,
    run: async () => {
      const all = Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, aSave));
      const one = async () => {
        for (let batch = all.pop(); batch; batch = all.pop()) await send(batch);
      };
      return rate(BATCH * BATCHES, () => Promise.all(Array.from({ length: SENDERS }, one)));
    },
  };
}

/** How long the slowest of twenty waits when all of them save in the same moment, five times over. */
function atOnce(name: string, send: (one: ReturnType<typeof aSave>) => Promise<unknown>): Subject {
  return {
    name,
    run: async () => {
      const waits: number[] = [];
      for (let time = 0; time < 5; time += 1) {
        const saves = Array.from({ length: AGENTS }, aSave);
        const started = performance.now();
        await Promise.all(saves.map((one) => send(one).then(() => waits.push(performance.now() - started))));
      }
      return quantile(waits, 0.95);
    },
  };
}

async function insertAll(pool: pg.Pool, batch: readonly Sent[]): Promise<void> {
  const values = batch.map((_, n) => `($${2 * n + 1}, $${2 * n + 2})`).join(', ');
  await pool.query(
    `insert into bare values ${values} on conflict (id) do update set body = excluded.body`,
    batch.flatMap(({ id, body }) => [id, body]),
  );
}

function honoOver(pool: pg.Pool) {
  const app = new Hono().post('/records', async (c) => {
    const sent = (await c.req.json()) as Sent[];
    await insertAll(pool, sent);
    return c.json({ stored: sent.length });
  });
  return async (batch: readonly Sent[]) => {
    const body = JSON.stringify(batch.map(({ id, body: text }) => ({ id, body: text })));
    const response = await app.request('/records', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    if (response.status !== 200) throw new Error(`Hono answered ${response.status}`);
    await response.json();
  };
}
