import type { Agent } from '../lib/contract/agent.ts';
import type { Instant } from '../lib/contract/basics.ts';
import type { Deps } from './context.ts';
import { hashOfCode, newCode } from './secrets.ts';
import type { Tx } from './store/port.ts';

/** A code is for the days until somebody new sits down, not for ever. */
export const CODE_LIFE_MS = 7 * 24 * 60 * 60_000;

export type Enrolment = { agent: Agent; code: string; expiresAt: Instant };

/** Adds an agent and a one-time code for their first device. The code is answered once; only its hash is kept. */
export async function makeAgent(tx: Tx, deps: Pick<Deps, 'clock' | 'random'>, agent: Agent): Promise<Enrolment> {
  const at = deps.clock.now();
  const code = newCode(deps.random);
  await tx.agents.add(agent, at);
  await tx.agents.addCode({ hash: hashOfCode(code), agentId: agent.id, expiresAt: at + CODE_LIFE_MS, at });
  return { agent, code, expiresAt: at + CODE_LIFE_MS };
}
