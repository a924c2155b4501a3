import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Customer, Service } from '../lib/contract/customer.ts';
import type { CustomerFilter } from '../lib/contract/filter.ts';
import { fitsFilter, looksAtServices } from '../lib/plan/fits-filter.ts';
import type { Session } from './context.ts';
import { matcher } from './find.ts';
import type { Tx } from './store/port.ts';

const PAGE = 500;

export type Matching = { tx: Tx; session: Pick<Session, 'scope' | 'place'>; filter: CustomerFilter; now: Instant; limitMs: number };
/** `lookedAt` of `customers` in the places asked for; `complete`: all of them, within the time. */
export type Matched = { ids: Id[]; lookedAt: number; customers: number; complete: boolean };

/** Whom the filter takes in within reach: with a query the best first, else the newest. Between two pages others are served. */
export async function matchCustomers({ tx, session, filter, limitMs }: Matching): Promise<Matched> {
  const placeIds = filter.placeIds ? filter.placeIds.filter((id) => session.scope.includes(id)) : session.scope;
  if (placeIds.length === 0) return { ids: [], lookedAt: 0, customers: 0, complete: true };
  const began = performance.now();
  const rankOf = filter.query === undefined ? () => 1 : matcher(filter.query, session.place.region);
  const found: Found[] = [];
  const customers = await tx.customers.count(placeIds);
  let lookedAt = 0;
  let complete = false;
  for (let after: Id | null = null; !complete && (lookedAt === 0 || performance.now() - began < limitMs); ) {
    const page: Customer[] = await tx.customers.page({ placeIds, after, limit: PAGE });
    const ranked = page.map((customer) => ({ customer, rank: rankOf(customer) })).filter(({ rank }) => rank > 0);
    found.push(...(await fittingOf(tx, filter, ranked)));
    lookedAt += page.length;
    after = page.at(-1)?.id ?? null;
    complete = page.length < PAGE;
    if (!complete) await new Promise((resolve) => setImmediate(resolve));
  }
  return { ids: found.sort(byRank).map(({ customer }) => customer.id), lookedAt, customers, complete };
}

type Found = { customer: Customer; rank: number };

const byRank = (a: Found, b: Found) => b.rank - a.rank || b.customer.createdAt - a.customer.createdAt || (a.customer.id < b.customer.id ? 1 : -1);

/** Reads only what the filter asks about. */
async function fittingOf(tx: Tx, filter: CustomerFilter, ranked: readonly Found[]): Promise<Found[]> {
  // What the file alone decides comes first: the rest is read of those who are left.
  const { products, kinds, cities, lastFrom, lastTo, planned, ownerIds, ...ofFile } = filter;
  const left = ranked.filter(({ customer }) => fitsFilter(ofFile, { customer, services: [], ownerId: null, planned: 0 }));
  const ids = left.map(({ customer }) => customer.id);
  const services: Map<Id, Service[]> = looksAtServices(filter) ? Map.groupBy(await tx.services.ofCustomers(ids), ({ customerId }) => customerId) : new Map();
  const open = planned === undefined ? new Map<Id, number>() : await tx.tasks.openCounts(ids);
  const owners = new Map(ownerIds === undefined ? [] : (await tx.owners.of(ids)).map(({ customerId, agentId }) => [customerId, agentId]));
  return left.filter(({ customer }) =>
    fitsFilter(filter, {
      customer,
      services: services.get(customer.id) ?? [],
      ownerId: owners.get(customer.id) ?? null,
      planned: open.get(customer.id) ?? 0,
    }),
  );
}
