import { findReplySchema, findRequestSchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { callers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { find } from '../find.ts';
import { post } from './route.ts';

export function findRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/find',
    summary: 'Customers by name, phone in any form, or number. A POST: what is looked for never stands in an address.',
    body: findRequestSchema,
    reply: findReplySchema,
    roles: callers,
  });
  app.openapi(route, async (c) => {
    const session = c.get('session');
    const reply = await find(deps, session, c.req.valid('json').query);
    await auditRead(deps, session, { action: 'customers.find', subject: { kind: 'customers', id: null }, facts: { count: reply.found.length } });
    return c.json(reply, 200);
  });
}
