import { codeReplySchema, codeRequestSchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { invite } from '../people/invite.ts';
import { post } from './route.ts';

export function codeRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/codes',
    summary: 'A new agent, and the one-time code they enrol with',
    body: codeRequestSchema,
    reply: codeReplySchema,
    roles: leads,
  });
  app.openapi(route, async (c) => {
    return c.json(await invite(deps, c.get('session'), c.req.valid('json')), 200);
  });
}
