import Papa from 'papaparse';

/**
 * What a spreadsheet would run as a formula, also behind blanks and characters without a width that some of them take off first, and what they swallow.
 * The apostrophe is among it so that undoing is exact.
 */
const LIVE = /^(?:[\t\r\n']|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−])/u;
/** What a spreadsheet would make a number of, and lose a leading nought or the last digits: phones, card numbers, `12E3`. */
const MANGLED = /^\s*(?:0\d+|\d{10,}|\d+(?:[.,]\d+)?e\+?\d+)\s*$/i;
/** Separators of other spreadsheets' settings: in quotes they part nothing. */
const PARTS = /[;\t|]/;

function guard(cell: string): string {
  return LIVE.test(cell) || MANGLED.test(cell) ? `'${cell}` : cell;
}

/** Of a file made here, mended by hand or not: a cell's own apostrophe has another one before it. */
export function unguard(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

export const BYTE_ORDER_MARK = '\ufeff';

/** Lines of a CSV in which nothing runs in a spreadsheet and every digit stays: commas, CRLF, the last line too. The one place where cells are guarded. */
export function guardedLines(lines: readonly (readonly string[])[]): string {
  if (lines.length === 0) return '';
  const options = { newline: '\r\n', quotes: (cell: unknown) => PARTS.test(String(cell)) };
  return `${Papa.unparse(
    lines.map((cells) => cells.map(guard)),
    options,
  )}\r\n`;
}

/** A whole file of them: UTF-8 with the byte order mark without which Excel takes Chinese for another encoding. */
export function guardedCsv(lines: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + guardedLines(lines);
}
