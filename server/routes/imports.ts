import { importReplySchema, importRequestSchema } from '../../lib/contract/import.ts';
import { importListReplySchema, importListRequestSchema, undoImportReplySchema, undoImportRequestSchema } from '../../lib/contract/undo-import.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { importRows } from '../import.ts';
import { listImports, undoWholeImport } from '../undo-import.ts';
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
  const list = post(deps, {
    path: '/v1/imports/list',
    summary: 'The newest imports of places in reach: file, when, by whom, how many rows, and whether they were undone',
    body: importListRequestSchema,
    reply: importListReplySchema,
    roles: leads,
  });
  app.openapi(list, async (c) => {
    const session = c.get('session');
    const imports = await listImports(deps, session, c.req.valid('json').limit);
    await auditRead(deps, session, { action: 'imports.list', subject: { kind: 'imports', id: null }, facts: { count: imports.length } });
    return c.json({ imports }, 200);
  });
  const undo = post(deps, {
    path: '/v1/imports/undo',
    summary: 'Take an import back, with all its parts, as far as nobody has worked with it since; the same again answers the same',
    body: undoImportRequestSchema,
    reply: undoImportReplySchema,
    roles: leads,
    maxMs: IMPORT_MS,
  });
  app.openapi(undo, async (c) => c.json(await undoWholeImport(deps, c.get('session'), c.req.valid('json').importId), 200));
}
