import { customerSaveReplySchema } from '../../lib/contract/customer-edit.ts';
import { customerExportRequestSchema, customerExportSchema } from '../../lib/contract/customer-export.ts';
import { customerMergeRequestSchema, customerSplitReplySchema, customerSplitRequestSchema } from '../../lib/contract/customer-merge.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { exportCustomer } from '../export-customer.ts';
import { mergeCustomers } from '../merge-customers.ts';
import { splitCustomer } from '../split-customer.ts';
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
  const merge = post(deps, {
    path: '/v1/customers/merge',
    summary: 'Two files of the same person become one; 409 while somebody has one of them',
    body: customerMergeRequestSchema,
    reply: customerSaveReplySchema,
    roles: leads,
  });
  app.openapi(merge, async (c) => c.json(await mergeCustomers(deps, c.get('session'), c.req.valid('json')), 200));
  const split = post(deps, {
    path: '/v1/customers/split',
    summary: 'Take the last merge of a customer back',
    body: customerSplitRequestSchema,
    reply: customerSplitReplySchema,
    roles: leads,
  });
  app.openapi(split, async (c) => c.json(await splitCustomer(deps, c.get('session'), c.req.valid('json').changeId), 200));
}
