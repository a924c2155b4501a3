import type { Id } from '../../lib/contract/basics.ts';
import type { CodeRequest } from '../../lib/contract/wire.ts';
import { audit } from '../audit/audit.ts';
import type { Deps, Session } from '../context.ts';
import { ApiError } from '../errors.ts';
import { keyedHash, loginHash } from '../secrets.ts';
import type { Tx } from '../store/port.ts';
import { type Enrolment, makeAgent, makeCode } from '../team.ts';

/** A new person and the code they enrol with. The same request again, whose answer was lost, makes a new code for the same person. @throws ApiError */
export async function invite(deps: Deps, session: Session, { id, agent, login }: CodeRequest): Promise<Enrolment> {
  const hash = await keyedHash(deps.store, deps.random);
  if (!session.scope.includes(agent.placeId)) throw new ApiError('not-found', 'No such place within reach.', 'agent.placeId');
  if (agent.role === 'admin' && session.agent.role !== 'admin') throw new ApiError('forbidden', 'Only an admin makes an admin.', 'agent.role');
  const account = login === undefined ? null : { name: login, hash: loginHash(login, hash) };
  return deps.store.write(async (tx) => {
    const again = id === undefined ? null : await invitedBefore(tx, deps, id, { agent, login: account?.hash ?? null });
    const made = again ?? (await makeAgent(tx, deps, { ...agent, id: id ?? deps.newId() }, account));
    const action = again ? 'agent.code' : 'agent.invite';
    const subject = { kind: 'agent', id: made.agent.id };
    await audit(tx, session, deps.clock.now(), { action, subject, placeId: agent.placeId, facts: { role: agent.role } });
    return made;
  });
}

type Wanted = { agent: CodeRequest['agent']; login: string | null };

/** Null when nobody has this id. Whoever has it must be the one that is invited, and not have begun. */
async function invitedBefore(tx: Tx, deps: Deps, id: Id, { agent, login }: Wanted): Promise<Enrolment | null> {
  const now = deps.clock.now();
  const known = await tx.agents.get(id);
  if (!known) return null;
  const account = await tx.accounts.get(id);
  const person = await tx.people.get(id, now);
  const isSame = known.name === agent.name && known.role === agent.role && known.placeId === agent.placeId && (account.login?.hash ?? null) === login;
  const hasBegun = account.password !== null || account.deactivatedAt !== null || person?.devices !== 0;
  if (!isSame || hasBegun) throw new ApiError('conflict', 'This id was used for another person.', 'id');
  await tx.people.endCodes(id, now);
  return { agent: known, login: account.login?.name ?? null, ...(await makeCode(tx, deps, id)) };
}
