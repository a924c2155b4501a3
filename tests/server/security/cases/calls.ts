import type { Id } from '../../../../lib/contract/basics.ts';
import type { Customer, Service } from '../../../../lib/contract/customer.ts';
import type { Task } from '../../../../lib/contract/task.ts';
import { aRecord, aRow, type Bench, START } from '../../support.ts';
import { type Case, callers, everyone, leads, pushed, readers, type Seeded, type Thing, wasStored } from '../case.ts';
import { returned } from './reviews.ts';

const nobody = { want: 0, hold: [], customerId: null };
let made = 0;
const fresh = (what: string) => `${what}-${++made}`;

const aCustomer = (placeId: Id): Customer => ({
  id: fresh('customer'),
  placeId,
  person: aRow(7).customer.person,
  class: null,
  language: null,
  timeZone: null,
  preferredHours: null,
  optOut: null,
  phoneHashes: [],
  createdAt: START,
  updatedAt: START,
});

const aService = (customerId: Id, placeId: Id): Service => ({
  id: fresh('service'),
  customerId,
  placeId,
  kind: 'repair',
  item: null,
  endedOn: '2026-11-16',
  by: null,
  where: null,
  nextDate: null,
  history: false,
  detail: {},
  importId: null,
  createdAt: START,
});

const aTask = (customerId: Id, placeId: Id, serviceId: Id | null): Task => ({
  id: fresh('task'),
  customerId,
  placeId,
  serviceId,
  purpose: 'after-repair',
  scriptId: 'retail-repair',
  cause: { kind: 'rule', ruleId: 'after-any', serviceId: serviceId ?? 'service' },
  agentId: null,
  notBefore: START,
  dueBy: START + 1,
  priority: 1,
  state: 'open',
  closedBecause: null,
  attempts: 0,
  lastOutcome: null,
  skips: [],
  claim: null,
  createdAt: START,
  updatedAt: START,
});

const listed = async (b: Bench) =>
  (await b.store.read((tx) => tx.divergences.list({ placeIds: ['store'], before: null, limit: 10 }))).map(({ divergence }) => divergence);

/** The customer Ann holds, whose language she and Ben set without knowing of each other. */
async function divergence({ otherCustomerId }: Seeded, b: Bench): Promise<Id> {
  for (const [who, value] of [
    ['ann', 'en'],
    ['ben', 'fr'],
  ] as const) {
    const change = { field: 'language', value, was: null };
    await b.push(who, { id: fresh('m'), at: START, kind: 'customer.set', customerId: otherCustomerId, change });
  }
  return (await listed(b))[0]?.id ?? '';
}

/** One thing for every kind of mutation, and for every id in one; the matrix asks that no kind is left out. */
const changes: readonly Omit<Thing, 'done'>[] = [
  {
    what: 'record.save: customer',
    own: ({ customerId }) => customerId,
    ask: ({ id, who }) => pushed({ id: fresh('m'), at: START, kind: 'record.save', record: { ...own(who), id: fresh('record'), customerId: id } }),
  },
  {
    what: 'record.save: task',
    own: ({ taskId }) => taskId,
    by: 'ann',
    ask: ({ id, who, seeded }) =>
      pushed({
        id: fresh('m'),
        at: START,
        kind: 'record.save',
        record: { ...own(who), id: fresh('record'), taskId: id, customerId: who === 'ann' ? seeded.otherCustomerId : null },
      }),
  },
  {
    what: 'record.save: place',
    own: () => 'store',
    ask: ({ id, who }) => pushed({ id: fresh('m'), at: START, kind: 'record.save', record: { ...own(who), id: fresh('record'), placeId: id } }),
  },
  {
    what: 'record.revise',
    own: ({ recordId }) => recordId,
    notFor: ['ben'],
    ask: ({ id }) => {
      const { outcome, satisfaction, content } = aRecord();
      return pushed({ id: fresh('m'), at: START, kind: 'record.revise', recordId: id, basedOn: [1], why: 'A slip', outcome, satisfaction, content });
    },
  },
  {
    what: 'review.answer',
    own: returned,
    by: 'ann',
    notFor: ['ben', 'lee'],
    ask: ({ id }) => pushed({ id: fresh('m'), at: START, kind: 'review.answer', recordId: id, text: 'I will be shorter' }),
  },
  {
    what: 'service.add: customer',
    own: ({ customerId }) => customerId,
    ask: ({ id, who }) => pushed({ id: fresh('m'), at: START, kind: 'service.add', service: aService(id, own(who).placeId) }),
  },
  {
    what: 'service.add: place',
    own: () => 'store',
    ask: ({ id, seeded }) => pushed({ id: fresh('m'), at: START, kind: 'service.add', service: aService(seeded.customerId, id) }),
  },
  {
    what: 'task.add: customer',
    own: ({ customerId }) => customerId,
    ask: ({ id, who }) => pushed({ id: fresh('m'), at: START, kind: 'task.add', task: aTask(id, own(who).placeId, null) }),
  },
  {
    what: 'task.add: service',
    own: ({ serviceId }) => serviceId,
    ask: ({ id, who, seeded }) => pushed({ id: fresh('m'), at: START, kind: 'task.add', task: aTask(seeded.customerId, own(who).placeId, id) }),
  },
  { what: 'customer.add: place', own: () => 'store', ask: ({ id }) => pushed({ id: fresh('m'), at: START, kind: 'customer.add', customer: aCustomer(id) }) },
  {
    what: 'customer.set',
    own: ({ customerId }) => customerId,
    ask: ({ id }) => pushed({ id: fresh('m'), at: START, kind: 'customer.set', customerId: id, change: { field: 'language', value: 'en' } }),
  },
  {
    what: 'divergence.settle',
    own: divergence,
    ask: async ({ b, id, seeded }) => {
      const versions = (await listed(b)).find((one) => one.id === id)?.versions.map((version) => version.id) ?? ['v1', 'v2'];
      const [choose] = versions;
      return pushed({ id: fresh('m'), at: START, kind: 'divergence.settle', divergenceId: id, customerId: seeded.otherCustomerId, choose, seen: versions });
    },
  },
  {
    what: 'task.skip',
    own: ({ taskId }) => taskId,
    ask: ({ id }) => pushed({ id: fresh('m'), at: START, kind: 'task.skip', taskId: id, reason: 'line is bad', until: START + 1 }),
  },
  {
    what: 'task.appoint',
    own: ({ taskId }) => taskId,
    ask: ({ id }) => pushed({ id: fresh('m'), at: START, kind: 'task.appoint', taskId: id, to: START + 1, note: '' }),
  },
];
const mutations = changes.map((thing): Thing => ({ ...thing, done: wasStored }));

const own = (who: Id) => aRecord({ agentId: who, placeId: who.startsWith('ol') ? 'other-store' : 'store' });

export const cases: readonly Case[] = [
  { route: 'GET /v1/pull', roles: everyone, audit: null, ask: () => ({ path: '/v1/pull?cursor=0' }) },
  { route: 'GET /v1/events', roles: everyone, audit: null, ask: () => ({}) },
  {
    route: 'POST /v1/claims',
    roles: callers,
    audit: null,
    ask: () => ({ body: nobody }),
    things: [
      { what: 'customer', own: ({ customerId }) => customerId, ask: ({ id }) => ({ body: { ...nobody, customerId: id } }) },
      // A hold that is not theirs is given back like one that nobody knows: nothing is said of it.
      { what: 'task', own: ({ taskId }) => taskId, by: 'ann', ask: ({ id }) => ({ body: { ...nobody, hold: [id] } }), done: ({ body }) => hasWork(body) },
    ],
  },
  {
    route: 'POST /v1/push',
    roles: callers,
    audit: 'customer.add',
    ask: ({ who }) => pushed({ id: fresh('m'), at: START, kind: 'customer.add', customer: aCustomer(own(who).placeId) }),
    things: mutations,
  },
  {
    route: 'POST /v1/known',
    roles: callers,
    audit: null,
    ask: () => ({ body: { ids: ['nobody-sent-it'] } }),
    things: [{ what: 'mutation', own: () => 'm-seed', by: 'ann', notFor: ['ben'], ask: ({ id }) => ({ body: { ids: [id] } }), done: isKnown }],
  },
  { route: 'POST /v1/find', roles: callers, audit: 'customers.find', ask: () => ({ body: { query: '王佳琪' } }) },
  {
    route: 'POST /v1/imports',
    roles: leads,
    audit: 'customers.import',
    ask: () => ({ body: { importId: fresh('import'), fileName: 'f', startDate: '2026-11-01', rows: [aRow(9)] } }),
  },
  { route: 'POST /v1/imports/list', roles: leads, audit: 'imports.list', ask: () => ({ body: { limit: 20 } }) },
  {
    route: 'POST /v1/imports/undo',
    roles: leads,
    audit: 'customers.undo-import',
    // One of their own for everybody: nothing is written when it is undone again.
    ask: async ({ b }) => {
      const importId = fresh('import');
      await b.importRows([aRow(9)], { importId });
      return { body: { importId } };
    },
    things: [
      {
        what: 'import',
        own: async (_, b) => {
          const importId = fresh('import');
          await b.importRows([aRow(9)], { importId });
          return importId;
        },
        ask: ({ id }) => ({ body: { importId: id } }),
      },
    ],
  },
  { route: 'GET /v1/divergences', roles: readers, audit: 'divergences.list', ask: () => ({}) },
  {
    route: 'POST /v1/customers/erase',
    roles: leads,
    audit: 'customer.erase',
    // One of their own for everybody: nobody is erased twice.
    ask: async ({ b }) => {
      const customer = aCustomer('store');
      await b.store.write((tx) => tx.customers.put([{ customer, numberHashes: [] }]));
      return { body: { customerId: customer.id, why: 'asked' } };
    },
    things: [{ what: 'customer', own: ({ otherCustomerId }) => otherCustomerId, ask: ({ id }) => ({ body: { customerId: id, why: 'asked' } }) }],
  },
  { route: 'POST /v1/customers/list', roles: readers, audit: 'customers.list', ask: () => ({ body: { cursor: null, limit: 100, query: null } }) },
];

const hasWork = (body: unknown) => (body as { work: unknown[] }).work.length > 0;

function isKnown({ body }: { body: unknown }): boolean {
  return (body as { known: unknown[] }).known.length > 0;
}
