import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { createTransport } from '../../lib/sync/transport.ts';
import { type StartOptions, startEndpoint } from '../../server/start-endpoint.ts';
import type { Enrolled } from './node-panel.ts';

const PROGRAM = resolve(import.meta.dirname, '../../server/main.ts');

/** Of whoever is signed in here. */
export const PASSWORD = 'correct horse';

export type Program = {
  child: ChildProcess;
  url: string;
  /** Resolves when it has ended, in whatever way. */
  ended: Promise<void>;
  /** Asks it, and what it was started by, to end; resolves when it has. */
  stop: () => Promise<void>;
};

export type Serve = {
  dataDir: string;
  databaseUrl?: string | null;
  /** What it is started by, as `faketime +30d`. */
  under?: readonly string[];
};

/** The endpoint as a program of its own, as `npm run serve` starts it. */
export async function serve({ dataDir, databaseUrl = null, under = [] }: Serve): Promise<Program> {
  const [command = process.execPath, ...args] = [...under, process.execPath, PROGRAM, '--port', '0', '--data', dataDir];
  const env = { ...process.env, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) };
  // Whatever it is started by need not hand a signal on: then it is a group of its own.
  const isGroup = under.length > 0;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env, detached: isGroup });
  const ended = new Promise<void>((gone) => child.once('exit', () => gone()));
  const url = await new Promise<string>((found, failed) => {
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      const line = /endpoint: (\S+)/.exec(text)?.[1];
      if (line) found(line);
    });
    child.once('error', failed);
    child.once('exit', () => failed(new Error(`the endpoint did not start: ${text}`)));
  });
  const stop = async () => {
    if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    else child.kill('SIGTERM');
    await ended;
  };
  return { child, url, ended, stop };
}

/** Fills an empty database with the sample team and signs one of them in. */
export async function firstAgent(where: Pick<StartOptions, 'dataDir' | 'databaseUrl'>): Promise<Enrolled> {
  const endpoint = await startEndpoint({ port: 0, ...where, sample: true, log: pino({ level: 'silent' }) });
  const code = endpoint.codes.find(({ agent }) => agent.id === 'agent-li')?.code ?? '';
  const reply = await createTransport({ endpoint: endpoint.url, token: null }).enrol(code, 'faults', PASSWORD);
  await endpoint.close();
  if (!reply.ok) throw new Error(reply.failure.kind);
  return { token: reply.value.token, agent: reply.value.agent };
}
