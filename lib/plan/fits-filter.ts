import type { Id } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { CustomerFilter } from '../contract/filter.ts';
import { fitsKind, plain, same, speaks } from './covers.ts';
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

/** One service has to fit all that is asked of it; the last one decides the days. */
function fitsServices(filter: CustomerFilter, services: readonly Service[]): boolean {
  const { products, kinds, cities, lastFrom, lastTo } = filter;
  if (!looksAtServices(filter)) return true;
  const last = services.reduce<string | null>((newest, { endedOn }) => (newest === null || endedOn > newest ? endedOn : newest), null);
  if (last === null || (lastFrom !== undefined && last < lastFrom) || (lastTo !== undefined && last > lastTo)) return false;
  return services.some(
    (service) =>
      (!kinds || fitsKind(kinds, service)) &&
      (!products || products.some((part) => plain(service.item ?? '').includes(plain(part)))) &&
      (!cities || (service.where !== null && same(cities, service.where))),
  );
}

function reachOf(customer: Customer): NonNullable<CustomerFilter['reach']> {
  if (customer.optOut) return 'opted-out';
  return neverCalled(customer) ? 'no-phone' : 'callable';
}
