import { languageSchema } from '../contract/basics.ts';
import type { Customer } from '../contract/customer.ts';
import type { CustomerChange } from '../contract/mutation.ts';
import type { Record as RecordOfCall } from '../contract/record.ts';

/**
 * What the record teaches about its customer (R4), field by field, each with what stood there before; nothing for what the file already says, nor for
 * an unknown caller.
 */
export function changesOf(record: RecordOfCall, customer: Customer | null): CustomerChange[] {
  if (!customer) return [];
  const { phone, preferredHours, language, optOut } = record.content.correction;
  const changes: CustomerChange[] = [];
  if (phone && !isSame(phone, customer.person.phones[0])) changes.push({ field: 'phone', value: phone, was: customer.person.phones[0] ?? null });
  if (preferredHours && !isSame(preferredHours, customer.preferredHours))
    changes.push({ field: 'preferredHours', value: preferredHours, was: customer.preferredHours });
  if (language !== null && language !== customer.language && languageSchema.safeParse(language).success) {
    changes.push({ field: 'language', value: language, was: customer.language });
  }
  if (optOut !== null && customer.optOut === null) changes.push({ field: 'optOut', value: { at: record.endedAt, reason: optOut } });
  return changes;
}

function isSame<T extends object>(a: T, b: T | null | undefined): boolean {
  return b !== null && b !== undefined && (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key]);
}
