import type { Agent } from '../lib/contract/agent.ts';
import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Deps } from './context.ts';
import { ApiError } from './errors.ts';
import { hashOfCode, newCode } from './secrets.ts';
import type { Account } from './store/people-port.ts';
import type { Tx } from './store/port.ts';

/** A code is for the days until somebody new sits down, not for ever. */
export const CODE_LIFE_MS = 7 * 24 * 60 * 60_000;

/** `login`: what they sign in with once they have a password. */
export type Enrolment = { agent: Agent; login: string | null; code: string; expiresAt: Instant };

type MakeDeps = Pick<Deps, 'clock' | 'random'>;

/** Adds an agent and a one-time code for their first device. @throws ApiError conflict when somebody has that login, or the place is closed */
export async function makeAgent(tx: Tx, deps: MakeDeps, agent: Agent, login: Account['login'] = null): Promise<Enrolment> {
  const at = deps.clock.now();
  const place = (await tx.places.all()).find(({ id }) => id === agent.placeId);
  if (place?.closedAt !== undefined) throw new ApiError('conflict', 'This place is closed.', 'agent.placeId');
  await tx.agents.add(agent, at);
  if (login) {
    if (await tx.accounts.byLogin(login.hash)) throw new ApiError('conflict', 'Somebody has this login already.', 'login');
    await tx.accounts.put({ agentId: agent.id, login, password: null, deactivatedAt: null }, at);
  }
  return { agent, login: login?.name ?? null, ...(await makeCode(tx, deps, agent.id)) };
}

/** A one-time code for somebody's device. It is answered once; only its hash is kept. */
export async function makeCode(tx: Tx, deps: MakeDeps, agentId: Id): Promise<{ code: string; expiresAt: Instant }> {
  const at = deps.clock.now();
  const code = newCode(deps.random);
  await tx.agents.addCode({ hash: hashOfCode(code), agentId, expiresAt: at + CODE_LIFE_MS, at });
  return { code, expiresAt: at + CODE_LIFE_MS };
}
