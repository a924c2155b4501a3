import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Logger } from 'pino';
import type { Instant } from '../lib/contract/basics.ts';
import { type App, createApp } from './app.ts';
import { startSealing } from './audit/seal.ts';
import { createClock } from './clock.ts';
import { shippedContent } from './content.ts';
import type { Clock, Deps } from './context.ts';
import { type FirstTeam, firstTeam } from './first-team.ts';
import { createLimits, type Rates } from './limits.ts';
import { createLog } from './log.ts';
import { startPlanner } from './planner.ts';
import { ship } from './publishing/ship.ts';
import { startPublishing } from './publishing/ticker.ts';
import { type SampleLanguage, seedSample } from './sample.ts';
import { startIndexer } from './search/indexer.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/port.ts';
import type { Enrolment } from './team.ts';

/** Somebody else listens on this port. */
export class PortTakenError extends Error {
  constructor(host: string, port: number) {
    super(`Port ${port} on ${host} is taken. Stop the program that listens there, or choose another with --port (0 for any free one).`);
    this.name = 'PortTakenError';
  }
}

export type StartOptions = {
  /** 0: any free port. */
  port: number;
  host?: string;
  /** Of SQLite's file. */
  dataDir: string;
  /** PostgreSQL's address, instead of SQLite. */
  databaseUrl?: string | null;
  /** Real when left out. `demoStart` makes a demo clock that begins there. */
  clock?: Clock & { setOffset?(ms: number | null): void };
  demoStart?: Instant | null;
  /** Fills an empty database with the sample team and customers. */
  sample?: boolean | SampleLanguage;
  /** Without the sample, who an empty database is for. */
  team?: Partial<FirstTeam>;
  log?: Logger;
  /** How often one may ask; null: without limits, as a measurement needs it. */
  rates?: Rates | null;
  /** A proxy stands before it and says in X-Forwarded-For where a request came from. */
  behindProxy?: boolean;
  /** How long to say "not ready" before it stops listening (ms, 0), so that a load balancer sends the next requests elsewhere. */
  drainMs?: number;
  newId?: () => string;
  random?: (bytes: number) => Uint8Array;
};

export type Endpoint = {
  url: string;
  port: number;
  /** The file of SQLite, or PostgreSQL's address without user and password. */
  database: string;
  app: App;
  store: Store;
  clock: Clock;
  /** One-time codes made at this start: the sample team's, or the first admin's. Empty when the database was not. */
  codes: Enrolment[];
  /** Moves the demo clock: ms to add to the machine's time, null for the real time. */
  setClockOffset(ms: number | null): void;
  /** Lets open requests end, lets the database write what is left, and closes it. */
  close(): Promise<void>;
};

/** Opens the database and listens. @throws PortTakenError, NewerDatabaseError, UnusableDatabaseError, UnreachableDatabaseError, BrokenPackError */
export async function startEndpoint(options: StartOptions): Promise<Endpoint> {
  const host = options.host ?? '127.0.0.1';
  const clock: NonNullable<StartOptions['clock']> = options.clock ?? createClock(options.demoStart ?? null);
  const databaseUrl = options.databaseUrl ?? null;
  // Customer data: only for the user who runs the endpoint.
  if (databaseUrl === null) mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const { store, name } = await openStore({ dataDir: options.dataDir, databaseUrl });
  const stopping = new AbortController();
  const deps: Deps = {
    store,
    clock,
    newId: options.newId ?? randomUUID,
    random: options.random ?? randomBytes,
    log: options.log ?? createLog(),
    stopping: stopping.signal,
    ...(options.rates === null ? {} : { limits: createLimits(options.rates) }),
    behindProxy: options.behindProxy ?? false,
  };
  try {
    const codes = options.sample ? await seedSample(deps, options.sample === true ? 'zh-CN' : options.sample) : await firstTeam(deps, options.team);
    // A newer program brings newer scripts; the ones that records name stay.
    const heldBack = await store.write((tx) => ship(tx, shippedContent(), clock.now()));
    if (heldBack.length > 0) deps.log.info({ heldBack }, 'newer shipped versions stay out of use: the team publishes its own');
    const app = createApp(deps);
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    // Who sends slowly must not keep a connection for ever; kept-alive ones outlast the minute of a proxy.
    server.headersTimeout = 20_000;
    server.requestTimeout = 120_000;
    server.keepAliveTimeout = 65_000;
    const port = await listen(server, host, options.port);
    const sealer = startSealing({ store, log: deps.log });
    const stopPublishing = startPublishing(deps);
    const indexer = await startIndexer(deps);
    const planner = startPlanner(deps);
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
      port,
      database: name,
      app,
      store,
      clock,
      codes,
      setClockOffset: (ms) => {
        if (!clock.setOffset) throw new TypeError('this clock cannot be set');
        clock.setOffset(ms);
      },
      close: async () => {
        stopping.abort();
        if (options.drainMs) await new Promise((resolve) => setTimeout(resolve, options.drainMs));
        await stop(server);
        await stopPublishing();
        await sealer.stop();
        await indexer.stop();
        await planner.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new PortTakenError(host, port) : error));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Requests that are being answered get eight seconds: whoever stops it gives ten, as a rule. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), 8_000);
    // A connection is idle only once its answer is out, so it is looked for again and again.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
