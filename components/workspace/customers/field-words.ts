import type { TFunction } from 'i18next';
import type { Phone } from '../../../lib/contract/customer.ts';
import type { CustomerField, CustomerFields } from '../../../lib/contract/customer-edit.ts';
import { type FormatContext, formatDay, formatLocalDate } from '../../../lib/i18n/format.ts';
import { formatPhone } from '../../../lib/phone/phone.ts';

/** What stands in a field, as a person reads it; empty: nothing does. */
export function wordField(t: TFunction, fields: CustomerFields, field: CustomerField, context: FormatContext): string {
  switch (field) {
    case 'phones':
      return (fields.phones ?? []).map((phone) => wordPhone(t, phone)).join(t('list.comma'));
    case 'tags':
      return (fields.tags ?? []).join(t('list.comma'));
    case 'sex':
      return fields.sex ? t(`customers.sex.${fields.sex}`) : '';
    case 'birthday':
      return wordBirthday(fields.birthday ?? null, context);
    case 'language':
      return fields.language ? t(`language.${fields.language}`, { defaultValue: fields.language }) : '';
    case 'preferredHours':
      return fields.preferredHours?.original ?? '';
    case 'optOut':
      return fields.optOut ? [formatDay(fields.optOut.at, context), fields.optOut.reason].filter(Boolean).join(' · ') : '';
    default:
      return fields[field] ?? '';
  }
}

export function wordPhone(t: TFunction, phone: Phone, region?: string): string {
  const about = [
    phone.label === 'main' ? '' : t(`customers.label.${phone.label}`),
    phone.e164 === null ? t('customers.unreadable') : phone.doubtful ? t('customers.doubtful') : '',
  ].filter(Boolean);
  return `${formatPhone(phone, region)}${about.length > 0 ? ` (${about.join(t('list.comma'))})` : ''}`;
}

function wordBirthday(birthday: string | null, context: FormatContext): string {
  if (birthday === null) return '';
  if (!birthday.startsWith('-')) return formatLocalDate(birthday, context);
  const at = Date.UTC(2000, Number(birthday.slice(2, 4)) - 1, Number(birthday.slice(5, 7)));
  return new Intl.DateTimeFormat(context.language, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(at);
}
