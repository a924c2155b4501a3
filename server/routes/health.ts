import { createRoute, z } from '@hono/zod-openapi';
import { errorSchema } from '../../lib/contract/errors.ts';
import type { App } from '../app.ts';
import type { Deps } from '../context.ts';
import { ApiError } from '../errors.ts';
import { within } from '../limits.ts';
import { DATABASE_VERSION } from '../store/migrations.ts';

export const healthReplySchema = z.strictObject({ ok: z.literal(true), name: z.literal('callside'), api: z.literal(1) });
export const readyReplySchema = z.strictObject({ ready: z.literal(true) });

/** A database that does not answer by then has no use for more requests. */
const DATABASE_MS = 3_000;

/** Said by the HTTP server itself. */
const malformed = { description: 'The request is no HTTP' };

const health = createRoute({
  method: 'get',
  path: '/v1/health',
  summary: 'Is it alive. Asks nothing of the database; no token needed.',
  security: [],
  responses: { 200: { description: 'It is alive', content: { 'application/json': { schema: healthReplySchema } } }, 400: malformed },
});

const ready = createRoute({
  method: 'get',
  path: '/v1/ready',
  summary: 'May requests be sent here: the database answers, is of this program’s version, and the endpoint is not stopping. No token needed.',
  security: [],
  middleware: [within(DATABASE_MS)] as const,
  responses: {
    400: malformed,
    200: { description: 'Ready', content: { 'application/json': { schema: readyReplySchema } } },
    503: { description: 'unavailable', content: { 'application/json': { schema: errorSchema } } },
  },
});

export function healthRoutes(app: App, deps: Deps): void {
  app.openapi(health, (c) => c.json({ ok: true, name: 'callside', api: 1 } as const, 200));

  app.openapi(ready, async (c) => {
    if (deps.stopping?.aborted) throw new ApiError('unavailable', 'The endpoint is stopping.');
    const version = await deps.store.read((tx) => tx.meta.get('version')).catch(() => null);
    if (version === null) throw new ApiError('unavailable', 'The database does not answer.');
    // Another instance with a newer program has moved it on.
    if (Number(version) !== DATABASE_VERSION) throw new ApiError('unavailable', 'The database has another version than this program.');
    return c.json({ ready: true } as const, 200);
  });
}
