import { importReplySchema, importRequestSchema } from '../../lib/contract/import.ts';
import type { App } from '../app.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { importRows } from '../import.ts';
import { IMPORT_BODY_LIMIT, IMPORT_MS, post } from './route.ts';

export function importRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/imports',
    summary: 'Customers and services from a file, all or nothing; the same importId again answers the same',
    body: importRequestSchema,
    reply: importReplySchema,
    roles: leads,
    maxSize: IMPORT_BODY_LIMIT,
    maxMs: IMPORT_MS,
  });
  app.openapi(route, async (c) => {
    const { agent, deviceId, place } = c.get('session');
    return c.json(await importRows(deps, { agentId: agent.id, deviceId, place, request: c.req.valid('json') }), 200);
  });
}
