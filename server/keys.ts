import type { Customer } from '../lib/contract/customer.ts';
import { earlierNumbers } from '../lib/import/merge-customer.ts';
import type { KeyedHash } from './secrets.ts';

/** The keyed hash under which a customer number is looked up; other than a phone's, so that one is never taken for the other. */
export function numberHash(number: string, hash: KeyedHash): string {
  return hash(`number:${number}`);
}

/** A customer with the hashes of their numbers, present and earlier, as the store takes them. */
export function keyed(customer: Customer, hash: KeyedHash): { customer: Customer; numberHashes: string[] } {
  const { number } = customer.person;
  const numbers = [...(number === null ? [] : [number]), ...earlierNumbers(customer.person)];
  return { customer, numberHashes: [...new Set(numbers)].map((one) => numberHash(one, hash)) };
}
