import type { TFunction } from 'i18next';
import type { Script } from '../../../lib/contract/script.ts';
import type { MissingField } from '../../../lib/record/missing.ts';

/** What is missing, by the name that stands on the form. */
export function fieldName(t: TFunction, language: string, script: Script, { field, why }: MissingField): string {
  const own = script.fields.find(({ id }) => id === field);
  if (own) return own.label[language] ?? Object.values(own.label)[0] ?? own.id;
  return why === 'empty' ? t(`field.${field}`) : t(`missing.${why}`, { field: t(`field.${field}`) });
}
