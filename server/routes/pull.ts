import { z } from '@hono/zod-openapi';
import { type PullReply, pullReplySchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { clockInfo, type Deps, type Session } from '../context.ts';
import type { Change } from '../store/port.ts';
import { get } from './route.ts';

const PAGE = 200;
const querySchema = z.object({ cursor: z.coerce.number().int().min(0).default(0) });

export function pullRoutes(app: App, deps: Deps): void {
  const route = get(deps, {
    path: '/v1/pull',
    summary: 'Changes after a cursor: scripts, phrase lists, the place, and the customers this agent holds or has an appointment with',
    query: querySchema,
    params: z.object({}),
    reply: pullReplySchema,
  });
  app.openapi(route, async (c) => c.json(await pull(deps, c.get('session'), c.req.valid('query').cursor), 200));
}

async function pull(deps: Deps, session: Session, cursor: number): Promise<PullReply> {
  const { scope, contentScope, agent, place } = session;
  const now = deps.clock.now();
  const { last, changes } = await deps.store.read(async (tx) => {
    const last = await tx.lastSeq();
    // A cursor beyond our last number is of another database, or of one that was restored: begin again, nothing is deleted anywhere.
    const after = cursor > last ? 0 : cursor;
    return { last, changes: await tx.changes({ after, upTo: PAGE + 1, placeIds: scope, contentPlaceIds: contentScope, agentId: agent.id, now }) };
  });
  const more = changes.length > PAGE;
  const shown = more ? changes.slice(0, PAGE) : changes;
  const rows = <K extends Change['kind']>(kind: K) =>
    shown.filter((change): change is Extract<Change, { kind: K }> => change.kind === kind).map((change) => change.row);
  return {
    cursor: more ? (shown.at(-1)?.seq ?? last) : last,
    more,
    place: (rows('place') as PullReply['place'][]).find((one) => one?.id === place.id) ?? null,
    scripts: rows('script') as PullReply['scripts'],
    phraseLists: rows('phraseList') as PullReply['phraseLists'],
    customers: rows('customer') as PullReply['customers'],
    services: rows('service') as PullReply['services'],
    tasks: rows('task') as PullReply['tasks'],
    records: rows('record') as PullReply['records'],
    clock: clockInfo(deps.clock),
  };
}
