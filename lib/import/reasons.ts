import type { Reason } from '../contract/reason.ts';

export const importReasonParams = {
  'file-empty': {},
  'file-too-large': { megabytes: 'number', max: 'number' },
  'file-is-spreadsheet': {},
  'file-is-archive': {},
  'file-is-pdf': {},
  'file-is-image': {},
  'file-is-web-page': {},
  'file-is-document': {},
  'file-is-binary': { row: 'number' },
  'file-encoding-broken': { row: 'number', encoding: 'text' },
  'file-no-table': {},
  'file-no-header': {},
  'file-no-rows': { headerRow: 'number' },
  'file-too-many-columns': { columns: 'number', max: 'number' },
  'file-too-many-rows': { max: 'number' },
  'file-row-too-long': { row: 'number', max: 'number' },
  'file-quotes-open': { row: 'number' },
  'file-quotes-broken': { row: 'number' },
  'row-title': {},
  'row-blank': {},
  'row-totals': {},
  'row-header-again': {},
  'row-footer': {},
  'row-too-long': { cells: 'number', columns: 'number' },
  'row-short': { cells: 'number', columns: 'number' },
  'row-quotes-broken': {},
  'cell-too-long': { length: 'number', max: 'number' },
  'name-missing': {},
  'phone-missing': {},
  'phone-mangled': {},
  'phone-unreadable': {},
  'phone-not-possible': { digits: 'number' },
  'phone-mobile-length': { digits: 'number', expected: 'number' },
  'other-phone-unreadable': {},
  'number-mangled': {},
  'number-of-another': { row: 'number' },
  'date-unreadable': {},
  'date-impossible': {},
  'date-no-year': {},
  'date-out-of-range': { from: 'number', to: 'number' },
  'birthday-unreadable': {},
  'next-date-unreadable': {},
  'age-unreadable': {},
  'sex-unreadable': {},
  'language-unknown': {},
  'hours-not-understood': {},
  'wish-unclear': {},
  'mapping-no-name': {},
  'mapping-no-phone': {},
  'mapping-twice': { field: 'text', columns: 'text' },
  'mapping-family-only': { field: 'text' },
  'mapping-no-service-date': {},
  'mapping-no-number': {},
  'no-service': {},
} as const satisfies { [code: string]: { [param: string]: 'text' | 'number' } };

export type ImportReasonCode = keyof typeof importReasonParams;
type Params<C extends ImportReasonCode> = {
  [P in keyof (typeof importReasonParams)[C]]: (typeof importReasonParams)[C][P] extends 'number' ? number : string;
};
export type ImportReason = Reason & { code: ImportReasonCode };

export function importReason<C extends ImportReasonCode>(code: C, params: Params<C>): ImportReason {
  return { code, params: { ...params } };
}
