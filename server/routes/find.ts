import { findReplySchema, findRequestSchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
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
  app.openapi(route, async (c) => c.json(await find(deps, c.get('session'), c.req.valid('json').query), 200));
}
