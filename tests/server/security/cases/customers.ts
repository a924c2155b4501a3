import type { Id } from '../../../../lib/contract/basics.ts';
import { type Bench, START } from '../../support.ts';
import { type Case, readers } from '../case.ts';

let last = 0;
export const fresh = (what: string) => `${what}-of-customers-${++last}`;

/** One of that place, of their own for whoever asks. */
export async function one(b: Bench, placeId: Id): Promise<Id> {
  const id = fresh('customer');
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
];
