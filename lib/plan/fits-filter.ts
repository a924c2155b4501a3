import type { Id } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { CustomerFilter } from '../contract/filter.ts';
import { fitsServices, plain, same, speaks } from './covers.ts';
import { neverCalled } from './rules.ts';

/** What a filter looks at. `services`: all of the customer's; `ownerId`: whose customer it is; `planned`: how many calls are open. */
export type Filtered = { customer: Customer; services: readonly Service[]; ownerId: Id | null; planned: number };

/** Does the filter take in this customer, but for its `query`, which needs a way to read phones (server/find.ts). */
export function fitsFilter(filter: CustomerFilter, { customer, services, ownerId, planned }: Filtered): boolean {
  const { classes, tags, languages, placeIds, ownerIds, reach } = filter;
  if (placeIds && !placeIds.includes(customer.placeId)) return false;
  if (classes && !(customer.class !== null && same(classes, customer.class))) return false;
  if (tags && !customer.tags?.some((tag) => same(tags, tag))) return false;
  if (languages && !languages.some((tag) => speaks(customer, plain(tag)))) return false;
  if (ownerIds && !ownerIds.includes(ownerId)) return false;
  if (filter.planned !== undefined && filter.planned !== planned > 0) return false;
  return (reach === undefined || reachOf(customer) === reach) && fitsServices(filter, services);
}

/** Whether the services have to be read to answer. */
export function looksAtServices({ products, kinds, cities, lastFrom, lastTo }: CustomerFilter): boolean {
  return [products, kinds, cities, lastFrom, lastTo].some((one) => one !== undefined);
}

function reachOf(customer: Customer): NonNullable<CustomerFilter['reach']> {
  if (customer.optOut) return 'opted-out';
  return neverCalled(customer) ? 'no-phone' : 'callable';
}
