import type { Reason } from '../contract/reason.ts';
import { importReason } from './reasons.ts';

/** A row of two hundred full cells is a tenth of this. */
export const MAX_ROW_LENGTH = 500_000;
export const MAX_ROWS = 1_000_000;

const QUOTE = 34;
const SPACE = 32;

/**
 * Why a text is no table that can be held in memory: a row of fifty megabytes, a quotation mark that swallows the file, more rows than anybody has
 * customers. Walks the text as the parser does and keeps nothing, so that what is refused costs neither time nor memory.
 */
export function tooMuch(text: string, delimiter: string, newline: string): Reason | null {
  const between = delimiter.charCodeAt(0);
  const end = newline.charCodeAt(newline.length - 1);
  let row = 1;
  let start = 0;
  let quoted = false;
  let fresh = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === QUOTE && text.charCodeAt(at + 1) === QUOTE) at++;
      else if (code === QUOTE) quoted = !closes(text, at + 1, between);
    } else if (code === end) {
      row++;
      start = at + 1;
      fresh = true;
      if (row > MAX_ROWS) return importReason('file-too-many-rows', { max: MAX_ROWS });
    } else {
      quoted = fresh && code === QUOTE;
      fresh = code === between;
    }
    if (at - start > MAX_ROW_LENGTH) {
      return quoted ? importReason('file-quotes-open', { row }) : importReason('file-row-too-long', { row, max: MAX_ROW_LENGTH });
    }
  }
  return null;
}

/** Whether a quotation mark before `at` ends its cell: blanks may stand between it and what follows the cell. */
function closes(text: string, at: number, between: number): boolean {
  let next = at;
  while (text.charCodeAt(next) === SPACE) next++;
  const code = text.charCodeAt(next);
  return next >= text.length || code === between || code === 10 || code === 13;
}
