import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findPostgres } from './find-postgres.mjs';

export type Cluster = {
  /** The address of a database of it; of its own `postgres` without a name. */
  url(database?: string): string;
  /** The server's process, to be killed in tests of what survives that. */
  pid: number;
  stop(): Promise<void>;
};

/** Without waiting for the disk, as tests want it; never for what is measured or killed. */
const HASTY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];

/**
 * A PostgreSQL of its own in a throw-away folder, listening on loopback only, on a free port and with a password made up for it. It ends with
 * `stop`, and by itself when this process ends in whatever way: the shell that holds it waits for the end of a pipe from here.
 * As root it runs as the user `postgres`, since PostgreSQL refuses root. Rejects when there is none, or when it does not start.
 */
export async function startPostgres({ durable = false, settings = [] }: { durable?: boolean; settings?: readonly string[] } = {}): Promise<Cluster> {
  const { path, wrong } = findPostgres();
  if (path === null)
    throw new Error(wrong ? `CALLSIDE_POSTGRES has no initdb and postgres: ${wrong}` : 'no PostgreSQL found; set CALLSIDE_POSTGRES to its bin folder');
  const folder = mkdtempSync(join(tmpdir(), 'callside-postgres-'));
  const user = process.getuid?.() === 0 ? unprivileged() : null;
  const password = randomBytes(16).toString('hex');
  const secret = join(folder, 'password');
  writeFileSync(secret, password, { mode: 0o600 });
  if (user) for (const each of [folder, secret]) chownSync(each, user.uid, user.gid);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(path, 'initdb'),
    ['-D', data, '-U', 'postgres', '--no-sync', '--encoding=UTF8', '--no-locale', '--auth=password', `--pwfile=${secret}`],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  }
  const port = await freePort();
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...(durable ? [] : HASTY), ...settings];
  // `wait` answers when the server ends; `cat` when this process does. What runs beside a shell has no standard
  // input of its own, hence 3. SIGINT is PostgreSQL's fast shutdown.
  const held = spawn(
    'sh',
    ['-c', 'exec 3<&0; "$@" 2>log & server=$!; echo $server; (cat <&3; kill -INT $server) >/dev/null 2>&1 & wait $server; cd /; rm -rf "$0"', folder].concat(
      join(path, 'postgres'),
      ['-D', data, '-p', String(port)],
      options.flatMap((option) => ['-c', option]),
    ),
    { ...user, cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const url = (database = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const stop = async () => {
    held.stdin?.end();
    await ended(held);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const pid = Number(await firstLine(held));
    await answers(url(), held, join(folder, 'log'));
    return { url, pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function unprivileged(): { uid: number; gid: number } {
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout || Number.NaN);
  const [uid, gid] = [id('-u'), id('-g')];
  if (Number.isNaN(uid) || Number.isNaN(gid)) throw new Error('PostgreSQL does not run as root, and there is no user "postgres" to run it as');
  return { uid, gid };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout?.once('data', (data: Buffer) => resolve(String(data).trim()));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', () => resolve()) : resolve()));
}

async function answers(url: string, child: ChildProcess, log: string): Promise<void> {
  for (const until = Date.now() + 60_000; ; await new Promise((wake) => setTimeout(wake, 50))) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (child.exitCode === null && Date.now() < until) continue;
      throw new Error(`PostgreSQL did not start: ${readFileSync(log, 'utf8').trim()}`, { cause: error });
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
