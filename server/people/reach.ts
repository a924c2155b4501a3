import type { Agent } from '../../lib/contract/agent.ts';
import type { Id } from '../../lib/contract/basics.ts';
import type { Session } from '../context.ts';
import { ApiError } from '../errors.ts';
import type { PersonRow } from '../store/people-port.ts';
import type { Tx } from '../store/port.ts';

/** Somebody whom this session looks after. Unknown and out of reach are told alike; an admin is an admin's matter. @throws ApiError */
export async function personWithin(tx: Tx, session: Session, agentId: Id, now: number): Promise<PersonRow> {
  const person = await tx.people.get(agentId, now);
  if (!person || !session.scope.includes(person.agent.placeId)) throw new ApiError('not-found', 'No such person within reach.', 'agentId');
  if (person.agent.role === 'admin' && session.agent.role !== 'admin') throw new ApiError('forbidden', 'Only an admin looks after an admin.', 'agentId');
  return person;
}

export function placeWithin(session: Session, placeId: Id, field: string): void {
  if (!session.scope.includes(placeId)) throw new ApiError('not-found', 'No such place within reach.', field);
}

/** Where people can be, and other places below. @throws ApiError */
export function openPlaceWithin(session: Session, placeId: Id, field: string): void {
  placeWithin(session, placeId, field);
  if (session.places.get(placeId)?.closedAt !== undefined) throw new ApiError('conflict', 'This place is closed.', field);
}

/** There must always be an admin who reaches everything. @throws ApiError */
export async function keepAnAdmin(tx: Tx, session: Session, before: Agent, after: Agent | null): Promise<void> {
  const isRoot = (placeId: Id) => session.places.get(placeId)?.parentId === null;
  const rules = (agent: Agent | null) => agent?.role === 'admin' && isRoot(agent.placeId);
  if (!rules(before) || rules(after)) return;
  const others = (await tx.people.admins()).filter((one) => one.id !== before.id && rules(one));
  if (others.length === 0) throw new ApiError('conflict', 'This is the last admin. Make another one first.', 'agentId');
}
