import type { Customer, Phone } from '../contract/customer.ts';
import type { CustomerField, CustomerFields, CustomerSet, TypedPhone } from '../contract/customer-edit.ts';
import { rememberEarlier } from '../import/merge-customer.ts';
import { same } from '../import/same.ts';
import { parsePhone } from '../phone/phone.ts';
import { fieldsOf } from './customer-fields.ts';

/** Either what was and what is, of the fields that change, or the first field in which something else stands than whoever changed it saw. */
export type Changing = { ok: true; before: CustomerFields; after: CustomerFields } | { ok: false; field: CustomerField };

/** What a set comes to. What says already what it is to say changes nothing, so that a request can be sent again. `region`: of phones without a country. */
export function changesOf(customer: Customer, set: CustomerSet, region: string): Changing {
  const stands = fieldsOf(customer);
  const before: { [field: string]: unknown } = {};
  const after: { [field: string]: unknown } = {};
  for (const [name, one] of Object.entries(set)) {
    const field = name as keyof CustomerSet;
    const value = field === 'phones' ? typedPhones(set.phones?.value ?? [], stands.phones, region) : one.value;
    if (same(stands[field], value)) continue;
    if (!same(stands[field], one.was)) return { ok: false, field };
    before[field] = stands[field];
    after[field] = value;
  }
  return { ok: true, before: before as CustomerFields, after: after as CustomerFields };
}

/** A phone that is not understood stays as it was written, with a doubt; one that stands there already stays as it is. */
function typedPhones(typed: readonly TypedPhone[], known: readonly Phone[], region: string): Phone[] {
  return typed.map(({ text, label, extension = null }) => {
    const there = known.find((one) => one.original.trim() === text && one.extension === extension);
    if (there) return { ...there, label };
    const parsed = parsePhone(text, region, label);
    if (parsed.ok) return { ...parsed.phone, extension: parsed.phone.extension ?? extension };
    return { original: text, e164: null, label, extension, doubtful: true };
  });
}

/** The customer with these fields; their phones' hashes are the caller's. */
export function withFields(customer: Customer, fields: CustomerFields): Customer {
  const { class: classOf, tags, language, timeZone, preferredHours, optOut, ...own } = fields;
  const person = rememberEarlier(customer.person, { ...customer.person, ...own });
  const hasYear = fields.birthday != null && !fields.birthday.startsWith('-');
  return {
    ...customer,
    person: hasYear ? { ...person, age: null } : person,
    ...(classOf === undefined ? {} : { class: classOf }),
    ...(tags === undefined ? {} : { tags }),
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(preferredHours === undefined ? {} : { preferredHours }),
    ...(optOut === undefined ? {} : { optOut }),
  };
}
