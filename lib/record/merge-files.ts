import type { Customer, Person, Phone } from '../contract/customer.ts';
import type { CustomerFields } from '../contract/customer-edit.ts';
import type { TakenField } from '../contract/customer-merge.ts';
import { earlierNames, earlierNumbers, rememberEarlier } from '../import/merge-customer.ts';
import { same } from '../import/same.ts';
import { fieldsOf } from './customer-fields.ts';
import { withFields } from './set-fields.ts';

const MAX_PHONES = 10;
const MAX_TAGS = 30;

/** One file of two of the same person; `take`: fields of the one that goes. Hashes and times are the caller's. */
export function mergedOf(keep: Customer, drop: Customer, take: readonly TakenField[]): Customer {
  const kept = fieldsOf(keep);
  const dropped = fieldsOf(drop);
  const single = take.filter((field) => field !== 'phones' && field !== 'tags');
  const taken = Object.fromEntries(single.map((field) => [field, dropped[field]])) as CustomerFields;
  const phones = unitedPhones(...inOrder(kept.phones, dropped.phones, take.includes('phones')));
  const tags = [...new Set(inOrder(kept.tags, dropped.tags, take.includes('tags')).flat())].slice(0, MAX_TAGS);
  const optOut = strongerOptOut(keep.optOut, drop.optOut);
  const merged = withFields(keep, { ...taken, phones, ...(same(tags, kept.tags) ? {} : { tags }), optOut });
  const person = { ...merged.person, age: merged.person.age ?? (merged.person.birthday === null ? drop.person.age : null) };
  return { ...merged, person: alsoKnownAs({ ...person, more: { ...drop.person.more, ...person.more } }, keep.person, drop.person) };
}

function inOrder<T>(kept: readonly T[], dropped: readonly T[], droppedFirst: boolean): [readonly T[], readonly T[]] {
  return droppedFirst ? [dropped, kept] : [kept, dropped];
}

/** A second main phone becomes another one. */
function unitedPhones(first: readonly Phone[], second: readonly Phone[]): Phone[] {
  const isSame = (a: Phone, b: Phone) => (a.e164 === null ? b.e164 === null && a.original === b.original : a.e164 === b.e164);
  const hasMain = first.some(({ label }) => label === 'main');
  const added = second.filter((phone) => !first.some((one) => isSame(one, phone)));
  const relabelled = added.map((phone) => (hasMain && phone.label === 'main' ? { ...phone, label: 'other' as const } : phone));
  return [...first, ...relabelled].slice(0, MAX_PHONES);
}

/** For ever is stronger than to a day, and a later day than an earlier. */
export function strongerOptOut(a: Customer['optOut'], b: Customer['optOut']): Customer['optOut'] {
  if (!a || !b) return a ?? b;
  if (a.until === undefined || b.until === undefined) return a.until === undefined ? a : b;
  return b.until > a.until ? b : a;
}

/** Under every number and name that either had. */
function alsoKnownAs(person: Person, keep: Person, drop: Person): Person {
  const numbers = [...earlierNumbers(drop), keep.number, drop.number];
  const names = [...earlierNames(drop), keep.name, drop.name];
  let known = person;
  // The lists of the one that goes are joined to the other's, not put in their place.
  for (const number of numbers) known = rememberEarlier({ ...known, number: number ?? known.number }, known);
  for (const name of names) known = rememberEarlier({ ...known, name }, known);
  return known;
}

/** The file as it was before a merge; what somebody changed since stays. */
export function unmergedOf(now: Customer, { before, after }: { before: Customer; after: Customer }): Customer {
  const { person: personNow, ...restNow } = now;
  const { person: personBefore, ...restBefore } = before;
  const { person: personAfter, ...restAfter } = after;
  const rest = backTo(restNow, restBefore, restAfter);
  const person = { ...backTo(personNow, personBefore, personAfter), more: backTo(personNow.more, personBefore.more, personAfter.more) };
  return { ...rest, person };
}

function backTo<T extends object>(now: T, before: T, after: T): T {
  const unchanged = (key: string) => same(now[key as keyof T], after[key as keyof T]);
  const kept = Object.entries(now).filter(([key]) => !unchanged(key) || key in before);
  const values = kept.map(([key, value]) => [key, unchanged(key) ? before[key as keyof T] : value]);
  const gone = Object.entries(before).filter(([key]) => !(key in now) && !(key in after));
  return Object.fromEntries([...values, ...gone]) as T;
}
