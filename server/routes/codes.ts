import { codeReplySchema, codeRequestSchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { ApiError } from '../errors.ts';
import { makeAgent } from '../team.ts';
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
    const session = c.get('session');
    const { agent } = c.req.valid('json');
    if (!session.scope.includes(agent.placeId)) throw new ApiError('not-found', 'No such place within reach.', 'agent.placeId');
    if (agent.role === 'admin' && session.agent.role !== 'admin') throw new ApiError('forbidden', 'Only an admin makes an admin.', 'agent.role');
    return c.json(await deps.store.write((tx) => makeAgent(tx, deps, { ...agent, id: deps.newId() })), 200);
  });
}
