import type { Id } from '../lib/contract/basics.ts';
import type { Customer } from '../lib/contract/customer.ts';
import { optOutEnds } from '../lib/plan/rules.ts';
import { audit } from './audit/audit.ts';
import type { Planning } from './planning.ts';
import type { Tx } from './store/port.ts';

/** Whose wish not to be called had an end that has come may be called again. Answers all of them, as they are now. */
export async function endOptOuts({ tx, places, now, newId }: Planning, customers: readonly Customer[]): Promise<Customer[]> {
  const after: Customer[] = [];
  for (const customer of customers) {
    const place = places.get(customer.placeId);
    const ends = place ? optOutEnds(customer, place) : null;
    const isOver = ends !== null && ends <= now;
    after.push(isOver ? { ...customer, optOut: null, updatedAt: now } : customer);
    if (!isOver) continue;
    await tx.customers.endOptOut({ ...customer, updatedAt: now });
    await openAgain(tx, customer.id, now);
    const changed = { kind: 'opt-in' as const, before: { optOut: customer.optOut }, after: { optOut: null } };
    await tx.customerChanges.add(customer.id, { id: newId(), at: now, agentId: null, changed });
    await audit(tx, null, now, { action: 'customer.opt-in', subject: { kind: 'customer', id: customer.id }, placeId: customer.placeId });
  }
  return after;
}

/** What was closed by the wish and is still in time is as if it had not been planned: the plan makes it anew. */
export async function openAgain(tx: Tx, customerId: Id, now: number): Promise<void> {
  const closed = (await tx.tasks.ofCustomers([customerId], false)).filter(
    ({ state, closedBecause, cause, dueBy }) => state === 'closed' && closedBecause === 'opted-out' && cause.kind === 'rule' && dueBy >= now,
  );
  await tx.tasks.put(closed.map((task) => ({ ...task, closedBecause: 'withdrawn' as const, updatedAt: now })));
}
