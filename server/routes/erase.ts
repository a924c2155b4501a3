import { eraseReplySchema, eraseRequestSchema } from '../../lib/contract/erase.ts';
import type { App } from '../app.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { eraseCustomer } from '../erase.ts';
import { post } from './route.ts';

export function eraseRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/customers/erase',
    summary: 'Erase a person for ever: what tells who they are and what was said; ids, times and outcomes stay',
    body: eraseRequestSchema,
    reply: eraseReplySchema,
    roles: leads,
  });
  app.openapi(route, async (c) => c.json(await eraseCustomer(deps, c.get('session'), c.req.valid('json')), 200));
}
