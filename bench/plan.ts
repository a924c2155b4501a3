import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Id } from '../lib/contract/basics.ts';
import type { Customer, Service } from '../lib/contract/customer.ts';
import type { Place } from '../lib/contract/place.ts';
import type { Rule, Trigger } from '../lib/contract/rule.ts';
import { createApp } from '../server/app.ts';
import { createLog } from '../server/log.ts';
import { planBatch } from '../server/planner.ts';
import type { Store, Tx } from '../server/store/port.ts';
import { openPostgres } from '../server/store/postgres.ts';
import { openSqlite } from '../server/store/sqlite.ts';
import { makeAgent } from '../server/team.ts';
import { startPostgres } from '../tools/lib/postgres.ts';
import { inFolder } from './in-folder.ts';
import { type Measured, median, quantile, type Row } from './measure.ts';

const NOW = Date.parse('2026-11-25T15:00:00+08:00');
const CUSTOMERS = 100_000;
const AGENTS = 50;
const PAGE = 1000;
const kinds = ['维修', '购买', '换货', '退货', '保养'];
const classes = ['普通', '银卡', '金卡', '钻石'];

const always = { from: '01-01', to: '12-31', weekdays: [1, 2, 3, 4, 5, 6, 7], windows: [{ from: '00:00', to: '24:00' }] };

/** Twenty rules of every trigger. */
function twenty(): Rule[] {
  const rule = (id: string, trigger: Trigger, fromDays: number, withinDays: number, more: Partial<Rule> = {}): Rule => {
    return { id, trigger, fromDays, withinDays, purpose: 'after-repair', scriptId: 'retail-repair', priority: 3, ...more };
  };
  return [
    ...kinds.map((kind) => rule(`after-${kind}`.replace(kind, String(kinds.indexOf(kind))), { on: 'service-ended', kinds: [kind] }, 1, 3)),
    rule('after-any', { on: 'service-ended', kinds: null }, 1, 3),
    ...kinds.map((kind, n) => rule(`renew-${n}`, { on: 'renewal', kinds: [kind], everyMonths: 12, second: { fromDays: -10, withinDays: -3 } }, -45, -25)),
    rule('birthday', { on: 'birthday' }, 0, 0),
    rule('spring', { on: 'festival', festival: 'spring-festival' }, -3, 0),
    rule('autumn', { on: 'festival', festival: 'mid-autumn' }, -3, 0),
    rule('anniversary', { on: 'yearly', monthDay: '06-18' }, 0, 0),
    rule('promotion', { on: 'period', from: '2026-12-10', to: '2026-12-20' }, 0, 0, { covers: { classes: ['钻石'] } }),
    rule('lapsed', { on: 'lapsed', kinds: null }, 60, 90),
    rule('points', { on: 'points', column: '可用积分', atLeast: 5000, everyMonths: 6 }, 0, 30),
    rule('care', { on: 'recurring', since: 'service', kinds: null, everyMonths: 3, rhythms: [{ classes: ['钻石'], everyMonths: 1 }] }, 0, 10),
    rule('visit', { on: 'recurring', since: 'call', kinds: ['维修'], everyMonths: 6 }, 0, 10),
  ];
}

const place = (): Place => ({
  id: 'store',
  parentId: null,
  kind: 'store',
  name: 'Sample store',
  company: { name: 'Sample store', phone: '400-000-0001' },
  timeZone: 'Asia/Shanghai',
  region: 'CN',
  numbers: [],
  dialScheme: 'tel',
  dialHost: null,
  departments: [],
  hours: { seasons: [always], closed: [] },
  limits: { callMinutes: 5, callsPerYear: 10, claimMinutes: 30, retryMinutes: { 'no-answer': 60, busy: 15 } },
  rules: twenty(),
});

const two = (n: number) => String(n).padStart(2, '0');

function customerOf(n: number): Customer {
  const e164 = `+8613800${String(n).padStart(6, '0')}`;
  return {
    id: `c-${n}`,
    placeId: 'store',
    person: {
      name: `客户${n}`,
      family: null,
      given: null,
      sex: null,
      salutation: null,
      company: null,
      jobTitle: null,
      number: `VIP${n}`,
      phones: [{ original: e164, e164, label: 'main', extension: null, doubtful: false }],
      email: null,
      birthday: `${1950 + (n % 50)}-${two(1 + (n % 12))}-${two(1 + (n % 28))}`,
      age: null,
      note: null,
      more: { 可用积分: String((n * 37) % 6000) },
    },
    class: classes[n % 4] ?? null,
    language: 'zh-CN',
    timeZone: null,
    preferredHours: null,
    optOut: null,
    phoneHashes: [`h-${n}`],
    createdAt: NOW,
    updatedAt: NOW,
  };
}

/** Two services each; of one in eight the last ended this week. */
function servicesOf(n: number): Service[] {
  const service = (k: number, endedOn: string): Service => ({
    id: `s-${n}-${k}`,
    customerId: `c-${n}`,
    placeId: 'store',
    kind: kinds[(n + k) % 5] ?? '维修',
    item: '羊毛西装外套',
    endedOn,
    by: null,
    where: '五一店',
    nextDate: null,
    history: endedOn < '2026-11-15',
    detail: {},
    importId: null,
    createdAt: NOW,
  });
  const recent = n % 8 === 0 ? `2026-11-${two(20 + (n % 5))}` : `2026-${two(1 + (n % 10))}-${two(1 + (n % 28))}`;
  return [service(0, recent), service(1, `2025-${two(1 + ((n * 5) % 12))}-${two(1 + ((n * 3) % 28))}`)];
}

async function fill(store: Store): Promise<void> {
  await store.write((tx) => tx.places.put(place()));
  for (let from = 0; from < CUSTOMERS; from += PAGE) {
    const numbers = Array.from({ length: PAGE }, (_, index) => from + index);
    await store.write(async (tx) => {
      await tx.customers.put(numbers.map((n) => ({ customer: customerOf(n), numberHashes: [`n-${n}`] })));
      await tx.services.put(numbers.flatMap(servicesOf));
    });
  }
}

/** What the same work costs the database alone: every file read, and as many tasks written, page by page. */
async function bare(store: Store): Promise<void> {
  let after: Id | null = null;
  for (let done = false; !done; ) {
    await store.write(async (tx: Tx) => {
      const customers: Customer[] = await tx.customers.page({ placeIds: ['store'], after, limit: 200 });
      const ids = customers.map(({ id }) => id);
      await tx.services.ofCustomers(ids);
      const tasks = await tx.tasks.ofCustomers(ids, false);
      await tx.tasks.put(tasks);
      after = ids.at(-1) ?? after;
      done = customers.length < 200;
    });
  }
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

function rowOf(work: string, unit: string, mark: string, measured: Measured[], isMet: boolean): Row {
  return { work, unit, mark, measured, ratio: (measured[0]?.median ?? Number.NaN) / (measured[1]?.median ?? Number.NaN), isMet };
}

async function planning(store: Store, name: string): Promise<Row[]> {
  let ids = 0;
  const deps = { store, clock: { now: () => NOW, demoOffset: null }, newId: () => `t-${ids++}` };
  const full = await seconds(async () => {
    while (await planBatch(deps));
  });
  const alone = await seconds(() => bare(store));
  const one: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const id = `c-${n * 97}`;
    await store.write((tx) => tx.customers.setPlanned([{ id, at: 0 }]));
    one.push(1000 * (await seconds(() => planBatch(deps))));
  }
  const single: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const id = `c-${n * 97}`;
    const work = async (tx: Tx) => {
      await tx.customers.get([id]);
      await tx.services.ofCustomers([id]);
      await tx.tasks.put(await tx.tasks.ofCustomers([id], false));
    };
    single.push(1000 * (await seconds(() => store.write(work))));
  }
  return [
    rowOf(
      `${name}: plan ${CUSTOMERS / 1000},000 customers by 20 rules from nothing`,
      's',
      '≤ 10 s',
      [
        { name: 'ours', median: full },
        { name: 'reading the same files and writing the same tasks', median: alone },
      ],
      full <= 10,
    ),
    rowOf(
      `${name}: plan one customer anew`,
      'ms',
      '≤ 5 ms',
      [
        { name: 'ours', median: median(one) },
        { name: 'reading the file and writing its tasks', median: median(single) },
      ],
      median(one) <= 5,
    ),
  ];
}

/** Fifty agents ask for a customer in the same moment, ten times over; nobody may get one that another has. */
async function drawing(store: Store, name: string): Promise<Row> {
  const deps = { store, clock: { now: () => NOW, demoOffset: null }, newId: randomUUID, random: randomBytes, log: createLog({ write: () => undefined }) };
  const app = createApp(deps);
  const post = async <T>(path: string, body: unknown, token?: string): Promise<T> => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const tokens: string[] = [];
  for (let n = 0; n < AGENTS; n += 1) {
    const { code } = await store.write((tx) => makeAgent(tx, deps, { id: `agent-${n}`, name: `Agent ${n}`, role: 'agent', placeId: 'store', languages: [] }));
    tokens.push((await post<{ token: string }>('/v1/enrol', { code, device: 'bench' })).token);
  }
  const bareDraw = (n: number) =>
    store.write(async (tx) => {
      const groups = (await tx.customers.callings()).map((calling) => ({ placeId: 'store', calling }));
      const [id] = await tx.tasks.candidates({ placeIds: ['store'], groups, now: NOW, owners: null, offset: 0, limit: 1 });
      const [task] = id ? await tx.tasks.get([id]) : [];
      if (task) await tx.holds.put({ customerId: task.customerId, agentId: `agent-${n}`, claimId: randomUUID(), found: false, expiresAt: NOW + 1_800_000 });
    });
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let time = 0; time < 5; time += 1) {
    const drawn: Id[] = [];
    const began = performance.now();
    await Promise.all(
      tokens.map(async (token) => {
        const { work } = await post<{ work: { customer: { id: Id } }[] }>('/v1/claims', { want: 1, hold: [], customerId: null }, token);
        ours.push(performance.now() - began);
        drawn.push(...work.map(({ customer }) => customer.id));
      }),
    );
    if (drawn.length !== AGENTS || new Set(drawn).size !== AGENTS) throw new Error(`${drawn.length} drawn, ${new Set(drawn).size} of them different`);
    const again = performance.now();
    await Promise.all(tokens.map((_, n) => bareDraw(n).then(() => peer.push(performance.now() - again))));
  }
  const measured = [
    { name: 'ours', median: quantile(ours, 0.95) },
    { name: 'the bare query and the lease', median: quantile(peer, 0.95) },
  ];
  const row = rowOf(`${name}: ${AGENTS} agents draw at once from ${CUSTOMERS / 1000},000 customers, p95`, 'ms', '≤ 3 ×', measured, false);
  return { ...row, isMet: row.ratio <= 3 };
}

async function rowsOn(store: Store, name: string): Promise<Row[]> {
  try {
    await fill(store);
    return [...(await planning(store, name)), await drawing(store, name)];
  } finally {
    await store.close();
  }
}

export function planOnSqlite(parent: string): Promise<Row[]> {
  return inFolder(parent, async (folder) => rowsOn(await openSqlite(join(folder, 'plan.db')), 'SQLite'));
}

export async function planOnPostgres(): Promise<Row[]> {
  const cluster = await startPostgres({ durable: true });
  try {
    return await rowsOn(await openPostgres(cluster.url()), 'PostgreSQL');
  } finally {
    await cluster.stop();
  }
}
