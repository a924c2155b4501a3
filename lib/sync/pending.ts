import type { Divergence } from '../contract/divergence.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { Task } from '../contract/task.ts';

/** `called`: customers of records; such a record may have changed any task of theirs (C13, opt-out). */
export type Pending = { tasks: Set<string>; customers: Set<string>; called: Set<string>; records: Set<string>; divergences: Set<string> };

/** What local changes still wait or were rejected for: the endpoint's older word must not overwrite these. */
export function pendingOf(rows: readonly OutboxRow[]): Pending {
  const pending: Pending = { tasks: new Set(), customers: new Set(), called: new Set(), records: new Set(), divergences: new Set() };
  for (const { mutation } of rows) {
    switch (mutation.kind) {
      case 'record.revise':
        pending.records.add(mutation.recordId);
        break;
      case 'record.save':
        pending.records.add(mutation.record.id);
        if (mutation.record.customerId) pending.called.add(mutation.record.customerId);
        if (mutation.record.taskId) pending.tasks.add(mutation.record.taskId);
        if (mutation.record.content.nextStep?.kind === 'appointment') pending.tasks.add(mutation.record.content.nextStep.taskId);
        break;
      case 'customer.add':
        pending.customers.add(mutation.customer.id);
        break;
      case 'service.add':
      case 'task.add':
        // The endpoint has no word of these yet.
        break;
      case 'customer.set':
        pending.customers.add(mutation.customerId);
        break;
      case 'divergence.settle':
        pending.divergences.add(mutation.divergenceId);
        pending.customers.add(mutation.customerId);
        break;
      case 'task.skip':
      case 'task.appoint':
        pending.tasks.add(mutation.taskId);
        break;
    }
  }
  return pending;
}

export function isPending(pending: Pending, task: Pick<Task, 'id' | 'customerId'>): boolean {
  return pending.tasks.has(task.id) || pending.called.has(task.customerId);
}

export function isDivergencePending(pending: Pending, one: Divergence): boolean {
  return pending.divergences.has(one.id) || (one.kind === 'record' && pending.records.has(one.recordId));
}
