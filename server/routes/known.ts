import { knownReplySchema, knownRequestSchema } from '../../lib/contract/known.ts';
import type { App } from '../app.ts';
import { callers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { post } from './route.ts';

export function knownRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/known',
    summary: 'Which of these mutations are stored from this agent, for a panel that has lost its own',
    body: knownRequestSchema,
    reply: knownReplySchema,
    roles: callers,
  });
  app.openapi(route, async (c) => {
    const { agent } = c.get('session');
    const { ids } = c.req.valid('json');
    const known = await deps.store.read(async (tx) => {
      const found: string[] = [];
      for (const id of ids) if ((await tx.mutations.get(id))?.agentId === agent.id) found.push(id);
      return found;
    });
    return c.json({ known }, 200);
  });
}
