import { passwordReplySchema, passwordRequestSchema } from '../../lib/contract/sign-in.ts';
import type { App } from '../app.ts';
import type { Deps } from '../context.ts';
import { addressOf } from '../limits.ts';
import { changePassword } from '../people/sign-in.ts';
import { post } from './route.ts';

/** One's own password. */
export function passwordRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/password',
    summary: 'Another password for oneself, for the old one; all other devices of this person are signed out',
    body: passwordRequestSchema,
    reply: passwordReplySchema,
  });
  app.openapi(route, async (c) => {
    const session = c.get('session');
    // Somebody at an unlocked screen guesses no faster than at the door.
    const attempt = await deps.limits?.attempt(addressOf(c, deps.behindProxy ?? false), session.agent.id);
    const signedOut = await changePassword(deps, session, c.req.valid('json'));
    await attempt?.right();
    return c.json({ signedOut }, 200);
  });
}
