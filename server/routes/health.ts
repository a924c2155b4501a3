import { createRoute, z } from '@hono/zod-openapi';
import type { App } from '../app.ts';
import type { Deps } from '../context.ts';

export const healthReplySchema = z.strictObject({ ok: z.literal(true), name: z.literal('callside'), api: z.literal(1) });

const route = createRoute({
  method: 'get',
  path: '/v1/health',
  summary: 'Is it there, and does its database answer. No token needed.',
  responses: { 200: { description: 'It works', content: { 'application/json': { schema: healthReplySchema } } } },
});

export function healthRoutes(app: App, deps: Deps): void {
  app.openapi(route, async (c) => {
    await deps.store.read((tx) => tx.lastSeq());
    return c.json({ ok: true, name: 'callside', api: 1 } as const, 200);
  });
}
