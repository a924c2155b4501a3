import { createMiddleware } from 'hono/factory';
import type { Role } from '../lib/contract/agent.ts';
import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Place } from '../lib/contract/place.ts';
import type { AppEnv, Deps, Session } from './context.ts';
import { ApiError } from './errors.ts';
import { addressOf } from './limits.ts';
import { machineTime } from './people/tokens.ts';
import { hashOfToken, sameHash } from './secrets.ts';
import type { Tx } from './store/port.ts';

export const everyone: readonly Role[] = ['agent', 'lead', 'qa', 'admin'];
/** A lead may do all an agent does, an admin everything; QA only reads. */
export const callers: readonly Role[] = ['agent', 'lead', 'admin'];
export const leads: readonly Role[] = ['lead', 'admin'];
export const readers: readonly Role[] = ['lead', 'qa', 'admin'];

/** Lets in whoever has a token of one of these roles: 401 without or with an unknown one, 403 with the wrong role. By token, never by Origin. */
export function auth(deps: Deps, roles: readonly Role[]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const token = tokenOf(c.req.header('authorization'));
    const session = token === null ? null : await deps.store.read((tx) => sessionOf(tx, token, machineTime(deps.clock)));
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

/** Whose token this is; null when unknown, run out or revoked. `now`: the machine's time. */
async function sessionOf(tx: Tx, token: string, now: Instant): Promise<Session | null> {
  const hash = hashOfToken(token);
  const device = await tx.devices.byToken(hash, now);
  if (!device || !sameHash(device.tokenHash, hash)) return null;
  return makeSession(tx, device.agentId, device.id);
}

/** Of a device that has asked with a good token before; null once it is revoked, or its person is deactivated. */
export async function sessionOfDevice(tx: Tx, deviceId: Id): Promise<Session | null> {
  const device = await tx.devices.living(deviceId);
  return device && makeSession(tx, device.agentId, deviceId);
}

export async function makeSession(tx: Tx, agentId: Id, deviceId: Id): Promise<Session | null> {
  const agent = await tx.agents.get(agentId);
  const places = new Map((await tx.places.all()).map((place) => [place.id, place]));
  const place = agent ? places.get(agent.placeId) : undefined;
  if (!agent || !place) return null;
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
