import type { Id } from '../lib/contract/basics.ts';
import type { CustomerExport } from '../lib/contract/customer-export.ts';
import type { Deps, Session } from './context.ts';
import { customerInReach } from './read-customer.ts';

/** Of either more than anybody has. */
const RECORDS = 10_000;
const CHANGES = 10_000;

/** All that is held about one person. @throws ApiError */
export async function exportCustomer({ store, clock }: Pick<Deps, 'store' | 'clock'>, session: Session, customerId: Id): Promise<CustomerExport> {
  return store.read(async (tx) => {
    const customer = await customerInReach(tx, session, customerId);
    const latest = await tx.records.ofCustomers([customerId], RECORDS);
    const names = await tx.agents.names([...new Set(latest.map(({ agentId }) => agentId))]);
    const records: CustomerExport['records'] = [];
    for (const { id, agentId } of latest) {
      const revisions = await tx.records.revisions(id);
      records.push({ agentName: names.get(agentId) ?? '', revisions: revisions.map(({ record }) => record) });
    }
    return {
      exportedAt: clock.now(),
      customer,
      services: await tx.services.ofCustomers([customerId]),
      tasks: await tx.tasks.ofCustomers([customerId], false),
      records,
      changes: await tx.customerChanges.ofCustomer(customerId, CHANGES),
      owner: (await tx.owners.of([customerId]))[0] ?? null,
    };
  });
}
