import { useTranslation } from 'react-i18next';
import type { Reason } from '../../lib/contract/reason.ts';
import type { FieldId } from '../../lib/import/headers.ts';
import type { Delimiter } from '../../lib/import/table.ts';

/** The import's words that depend on data: reasons, fields, separators. */
export function useImportWords() {
  const { t } = useTranslation();
  const field = (id: FieldId) => t(`import.field.${id}`);
  return {
    t,
    field,
    delimiter: (delimiter: Delimiter) => t(`import.delimiter.${delimiter}`),
    reason: ({ code, params }: Reason) =>
      t(`import.reason.${code}`, { ...params, ...(typeof params.field === 'string' ? { field: field(params.field as FieldId) } : {}), defaultValue: code }),
  };
}
