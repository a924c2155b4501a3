import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import type { Place } from '../lib/contract/place.ts';
import { looksAtCalls, looksAtComplaints, looksAtOwners, planCustomer } from '../lib/plan/plan-customer.ts';
import type { CustomerFile } from '../lib/plan/touches.ts';
import type { Tx } from './store/port.ts';

type Places = ReadonlyMap<Id, Place>;
export type Planning = { tx: Tx; places: Places; now: Instant; newId: () => Id };

/** All that the plan of these customers depends on, in their order. */
export async function filesOf(tx: Tx, customers: readonly Customer[], places: Places): Promise<CustomerFile[]> {
  const ids = customers.map(({ id }) => id);
  const services = Map.groupBy(await tx.services.ofCustomers(ids), ({ customerId }) => customerId);
  const tasks = Map.groupBy(await tx.tasks.ofCustomers(ids, false), ({ customerId }) => customerId);
  const heard = looksAtCalls(places.values()) ? await tx.records.heardOf(ids) : [];
  const calls = Map.groupBy(heard, ({ customerId }) => customerId);
  const complaints = looksAtComplaints(places.values()) ? await tx.records.complaintsOf(ids) : null;
  const owners = looksAtOwners(places.values()) ? await tx.owners.of(ids) : [];
  const ownerOf = new Map(owners.map((owner) => [owner.customerId, owner]));
  return customers.map((customer) => ({
    customer,
    services: services.get(customer.id) ?? [],
    tasks: tasks.get(customer.id) ?? [],
    calls: calls.get(customer.id) ?? [],
    complaints: complaints?.get(customer.id) ?? [],
    owner: ownerOf.get(customer.id) ?? null,
  }));
}

/** Plans these customers anew and writes what has changed. Answers how many tasks that were. */
export async function replan({ tx, places, now, newId }: Planning, customers: readonly Customer[]): Promise<number> {
  const files = await filesOf(tx, customers, places);
  const plans = files.map((file) => planCustomer({ file, places, now, newId }));
  const changed = plans.flatMap((plan) => plan.changed);
  await tx.tasks.put(changed);
  await tx.customers.setPlanned(plans.map(({ again }, index) => ({ id: files[index]?.customer.id ?? '', at: again })));
  return changed.length;
}
