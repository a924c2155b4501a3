import { customerExportRequestSchema, customerExportSchema } from '../../lib/contract/customer-export.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { exportCustomer } from '../export-customer.ts';
import { post } from './route.ts';

export function customerFileRoutes(app: App, deps: Deps): void {
  const whole = post(deps, {
    path: '/v1/customers/export',
    summary: 'All that is held about one person, for whoever has a right to know it',
    body: customerExportRequestSchema,
    reply: customerExportSchema,
    roles: leads,
  });
  app.openapi(whole, async (c) => {
    const session = c.get('session');
    const { customerId } = c.req.valid('json');
    const held = await exportCustomer(deps, session, customerId);
    const facts = { records: held.records.length, services: held.services.length, tasks: held.tasks.length };
    await auditRead(deps, session, { action: 'customer.export', subject: { kind: 'customer', id: customerId }, placeId: held.customer.placeId, facts });
    return c.json(held, 200);
  });
}
