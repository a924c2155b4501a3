import type { Customer } from '../contract/customer.ts';
import type { CustomerFields } from '../contract/customer-edit.ts';

/** All of a customer's file that a person can change, by its field. */
export function fieldsOf({ person, ...customer }: Customer): Required<CustomerFields> {
  const { name, family, given, sex, salutation, company, jobTitle, number, phones, email, birthday, note } = person;
  const { class: classOf, tags = [], language, timeZone, preferredHours, optOut } = customer;
  const own = { name, family, given, sex, salutation, company, jobTitle, number, phones, email, birthday, note };
  return { ...own, class: classOf, tags, language, timeZone, preferredHours, optOut };
}
