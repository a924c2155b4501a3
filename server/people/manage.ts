import type { Agent } from '../../lib/contract/agent.ts';
import type { Id } from '../../lib/contract/basics.ts';
import type { Person, PersonSet } from '../../lib/contract/people.ts';
import { audit, auditRead } from '../audit/audit.ts';
import { below } from '../auth.ts';
import type { Deps, Session } from '../context.ts';
import { ApiError } from '../errors.ts';
import { keyedHash, loginHash } from '../secrets.ts';
import type { PersonRow } from '../store/people-port.ts';
import type { Tx } from '../store/port.ts';
import { type Enrolment, makeCode } from '../team.ts';
import { letPanelsAsk } from './hear.ts';
import { keepAnAdmin, openPlaceWithin, personWithin } from './reach.ts';

export async function listPeople(deps: Deps, session: Session): Promise<Person[]> {
  const people = await deps.store.read((tx) => tx.people.list(session.scope, deps.clock.now()));
  await auditRead(deps, session, { action: 'people.list', subject: { kind: 'place', id: session.place.id }, facts: { count: people.length } });
  return people;
}

/** Changes what is set and nothing else. @throws ApiError */
export async function savePerson(deps: Deps, session: Session, agentId: Id, set: PersonSet): Promise<Person> {
  const hash = await keyedHash(deps.store, deps.random);
  const login = set.login === undefined ? undefined : { name: set.login, hash: loginHash(set.login, hash) };
  return deps.store.write(async (tx) => {
    const now = deps.clock.now();
    const person = await personWithin(tx, session, agentId, now);
    // As they stand now: a place may have been closed since the request came.
    const after = changed({ ...session, places: new Map((await tx.places.all()).map((place) => [place.id, place])) }, person, set);
    const account = await tx.accounts.get(agentId);
    const isActive = set.active ?? account.deactivatedAt === null;
    await keepAnAdmin(tx, session, person.agent, isActive ? after : null);
    if (login && login.hash !== account.login?.hash && (await tx.accounts.byLogin(login.hash)))
      throw new ApiError('conflict', 'Somebody has this login already.', 'set.login');
    await tx.people.update(after);
    await tx.accounts.put({ ...account, login: login ?? account.login, deactivatedAt: isActive ? null : (account.deactivatedAt ?? now) }, now);
    await letGo(tx, { before: person, after, isActive, now });
    if (after.placeId !== person.agent.placeId) await tx.owners.removeOutside(agentId, below(session.places, after.placeId));
    if (set.absences || set.active !== undefined) await letPanelsAsk(tx, after.placeId);
    const facts = { fields: Object.keys(set).sort(), role: after.role, placeId: after.placeId, active: isActive };
    await audit(tx, session, now, { action: 'agent.change', subject: { kind: 'agent', id: agentId }, placeId: person.agent.placeId, facts });
    const saved = await tx.people.get(agentId, now);
    if (!saved) throw new ApiError('not-found', 'No such person within reach.', 'agentId');
    return saved;
  });
}

function changed(session: Session, person: PersonRow, set: PersonSet): Agent {
  const { agent } = person;
  const isSelf = agent.id === session.agent.id;
  const comesBack = person.deactivatedAt !== null && set.active === true;
  if (set.placeId !== undefined) openPlaceWithin(session, set.placeId, 'set.placeId');
  else if (comesBack) openPlaceWithin(session, agent.placeId, 'set.active');
  if (set.role === 'admin' && session.agent.role !== 'admin') throw new ApiError('forbidden', 'Only an admin makes an admin.', 'set.role');
  const leaves = set.active === false || (set.role !== undefined && set.role !== agent.role) || (set.placeId !== undefined && set.placeId !== agent.placeId);
  if (isSelf && leaves) throw new ApiError('conflict', 'Nobody takes away their own rights: somebody else does that.', 'agentId');
  const { login: _, active: __, ...fields } = set;
  return { ...agent, ...(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Agent>) };
}

type Step = { before: PersonRow; after: Agent; isActive: boolean; now: number };

/** Customers do not stay with somebody who may not call them any more. */
async function letGo(tx: Tx, { before, after, isActive, now }: Step): Promise<void> {
  if (!isActive) await tx.people.endCodes(after.id, now);
  if (isActive && after.placeId === before.agent.placeId && after.role !== 'qa') return;
  await tx.holds.remove((await tx.holds.ofAgent(after.id)).map((hold) => hold.customerId));
}

/** For another device, or a password that was forgotten. @throws ApiError */
export async function newCode(deps: Deps, session: Session, agentId: Id): Promise<Enrolment> {
  return deps.store.write(async (tx) => {
    const now = deps.clock.now();
    const person = await personWithin(tx, session, agentId, now);
    if (person.deactivatedAt !== null) throw new ApiError('conflict', 'This person is deactivated.', 'agentId');
    await tx.people.endCodes(agentId, now);
    await audit(tx, session, now, { action: 'agent.code', subject: { kind: 'agent', id: agentId }, placeId: person.agent.placeId });
    return { agent: person.agent, login: person.login, ...(await makeCode(tx, deps, agentId)) };
  });
}
