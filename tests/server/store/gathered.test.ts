import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../lib/contract/mutation.ts';
import type { PushReply } from '../../../lib/contract/wire.ts';
import type { Ahead, Store, Tx } from '../../../server/store/port.ts';
import { isPostgres, type TestDatabase, testDatabase } from '../../support/test-database.ts';
import { aPlace, aRecord, type Bench, bench, closeBenches, rows, START } from '../support.ts';
import { customer, service, task } from './build.ts';

type Work = { customerId: string; taskId: string; serviceId: string | null };

/** The same team and customers; in the second every change goes one by one, as if nobody said ahead what it looks for. */
async function twins(): Promise<{ gathered: Bench; alone: Bench; work: Work[] }> {
  const [gathered, alone] = [await bench(), await bench()];
  const { writeEach } = alone.store;
  Object.assign(alone.store, { writeEach: (works: Parameters<typeof writeEach>[0]) => writeEach(works) });
  let work: Work[] = [];
  for (const b of [gathered, alone]) {
    await b.importRows(rows(CUSTOMERS));
    const drawn = (await b.claim('ann', { want: CUSTOMERS })).work;
    work = drawn.map(({ customer, task }) => ({ customerId: customer.id, taskId: task.id, serviceId: task.serviceId }));
  }
  expect(work).toHaveLength(CUSTOMERS);
  return { gathered, alone, work };
}

const CUSTOMERS = 4;

const one = fc.record({
  kind: fc.constantFrom(
    'save',
    'save',
    'save',
    'second save',
    'of a call',
    'next revision',
    'revise',
    'set',
    'opt out',
    'skip',
    'appoint',
    'answer',
    'add',
    'not ours',
  ),
  /** Few, so that some come twice: with the same body and with another. */
  id: fc.nat(40),
  about: fc.nat(CUSTOMERS - 1),
  variant: fc.nat(2),
});
type One = typeof one extends fc.Arbitrary<infer T> ? T : never;

function mutationOf({ kind, id, about, variant }: One, work: readonly Work[]): Mutation {
  const base = { id: `m-${id}`, at: START + variant };
  const mine = work[about] ?? { customerId: 'unknown', taskId: 'unknown', serviceId: null };
  const recordId = `record-${about}`;
  const nextStep = variant === 1 ? { kind: 'appointment' as const, at: START + 1e7, note: '', taskId: `task-${about}` } : { kind: 'none' as const };
  const correction = { phone: null, preferredHours: null, language: variant === 2 ? 'en' : null, optOut: null };
  const record = aRecord({ id: recordId, ...mine, content: { nextStep, correction }, ...(variant === 1 ? { outcome: 'not-now', satisfaction: null } : {}) });
  const { outcome, satisfaction, content } = record;
  switch (kind) {
    case 'second save':
      return { ...base, kind: 'record.save', record: { ...record, id: `record-${about}-${id}`, callId: `call-${id}`, taskId: null, serviceId: null } };
    case 'of a call':
      return { ...base, kind: 'record.save', record: { ...record, id: `other-${id}` } };
    case 'next revision':
      return { ...base, kind: 'record.save', record: { ...record, revision: 2 } };
    case 'not ours':
      return { ...base, kind: 'record.save', record: { ...record, customerId: variant === 0 ? 'nobody' : null } };
    case 'revise':
      return { ...base, kind: 'record.revise', recordId, basedOn: [1], why: `why ${variant}`, outcome, satisfaction, content };
    case 'set':
      return {
        ...base,
        kind: 'customer.set',
        customerId: mine.customerId,
        change: { field: 'language', value: variant === 0 ? 'en' : 'zh-CN', was: null },
      } as Mutation;
    case 'opt out':
      return { ...base, kind: 'customer.set', customerId: mine.customerId, change: { field: 'optOut', value: { at: START, reason: 'asked' } } } as Mutation;
    case 'skip':
      return { ...base, kind: 'task.skip', taskId: mine.taskId, reason: 'later', until: START + 1e6 };
    case 'appoint':
      return { ...base, kind: 'task.appoint', taskId: mine.taskId, to: START + 2e6, note: '' };
    case 'answer':
      return { ...base, kind: 'review.answer', recordId, text: `answer ${variant}` };
    case 'add':
      return { ...base, kind: 'customer.add', customer: customer(`new-${about}`) };
    default:
      return { ...base, kind: 'record.save', record };
  }
}

const MADE_ID = /\bid-\d+\b/g;

/** Ids that an endpoint made are told apart by when they come, since what is done again makes new ones. Entries of the audit have ids of their own. */
async function contentOf(b: Bench): Promise<string> {
  return named(JSON.stringify(rowsOf(await b.database.tables())));
}

/** In an order that does not come from where a row happens to lie. */
function rowsOf(tables: Awaited<ReturnType<TestDatabase['tables']>>) {
  const masked = (row: unknown) => JSON.stringify(row).replace(MADE_ID, '');
  return [...tables].map(([name, all]) => {
    const rows = name === 'audit_entries' ? all.map(({ id: _, ...row }) => row) : all;
    return [name, rows.toSorted((one, two) => (masked(one) < masked(two) ? -1 : 1))] as const;
  });
}

function named(text: string): string {
  const names = new Map<string, string>();
  return text.replace(MADE_ID, (id) => {
    const name = names.get(id) ?? `made-${names.size}`;
    names.set(id, name);
    return name;
  });
}

/** Each customer has one, under their id. */
const aTask = (id: string, number: number) => task(id, id, { priority: number, state: number === 2 ? 'done' : 'open' });

type Does = (tx: Tx, id: string, other: string, number: number) => Promise<unknown>;
const does = {
  mutation: (tx, id) => tx.mutations.get(id),
  record: (tx, id) => tx.records.get(id),
  'record of a call': (tx, id, other) => tx.records.ofCall(id, other),
  revisions: (tx, id) => tx.records.revisions(id),
  customer: async (tx, id, other) => (await tx.customers.get([id, other])).toSorted((one, two) => one.id.localeCompare(two.id)),
  tasks: (tx, id, other) => tx.tasks.get([id, other]),
  'open tasks': (tx, id) => tx.tasks.ofCustomers([id], true),
  'all tasks': (tx, id) => tx.tasks.ofCustomers([id], false),
  hold: (tx, id) => tx.holds.get([id]),
  service: (tx, id) => tx.services.get(id),
  meta: (tx, id) => tx.meta.get(id),
  erased: (tx, id) => tx.erasing.placeOf(id),
  'last number': (tx) => tx.lastSeq(),
  entries: async (tx) => (await tx.audit.openEntries('store', 100)).map(({ entry }) => entry.facts),
  'all rows': async (tx) => {
    const seen: unknown[] = [];
    for await (const rows of tx.whole.rows('mutations', ['id', 'seq'])) seen.push(...rows);
    return seen;
  },
  'refused by PostgreSQL': (tx) => tx.meta.get('\0'),
  'add mutation': (tx, id) => tx.mutations.add({ id, agentId: 'a', bodyHash: '', receivedAt: START }),
  'add record': (tx, id, other, number) => tx.records.add(aRecord({ id, callId: other, agentId: id, revision: number + 1 }), START),
  'add entry': (tx, id, _other, number) =>
    tx.audit.add({ chain: 'store', at: START, agentId: id, deviceId: null, action: 'record.save', subject: { kind: 'record', id }, facts: { number } }),
  'put customer': (tx, id, _other, number) => tx.customers.put([{ customer: { ...customer(id), class: `class ${number}` }, numberHashes: [] }]),
  'put task': (tx, id, _other, number) => tx.tasks.put([aTask(id, number)]),
  claim: (tx, id, other, number) => tx.tasks.claim([id], number === 0 ? null : other),
  'put hold': (tx, id, other, number) => tx.holds.put({ customerId: id, agentId: 'a', claimId: other, found: false, expiresAt: START + number }),
  'remove hold': (tx, id) => tx.holds.remove([id]),
  'put service': (tx, id, other) => tx.services.put([service(id, other)]),
  'set meta': (tx, id, _other, number) => tx.meta.set(id, String(number)),
  erase: (tx, id) => tx.erasing.add({ customerId: id, placeId: 'store', at: START }),
} satisfies { [name: string]: Does };
type Op = keyof typeof does;

const fewIds = ['a', 'b', 'c'];
const anId = fc.constantFrom(...fewIds);

/** Anything that a work does inside its transaction, and what it hears there. */
/** What has no way of its own in gather.ts ends the sharing, so that it is rare here. */
const unusual: readonly Op[] = [
  'revisions',
  'all tasks',
  'last number',
  'entries',
  'all rows',
  'put hold',
  'put service',
  'set meta',
  'erase',
  'refused by PostgreSQL',
];
const usual = (Object.keys(does) as Op[]).filter((op) => !unusual.includes(op));
const step = fc.record({
  op: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...unusual) }),
  id: anId,
  other: anId,
  number: fc.nat(2),
});
const some = fc.subarray(fewIds);
/** A work that fails leaves nothing. `ahead`: what it says, which need not be what it asks for. */
const aWork = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 5 }),
  fails: fc.nat(3).map((n) => n === 0),
  ahead: fc.option(fc.record({ mutations: some, records: some, calls: some, customers: some, tasks: some, services: some, meta: some }), { freq: 8 }),
});

async function filled(database: TestDatabase): Promise<Store> {
  const store = await database.open();
  await store.write(async (tx) => {
    await tx.places.put(aPlace({ id: 'centre', parentId: null }));
    await tx.places.put(aPlace());
    for (const id of fewIds) await tx.agents.add({ id, name: id, role: 'agent', placeId: 'store', languages: [] }, START);
    await tx.customers.put(fewIds.map((id) => ({ customer: customer(id), numberHashes: [] })));
    await tx.holds.put({ customerId: 'a', agentId: 'a', claimId: 'a', found: false, expiresAt: START });
    await tx.tasks.put([aTask('a', 0)]);
    await tx.tasks.claim(['a'], 'a');
  });
  return store;
}

describe('works that share their ways to the database', () => {
  it('take back what was theirs alone when they fail, also after what waited had to be written for them', async () => {
    const database = await testDatabase();
    const store = await filled(database);
    const add = (id: string) => (tx: Tx) => tx.mutations.add({ id, agentId: 'a', bodyHash: '', receivedAt: START });
    const nothing = { mutations: [] };
    const outcomes = await store.writeEach<unknown>(
      [
        add('kept'),
        async (tx) => {
          // Not asked ahead: what waits is written first.
          await tx.mutations.get('kept');
          await add('lost')(tx);
          throw new RangeError('no');
        },
        add('kept too'),
        async (tx) => {
          await add('lost too')(tx);
          await tx.mutations.get('kept too');
          throw new RangeError('no');
        },
      ],
      [nothing, nothing, nothing, nothing],
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect((await database.query('select id from mutations order by seq')).map(({ id }) => id)).toEqual(['kept', 'kept too']);
    await store.close();
    await database.remove();
  });

  it('do not suffer from a statement of another that the database refuses', async () => {
    const database = await testDatabase();
    const store = await filled(database);
    const outcomes = await store.writeEach<unknown>(
      [(tx) => tx.tasks.put([aTask('b', 1)]), (tx) => tx.meta.get('\0').then(() => Promise.reject(new RangeError('SQLite takes it')))],
      [{ tasks: ['b'] }, { tasks: ['b'] }],
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await store.read((tx) => tx.tasks.get(['b']))).toHaveLength(1);
    await store.close();
    await database.remove();
  });

  it('hear and leave the same as one by one, whatever they do', async () => {
    const seen = { fulfilled: 0, rejected: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(aWork, { minLength: 1, maxLength: isPostgres() ? 30 : 12 }), async (works) => {
        const databases = [await testDatabase(), await testDatabase()];
        const [gathered, alone] = await Promise.all(databases.map(filled));
        try {
          const doing = works.map(({ steps, fails }) => async (tx: Tx) => {
            const heard: unknown[] = [];
            for (const { op, id, other, number } of steps) heard.push(await does[op](tx, id, other, number));
            if (fails) throw new RangeError('no');
            return heard;
          });
          // One that says nothing goes as ever, in the midst of the others.
          const outcomes = await Promise.all([
            gathered?.writeEach(
              doing,
              works.map(({ ahead }) => ahead as Ahead),
            ),
            alone?.writeEach(doing),
          ]);
          const told = outcomes.map((all) => all?.map((one) => (one.status === 'fulfilled' ? one.value : 'failed')));
          expect(told[0]).toEqual(told[1]);
          for (const { status } of outcomes[0] ?? []) seen[status] += 1;
          const [first, second] = await Promise.all(databases.map(async (database) => rowsOf(await database.tables())));
          expect(first).toEqual(second);
        } finally {
          for (const store of [gathered, alone]) await store?.close();
          for (const database of databases) await database.remove();
        }
      }),
      { numRuns: isPostgres() ? 15 : 80 },
    );
    expect(Math.min(seen.fulfilled, seen.rejected)).toBeGreaterThan(5);
  }, 60_000);
});

describe('changes that share their ways to the database', () => {
  it('leave the same rows and answers as one by one, whatever comes together', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(one, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }), async (pushes) => {
        const { gathered, alone, work } = await twins();
        for (const push of pushes) {
          const sent = push.map((each) => mutationOf(each, work));
          // As after a lost reply, and within one push too.
          const mutations = [...sent, ...sent.filter((_, index) => push[index]?.variant === 0)];
          const [first, second]: PushReply['results'][] = [await gathered.push('ann', ...mutations), await alone.push('ann', ...mutations)];
          expect(first).toEqual(second);
          for (const { status } of first ?? []) seen.set(status, (seen.get(status) ?? 0) + 1);
        }
        const [first, second] = [await contentOf(gathered), await contentOf(alone)];
        // A difference is told by its place: the whole of both is too long to read.
        const at = [...first].findIndex((sign, index) => sign !== second[index]);
        expect(at < 0 ? '' : first.slice(Math.max(0, at - 200), at + 100)).toBe(at < 0 ? '' : second.slice(Math.max(0, at - 200), at + 100));
        expect(first.length).toBe(second.length);
        await closeBenches();
      }),
      { numRuns: isPostgres() ? 6 : 15 },
    );
    // Nothing was compared if all were refused.
    for (const status of ['stored', 'duplicate', 'rejected']) expect(seen.get(status), status).toBeGreaterThan(0);
  }, 60_000);
});
