import { claimReplySchema, claimRequestSchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { callers } from '../auth.ts';
import { claim } from '../claims.ts';
import type { Deps } from '../context.ts';
import { post } from './route.ts';

export function claimRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/claims',
    summary: 'Hold customers: renews, gives back, draws the next ones',
    body: claimRequestSchema,
    reply: claimReplySchema,
    roles: callers,
  });
  app.openapi(route, async (c) => c.json(await claim(deps, c.get('session'), c.req.valid('json')), 200));
}
