import type { Instant } from '../contract/basics.ts';
import type { Service } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import type { Reason } from '../contract/reason.ts';
import type { Task } from '../contract/task.ts';
import { reason } from './reasons.ts';
import { neverCalled, zoneOf } from './rules.ts';
import { type CustomerFile, touchesIn } from './touches.ts';
import { localDateAt } from './zone.ts';

type Input = { service: Service; file: CustomerFile; place: Place; changed: readonly Task[]; now: Instant };

/** Why no call about this service came into the plan just now; null when one did. `file` is as it was before, `changed` what `planCustomer` made of it. */
export function whyNoCall({ service, file, place, changed, now }: Input): Reason | null {
  const { customer, tasks } = file;
  const never = neverCalled(customer);
  if (never && !service.history) return never;
  const before = tasks.filter((task) => isAbout(task, service));
  if (changed.some((task) => task.state === 'open' && isAbout(task, service) && !before.some(({ id }) => id === task.id))) return null;
  if (service.history) return reason('history', { endedOn: service.endedOn });
  if (service.endedOn > localDateAt(now, zoneOf(customer, place))) return reason('service-in-future', { endedOn: service.endedOn });
  return before.length > 0 ? reason('already-planned', {}) : reason('no-rule', { kind: service.kind });
}

function isAbout(task: Task, service: Service): boolean {
  return task.serviceId === service.id || touchesIn(task).some(({ serviceId }) => serviceId === service.id);
}
