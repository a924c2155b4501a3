import { customerPageSchema, customerReadRequestSchema } from '../../lib/contract/customer-page.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { readers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { readCustomer } from '../read-customer.ts';
import { post } from './route.ts';

export function customerPageRoutes(app: App, deps: Deps): void {
  const read = post(deps, {
    path: '/v1/customers/read',
    summary: 'All that is known of one customer, and why they are called next, or are not',
    body: customerReadRequestSchema,
    reply: customerPageSchema,
    roles: readers,
  });
  app.openapi(read, async (c) => {
    const session = c.get('session');
    const { customerId } = c.req.valid('json');
    const page = await readCustomer(deps, session, customerId);
    const subject = { kind: 'customer', id: customerId };
    await auditRead(deps, session, { action: 'customer.read', subject, placeId: page.customer.placeId, facts: { records: page.records.length } });
    return c.json(page, 200);
  });
}
