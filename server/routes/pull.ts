import { createRoute, z } from '@hono/zod-openapi';
import type { Divergence } from '../../lib/contract/divergence.ts';
import { type PullReply, pullReplySchema } from '../../lib/contract/wire.ts';
import type { App } from '../app.ts';
import { clockInfo, type Deps, type Session } from '../context.ts';
import type { Change } from '../store/port.ts';
import { get } from './route.ts';

const PAGE = 200;
const querySchema = z.object({ cursor: z.coerce.number().int().min(0).default(0) });

export function pullRoutes(app: App, deps: Deps): void {
  const base = get(deps, {
    path: '/v1/pull',
    summary: 'Changes after a cursor: scripts, phrase lists, the place, and the customers this agent holds or has an appointment with',
    query: querySchema,
    params: z.object({}),
    reply: pullReplySchema,
  });
  const route = createRoute({ ...base, responses: { ...base.responses, 304: { description: 'Nothing has changed since the answer with this ETag' } } });
  app.openapi(route, async (c) => {
    const session = c.get('session');
    const { cursor } = c.req.valid('query');
    const known = c.req.header('if-none-match');
    // Read without a row: asked by every worker twice a minute, and mostly nothing has happened.
    if (known !== undefined && known === tagOf(deps, session, cursor, await deps.store.read((tx) => tx.lastSeq()))) return c.body(null, 304, { etag: known });
    const { reply, last } = await pull(deps, session, cursor);
    // Only an answer that leaves nothing to ask for has a tag, and it is the next question's.
    return reply.more ? c.json(reply, 200) : c.json(reply, 200, { etag: tagOf(deps, session, reply.cursor, last) });
  });
}

/** The same as long as the same question has an empty answer: whose, from where, up to where, and on which clock. */
function tagOf({ clock }: Deps, { agent, place }: Session, cursor: number, last: number): string {
  return `"${[agent.id, place.id, agent.role, cursor, last, clock.demoOffset ?? 'real'].join('/')}"`;
}

async function pull(deps: Deps, session: Session, cursor: number): Promise<{ reply: PullReply; last: number }> {
  const { scope, usesScope, agent, place } = session;
  const now = deps.clock.now();
  const { last, changes } = await deps.store.read(async (tx) => {
    const last = await tx.lastSeq();
    // A cursor beyond our last number is of another database, or of one that was restored: begin again, nothing is deleted anywhere.
    const after = cursor > last ? 0 : cursor;
    return { last, changes: await tx.changes({ after, upTo: PAGE + 1, placeIds: scope, contentPlaceIds: usesScope, agentId: agent.id, now }) };
  });
  const more = changes.length > PAGE;
  const shown = more ? changes.slice(0, PAGE) : changes;
  const rows = <K extends Change['kind']>(kind: K) =>
    shown.filter((change): change is Extract<Change, { kind: K }> => change.kind === kind).map((change) => change.row);
  const reply: PullReply = {
    cursor: more ? (shown.at(-1)?.seq ?? last) : last,
    more,
    place: (rows('place') as PullReply['place'][]).find((one) => one?.id === place.id) ?? null,
    scripts: rows('script') as PullReply['scripts'],
    phraseLists: rows('phraseList') as PullReply['phraseLists'],
    customers: rows('customer') as PullReply['customers'],
    services: rows('service') as PullReply['services'],
    tasks: rows('task') as PullReply['tasks'],
    records: rows('record') as PullReply['records'],
    divergences: rows('divergence') as Divergence[],
    erased: rows('erased') as string[],
    clock: clockInfo(deps.clock),
  };
  return { reply, last };
}
