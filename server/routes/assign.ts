import {
  assignApplyReplySchema,
  assignApplySchema,
  assignListReplySchema,
  assignListRequestSchema,
  assignPreviewSchema,
  assignRequestSchema,
  assignUndoReplySchema,
  assignUndoRequestSchema,
} from '../../lib/contract/assignment.ts';
import type { App } from '../app.ts';
import { planAssignment } from '../assign.ts';
import { applyAssignment, listAssignments, undoAssignment } from '../assignments.ts';
import { auditRead } from '../audit/audit.ts';
import { leads } from '../auth.ts';
import type { Deps } from '../context.ts';
import { IMPORT_MS, post } from './route.ts';

export function assignRoutes(app: App, deps: Deps): void {
  const list = post(deps, {
    path: '/v1/assign/list',
    summary: 'Who has how many customers, and what was assigned lately',
    body: assignListRequestSchema,
    reply: assignListReplySchema,
    roles: leads,
  });
  app.openapi(list, async (c) => {
    const session = c.get('session');
    const { placeId } = c.req.valid('json');
    const reply = await listAssignments(deps, session, placeId);
    await auditRead(deps, session, { action: 'assignments.list', subject: { kind: 'place', id: placeId }, placeId, facts: { people: reply.people.length } });
    return c.json(reply, 200);
  });

  const preview = post(deps, {
    path: '/v1/assign/preview',
    summary: 'Who would go to whom, and why; nothing is written',
    body: assignRequestSchema,
    reply: assignPreviewSchema,
    roles: leads,
    maxMs: IMPORT_MS,
  });
  app.openapi(preview, async (c) => {
    const session = c.get('session');
    const request = c.req.valid('json');
    const reply = (await planAssignment(deps, session, request)).preview;
    const { placeId } = request;
    await auditRead(deps, session, { action: 'assignment.preview', subject: { kind: 'place', id: placeId }, placeId, facts: { count: reply.first.length } });
    return c.json(reply, 200);
  });

  const apply = post(deps, {
    path: '/v1/assign/apply',
    summary: 'Assigns as the preview with this seal showed, in one step',
    body: assignApplySchema,
    reply: assignApplyReplySchema,
    roles: leads,
    maxMs: IMPORT_MS,
  });
  app.openapi(apply, async (c) => c.json({ assignment: await applyAssignment(deps, c.get('session'), c.req.valid('json')) }, 200));

  const undo = post(deps, {
    path: '/v1/assign/undo',
    summary: 'Takes an assignment back, but for those who were assigned anew since',
    body: assignUndoRequestSchema,
    reply: assignUndoReplySchema,
    roles: leads,
    maxMs: IMPORT_MS,
  });
  app.openapi(undo, async (c) => c.json(await undoAssignment(deps, c.get('session'), c.req.valid('json').assignmentId), 200));
}
