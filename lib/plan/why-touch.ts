import type { Instant } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import type { Reason } from '../contract/reason.ts';
import type { Rule } from '../contract/rule.ts';
import type { TouchKey } from '../contract/task.ts';
import { localDateOf } from './days.ts';
import { reason } from './reasons.ts';
import { zoneOf } from './rules.ts';
import { pointsIn, renewalDay } from './touches.ts';
import { daysBetween, localDateAt } from './zone.ts';

type Input = { touch: TouchKey; customer: Customer; place: Place; services: readonly Service[]; now: Instant };

/** What a touch is about, as far as its service and its rule are still known. */
export function whyTouch({ touch, customer, place, services, now }: Input): Reason {
  const service = services.find(({ id }) => id === touch.serviceId) ?? null;
  const rule = place.rules.find(({ id }) => id === touch.ruleId) ?? null;
  const today = localDateAt(now, zoneOf(customer, place));
  const about = { kind: service?.kind ?? '', item: service?.item ?? '' };
  const day = touch.on ?? today;
  switch (touch.occasion) {
    case undefined:
    case 'service-ended': {
      if (!service) return reason('follow-up', {});
      const days = daysBetween(service.endedOn, today);
      return days === 0 ? reason('after-service-today', about) : reason('after-service', { ...about, days });
    }
    case 'recurring':
      return reason('care', { ...about, day });
    case 'renewal': {
      const until = service ? renewedOn(rule, service, customer) : null;
      return reason(touch.reminder === 2 ? 'renewal-again' : 'renewal', { ...about, day: until ?? day });
    }
    case 'birthday':
      return reason('birthday', { day });
    case 'festival':
      return rule?.trigger.on === 'festival' ? reason('festival', { festival: rule.trigger.festival, day }) : reason('anniversary', { day, name: '' });
    case 'yearly':
      return reason('anniversary', { day, name: rule?.name ?? '' });
    case 'period':
      return reason('promotion', { name: rule?.name ?? '', until: rule?.trigger.on === 'period' ? rule.trigger.to : day });
    case 'lapsed':
      return reason('lapsed', { ...about, days: daysBetween(day, today) });
    case 'points':
      return rule?.trigger.on === 'points' ? points(rule.trigger.column, customer) : reason('follow-up', {});
    case 'call-made':
      return reason('after-call', { day });
    case 'complaint':
      return reason('after-complaint', { day });
    case 'assigned':
      return reason('newly-assigned', { day });
  }
}

function renewedOn(rule: Rule | null, service: Service, customer: Customer): string | null {
  const day = rule?.trigger.on === 'renewal' ? renewalDay(rule.trigger, service, customer) : null;
  return day === null ? null : localDateOf(day);
}

function points(column: string, customer: Customer): Reason {
  return reason('points', { points: pointsIn(customer, column) ?? 0, column });
}
