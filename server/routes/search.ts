import { z } from '@hono/zod-openapi';
import { recordExportRequestSchema, recordOptionsReplySchema, recordSearchReplySchema, recordSearchRequestSchema } from '../../lib/contract/search.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import type { Deps } from '../context.ts';
import { filterFacts } from '../search/filter-facts.ts';
import { recordOptions } from '../search/options.ts';
import { searchRecords } from '../search/search-records.ts';
import { post } from './route.ts';

export function searchRoutes(app: App, deps: Deps): void {
  const route = post(deps, {
    path: '/v1/records/search',
    summary: 'Records by what is known of them and by words of what was said, newest call first; an agent finds their own',
    body: recordSearchRequestSchema,
    reply: recordSearchReplySchema,
  });
  app.openapi(route, async (c) => {
    const session = c.get('session');
    const request = c.req.valid('json');
    const reply = await searchRecords(deps, session, request);
    // Other people's records; an agent's own are no bulk read.
    if (session.agent.role !== 'agent') {
      const facts = { count: reply.records.length, by: Object.keys(request.filter), words: request.words !== null };
      await auditRead(deps, session, { action: 'records.search', subject: { kind: 'records', id: null }, facts });
    }
    return c.json(reply, 200);
  });

  const taking = post(deps, {
    path: '/v1/records/export',
    summary: 'The same as a search, for a file that is taken away: written down for everybody, with the filter and the count of each page',
    body: recordExportRequestSchema,
    reply: recordSearchReplySchema,
  });
  app.openapi(taking, async (c) => {
    const session = c.get('session');
    const { exportId, ...request } = c.req.valid('json');
    const reply = await searchRecords(deps, session, request);
    const facts = { count: reply.records.length, total: reply.total, last: reply.next === null, words: request.words !== null, ...filterFacts(request.filter) };
    await auditRead(deps, session, { action: 'records.export', subject: { kind: 'export', id: exportId }, facts });
    return c.json(reply, 200);
  });

  const options = post(deps, {
    path: '/v1/records/options',
    summary: 'What there is to filter records by: places, agents, scripts, departments, phrases',
    body: z.strictObject({}),
    reply: recordOptionsReplySchema,
  });
  app.openapi(options, async (c) => c.json(await recordOptions(deps, c.get('session')), 200));
}
