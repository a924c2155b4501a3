import { createRoute, z } from '@hono/zod-openapi';
import { errorSchema } from '../../lib/contract/errors.ts';
import { refreshRequestSchema, signInRequestSchema, tokensSchema } from '../../lib/contract/sign-in.ts';
import { doneReplySchema, type EnrolReply, enrolReplySchema, enrolRequestSchema, meReplySchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { audit } from '../audit/audit.ts';
import { clockInfo, type Deps } from '../context.ts';
import { ApiError } from '../errors.ts';
import { addressOf, within } from '../limits.ts';
import { enrol, refresh, type SignedIn, signIn } from '../people/sign-in.ts';
import { BODY_LIMIT, get, limit, onlyJson, post, REQUEST_MS } from './route.ts';

/** A route by which somebody without a token gets one. */
function door<Body extends z.ZodType, Reply extends z.ZodType>(input: { path: string; summary: string; body: Body; reply: Reply; refusal: string }) {
  return createRoute({
    method: 'post',
    path: input.path,
    summary: input.summary,
    security: [],
    middleware: [within(REQUEST_MS), onlyJson, limit(BODY_LIMIT)] as const,
    request: { body: { required: true, content: { 'application/json': { schema: input.body } } } },
    responses: {
      200: { description: 'Signed in', content: { 'application/json': { schema: input.reply } } },
      400: { description: 'invalid', content: { 'application/json': { schema: errorSchema } } },
      401: { description: input.refusal, content: { 'application/json': { schema: errorSchema } } },
    },
  });
}

export function enrolRoutes(app: App, deps: Deps): void {
  const replyOf = ({ session, tokens, login }: SignedIn): EnrolReply => ({
    ...tokens,
    login,
    agent: session.agent,
    place: session.place,
    clock: clockInfo(deps.clock),
  });
  const enrolRoute = door({
    path: '/v1/enrol',
    summary: 'A one-time code for tokens of this device; with a password, that is the person’s from now on',
    body: enrolRequestSchema,
    reply: enrolReplySchema,
    refusal: 'unauthenticated (unknown or expired code), code-used',
  });
  app.openapi(enrolRoute, async (c) => {
    const attempt = await deps.limits?.attempt(addressOf(c, deps.behindProxy ?? false), null);
    const done = await enrol(deps, c.req.valid('json'));
    await attempt?.right();
    return c.json(replyOf(done), 200);
  });

  const signInRoute = door({
    path: '/v1/sign-in',
    summary: 'Login and password for tokens of this device',
    body: signInRequestSchema,
    reply: enrolReplySchema,
    refusal: 'unauthenticated: login unknown or password wrong, told alike',
  });
  app.openapi(signInRoute, async (c) => {
    const input = c.req.valid('json');
    // Before the password is looked at: that is work.
    const attempt = await deps.limits?.attempt(addressOf(c, deps.behindProxy ?? false), input.login);
    const done = await signIn(deps, input);
    await attempt?.right();
    return c.json(replyOf(done), 200);
  });

  const refreshRoute = door({
    path: '/v1/refresh',
    summary: 'New tokens for the one that renews; it stays good until its successor was used',
    body: refreshRequestSchema,
    reply: tokensSchema,
    refusal: 'unauthenticated: unknown, run out or revoked',
  });
  app.openapi(refreshRoute, async (c) => {
    const tokens = await refresh(deps, c.req.valid('json').refreshToken);
    if (!tokens) {
      await deps.limits?.stranger(addressOf(c, deps.behindProxy ?? false));
      throw new ApiError('unauthenticated', 'This device is signed out.');
    }
    return c.json(tokens, 200);
  });

  const nothing = z.object({});
  app.openapi(get(deps, { path: '/v1/me', summary: 'Whose token this is', query: nothing, params: nothing, reply: meReplySchema }), (c) => {
    const { agent, place } = c.get('session');
    return c.json({ agent, place, clock: clockInfo(deps.clock) }, 200);
  });

  app.openapi(
    post(deps, { path: '/v1/sign-out', summary: 'Ends this token and gives back what is held', body: z.strictObject({}), reply: doneReplySchema }),
    async (c) => {
      const session = c.get('session');
      const { agent, deviceId } = session;
      await deps.store.write(async (tx) => {
        await tx.devices.revoke(deviceId, deps.clock.now());
        await audit(tx, session, deps.clock.now(), { action: 'device.sign-out', subject: { kind: 'device', id: deviceId } });
        await tx.holds.remove((await tx.holds.ofAgent(agent.id)).map((hold) => hold.customerId));
      });
      return c.json({ ok: true } as const, 200);
    },
  );
}
