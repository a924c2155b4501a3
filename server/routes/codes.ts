import { codeReplySchema, codeRequestSchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { audit } from '../audit/audit.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { ApiError } from '../errors.ts';
import { keyedHash, loginHash } from '../secrets.ts';
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
    const { agent, login } = c.req.valid('json');
    const hash = await keyedHash(deps.store, deps.random);
    if (!session.scope.includes(agent.placeId)) throw new ApiError('not-found', 'No such place within reach.', 'agent.placeId');
    if (agent.role === 'admin' && session.agent.role !== 'admin') throw new ApiError('forbidden', 'Only an admin makes an admin.', 'agent.role');
    const made = await deps.store.write(async (tx) => {
      const made = await makeAgent(tx, deps, { ...agent, id: deps.newId() }, login === undefined ? null : { name: login, hash: loginHash(login, hash) });
      const subject = { kind: 'agent', id: made.agent.id };
      await audit(tx, session, deps.clock.now(), { action: 'agent.invite', subject, placeId: agent.placeId, facts: { role: agent.role } });
      return made;
    });
    return c.json(made, 200);
  });
}
