import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { PushReply } from '../../lib/contract/wire.ts';
import { startPostgres } from '../../tools/lib/postgres.ts';
import { Chance } from '../simulation/chance.ts';
import { until } from '../support/browser.ts';
import { compare, type Fault, mutationsInFile, type Outcome, recordsInFile } from './fault.ts';
import { aSave } from './node-panel.ts';
import { firstAgent, serve } from './program.ts';

/** As many as a push may have: the endpoint commits fifty at a time, so that a kill can fall between two commits of one push. */
const BATCH = 100;

/** Where the endpoint keeps its rows, and how they are read past it. */
type Disk = {
  dataDir: string;
  databaseUrl: string | null;
  mutations: () => Promise<string[]>;
  records: () => Promise<string[]>;
  /** Waits until nobody works on it any more. */
  quiet: () => Promise<void>;
  /** What the database says of itself, when that is bad. */
  problems: () => Promise<string[]>;
};

const passes = 'what was acknowledged is stored, no record without its mutation or the other way round, and the database is whole';

/** Row 11: SIGKILL while batches are being stored. */
export const endpointKilled: Fault = {
  name: 'endpoint killed in mid-batch (SQLite)',
  passes,
  short: 2,
  long: 100,
  play: async (times) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'callside-killed-'));
    const file = join(dataDir, 'callside.db');
    const outcome = await kill(times, {
      dataDir,
      databaseUrl: null,
      mutations: async () => mutationsInFile(file),
      records: async () => recordsInFile(file),
      quiet: async () => {},
      problems: async () => {
        const db = new DatabaseSync(file);
        const { integrity_check: whole } = db.prepare('pragma integrity_check').get() ?? {};
        db.close();
        return whole === 'ok' ? [] : [`the file says ${whole}`];
      },
    });
    await rm(dataDir, { recursive: true, force: true });
    return outcome;
  },
};

export const endpointKilledOnPostgres: Fault = {
  name: 'endpoint killed in mid-batch (PostgreSQL)',
  passes,
  short: 2,
  long: 100,
  play: async (times) => {
    const cluster = await startPostgres({ durable: true });
    const databaseUrl = cluster.url();
    const client = new pg.Client({ connectionString: databaseUrl });
    try {
      await client.connect();
      const ids = async (table: string) => (await client.query<{ id: string }>(`select id from ${table}`)).rows.map(({ id }) => id);
      return await kill(times, {
        dataDir: tmpdir(),
        databaseUrl,
        mutations: () => ids('mutations'),
        records: () => ids('records'),
        // PostgreSQL ends what its dead client had begun once it has noticed; a lock that stays would keep every later endpoint out.
        quiet: async () => {
          const open = "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";
          await until('the connections of the dead endpoint to end', async () => (await client.query(open)).rows.length === 0);
        },
        problems: async () => [],
      });
    } finally {
      await client.end().catch(() => undefined);
      await cluster.stop();
    }
  },
};

async function kill(times: number, disk: Disk): Promise<Outcome> {
  const who = await firstAgent(disk);
  const chance = new Chance(11);
  const acknowledged = new Set<string>();
  const problems: string[] = [];
  let cut = 0;
  for (let round = 1; round <= times && problems.length === 0; round++) {
    const { child, url, ended } = await serve(disk);
    // Anywhere in this batch, by how long the one before took.
    const fatal = chance.between(0, 3);
    let took = 100;
    for (let batch = 0; child.exitCode === null && child.signalCode === null; batch++) {
      const rows = Array.from({ length: BATCH }, (_, index) => aSave(who, `kill-${round}-${batch}-${index}`, Date.now()));
      const started = performance.now();
      if (batch === fatal) setTimeout(() => child.kill('SIGKILL'), chance.between(0, Math.round(took)));
      const answer = await push(url, who.token, rows);
      if (answer === null) break;
      took = performance.now() - started;
      for (const { id, status } of answer.results) if (status !== 'rejected') acknowledged.add(id);
    }
    await ended;
    await disk.quiet();
    problems.push(...(await judge(disk, acknowledged)).map((one) => `kill ${round}: ${one}`));
    const stored = (await disk.mutations()).filter((id) => id.startsWith(`m-kill-${round}-`)).length;
    if (stored % BATCH !== 0) cut += 1;
  }
  return { times, problems, seen: `${acknowledged.size} rows acknowledged; ${cut} kills fell into the middle of a batch` };
}

async function judge(disk: Disk, acknowledged: ReadonlySet<string>): Promise<string[]> {
  const mutations = await disk.mutations();
  const known = new Set(mutations);
  const lost = [...acknowledged].filter((id) => !known.has(id));
  // A record and its mutation are one transaction: each has the other.
  const torn = compare(
    (await disk.records()).map((id) => `m-${id}`),
    mutations,
  );
  return [
    ...(lost.length > 0 ? [`${lost.length} acknowledged and not stored: ${lost[0]}`] : []),
    ...torn.map((one) => `torn row: ${one}`),
    ...(await disk.problems()),
  ];
}

async function push(url: string, token: string, mutations: readonly unknown[]): Promise<PushReply | null> {
  try {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/v1/push`, { method: 'POST', headers, body: JSON.stringify({ mutations }) });
    return response.ok ? ((await response.json()) as PushReply) : null;
  } catch {
    return null;
  }
}
