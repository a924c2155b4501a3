import type { OutboxRow } from '../contract/outbox.ts';

export type Pending = { tasks: Set<string>; customers: Set<string> };

/** What local changes still wait or were rejected for: the endpoint's older word must not overwrite these. */
export function pendingOf(rows: readonly OutboxRow[]): Pending {
  const pending: Pending = { tasks: new Set(), customers: new Set() };
  for (const { mutation } of rows) {
    switch (mutation.kind) {
      case 'record.save':
        if (mutation.record.taskId) pending.tasks.add(mutation.record.taskId);
        if (mutation.record.content.nextStep?.kind === 'appointment') pending.tasks.add(mutation.record.content.nextStep.taskId);
        break;
      case 'customer.add':
        pending.customers.add(mutation.customer.id);
        break;
      case 'customer.set':
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
