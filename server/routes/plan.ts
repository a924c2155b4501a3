import { ledgerReplySchema, ledgerRequestSchema, planPreviewReplySchema, planPreviewRequestSchema } from '../../lib/contract/plan.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import { leads, readers } from '../auth.ts';
import type { Deps } from '../context.ts';
import { readLedger } from '../ledger.ts';
import { previewPlan } from '../preview.ts';
import { post } from './route.ts';

export function planRoutes(app: App, deps: Deps): void {
  const preview = post(deps, {
    path: '/v1/plan/preview',
    summary: 'What rules would give in the next 30 days, and what is wrong in them; nothing is written',
    body: planPreviewRequestSchema,
    reply: planPreviewReplySchema,
    roles: leads,
  });
  app.openapi(preview, async (c) => {
    const session = c.get('session');
    const request = c.req.valid('json');
    const reply = await previewPlan(deps, session, request);
    const facts = { count: reply.preview?.first.length ?? 0 };
    await auditRead(deps, session, { action: 'plan.preview', subject: { kind: 'place', id: request.placeId }, placeId: request.placeId, facts });
    return c.json(reply, 200);
  });

  const ledger = post(deps, {
    path: '/v1/plan/ledger',
    summary: 'Every service and date that asks for a call, and what becomes of it; what is due a day for the next 30 days',
    body: ledgerRequestSchema,
    reply: ledgerReplySchema,
    roles: readers,
  });
  app.openapi(ledger, async (c) => {
    const session = c.get('session');
    const request = c.req.valid('json');
    const reply = await readLedger(deps, session, request);
    const facts = { count: reply.entries.length };
    await auditRead(deps, session, { action: 'plan.ledger', subject: { kind: 'place', id: request.placeId }, placeId: request.placeId, facts });
    return c.json(reply, 200);
  });
}
