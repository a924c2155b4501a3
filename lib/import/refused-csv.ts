import type { Reason } from '../contract/reason.ts';
import { guardedCsv } from '../text/guarded-csv.ts';
import { normaliseHeader, REASON_HEADER } from './headers.ts';
import type { Table } from './table.ts';

/**
 * The refused rows as a file to mend and to import again: the file's own columns, cells as they were, and one column more
 * that says why in the words of `word`; what a row has beyond the header stands after it. UTF-8 with a byte order mark, commas, CRLF. Importing it undoes the guards.
 */
export function refusedCsv(table: Table, refused: readonly { row: number; reasons: readonly Reason[] }[], word: (reason: Reason) => string): string {
  const why = new Map(refused.map(({ row, reasons }) => [row, reasons.map(word).join('; ')]));
  const own = table.header.findIndex((cell) => normaliseHeader(cell) === normaliseHeader(REASON_HEADER));
  const without = (cells: readonly string[]) => cells.filter((_, column) => column !== own);
  const lines = [[...without(table.header), REASON_HEADER]];
  for (const { row, cells } of table.rows) {
    const reason = why.get(row);
    if (reason !== undefined) lines.push([...without(cells.slice(0, table.header.length)), reason, ...cells.slice(table.header.length)]);
  }
  return guardedCsv(lines);
}
