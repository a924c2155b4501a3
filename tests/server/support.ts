import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../lib/contract/agent.ts';
import type { ImportRequest, ImportRow } from '../../lib/contract/import.ts';
import type { Mutation } from '../../lib/contract/mutation.ts';
import type { Place } from '../../lib/contract/place.ts';
import type { Record as RecordOfCall } from '../../lib/contract/record.ts';
import type { ClaimReply, PushReply } from '../../lib/contract/wire.ts';
import { type App, createApp } from '../../server/app.ts';
import type { Deps } from '../../server/context.ts';
import { createLog } from '../../server/log.ts';
import type { TokenLife } from '../../server/people/tokens.ts';
import type { Store } from '../../server/store/port.ts';
import { makeAgent } from '../../server/team.ts';
import { afterEachTest } from '../support/after-each.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

/** A Wednesday afternoon in Shanghai, inside the hours: 2026-11-18 15:00. */
export const START = Date.parse('2026-11-18T15:00:00+08:00');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;

export function aPlace(over: Partial<Place> = {}): Place {
  return {
    id: 'store',
    parentId: 'centre',
    kind: 'store',
    name: 'Sample store',
    company: { name: 'Sample store', phone: '400-000-0001' },
    timeZone: 'Asia/Shanghai',
    region: 'CN',
    numbers: [],
    dialScheme: 'tel',
    dialHost: null,
    departments: ['Repairs'],
    hours: { seasons: [{ from: '01-01', to: '12-31', weekdays: [1, 2, 3, 4, 5, 6, 7], windows: [{ from: '09:00', to: '20:00' }] }], closed: [] },
    limits: { callMinutes: 5, callsPerYear: 10, claimMinutes: 30, retryMinutes: { 'no-answer': 60, busy: 15 } },
    rules: [
      {
        id: 'after-any',
        trigger: { on: 'service-ended', kinds: null },
        fromDays: 0,
        withinDays: 3,
        purpose: 'after-repair',
        scriptId: 'retail-repair',
        priority: 1,
      },
    ],
    ...over,
  };
}

export const places = [aPlace({ id: 'centre', parentId: null, kind: 'centre', rules: [] }), aPlace(), aPlace({ id: 'other-store', name: 'Other store' })];

const team: { id: string; role: Role; placeId: string }[] = [
  { id: 'ann', role: 'agent', placeId: 'store' },
  { id: 'ben', role: 'agent', placeId: 'store' },
  { id: 'lee', role: 'lead', placeId: 'store' },
  { id: 'quinn', role: 'qa', placeId: 'centre' },
  { id: 'ada', role: 'admin', placeId: 'centre' },
  { id: 'oli', role: 'agent', placeId: 'other-store' },
  { id: 'olga', role: 'lead', placeId: 'other-store' },
];

export type Answer = { status: number; body: unknown };
export type Bench = {
  app: App;
  store: Store;
  deps: Deps;
  database: TestDatabase;
  /** SQLite's file; PostgreSQL's address. */
  file: string;
  clock: { time: number };
  log: string[];
  tokens: { [agentId: string]: string };
  post(path: string, body: unknown, agentId?: string | null): Promise<Answer>;
  get(path: string, agentId?: string | null): Promise<Answer>;
  push(agentId: string, ...mutations: unknown[]): Promise<PushReply['results']>;
  claim(agentId: string, request?: { want?: number; hold?: string[]; customerId?: string | null }): Promise<ClaimReply>;
  importRows(rows: ImportRow[], over?: Partial<ImportRequest>, agentId?: string): Promise<Answer>;
  /** Closes the database and opens the same one again, as a restart does. */
  restart(): Promise<void>;
};

const open: Bench[] = [];
const folders: string[] = [];

/** After each test, or within one that needs many. */
export async function closeBenches(): Promise<void> {
  for (const bench of open.splice(0)) {
    await bench.store.close().catch(() => undefined);
    await bench.database.remove();
  }
}

afterEachTest(async () => {
  await closeBenches();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callside-'));
  folders.push(folder);
  return folder;
}

/**
 * The real app over a real database (SQLite, or PostgreSQL in the project `postgres`), with a clock that stands still, ids that count, and a team
 * that is signed in.
 */
export async function bench({ tokenLife = { access: YEAR, refresh: YEAR } }: { tokenLife?: TokenLife } = {}): Promise<Bench> {
  const database = await testDatabase();
  const log: string[] = [];
  const clock = { time: START };
  let ids = 0;
  let seed = 0;
  const nextByte = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed >>> 24;
  };
  const make = async () => {
    const store = await database.open();
    const deps: Deps = {
      store,
      clock: { now: () => clock.time, demoOffset: null },
      newId: () => `id-${++ids}`,
      random: (count) => Uint8Array.from({ length: count }, nextByte),
      log: createLog({ write: (line) => void log.push(line) }),
      // Tests move the clock by days; those about tokens set their life themselves.
      tokenLife,
    };
    return { store, deps, app: createApp(deps) };
  };
  const request = async (path: string, init: RequestInit, agentId: string | null): Promise<Answer> => {
    const token = agentId === null ? null : made.tokens[agentId];
    const headers = new Headers(init.headers);
    if (token) headers.set('authorization', `Bearer ${token}`);
    const response = await made.app.request(path, { ...init, headers });
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    if (!isJson) await response.body?.cancel();
    return { status: response.status, body: isJson ? await response.json() : null };
  };
  const made: Bench = {
    ...(await make()),
    database,
    file: database.address,
    clock,
    log,
    tokens: {},
    post: (path, body, agentId = null) =>
      request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) }, agentId),
    get: (path, agentId = null) => request(path, { method: 'GET' }, agentId),
    async push(agentId, ...mutations) {
      const answer = await made.post('/v1/push', { mutations }, agentId);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer));
      return (answer.body as PushReply).results;
    },
    async claim(agentId, { want = 1, hold = [], customerId = null } = {}) {
      const answer = await made.post('/v1/claims', { want, hold, customerId }, agentId);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer));
      return answer.body as ClaimReply;
    },
    importRows: (rows, over = {}, agentId = 'lee') =>
      made.post('/v1/imports', { importId: `import-${++ids}`, fileName: 'customers.csv', startDate: '2026-11-01', rows, ...over }, agentId),
    async restart() {
      await made.store.close();
      Object.assign(made, await make());
    },
  };
  open.push(made);
  const codes = await made.store.write(async (tx) => {
    for (const place of places) await tx.places.put(place);
    const all: [string, string][] = [];
    for (const one of team) all.push([one.id, (await makeAgent(tx, made.deps, { ...one, name: `Agent ${one.id}`, languages: ['en'] })).code]);
    return all;
  });
  for (const [id, code] of codes) {
    const answer = await made.post('/v1/enrol', { code, device: 'test' });
    made.tokens[id] = (answer.body as { token: string }).token;
  }
  return made;
}

/** A row of a file: customer `n`, whose repair ended on that day. */
export function aRow(
  n: number,
  over: { name?: string; phone?: string | null; number?: string | null; endedOn?: string; kind?: string; optOut?: boolean } = {},
): ImportRow {
  const phone = over.phone === undefined ? `+8613800${String(n).padStart(6, '0')}` : over.phone;
  return {
    row: n + 1,
    customer: {
      person: {
        name: over.name ?? `Customer ${n}`,
        family: null,
        given: null,
        sex: null,
        salutation: null,
        company: null,
        jobTitle: null,
        number: over.number === undefined ? `C-${n}` : over.number,
        phones: phone === null ? [] : [{ original: phone, e164: phone, label: 'main', extension: null, doubtful: false }],
        email: null,
        birthday: null,
        age: null,
        note: null,
        more: {},
      },
      class: null,
      language: null,
      preferredHours: null,
      optOut: over.optOut ?? null,
    },
    service: {
      kind: over.kind ?? 'repair',
      item: 'coat',
      endedOn: over.endedOn ?? '2026-11-16',
      by: null,
      where: null,
      nextDate: null,
      number: null,
      detail: {},
    },
  };
}

export function rows(count: number): ImportRow[] {
  return Array.from({ length: count }, (_, index) => aRow(index + 1));
}

export function aRecord(over: Omit<Partial<RecordOfCall>, 'content'> & { content?: Partial<RecordOfCall['content']> } = {}): RecordOfCall {
  const none = { kind: 'none' } as const;
  return {
    id: 'record-1',
    revision: 1,
    callId: over.id === undefined ? 'call-1' : `call-of-${over.id}`,
    placeId: 'store',
    agentId: 'ann',
    customerId: null,
    taskId: null,
    serviceId: null,
    purpose: 'after-repair',
    channel: 'phone',
    direction: 'out',
    startedAt: START,
    answeredAt: START + 10_000,
    endedAt: START + 60_000,
    savedAt: START + 70_000,
    outcome: 'reached',
    satisfaction: 'satisfied',
    walk: { scriptId: 'retail-repair', version: 1, choices: [] },
    phraseLists: [],
    demo: false,
    ...over,
    content: {
      party: null,
      from: null,
      to: null,
      said: { kind: 'text', text: 'It fits well' },
      answered: none,
      needs: none,
      suggestions: none,
      complaint: none,
      nextStep: none,
      correction: { phone: null, preferredHours: null, language: null, optOut: null },
      answers: {},
      messages: [],
      findings: [],
      ...over.content,
    },
  };
}

/** The record of a task that was drawn, as a mutation. */
export function aSave(id: string, record: RecordOfCall): Mutation {
  return { id, at: record.savedAt, kind: 'record.save', record };
}

export function recordOf(work: ClaimReply['work'][number] | undefined, over: Parameters<typeof aRecord>[0] = {}): RecordOfCall {
  if (!work) throw new Error('nothing was drawn');
  return aRecord({ customerId: work.customer.id, taskId: work.task.id, serviceId: work.task.serviceId, ...over });
}
