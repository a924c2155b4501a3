import { z } from '@hono/zod-openapi';
import { idSchema } from '../../lib/contract/basics.ts';
import { type RecordReply, recordReplySchema } from '../../lib/contract/revision.ts';
import { recordListReplySchema } from '../../lib/contract/wire.ts';
import { headsOf } from '../../lib/record/revisions.ts';
import type { App } from '../app.ts';
import { auditRead } from '../audit/audit.ts';
import type { Deps, Session } from '../context.ts';
import { ApiError } from '../errors.ts';
import { recordWithinReach } from '../revise.ts';
import type { ListedRecord, Tx } from '../store/port.ts';
import { get } from './route.ts';

const querySchema = z.object({ before: z.coerce.number().int().min(1).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });

export function recordRoutes(app: App, deps: Deps): void {
  const list = get(deps, {
    path: '/v1/records',
    summary: 'Records, newest first; an agent sees their own. `before` is the `next` of the page before.',
    query: querySchema,
    params: z.object({}),
    reply: recordListReplySchema,
  });
  app.openapi(list, async (c) => {
    const session = c.get('session');
    const { before, limit } = c.req.valid('query');
    const whose = { placeIds: session.scope, agentId: onlyOwn(session) };
    const reply = await deps.store.read(async (tx) => {
      const rows = await tx.records.list({ ...whose, before: before ?? null, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      return { records: await withNames(tx, shown), next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null, total: await tx.records.count(whose) };
    });
    // Other people's records; an agent's own are no bulk read.
    if (whose.agentId === null) {
      await auditRead(deps, session, { action: 'records.list', subject: { kind: 'records', id: null }, facts: { count: reply.records.length } });
    }
    return c.json(reply, 200);
  });

  const one = get(deps, {
    path: '/v1/records/{id}',
    summary: 'One record as it went, with all its revisions',
    query: z.object({}),
    params: z.object({ id: idSchema }),
    reply: recordReplySchema,
  });
  app.openapi(one, async (c) => {
    const session = c.get('session');
    const reply = await deps.store.read(async (tx): Promise<RecordReply | null> => {
      const row = await recordWithinReach(tx, session, c.req.valid('param').id);
      const [listed] = row ? await withNames(tx, [row]) : [];
      if (!listed) return null;
      const revisions = (await tx.records.revisions(listed.record.id)).map(({ record }) => record);
      const names = await tx.agents.names(revisions.flatMap(({ agentId, revised }) => [agentId, ...(revised ? [revised.by] : [])]));
      return { ...listed, revisions, heads: headsOf(revisions), names: Object.fromEntries(names) };
    });
    if (!reply) throw new ApiError('not-found', 'No such record within reach.', 'id');
    return c.json(reply, 200);
  });
}

function onlyOwn({ agent }: Session): string | null {
  return agent.role === 'agent' ? agent.id : null;
}

async function withNames(tx: Tx, rows: readonly ListedRecord[]) {
  const customerIds = [...new Set(rows.flatMap(({ record }) => record.customerId ?? []))];
  const customers = new Map((await tx.customers.get(customerIds)).map((customer) => [customer.id, customer]));
  const names = await tx.agents.names(rows.map(({ record }) => record.agentId));
  return rows.map((row) => ({
    ...row,
    customer: row.record.customerId === null ? null : (customers.get(row.record.customerId) ?? null),
    agentName: names.get(row.record.agentId) ?? '',
  }));
}
