import { customerListReplySchema, customerListRequestSchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { readers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { listCustomers } from '../list-customers.ts';
import { post } from './route.ts';

export function customerRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/customers/list',
    summary: 'Customers with their last service and open calls',
    body: customerListRequestSchema,
    reply: customerListReplySchema,
    roles: readers,
  });
  app.openapi(route, async (c) => {
    const session = c.get('session');
    const reply = await listCustomers(deps, session, c.req.valid('json'));
    await auditRead(deps, session, { action: 'customers.list', subject: { kind: 'customers', id: null }, facts: { count: reply.customers.length } });
    return c.json(reply, 200);
  });
}
