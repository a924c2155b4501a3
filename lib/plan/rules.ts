import type { Id, Instant } from '../contract/basics.ts';
import type { Customer } from '../contract/customer.ts';
import type { Place } from '../contract/place.ts';
import type { Reason } from '../contract/reason.ts';
import type { Rule } from '../contract/rule.ts';
import { changedById } from '../people/directory.ts';
import { reason } from './reasons.ts';
import { instantOf } from './zone.ts';

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

/** When a wish not to be called is over; null: never by itself. */
export function optOutEnds({ optOut, ...customer }: Customer, place: Place): Instant | null {
  return optOut?.until === undefined ? null : endOf(optOut.until, zoneOf({ ...customer, optOut }, place)) + 1;
}

/** The rules once some were changed, added (at the end) and taken away. */
export function rulesAfter(rules: readonly Rule[], change: { put: readonly Rule[]; drop: readonly Id[] }): Rule[] {
  return changedById(rules, change);
}
