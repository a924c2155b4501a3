import type { Person } from '../contract/customer.ts';

/** Names as people compare them: width, case, spaces and dots left aside. Two blanks are not the same person. */
export function sameName(a: string, b: string): boolean {
  const plain = plainName(a);
  return plain !== '' && plain === plainName(b);
}

export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.·•]+/g, '');
}

/** The numbers that are the customer's own: a family member's number says nothing about who somebody is. */
export function ownNumbers(person: Person): string[] {
  return person.phones.flatMap((phone) => (phone.e164 !== null && phone.label !== 'family' ? [phone.e164] : []));
}

export function allNumbers(person: Person): string[] {
  return person.phones.flatMap((phone) => phone.e164 ?? []);
}
