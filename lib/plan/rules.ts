import type { Id, Instant } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Place, Rule } from '../contract/place.ts';
import type { Reason } from '../contract/reason.ts';
import type { Task } from '../contract/task.ts';
import { reason } from './reasons.ts';
import { addDays, instantOf, localDateAt } from './zone.ts';

type Input = { service: Service; customer: Customer; place: Place; existing: readonly Task[]; now: Instant; newId: () => Id };

/** The call that follows a service, or why none does. `existing` are the customer's tasks, done and closed ones too. */
export function planService(input: Input): { task: Task | null; excluded: Reason | null } {
  const { service, customer, place, existing, now, newId } = input;
  const zone = zoneOf(customer, place);
  const excluded = (why: Reason) => ({ task: null, excluded: why });
  const never = neverCalled(customer);
  if (service.history) return excluded(reason('history', { endedOn: service.endedOn }));
  if (never) return excluded(never);
  if (service.endedOn > localDateAt(now, zone)) return excluded(reason('service-in-future', { endedOn: service.endedOn }));
  const rule = ruleFor(service, place);
  if (!rule) return excluded(reason('no-rule', { kind: service.kind }));
  if (existing.some((task) => comesFrom(task, rule, service))) return excluded(reason('already-planned', {}));
  const task: Task = {
    id: newId(),
    customerId: customer.id,
    serviceId: service.id,
    placeId: place.id,
    purpose: rule.purpose,
    scriptId: rule.scriptId,
    cause: { kind: 'rule', ruleId: rule.id, serviceId: service.id },
    agentId: null,
    notBefore: instantOf(addDays(service.endedOn, rule.fromDays), '00:00', zone),
    dueBy: endOf(addDays(service.endedOn, Math.max(rule.fromDays, rule.withinDays)), zone),
    priority: rule.priority,
    state: 'open',
    closedBecause: null,
    attempts: 0,
    lastOutcome: null,
    skips: [],
    claim: null,
    createdAt: now,
    updatedAt: now,
  };
  return { task, excluded: null };
}

/** The customer's own zone, or the place's. */
export function zoneOf(customer: Customer, place: Place): string {
  return customer.timeZone ?? place.timeZone;
}

/** The last millisecond of the day: a deadline is still kept at it. */
export function endOf(day: string, zone: string): Instant {
  return instantOf(day, '24:00', zone) - 1;
}

/** Why this customer is not called at all, whatever is due; null when nothing stands against it. */
export function neverCalled(customer: Customer): Reason | null {
  if (customer.optOut) return reason('opted-out', { at: customer.optOut.at, reason: customer.optOut.reason });
  if (customer.person.phones.length === 0) return reason('no-phone', {});
  if (customer.person.phones.every((phone) => phone.e164 === null)) return reason('no-usable-phone', {});
  return null;
}

/** First by priority; among equals the one that names the kind goes before the one for all kinds, then the lead's own order. */
function ruleFor(service: Service, place: Place): Rule | null {
  const kind = plain(service.kind);
  const fitting = place.rules.filter(({ trigger }) => trigger.kinds === null || trigger.kinds.some((name) => plain(name) === kind));
  fitting.sort((a, b) => a.priority - b.priority || Number(a.trigger.kinds === null) - Number(b.trigger.kinds === null));
  return fitting[0] ?? null;
}

/** Files differ in width, case and spaces where they mean the same kind. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** An appointment made of a rule's task has lost the rule, but not the service and the purpose. */
function comesFrom(task: Task, rule: Rule, service: Service): boolean {
  if (task.cause.kind === 'rule') return task.cause.ruleId === rule.id && task.cause.serviceId === service.id;
  return task.serviceId === service.id && task.purpose === rule.purpose;
}
