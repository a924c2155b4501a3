import { createMiddleware } from 'hono/factory';
import type { Agent, Role } from '../lib/contract/agent.ts';
import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Place } from '../lib/contract/place.ts';
import type { AppEnv, Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { addressOf } from './limits.ts';
import { machineTime } from './people/tokens.ts';
import { hashOfToken, sameHash } from './secrets.ts';
import type { Tx } from './store/port.ts';
import { together } from './together.ts';

export const everyone: readonly Role[] = ['agent', 'lead', 'qa', 'admin'];
/** A lead may do all an agent does, an admin everything; QA only reads. */
export const callers: readonly Role[] = ['agent', 'lead', 'admin'];
export const leads: readonly Role[] = ['lead', 'admin'];
export const readers: readonly Role[] = ['lead', 'qa', 'admin'];

/** Lets in whoever has a token of one of these roles: 401 without or with an unknown one, 403 with the wrong role. By token, never by Origin. */
export function auth(deps: Deps, roles: readonly Role[]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const token = tokenOf(c.req.header('authorization'));
    const session = token === null ? null : await lookUpIn(deps)(token);
    if (!session) await deps.limits?.stranger(addressOf(c, deps.behindProxy ?? false));
    if (!session) throw new ApiError('unauthenticated', 'A valid token is needed: Authorization: Bearer …');
    await deps.limits?.request(session.deviceId);
    if (!roles.includes(session.agent.role)) throw new ApiError('forbidden', `This needs one of the roles: ${roles.join(', ')}.`);
    c.set('session', session);
    await next();
  });
}

function tokenOf(header: string | undefined): string | null {
  return /^Bearer (\S{1,200})$/i.exec(header ?? '')?.[1] ?? null;
}

type LookUp = (token: string) => Promise<Session | null>;

/** PostgreSQL has eight connections for reading: two of them are left to those who have been let in. */
const AT_ONCE = 6;
/** One for all routes of an endpoint. */
const lookUps = new WeakMap<Deps, LookUp>();

/** Whose token it is; null when unknown, run out or revoked. */
function lookUpIn(deps: Deps): LookUp {
  const known =
    lookUps.get(deps) ?? together((tokens) => deps.store.read((tx) => sessionsOf(tx, tokens, machineTime(deps.clock))), deps.lookUpsAtOnce ?? AT_ONCE);
  lookUps.set(deps, known);
  return known;
}

/** In the order of the tokens, which may come twice. `now`: the machine's time. */
async function sessionsOf(tx: Tx, tokens: readonly string[], now: Instant): Promise<(Session | null)[]> {
  const hashes = tokens.map(hashOfToken);
  const devices = await tx.devices.byTokens([...new Set(hashes)], now);
  const agents = new Map((await tx.agents.of(devices.map(({ agentId }) => agentId))).map((agent) => [agent.id, agent]));
  const places = agents.size > 0 ? await placesById(tx) : new Map<Id, Place>();
  return hashes.map((hash) => {
    const device = devices.find(({ tokenHash }) => sameHash(tokenHash, hash));
    const agent = device && agents.get(device.agentId);
    return device && agent ? sessionIn(places, agent, device.id) : null;
  });
}

/** Of a device that has asked with a good token before; null once it is revoked, or its person is deactivated. */
export async function sessionOfDevice(tx: Tx, deviceId: Id): Promise<Session | null> {
  const device = await tx.devices.living(deviceId);
  return device && makeSession(tx, device.agentId, deviceId);
}

export async function makeSession(tx: Tx, agentId: Id, deviceId: Id): Promise<Session | null> {
  const agent = await tx.agents.get(agentId);
  return agent && sessionIn(await placesById(tx), agent, deviceId);
}

async function placesById(tx: Tx): Promise<Map<Id, Place>> {
  return new Map((await tx.places.all()).map((place) => [place.id, place]));
}

function sessionIn(places: ReadonlyMap<Id, Place>, agent: Agent, deviceId: Id): Session | null {
  const place = places.get(agent.placeId);
  if (!place) return null;
  const scope = below(places, place.id);
  const higher = above(places, place);
  return { agent, deviceId, place, places, scope, contentScope: [...scope, ...higher], usesScope: [place.id, ...higher] };
}

/** The place and everything under it in the tree. */
export function below(places: ReadonlyMap<Id, Place>, root: Id): Id[] {
  const found = [root];
  for (const id of found) for (const place of places.values()) if (place.parentId === id && !found.includes(place.id)) found.push(place.id);
  return found;
}

function above(places: ReadonlyMap<Id, Place>, place: Place): Id[] {
  const found: Id[] = [];
  for (let id = place.parentId; id !== null && !found.includes(id); id = places.get(id)?.parentId ?? null) found.push(id);
  return found;
}
