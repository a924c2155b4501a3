import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Hono } from 'hono';
import { openSqlite } from '../server/store/sqlite.ts';
import { aSave, ours } from './endpoint.ts';
import { inFolder } from './in-folder.ts';
import { measureRow, type Row, rate, type Subject } from './measure.ts';

const BATCH = 50;
const BATCHES = 20;

/** Records of 1 kB by 50, each batch through fsync before it is answered. */
export function endpointOnSqlite(parent: string, rounds: number): Promise<Row[]> {
  return inFolder(parent, (folder) => measure(folder, rounds));
}

async function measure(dir: string, rounds: number): Promise<Row[]> {
  const endpoint = await ours(await openSqlite(join(dir, 'ours.db')));
  const [bare, byHono] = [table(join(dir, 'bare.db')), table(join(dir, 'hono.db'))];
  const batches = () => Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, aSave));
  const subject = (name: string, send: (batch: ReturnType<typeof aSave>[]) => Promise<unknown>): Subject => ({
    name,
    run: async () => {
      const all = batches();
      return rate(BATCH * BATCHES, async () => {
        for (const batch of all) await send(batch);
      });
    },
  });
  const hono = honoOver(byHono);
  try {
    return [
      await measureRow(
        { work: 'SQLite: push by 50 records of 1 kB, durable', unit: 'records/s', least: 0.5 },
        [
          subject('ours', (batch) => endpoint.push(batch.map(({ mutation }) => mutation))),
          subject('bare batch insert', async (batch) => insertAll(bare, batch)),
          subject('Hono + bare batch insert', async (batch) => hono(batch)),
        ],
        rounds,
      ),
    ];
  } finally {
    await endpoint.close();
    for (const db of [bare, byHono]) db.close();
  }
}

function table(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  db.exec('pragma journal_mode = wal; pragma synchronous = full; create table records (id text primary key, body text not null)');
  return db;
}

const statements = new WeakMap<DatabaseSync, ReturnType<DatabaseSync['prepare']>>();

function insertAll(db: DatabaseSync, batch: readonly { id: string; body: string }[]): void {
  const insert = statements.get(db) ?? db.prepare('insert into records values (?, ?)');
  statements.set(db, insert);
  db.exec('begin');
  for (const { id, body } of batch) insert.run(id, body);
  db.exec('commit');
}

function honoOver(db: DatabaseSync) {
  const app = new Hono().post('/records', async (c) => {
    const sent = (await c.req.json()) as { id: string; body: string }[];
    insertAll(db, sent);
    return c.json({ stored: sent.length });
  });
  return async (batch: readonly { id: string; body: string }[]) => {
    const body = JSON.stringify(batch.map(({ id, body: text }) => ({ id, body: text })));
    await (await app.request('/records', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json();
  };
}
