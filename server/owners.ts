import type { Agent } from '../lib/contract/agent.ts';
import type { Id, Instant } from '../lib/contract/basics.ts';
import type { Service } from '../lib/contract/customer.ts';
import type { Place } from '../lib/contract/place.ts';
import type { Task } from '../lib/contract/task.ts';
import { didService, isAbsent } from '../lib/plan/at-work.ts';
import { LAST_HOURS, type OfferInput } from '../lib/plan/offer.ts';
import { touchesIn } from '../lib/plan/touches.ts';
import { localDateAt } from '../lib/plan/zone.ts';
import type { Session } from './context.ts';
import type { Owners, Tx } from './store/port.ts';

type Asking = { tx: Tx; session: Session; now: Instant };

/** Does somebody call nobody today: left, absent, only reads, or in a place that is closed. */
export function isAway({ agent, deactivatedAt }: { agent: Agent; deactivatedAt: Instant | null }, places: ReadonlyMap<Id, Place>, now: Instant): boolean {
  const place = places.get(agent.placeId);
  if (!place || place.closedAt !== undefined || deactivatedAt !== null || agent.role === 'qa') return true;
  return isAbsent(agent, localDateAt(now, place.timeZone));
}

/** Whose customers this agent may draw. */
export async function ownersFor({ tx, session, now }: Asking): Promise<Owners> {
  const people = await tx.owners.people();
  if (people.length === 0) return null;
  const away = people.filter((one) => isAway(one, session.places, now)).map(({ agent }) => agent.id);
  return { agentId: session.agent.id, away, until: now + LAST_HOURS };
}

type OfOwner = Required<Pick<OfferInput, 'owner' | 'isOwnService'>>;

/** What `offer` wants to know of whose customers these are, and of who did the service. */
export async function ownershipOf({ tx, session, now }: Asking, tasks: readonly Task[]): Promise<(task: Task) => OfOwner> {
  const ids = [...new Set(tasks.map(({ customerId }) => customerId))];
  const owners = new Map((await tx.owners.of(ids)).map(({ customerId, agentId }) => [customerId, agentId]));
  const away = new Set(owners.size === 0 ? [] : (await ownersFor({ tx, session, now }))?.away);
  const careful = new Set([...session.places.values()].filter(({ limits }) => limits.notOwnService).map(({ id }) => id));
  const asking = tasks.filter(({ placeId }) => careful.has(placeId)).map(({ customerId }) => customerId);
  const services = new Map((await tx.services.ofCustomers([...new Set(asking)])).map((service) => [service.id, service]));
  return (task) => {
    const ownerId = owners.get(task.customerId);
    return {
      owner: ownerId === undefined ? null : { agentId: ownerId, isAway: away.has(ownerId) },
      isOwnService: careful.has(task.placeId) && aboutServices(task, services).some(({ by }) => didService(session.agent, by)),
    };
  };
}

function aboutServices(task: Task, services: ReadonlyMap<Id, Service>): Service[] {
  return [task.serviceId, ...touchesIn(task).map(({ serviceId }) => serviceId)].flatMap((id) => (id === null ? [] : (services.get(id) ?? [])));
}
