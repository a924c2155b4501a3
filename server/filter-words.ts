import type { Id } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import type { FilterWords } from '../lib/contract/filter.ts';
import { countWords } from '../lib/plan/filter-words.ts';
import { below } from './auth.ts';
import type { Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';

const PAGE = 500;
/** Words are suggestions: those of so many customers have nearly all of them. */
const ENOUGH_MS = 4000;

/** The words in use at a place and below it. @throws ApiError */
export async function filterWords({ store }: Pick<Deps, 'store'>, session: Session, placeId: Id | null): Promise<FilterWords> {
  if (placeId !== null && !session.scope.includes(placeId)) throw new ApiError('not-found', 'No such place within reach.', 'placeId');
  const placeIds = placeId === null ? session.scope : below(session.places, placeId);
  const counted = countWords();
  const began = performance.now();
  for (let after: Id | null = null; performance.now() - began < ENOUGH_MS; ) {
    const page: Customer[] = await store.read(async (tx) => {
      const customers = await tx.customers.page({ placeIds, after, limit: PAGE });
      const services = Map.groupBy(await tx.services.ofCustomers(customers.map(({ id }) => id)), ({ customerId }) => customerId);
      for (const customer of customers) counted.add(customer, services.get(customer.id) ?? []);
      return customers;
    });
    after = page.at(-1)?.id ?? after;
    if (page.length < PAGE) break;
  }
  return counted.words();
}
