import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import type { Mutation } from '../../lib/contract/mutation.ts';
import { createTransport } from '../../lib/sync/transport.ts';
import { startEndpoint } from '../../server/start-endpoint.ts';
import { customer } from '../lib/plan/build.ts';
import type { Fault, Outcome } from './fault.ts';
import { aSave, type Enrolled } from './node-panel.ts';
import { firstAgent, PASSWORD, serve } from './program.ts';

const DAYS = 30;
const DAY = 24 * 60 * 60_000;
const BATCH = 20;
/** What a request leaves behind; a sign-in leaves a device and an audit entry too. */
const TABLES = ['mutations', 'records', 'customers', 'services', 'tasks', 'divergences'];

type Running = { url: string; stop: () => Promise<void> };
type Start = (dataDir: string) => Promise<Running>;

const passes = `every change is a duplicate ${DAYS} days later, and no table has another row`;

/** Row 5 as it stands: the same program over the same file, on a machine whose clock is 30 days later. Wants `faketime`. */
export const requestAgain: Fault = {
  name: `old request again after ${DAYS} days (faketime)`,
  passes,
  short: 0,
  long: 1_000,
  play: (times) =>
    play(times, {
      now: (dataDir) => serve({ dataDir }),
      // Waiting goes by the other clock, which must not jump.
      later: (dataDir) => serve({ dataDir, under: ['faketime', '--exclude-monotonic', '-f', `+${DAYS}d`] }),
    }),
};

/** The same with the endpoint's clock alone put forward, on any system. */
export const requestAgainByClock: Fault = {
  name: `old request again after ${DAYS} days (clock of the endpoint)`,
  passes,
  short: 100,
  long: 100,
  play: (times) => play(times, { now: (dataDir) => inHere(dataDir, 0), later: (dataDir) => inHere(dataDir, DAYS * DAY) }),
};

async function inHere(dataDir: string, ahead: number): Promise<Running> {
  const clock = { now: () => Date.now() + ahead, demoOffset: null };
  const endpoint = await startEndpoint({ port: 0, dataDir, clock, log: pino({ level: 'silent' }) });
  return { url: endpoint.url, stop: () => endpoint.close() };
}

async function play(times: number, { now, later }: { now: Start; later: Start }): Promise<Outcome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'callside-again-'));
  const who = await firstAgent({ dataDir });
  const changes = Array.from({ length: times }, (_, index) => aChange(who, index));
  const problems: string[] = [];
  try {
    const first = await now(dataDir);
    const stored = await send(first.url, who.token, changes);
    await first.stop();
    if (stored.stored !== times) problems.push(`at first ${stored.stored} of ${times} were stored`);
    const before = rowsOf(dataDir);

    const second = await later(dataDir);
    // Nobody stays signed in for so long.
    const again = await createTransport({ endpoint: second.url, token: null }).signIn('li', PASSWORD, 'faults');
    if (!again.ok) throw new Error(`the agent was not let in: ${again.failure.kind}`);
    const days = await daysAhead(second.url, again.value.token);
    if (days !== DAYS) problems.push(`the endpoint is ${days} days ahead`);
    const answers = await send(second.url, again.value.token, changes);
    await second.stop();
    if (answers.duplicate !== times) problems.push(`${DAYS} days later: ${JSON.stringify(answers)}`);
    const after = rowsOf(dataDir);
    for (const table of TABLES) if (before[table] !== after[table]) problems.push(`${table}: ${before[table]} rows before, ${after[table]} after`);
    return { times, problems, seen: `${days} days later ${JSON.stringify(answers)}; ${after.records} records, ${after.customers} customers` };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A record, or every third time a customer of one's own. */
function aChange(who: Enrolled, index: number): Mutation {
  const at = Date.now();
  if (index % 3 !== 0) return aSave(who, `again-${index}`, at);
  const made = customer({ id: `again-customer-${index}`, placeId: who.agent.placeId, createdAt: at, updatedAt: at });
  return { id: `m-again-${index}`, at, kind: 'customer.add', customer: made };
}

type Answers = { [status: string]: number };

async function send(url: string, token: string, changes: readonly Mutation[]): Promise<Answers> {
  const transport = createTransport({ endpoint: url, token });
  const answers: Answers = {};
  for (let from = 0; from < changes.length; from += BATCH) {
    const reply = await transport.push(changes.slice(from, from + BATCH));
    if (!reply.ok) throw new Error(`a push failed: ${reply.failure.kind}`);
    for (const { status } of reply.value.results) answers[status] = (answers[status] ?? 0) + 1;
  }
  return answers;
}

/** By the endpoint's own clock. */
async function daysAhead(url: string, token: string): Promise<number> {
  const reply = await createTransport({ endpoint: url, token }).pull(0);
  if (!reply.ok || reply.value === null) throw new Error('the endpoint did not tell its time');
  return Math.round((reply.value.clock.now - Date.now()) / DAY);
}

function rowsOf(dataDir: string): { [table: string]: number } {
  const db = new DatabaseSync(join(dataDir, 'callside.db'), { readOnly: true });
  try {
    return Object.fromEntries(TABLES.map((table) => [table, Number(db.prepare(`select count(*) as n from ${table}`).get()?.n)]));
  } finally {
    db.close();
  }
}
