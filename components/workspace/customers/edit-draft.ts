import type { Customer, Phone, PreferredHours } from '../../../lib/contract/customer.ts';
import { type CustomerField, type CustomerFields, type CustomerSet, customerSetSchema, type TypedPhone } from '../../../lib/contract/customer-edit.ts';
import { fieldsOf } from '../../../lib/record/customer-fields.ts';
import { namesIn } from '../names-in.ts';

/** Fields that are one line of text. */
export const LINES = ['name', 'family', 'given', 'salutation', 'company', 'jobTitle', 'number', 'email', 'class'] as const satisfies readonly CustomerField[];
type LineField = (typeof LINES)[number];

/** `key`: tells rows apart that say the same. */
export type DraftPhone = { key: string; text: string; label: Phone['label']; extension: string | null };
/** What is typed, as it is typed. */
export type CustomerDraft = { [field in LineField]: string } & {
  sex: '' | 'male' | 'female';
  phones: DraftPhone[];
  /** `2001-12-24`, or `12-24` without the year. */
  birthday: string;
  tags: string;
  language: string;
  timeZone: string;
  hours: string;
  hoursDays: PreferredHours['days'];
  hoursFrom: string;
  hoursTo: string;
  note: string;
};

let made = 0;
export const newPhone = (): DraftPhone => ({ key: `phone-${++made}`, text: '', label: 'main', extension: null });

export function draftOf(fields: Partial<CustomerFields>): CustomerDraft {
  const text = (field: LineField | 'note' | 'timeZone' | 'language') => fields[field] ?? '';
  const hours = fields.preferredHours;
  return {
    ...(Object.fromEntries(LINES.map((field) => [field, text(field)])) as { [field in LineField]: string }),
    sex: fields.sex ?? '',
    phones: (fields.phones ?? []).map(({ original, label, extension }) => ({ key: `phone-${++made}`, text: original, label, extension })),
    birthday: (fields.birthday ?? '').replace(/^--/, ''),
    tags: (fields.tags ?? []).join(', '),
    language: text('language'),
    timeZone: text('timeZone'),
    hours: hours?.original ?? '',
    hoursDays: hours?.days ?? 'any',
    hoursFrom: hours?.from ?? '',
    hoursTo: hours?.to ?? '',
    note: text('note'),
  };
}

/** What the draft changes of the customer, and which fields cannot be saved as they are. */
export function setOf(customer: Customer, draft: CustomerDraft): { set: CustomerSet; wrong: CustomerField[] } {
  const stands = fieldsOf(customer);
  const before = draftOf(stands);
  const typed: { [field in CustomerField]?: unknown } = { phones: typedPhones(draft.phones), tags: namesIn(draft.tags), preferredHours: hoursOf(draft) };
  for (const field of [...LINES, 'note', 'sex', 'language', 'timeZone'] as const)
    typed[field] = field === 'name' ? draft.name.trim() : draft[field].trim() || null;
  typed.birthday = birthdayOf(draft.birthday);
  const same = (field: CustomerField) => JSON.stringify(partOf(draft, field)) === JSON.stringify(partOf(before, field));
  const changed = (Object.keys(typed) as CustomerField[]).filter((field) => !same(field));
  const set = Object.fromEntries(changed.map((field) => [field, { value: typed[field], was: stands[field] }]));
  const parsed = customerSetSchema.safeParse(set);
  const wrong = parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => path[0] as CustomerField))];
  return { set: set as CustomerSet, wrong };
}

/** What of the draft a field is made of. */
function partOf(draft: CustomerDraft, field: CustomerField): unknown {
  if (field === 'phones') return typedPhones(draft.phones);
  if (field === 'preferredHours') return [draft.hours, draft.hoursDays, draft.hoursFrom, draft.hoursTo];
  return field === 'optOut' ? null : draft[field];
}

function typedPhones(phones: readonly DraftPhone[]): TypedPhone[] {
  return phones
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, label, extension }) => ({ text: text.trim(), label, ...(extension === null ? {} : { extension }) }));
}

function birthdayOf(text: string): string | null {
  const plain = text.trim();
  return plain === '' ? null : /^\d{1,2}-\d{1,2}$/.test(plain) ? `--${plain}` : plain;
}

function hoursOf({ hours, hoursDays, hoursFrom, hoursTo }: CustomerDraft): PreferredHours | null {
  const [original, from, to] = [hours.trim(), hoursFrom.trim(), hoursTo.trim()];
  if (original === '' && from === '' && to === '' && hoursDays === 'any') return null;
  const times = [from, to].filter((time) => time !== '').join('–');
  return { original: original || times, days: hoursDays, from: from || null, to: to || null };
}

/** The way back from a change: what was, where what became of it still stands. */
export function backOf(before: CustomerFields, after: CustomerFields): CustomerSet {
  const fields = (Object.keys(before) as CustomerField[]).filter((field) => field !== 'optOut');
  const typed = (field: CustomerField) =>
    field === 'phones' ? (before.phones ?? []).map(({ original, label, extension }) => ({ text: original, label, extension })) : before[field];
  return Object.fromEntries(fields.map((field) => [field, { value: typed(field), was: after[field] }])) as CustomerSet;
}
