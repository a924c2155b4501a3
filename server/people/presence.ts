import type { Id } from '../../lib/contract/basics.ts';
import type { AgentNow, AgentsNowReply, Presence, PresenceReply } from '../../lib/contract/presence.ts';
import { makeSession } from '../auth.ts';
import type { Deps, Session } from '../context.ts';
import { hashOfBody } from '../secrets.ts';
import type { Newest, PresenceRow } from '../store/presence.ts';

/** Takes the word of a device, and answers who its person is now. */
export async function notePresence(deps: Deps, session: Session, { inCallMs, ...rest }: Presence): Promise<PresenceReply> {
  const at = deps.clock.now();
  const row = { ...rest, deviceId: session.deviceId, agentId: session.agent.id, at, inCallSince: inCallMs === null ? null : at - inCallMs };
  await deps.store.write((tx) => tx.presence.put(row));
  return { agent: session.agent, place: session.place, reach: reachOf(session) };
}

/** Differs when something above or below in the tree did: other scripts, other customers. */
export function reachOf({ contentScope }: Pick<Session, 'contentScope'>): string {
  return hashOfBody(contentScope.toSorted()).slice(0, 16);
}

/** Everybody within reach who works here, with what their devices last said. */
export async function agentsNow(deps: Deps, session: Session): Promise<AgentsNowReply> {
  const now = deps.clock.now();
  return deps.store.read(async (tx) => {
    const agents = (await tx.people.list(session.scope, now)).filter(({ deactivatedAt }) => deactivatedAt === null).map(({ agent }) => agent);
    const rows = Map.groupBy(await tx.presence.ofAgents(agents.map(({ id }) => id)), (row) => row.agentId);
    const newest = await tx.presence.newest();
    const scopes = new Map<Id, readonly Id[]>();
    for (const { id, placeId } of agents) {
      if (!scopes.has(placeId)) scopes.set(placeId, (await makeSession(tx, id, ''))?.contentScope ?? []);
    }
    return {
      now,
      agents: agents.map((agent): AgentNow => ({ agent, desk: deskOf(rows.get(agent.id) ?? [], visible(newest, scopes.get(agent.placeId) ?? [])) })),
    };
  });
}

function visible(newest: readonly Newest[], placeIds: readonly Id[]): Newest[] {
  const best = new Map<string, Newest>();
  for (const one of newest) {
    if (one.placeId !== null && !placeIds.includes(one.placeId)) continue;
    const key = `${one.kind} ${one.id}`;
    if (one.version > (best.get(key)?.version ?? 0)) best.set(key, one);
  }
  return [...best.values()];
}

/** What waits counts on every device; the rest is told by the one that spoke last. */
function deskOf(rows: readonly PresenceRow[], newest: readonly Newest[]): AgentNow['desk'] {
  const [last] = rows.toSorted((a, b) => b.at - a.at);
  if (!last) return null;
  const has = new Map(last.versions.map(({ kind, id, version }) => [`${kind} ${id}`, version]));
  const sum = (of: (row: PresenceRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    at: last.at,
    inCallSince: last.inCallSince,
    unsent: sum(({ unsent }) => unsent),
    rejected: sum(({ rejected }) => rejected),
    behind: newest.flatMap(({ kind, id, version }) => {
      const known = has.get(`${kind} ${id}`) ?? null;
      return known !== null && known >= version ? [] : [{ kind, id, has: known, newest: version }];
    }),
    refused: last.refused,
    app: last.app,
  };
}
