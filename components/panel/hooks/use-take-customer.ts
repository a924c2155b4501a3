import { useCallback } from 'react';
import type { Task } from '../../../lib/contract/task.ts';
import { type CustomerFile, readFile } from '../../../lib/db/queue.ts';
import { compareTasks } from '../../../lib/plan/offer.ts';
import { takeCustomer } from '../../../lib/sync/take-customer.ts';
import { usePanel } from '../context.ts';

export type Taken = { ok: true; file: CustomerFile; task: Task | null } | { ok: false; kind: 'held' | 'not-here' };

/** Holds a found customer for this agent before anything of them is shown or called (design 15), with the open task the call will close. */
export function useTakeCustomer(): (customerId: string) => Promise<Taken> {
  const { db, transport, agent, clock } = usePanel();
  return useCallback(
    async (customerId) => {
      if (transport) {
        const taken = await takeCustomer({ db, transport, agentId: agent.id, now: clock.now }, customerId);
        if (!taken.ok && taken.kind === 'held') return { ok: false, kind: 'held' };
      }
      const file = await readFile(db, customerId);
      if (!file) return { ok: false, kind: 'not-here' };
      const now = clock.now();
      const open = (await db.tasks.where('customerId').equals(customerId).toArray()).filter((task) => task.state === 'open');
      // Offline in a team, only what is already held may be worked.
      if (transport && !open.some((task) => task.claim?.agentId === agent.id && task.claim.expiresAt > now) && !(await isHeld(db, customerId)))
        return { ok: false, kind: 'not-here' };
      return { ok: true, file, task: open.sort(compareTasks(now))[0] ?? null };
    },
    [db, transport, agent, clock],
  );
}

async function isHeld(db: Parameters<typeof readFile>[0], customerId: string): Promise<boolean> {
  const found = await db.meta.get('found');
  return found?.key === 'found' && found.customerId === customerId;
}
