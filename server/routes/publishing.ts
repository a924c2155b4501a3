import { publicationReplySchema, publishRequestSchema, rollbackRequestSchema, withdrawRequestSchema } from '../../lib/contract/publishing.ts';
import type { App } from '../app.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { publishDraft, rollBack, withdraw } from '../publishing/publish.ts';
import { post } from './route.ts';

/** What reaches the agents. */
export function publishingRoutes(app: App, deps: Deps): void {
  const publish = post(deps, {
    path: '/v1/content/publish',
    summary: 'Makes the draft the next version, now or at a time; refused with the place of the first problem',
    body: publishRequestSchema,
    reply: publicationReplySchema,
    roles: leads,
  });
  app.openapi(publish, async (c) => {
    const publication = await deps.store.write((tx) => publishDraft(tx, deps, c.get('session'), c.req.valid('json')));
    return c.json({ publication }, 200);
  });

  const rollback = post(deps, {
    path: '/v1/content/rollback',
    summary: 'Puts an old version into use again, as a new one',
    body: rollbackRequestSchema,
    reply: publicationReplySchema,
    roles: leads,
  });
  app.openapi(rollback, async (c) => {
    const publication = await deps.store.write((tx) => rollBack(tx, deps, c.get('session'), c.req.valid('json')));
    return c.json({ publication }, 200);
  });

  const back = post(deps, {
    path: '/v1/content/withdraw',
    summary: 'Takes a planned version back; it is a draft again',
    body: withdrawRequestSchema,
    reply: publicationReplySchema,
    roles: leads,
  });
  app.openapi(back, async (c) => {
    const publication = await deps.store.write((tx) => withdraw(tx, c.get('session'), deps.clock.now(), c.req.valid('json').publicationId));
    return c.json({ publication }, 200);
  });
}
