import type { Id } from '../../../../lib/contract/basics.ts';
import { type Bench, START } from '../../support.ts';
import { type Case, leads, readers } from '../case.ts';

let last = 0;
export const fresh = (what: string) => `${what}-of-customers-${++last}`;

/** One of that place, of their own for whoever asks. */
export async function one(b: Bench, placeId: Id, id: Id = fresh('customer')): Promise<Id> {
  const person = { name: id, family: null, given: null, sex: null, salutation: null, company: null, jobTitle: null, number: null, email: null };
  const customer = {
    id,
    placeId,
    person: { ...person, phones: [], birthday: null, age: null, note: null, more: {} },
    class: null,
    language: null,
    timeZone: null,
    preferredHours: null,
    optOut: null,
    phoneHashes: [],
    createdAt: START,
    updatedAt: START,
  };
  await b.store.write((tx) => tx.customers.put([{ customer, numberHashes: [] }]));
  return id;
}

export const placeOf = (who: Id): Id => (who.startsWith('ol') ? 'other-store' : 'store');

export const cases: readonly Case[] = [
  {
    route: 'POST /v1/customers/read',
    roles: readers,
    audit: 'customer.read',
    ask: async ({ b, who }) => ({ body: { customerId: await one(b, placeOf(who)) } }),
    things: [{ what: 'customer', own: ({ customerId }) => customerId, ask: ({ id }) => ({ body: { customerId: id } }) }],
  },
  {
    route: 'POST /v1/customers/export',
    roles: leads,
    audit: 'customer.export',
    ask: async ({ b, who }) => ({ body: { customerId: await one(b, placeOf(who)) } }),
    things: [{ what: 'customer', own: ({ customerId }) => customerId, ask: ({ id }) => ({ body: { customerId: id } }) }],
  },
  {
    route: 'POST /v1/customers/merge',
    roles: leads,
    audit: 'customer.merge',
    ask: async ({ b, who }) => ({ body: { keepId: await one(b, placeOf(who)), dropId: await one(b, placeOf(who)), take: [] } }),
    prepare: async (b) => {
      for (const placeId of ['store', 'other-store']) for (const n of [1, 2]) await one(b, placeId, `twin-${n}-of-${placeId}`);
    },
    things: [
      {
        what: 'customer to keep',
        own: (_, b) => one(b, 'store'),
        ask: ({ id, who }) => ({ body: { keepId: id, dropId: `twin-1-of-${placeOf(who)}`, take: [] } }),
      },
      {
        what: 'customer to drop',
        own: (_, b) => one(b, 'store'),
        ask: ({ id, who }) => ({ body: { keepId: `twin-2-of-${placeOf(who)}`, dropId: id, take: [] } }),
      },
    ],
  },
  {
    route: 'POST /v1/customers/split',
    roles: leads,
    audit: 'customer.split',
    ask: async ({ b, who }) => ({ body: { changeId: await mergedIn(b, placeOf(who)) } }),
    things: [{ what: 'merge', own: (_, b) => mergedIn(b, 'store'), ask: ({ id }) => ({ body: { changeId: id } }) }],
  },
  {
    route: 'POST /v1/customers/words',
    roles: readers,
    audit: null,
    ask: () => ({ body: { placeId: null } }),
    things: [{ what: 'place', own: () => 'store', ask: ({ id }) => ({ body: { placeId: id } }) }],
  },
  {
    route: 'POST /v1/customers/save',
    roles: leads,
    audit: 'customer.save',
    ask: async ({ b, who }) => ({ body: { customerId: await one(b, placeOf(who)), set: toGold } }),
    things: [
      { what: 'customer', own: ({ customerId }) => customerId, ask: ({ id }) => ({ body: { customerId: id, set: toGold } }) },
      {
        what: 'place',
        own: () => 'store',
        ask: ({ id }) => ({ body: { customerId: fresh('new'), set: { name: { value: 'Somebody', was: '' } }, add: { placeId: id, service: null } } }),
      },
    ],
  },
  {
    route: 'POST /v1/customers/opt-out',
    roles: leads,
    audit: 'customer.opt-out',
    ask: async ({ b, who }) => ({ body: { customerId: await one(b, placeOf(who)), want: 'out', why: 'asked' } }),
    things: [{ what: 'customer', own: ({ customerId }) => customerId, ask: ({ id }) => ({ body: { customerId: id, want: 'out', why: 'asked' } }) }],
  },
  {
    route: 'POST /v1/customers/alike',
    roles: leads,
    audit: 'customers.alike',
    ask: ({ who }) => ({ body: { placeId: placeOf(who), phones: ['13800000001'], number: null } }),
    things: [{ what: 'place', own: () => 'store', ask: ({ id }) => ({ body: { placeId: id, phones: ['13800000001'], number: null } }) }],
  },
  { route: 'POST /v1/filters/list', roles: leads, audit: null, ask: () => ({ body: {} }) },
  {
    route: 'POST /v1/filters/save',
    roles: leads,
    audit: 'filter.save',
    ask: ({ who }) => ({ body: { ...aFilter(placeOf(who)), id: fresh('filter') } }),
    things: [{ what: 'place', own: () => 'store', ask: ({ id }) => ({ body: { ...aFilter(id), id: fresh('filter') } }) }],
  },
  {
    route: 'POST /v1/filters/remove',
    roles: leads,
    audit: 'filter.remove',
    ask: async ({ b, who }) => ({ body: { id: await kept(b, placeOf(who)) } }),
    things: [{ what: 'filter', own: (_, b) => kept(b, 'store'), ask: ({ id }) => ({ body: { id } }) }],
  },
];

const toGold = { class: { value: 'gold', was: null } };
const aFilter = (placeId: Id) => ({ placeId, name: 'Gold', filter: { classes: ['gold'] } });

async function kept(b: Bench, placeId: Id): Promise<Id> {
  const id = fresh('filter');
  await b.store.write((tx) => tx.savedFilters.put({ ...aFilter(placeId), id, createdAt: START }));
  return id;
}

/** A merge of two customers of that place. */
async function mergedIn(b: Bench, placeId: Id): Promise<Id> {
  const body = { keepId: await one(b, placeId), dropId: await one(b, placeId), take: [] };
  return ((await b.post('/v1/customers/merge', body, 'ada')).body as { changeId: Id }).changeId;
}
