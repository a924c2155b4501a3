import type { Instant } from '../contract/basics.ts';
import type { Customer, Person, Phone } from '../contract/customer.ts';
import type { ImportRow } from '../contract/import.ts';
import { allNumbers, sameName } from './identity.ts';

/** Where card numbers and spellings of the name that a customer had before stay, so that an old file still finds them and does not bring them back. */
export const EARLIER_NUMBERS = '№';
export const EARLIER_NAMES = '≈';
const SEPARATOR = ' ; ';
const MAX_PHONES = 10;

/** What a customer told an agent in a call; what a file says about it is older. */
export type Corrected = 'language' | 'preferredHours';

/**
 * A row laid over a customer: the newest value that is not blank wins, a blank never overwrites, nothing is opted back in.
 * A phone, card number or name that the customer has or once had changes nothing, so that an old file does not undo a correction.
 * `updatedAt` is for the caller to set when the outcome differs.
 */
export function layOver(
  customer: Customer,
  row: ImportRow['customer'],
  extra: { hash: (e164: string) => string; now: Instant; source: string; corrected: ReadonlySet<Corrected> },
): Customer {
  const person = layPersonOver(customer.person, row.person);
  return {
    ...customer,
    person,
    class: row.class ?? customer.class,
    language: extra.corrected.has('language') ? customer.language : (row.language ?? customer.language),
    preferredHours: extra.corrected.has('preferredHours') ? customer.preferredHours : (row.preferredHours ?? customer.preferredHours),
    optOut: customer.optOut ?? (row.optOut === true ? { at: extra.now, reason: extra.source.slice(0, 500) } : null),
    phoneHashes: withNewHashes(customer.phoneHashes, hashesOf(person, extra.hash)),
  };
}

function withNewHashes(known: readonly string[], hashes: readonly string[]): string[] {
  return [...hashes.filter((hash) => !known.includes(hash)), ...known].slice(0, MAX_PHONES);
}

export function hashesOf(person: Person, hash: (e164: string) => string): string[] {
  return [...new Set(allNumbers(person).map(hash))].slice(0, MAX_PHONES);
}

function layPersonOver(old: Person, row: Person): Person {
  const newNumber = row.number !== null && row.number !== old.number && !earlierNumbers(old).includes(row.number);
  const newName = row.name !== '' && row.name !== old.name && ![old.name, ...earlierNames(old)].some((name) => sameName(name, row.name));
  const birthday = row.birthday ?? old.birthday;
  const more = { ...old.more, ...row.more };
  if (newNumber) remember(more, EARLIER_NUMBERS, old.number);
  if (newName) remember(more, EARLIER_NAMES, old.name);
  const named = newName || old.name === '' ? row : old;
  return {
    name: named.name,
    family: named.family ?? (named === row ? null : row.family),
    given: named.given ?? (named === row ? null : row.given),
    sex: row.sex ?? old.sex,
    salutation: row.salutation ?? old.salutation,
    company: row.company ?? old.company,
    jobTitle: row.jobTitle ?? old.jobTitle,
    number: newNumber ? row.number : old.number,
    phones: layPhonesOver(old.phones, row.phones),
    email: row.email ?? old.email,
    // A birthday without its year says less than the same one with it.
    birthday: birthday?.startsWith('-') && old.birthday?.endsWith(birthday.slice(1)) ? old.birthday : birthday,
    age: birthday !== null && !birthday.startsWith('-') ? null : (row.age ?? old.age),
    note: row.note ?? old.note,
    more,
  };
}

/** A person once they are changed by hand: a file that knows them by what they were called before still finds them, and does not bring it back. */
export function rememberEarlier(old: Person, changed: Person): Person {
  const more = { ...changed.more };
  if (changed.number !== old.number && !earlierNumbers(old).includes(old.number ?? '')) remember(more, EARLIER_NUMBERS, old.number);
  if (changed.name !== old.name && !earlierNames(old).includes(old.name)) remember(more, EARLIER_NAMES, old.name);
  return { ...changed, more };
}

function remember(more: Person['more'], key: string, value: string | null): void {
  if (value === null || value === '') return;
  const before = more[key] ? more[key].split(SEPARATOR) : [];
  let kept = [...before, value];
  while (kept.join(SEPARATOR).length > 2000) kept = kept.slice(1);
  more[key] = kept.join(SEPARATOR);
}

export function earlierNumbers(person: Person): string[] {
  return (person.more[EARLIER_NUMBERS] ?? '').split(SEPARATOR).filter((number) => number !== '');
}

export function earlierNames(person: Person): string[] {
  return (person.more[EARLIER_NAMES] ?? '').split(SEPARATOR).filter((name) => name !== '');
}

/** A new main phone goes first and the one before stays as another; one already known only gains an extension, or turns out to be their own. */
function layPhonesOver(old: readonly Phone[], added: readonly Phone[]): Phone[] {
  let phones = [...old];
  for (const phone of added) {
    const at = phones.findIndex((one) => (phone.e164 === null ? one.original === phone.original : one.e164 === phone.e164));
    const same = phones[at];
    if (same) {
      const extension = same.extension ?? phone.extension;
      const label = same.label === 'family' && phone.label !== 'family' ? 'other' : same.label;
      phones[at] = { ...same, extension, label };
    } else if (phone.label === 'main') phones = [phone, ...phones.map((one) => (one.label === 'main' ? { ...one, label: 'other' as const } : one))];
    else phones.push(phone);
  }
  return phones.slice(0, MAX_PHONES);
}
