import type { Id } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import { wasHeard } from '../plan/limits.ts';
import { looksAtCalls } from '../plan/plan-customer.ts';
import type { CustomerFile } from '../plan/touches.ts';
import type { CallsideDb, StoredRecord } from './database.ts';

type About = { places: ReadonlyMap<Id, Place>; services?: readonly Service[] };

/** All that the plan of these customers depends on. `services`: newer than what is stored, or not stored yet. */
export async function planFiles(db: CallsideDb, customers: readonly Customer[], { places, services = [] }: About): Promise<CustomerFile[]> {
  const written = Map.groupBy(services, ({ customerId }) => customerId);
  const withCalls = looksAtCalls(places.values());
  return Promise.all(
    customers.map(async (customer) => {
      const newer = written.get(customer.id) ?? [];
      const stored = await db.services.where('customerId').equals(customer.id).toArray();
      const records = withCalls ? await db.records.where('customerId').equals(customer.id).toArray() : [];
      return {
        customer,
        services: [...stored.filter(({ id }) => !newer.some((one) => one.id === id)), ...newer],
        tasks: await db.tasks.where('customerId').equals(customer.id).toArray(),
        calls: newestHeard(records),
      };
    }),
  );
}

function newestHeard(records: readonly StoredRecord[]): StoredRecord[] {
  const newest = new Map<Id, StoredRecord>();
  for (const record of records) if (record.revision >= (newest.get(record.id)?.revision ?? 0)) newest.set(record.id, record);
  return [...newest.values()].filter(({ direction, outcome }) => direction === 'out' && wasHeard(outcome));
}
