import { pushReplySchema, pushRequestSchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { callers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { ingest } from '../ingest.ts';
import { post } from './route.ts';

export function pushRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/push',
    summary: 'Changes from a panel (Mutation each); a result a row, once and for all by mutation id',
    body: pushRequestSchema,
    reply: pushReplySchema,
    roles: callers,
  });
  app.openapi(route, async (c) => c.json(await ingest(deps, c.get('session'), c.req.valid('json').mutations), 200));
}
