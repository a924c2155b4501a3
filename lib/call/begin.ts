import type { Agent } from '../contract/agent.ts';
import type { Call } from '../contract/call.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { PhraseList } from '../contract/phrases.ts';
import type { Place } from '../contract/place.ts';
import type { Script } from '../contract/script.ts';
import type { Task } from '../contract/task.ts';
import { fitsKind } from '../plan/covers.ts';
import { emptyDraft } from '../record/draft.ts';
import { startWalk } from '../script/walk.ts';

export type Beginning = {
  id: string;
  direction: 'out' | 'in';
  agent: Agent;
  place: Place;
  script: Script;
  phraseLists: readonly PhraseList[];
  task: Task | null;
  customer: Customer | null;
  service: Service | null;
};

/** A call about to be made or taken, with the versions it keeps to its end (design 9). */
export function beginCall(input: Beginning): Call {
  const { task, customer, service, script, place } = input;
  const theirs = customer?.person.phones[0];
  const draft = emptyDraft();
  const ours = place.numbers[0] ?? null;
  const number = theirs ? (theirs.e164 ?? theirs.original) : null;
  const inbound = input.direction === 'in';
  return {
    id: input.id,
    phase: 'ready',
    direction: input.direction,
    taskId: task?.id ?? null,
    customerId: customer?.id ?? null,
    serviceId: service?.id ?? null,
    placeId: place.id,
    agentId: input.agent.id,
    purpose: task?.purpose ?? script.purpose,
    startedAt: null,
    answeredAt: null,
    endedAt: null,
    walk: startWalk(script),
    phraseLists: input.phraseLists.map(({ id, version }) => ({ id, version })),
    draft: { ...draft, from: inbound ? number : ours, to: inbound ? ours : number, party: customer ? null : { name: '', note: '' } },
  };
}

/** Which script a call without a task takes: the rule for the customer's last service, else the place's first. */
export function scriptIdFor(place: Place, service: Service | null): string | null {
  const fits = place.rules.find(({ trigger }) => service && trigger.on === 'service-ended' && fitsKind(trigger.kinds, service));
  return (fits ?? place.rules[0])?.scriptId ?? null;
}
