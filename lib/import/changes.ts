import type { Id } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Task } from '../contract/task.ts';
import type { ImportChange } from '../contract/undo-import.ts';
import type { Merged } from './merge.ts';
import { stepsBetween } from './steps.ts';

/** The rows as they were before the import. `tasks`: those that it closed, before and after; what it plans follows from the rest. */
type Before = { customers: ReadonlyMap<Id, Customer>; services: readonly Service[]; tasks: readonly (readonly [Task, Task])[] };

/** What has to be known to take an import back: every customer whom it touched, and what became of which row. */
export function changesOf({ customers, services }: Pick<Merged, 'customers' | 'services'>, before: Before): ImportChange[] {
  const known = new Map(before.services.map((service) => [service.id, service]));
  const changed = new Set(customers.map(({ customer }) => customer.id));
  const alsoTouched = [...services, ...before.tasks.map(([task]) => task)].map(({ customerId }) => customerId).filter((id) => !changed.has(id));
  return [
    ...customers.map(({ customer }): ImportChange => ({ kind: 'customer', rowId: customer.id, steps: between(before.customers.get(customer.id), customer) })),
    ...[...new Set(alsoTouched)].map((rowId): ImportChange => ({ kind: 'customer', rowId, steps: [] })),
    ...services.map((service): ImportChange => ({ kind: 'service', rowId: service.id, steps: between(known.get(service.id), service) })),
    ...before.tasks.map(([was, is]): ImportChange => ({ kind: 'task', rowId: was.id, steps: stepsBetween({ ...was, claim: null }, is) })),
  ];
}

function between(was: object | undefined, is: object): ImportChange['steps'] {
  return was ? stepsBetween(was, is) : null;
}
