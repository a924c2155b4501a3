import { randomBytes } from 'node:crypto';
import { hashOfCode, newCode } from '../../server/secrets.ts';
import type { Endpoint } from '../../server/start-endpoint.ts';

const DAY = 24 * 60 * 60_000;

/** A fresh one-time code for an agent of the sample team, as the lead would hand one out for a new device. */
export async function freshCode({ store, clock }: Endpoint, agentId: string): Promise<string> {
  const code = newCode(randomBytes);
  const at = clock.now();
  await store.write(async (tx) => {
    if (!(await tx.agents.get(agentId))) throw new Error(`the sample team has no ${agentId}; start again with --reset`);
    await tx.agents.addCode({ hash: hashOfCode(code), agentId, expiresAt: at + DAY, at });
  });
  return code;
}
