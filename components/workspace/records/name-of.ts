import type { TFunction } from 'i18next';
import type { RecordEntry } from './use-records.ts';

/** Whom a record is about, as far as anybody knows. */
export function nameOf({ record, customer }: Pick<RecordEntry, 'record' | 'customer'>, t: TFunction): string {
  if (record.erased) return t('workspace.records.erased');
  return customer?.person.name || record.content.party?.name || t('workspace.records.unknown');
}
