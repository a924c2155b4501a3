import { useCallback } from 'react';
import { diallingItem } from '../../../lib/browser/session.ts';
import { beginCall, scriptIdFor } from '../../../lib/call/begin.ts';
import { transition } from '../../../lib/call/machine.ts';
import type { Customer, Phone, Service } from '../../../lib/contract/customer.ts';
import type { Place } from '../../../lib/contract/place.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { startCall } from '../../../lib/db/calls.ts';
import { newestPhraseLists, newestScript } from '../../../lib/db/scripts.ts';
import { dialLink } from '../../../lib/phone/phone.ts';
import { usePanel } from '../context.ts';

export type BeginInput = { direction: 'out' | 'in'; file: { customer: Customer } | null; task: Task | null; service: Service | null };
export type Begun = { ok: true } | { ok: false; kind: 'no-script' | 'busy' };

/** Begins a call: outgoing rings and opens the dial link, incoming is talking at once. */
export function useBegin(): (input: BeginInput) => Promise<Begun> {
  const { db, clock, newId, agent, place, preview } = usePanel();
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
      if (direction === 'out' && phone && !preview) await dial(phone, place);
      return { ok: true };
    },
    [db, clock, newId, agent, place, preview],
  );
}

/** Hands the number to the softphone, or to the clipboard where there is none. A `tel:` link and its like do not navigate. */
async function dial(phone: Phone, place: Place): Promise<void> {
  const link = dialLink(phone, place);
  if (link === null || (await diallingItem.getValue()) === 'copy') {
    await navigator.clipboard.writeText(phone.e164 ?? phone.original).catch(() => undefined);
    return;
  }
  const anchor = document.createElement('a');
  anchor.href = link.href;
  anchor.click();
}
