import { z } from '@hono/zod-openapi';
import { divergenceListReplySchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { readers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { get } from './route.ts';

const querySchema = z.object({ before: z.coerce.number().int().min(1).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });

export function divergenceRoutes(app: App, deps: Deps): void {
  const route = get(deps, {
    path: '/v1/divergences',
    summary: 'Versions that stand side by side until somebody chooses, newest first. `before` is the `next` of the page before.',
    query: querySchema,
    params: z.object({}),
    reply: divergenceListReplySchema,
    roles: readers,
  });
  app.openapi(route, async (c) => {
    const session = c.get('session');
    const { before, limit } = c.req.valid('query');
    const reply = await deps.store.read(async (tx) => {
      const rows = await tx.divergences.list({ placeIds: session.scope, before: before ?? null, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const ids = [...new Set(shown.flatMap(({ divergence }) => divergence.customerId ?? []))];
      const customers = new Map((await tx.customers.get(ids)).map((customer) => [customer.id, customer]));
      return {
        divergences: shown.map(({ divergence }) => ({ divergence, customer: customers.get(divergence.customerId ?? '') ?? null })),
        next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
        total: await tx.divergences.count(session.scope),
      };
    });
    await auditRead(deps, session, { action: 'divergences.list', subject: { kind: 'divergences', id: null }, facts: { count: reply.divergences.length } });
    return c.json(reply, 200);
  });
}
