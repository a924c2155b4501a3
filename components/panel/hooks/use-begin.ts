import { useCallback } from 'react';
import { beginCall, scriptIdFor } from '../../../lib/call/begin.ts';
import { transition } from '../../../lib/call/machine.ts';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { startCall } from '../../../lib/db/calls.ts';
import { newestPhraseLists, newestScript } from '../../../lib/db/scripts.ts';
import { dialLink } from '../../../lib/phone/phone.ts';
import { usePanel } from '../context.ts';

export type BeginInput = { direction: 'out' | 'in'; file: { customer: Customer } | null; task: Task | null; service: Service | null };
export type Begun = { ok: true } | { ok: false; kind: 'no-script' | 'busy' };

/** Begins a call: outgoing rings and opens the dial link, incoming is talking at once. */
export function useBegin(): (input: BeginInput) => Promise<Begun> {
  const { db, clock, newId, agent, place } = usePanel();
  return useCallback(
    async ({ direction, file, task, service }) => {
      const scriptId = task?.scriptId ?? scriptIdFor(place, service);
      const script = scriptId && (await newestScript(db, scriptId));
      if (!script) return { ok: false, kind: 'no-script' };
      const ready = beginCall({
        id: newId(),
        direction,
        agent,
        place,
        script,
        phraseLists: await newestPhraseLists(db),
        task,
        customer: file?.customer ?? null,
        service,
      });
      const call = transition(ready, direction === 'out' ? { kind: 'dial', at: clock.now() } : { kind: 'answered', at: clock.now() });
      if (!call || !(await startCall(db, call)).started) return { ok: false, kind: 'busy' };
      const phone = file?.customer.person.phones[0];
      if (direction === 'out' && phone) openDialLink(dialLink(phone, place).href);
      return { ok: true };
    },
    [db, clock, newId, agent, place],
  );
}

/** Hands the number to the softphone without leaving the page: `tel:` and its like do not navigate. */
function openDialLink(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.click();
}
