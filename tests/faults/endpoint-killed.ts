import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import type { PushReply } from '../../lib/contract/wire.ts';
import { createTransport } from '../../lib/sync/transport.ts';
import { type Endpoint, startEndpoint } from '../../server/start-endpoint.ts';
import { Chance } from '../simulation/chance.ts';
import { compare, type Fault, mutationsInFile, recordsInFile } from './fault.ts';
import { aSave, type Enrolled } from './node-panel.ts';

const BATCH = 20;
const PROGRAM = resolve(import.meta.dirname, '../../server/main.ts');

/** Row 11: SIGKILL while batches are being stored. */
export const endpointKilled: Fault = {
  name: 'endpoint killed in mid-batch (SQLite)',
  passes: 'what was acknowledged is stored, no record without its mutation or the other way round, and the file is whole',
  short: 3,
  long: 100,
  play: async (times) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'callside-killed-'));
    const who = await firstAgent(dataDir);
    const file = join(dataDir, 'callside.db');
    const chance = new Chance(11);
    const acknowledged = new Set<string>();
    const problems: string[] = [];
    let cut = 0;
    for (let round = 1; round <= times; round++) {
      const { child, url } = await serve(dataDir);
      const killed = new Promise<void>((gone) => child.once('exit', () => gone()));
      setTimeout(() => child.kill('SIGKILL'), chance.between(20, 400));
      for (let batch = 0; child.exitCode === null && child.signalCode === null; batch++) {
        const rows = Array.from({ length: BATCH }, (_, index) => aSave(who, `kill-${round}-${batch}-${index}`, Date.now()));
        const answer = await push(url, who.token, rows);
        if (answer === null) break;
        for (const { id, status } of answer.results) if (status !== 'rejected') acknowledged.add(id);
      }
      await killed;
      problems.push(...judge(file, acknowledged, round));
      const stored = mutationsInFile(file).filter((id) => id.startsWith(`m-kill-${round}-`)).length;
      if (stored % BATCH !== 0) cut += 1;
      if (problems.length > 0) break;
    }
    await rm(dataDir, { recursive: true, force: true });
    return { times, problems, seen: `${acknowledged.size} rows acknowledged; ${cut} kills fell into the middle of a batch` };
  },
};

function judge(file: string, acknowledged: ReadonlySet<string>, round: number): string[] {
  const problems: string[] = [];
  const mutations = mutationsInFile(file);
  const known = new Set(mutations);
  const lost = [...acknowledged].filter((id) => !known.has(id));
  if (lost.length > 0) problems.push(`kill ${round}: ${lost.length} acknowledged and not stored: ${lost[0]}`);
  // A record and its mutation are one transaction: each has the other.
  problems.push(
    ...compare(
      recordsInFile(file).map((id) => `m-${id}`),
      mutations,
    ).map((one) => `kill ${round}: torn row: ${one}`),
  );
  const db = new DatabaseSync(file);
  const { integrity_check: whole } = db.prepare('pragma integrity_check').get() ?? {};
  db.close();
  if (whole !== 'ok') problems.push(`kill ${round}: the file says ${whole}`);
  return problems;
}

/** Fills a database with the sample team and signs one of them in. */
async function firstAgent(dataDir: string): Promise<Enrolled> {
  const endpoint: Endpoint = await startEndpoint({ port: 0, dataDir, sample: true, log: pino({ level: 'silent' }) });
  const code = endpoint.codes.find(({ agent }) => agent.id === 'agent-li')?.code ?? '';
  const reply = await createTransport({ endpoint: endpoint.url, token: null }).enrol(code, 'faults');
  await endpoint.close();
  if (!reply.ok) throw new Error(reply.failure.kind);
  return { token: reply.value.token, agent: reply.value.agent };
}

/** The endpoint as a program of its own, as `npm run serve` starts it. */
async function serve(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [PROGRAM, '--port', '0', '--data', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((found, failed) => {
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      const line = /endpoint: (\S+)/.exec(text)?.[1];
      if (line) found(line);
    });
    child.once('exit', () => failed(new Error(`the endpoint did not start: ${text}`)));
  });
  return { child, url };
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
