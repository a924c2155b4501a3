import { createRoute, z } from '@hono/zod-openapi';
import { errorSchema } from '../../lib/contract/errors.ts';
import { doneReplySchema, enrolReplySchema, enrolRequestSchema, meReplySchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { audit } from '../audit/audit.ts';
import { makeSession } from '../auth.ts';
import { clockInfo, type Deps } from '../context.ts';
import { ApiError } from '../errors.ts';
import { addressOf, within } from '../limits.ts';
import { hashOfCode, hashOfToken, newToken } from '../secrets.ts';
import { BODY_LIMIT, get, limit, post, REQUEST_MS } from './route.ts';

const enrol = createRoute({
  method: 'post',
  path: '/v1/enrol',
  summary: 'A one-time code for a token of this device',
  middleware: [within(REQUEST_MS), limit(BODY_LIMIT)] as const,
  request: { body: { required: true, content: { 'application/json': { schema: enrolRequestSchema } } } },
  responses: {
    200: { description: 'Enrolled', content: { 'application/json': { schema: enrolReplySchema } } },
    400: { description: 'invalid', content: { 'application/json': { schema: errorSchema } } },
    401: { description: 'unauthenticated (unknown or expired code), code-used', content: { 'application/json': { schema: errorSchema } } },
  },
});

export function enrolRoutes(app: App, deps: Deps): void {
  app.openapi(enrol, async (c) => {
    const { code, device } = c.req.valid('json');
    const attempt = await deps.limits?.attempt(addressOf(c, deps.behindProxy ?? false), null);
    const now = deps.clock.now();
    const token = newToken(deps.random);
    const session = await deps.store.write(async (tx) => {
      const hash = hashOfCode(code);
      const known = await tx.agents.code(hash);
      if (known?.usedAt != null) throw new ApiError('code-used', 'This code was used. Ask for a new one.', 'code');
      if (!known || known.expiresAt <= now) throw new ApiError('unauthenticated', 'This code is unknown or has run out.', 'code');
      await tx.agents.useCode(hash, now);
      const deviceId = deps.newId();
      await tx.agents.addDevice({ id: deviceId, agentId: known.agentId, tokenHash: hashOfToken(token), label: device, at: now });
      const made = await makeSession(tx, known.agentId, deviceId);
      if (made) await audit(tx, made, now, { action: 'device.enrol', subject: { kind: 'device', id: deviceId } });
      return made;
    });
    if (!session) throw new ApiError('unauthenticated', 'This code is unknown or has run out.', 'code');
    await attempt?.right();
    return c.json({ token, agent: session.agent, place: session.place, clock: clockInfo(deps.clock) }, 200);
  });

  const nothing = z.object({});
  app.openapi(get(deps, { path: '/v1/me', summary: 'Whose token this is', query: nothing, params: nothing, reply: meReplySchema }), (c) => {
    const { agent, place } = c.get('session');
    return c.json({ agent, place, clock: clockInfo(deps.clock) }, 200);
  });

  app.openapi(
    post(deps, { path: '/v1/sign-out', summary: 'Ends this token and gives back what is held', body: nothing, reply: doneReplySchema }),
    async (c) => {
      const session = c.get('session');
      const { agent, deviceId } = session;
      await deps.store.write(async (tx) => {
        await tx.agents.revokeDevice(deviceId, deps.clock.now());
        await audit(tx, session, deps.clock.now(), { action: 'device.sign-out', subject: { kind: 'device', id: deviceId } });
        await tx.holds.remove((await tx.holds.ofAgent(agent.id)).map((hold) => hold.customerId));
      });
      return c.json({ ok: true } as const, 200);
    },
  );
}
