import type { Instant } from '../contract/basics.ts';
import { BYTE_ORDER_MARK, guardedLines } from '../text/guarded-csv.ts';
import { COLUMNS, cellsOf, type ExportEntry, type ExportWords } from './export.ts';
import { createXlsx } from './xlsx.ts';

export type ExportFormat = 'csv' | 'xlsx';

/** A file of records that grows page by page. Both ends answer what of it is finished, in order. */
export type ExportFile = { add(entries: readonly ExportEntry[], words: ExportWords): FilePart[]; end(): FilePart[] };
export type FilePart = string | Uint8Array<ArrayBuffer>;

/** @param zone stands in the headings of times */
export function createExportFile(format: ExportFormat, { t, zone, now }: Pick<ExportWords, 't'> & { zone: string; now: Instant }): ExportFile {
  const title = (key: string) => t(`quality.export.column.${key}`, { zone });
  if (format === 'csv') return csvFile(COLUMNS.map(({ key }) => title(key)));
  const columns = COLUMNS.map(({ key, width }) => ({ title: title(key), width }));
  const xlsx = createXlsx({ sheet: t('quality.export.sheet'), columns, cut: ` ${t('quality.export.cut')}`, now });
  return {
    add: (entries, words) => xlsx.add(entries.map((entry) => cellsOf(entry, words))),
    end: () => xlsx.end(),
  };
}

function csvFile(titles: readonly string[]): ExportFile {
  let before = BYTE_ORDER_MARK + guardedLines([titles]);
  return {
    add(entries, words) {
      const lines = before + guardedLines(entries.map((entry) => cellsOf(entry, words)));
      before = '';
      return [lines];
    },
    end: () => (before === '' ? [] : [before]),
  };
}
