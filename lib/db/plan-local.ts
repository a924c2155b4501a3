import type { Id, Instant } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import { wasHeard } from '../plan/limits.ts';
import { looksAtCalls, looksAtComplaints, planCustomer } from '../plan/plan-customer.ts';
import type { CustomerFile } from '../plan/touches.ts';
import { localDateAt } from '../plan/zone.ts';
import { complaintsIn } from '../record/complaints.ts';
import type { CallsideDb, StoredRecord } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

type About = { places: ReadonlyMap<Id, Place>; services?: readonly Service[] };

/** All that the plan of these customers depends on. `services`: newer than what is stored, or not stored yet. */
export async function planFiles(db: CallsideDb, customers: readonly Customer[], { places, services = [] }: About): Promise<CustomerFile[]> {
  const written = Map.groupBy(services, ({ customerId }) => customerId);
  const withComplaints = looksAtComplaints(places.values());
  const withCalls = withComplaints || looksAtCalls(places.values());
  return Promise.all(
    customers.map(async (customer) => {
      const newer = written.get(customer.id) ?? [];
      const stored = await db.services.where('customerId').equals(customer.id).toArray();
      const records = withCalls ? await db.records.where('customerId').equals(customer.id).toArray() : [];
      return {
        customer,
        services: [...stored.filter(({ id }) => !newer.some((one) => one.id === id)), ...newer],
        tasks: await db.tasks.where('customerId').equals(customer.id).toArray(),
        calls: newestOf(records).filter(({ direction, outcome }) => direction === 'out' && wasHeard(outcome)),
        complaints: withComplaints ? complaintsIn(newestOf(records)) : [],
      };
    }),
  );
}

function newestOf(records: readonly StoredRecord[]): StoredRecord[] {
  const newest = new Map<Id, StoredRecord>();
  for (const record of records) if (record.revision >= (newest.get(record.id)?.revision ?? 0)) newest.set(record.id, record);
  return [...newest.values()];
}

const PAGE = 200;

/**
 * Plans everybody anew, once a day on the place's calendar, for an agent alone. In pieces, so that a save comes between two of them; a call that is under way
 * puts it off. Answers how many tasks have changed.
 */
export async function planDay(db: CallsideDb, input: { place: Place; now: Instant; newId: () => Id }): Promise<number> {
  const { place, now } = input;
  const day = localDateAt(now, place.timeZone);
  if ((await readMeta(db, 'planned'))?.day === day) return 0;
  const places = new Map([[place.id, place]]);
  let changed = 0;
  for (let last = ''; ; ) {
    const page = await db.transaction('rw', [db.customers, db.services, db.records, db.tasks, db.calls], async () => {
      if ((await db.calls.count()) > 0) return null;
      const customers = await db.customers.where('id').above(last).limit(PAGE).toArray();
      const files = await planFiles(db, customers, { places });
      const tasks = files.flatMap((file) => planCustomer({ file, places, now, newId: input.newId }).changed);
      await db.tasks.bulkPut(tasks);
      changed += tasks.length;
      return customers;
    });
    if (page === null) return changed;
    last = page.at(-1)?.id ?? last;
    if (page.length < PAGE) break;
  }
  await writeMeta(db, { key: 'planned', day });
  return changed;
}
