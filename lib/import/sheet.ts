import { zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import type { Reason } from '../contract/reason.ts';
import { asShown } from './as-shown.ts';
import { MAX_FILE_BYTES } from './read.ts';
import { importReason } from './reasons.ts';
import { MAX_ROW_LENGTH, MAX_ROWS } from './size.ts';
import { MAX_COLUMNS } from './table.ts';

/** The parts of a workbook that one sheet needs. */
export type SheetParts = { sheet: Uint8Array; strings: Uint8Array | null; styles: Uint8Array | null; epoch1904: boolean };
/** Rows from the first on; blank ones are there. `broken`: by row, how many cells show an error such as #N/A. */
export type SheetRows = { ok: true; records: string[][]; broken: ReadonlyMap<number, number> } | { ok: false; reason: Reason };

/** As many as the widest CSV of fifty megabytes can have. */
const MAX_CELLS = 25_000_000;
const LAST_ROW = 1_048_576;
const MEGABYTE = 1024 * 1024;

/** One sheet to text, cell by cell, as a spreadsheet would write it into a CSV, but with every digit, and days as YYYY-MM-DD. */
export async function readSheetRows(parts: SheetParts): Promise<SheetRows> {
  const decoder = new TextDecoder();
  const xml = decoder.decode(parts.sheet);
  const found = survey(xml);
  if (!found.ok) return found;
  const shown = asShown(xml, parts.styles ? decoder.decode(parts.styles) : '');
  const sheet = shown === xml ? parts.sheet : new TextEncoder().encode(shown);
  let data: readonly (readonly unknown[])[];
  try {
    data = await readSheet(packed({ ...parts, sheet }), { trim: false, parseNumber: numberText });
  } catch {
    // What the library says can quote a cell.
    return { ok: false, reason: importReason('workbook-damaged', {}) };
  }
  return textOf(data, found.broken);
}

type Survey = { ok: true; broken: Map<number, number> } | { ok: false; reason: Reason };

/**
 * How far a sheet reaches, read off its addresses before the library lays it out: it makes a place for every row and column up to the last, so that two
 * cells far apart would cost gigabytes. A tag that cannot be judged makes the sheet damaged.
 */
function survey(xml: string): Survey {
  const damaged: Survey = { ok: false, reason: importReason('workbook-damaged', {}) };
  const broken = new Map<number, number>();
  let last = 0;
  let widest = 0;
  for (const [tag, name, inside = ''] of xml.matchAll(/<(?:[^\s<>/:!?]*:)?(c|row)(?=[\s/>])([^<>]*)>/g)) {
    const named = inside.match(/[\s:]r\s*=/g)?.length ?? 0;
    if (name === 'row' && named === 0) continue;
    const address = /\sr\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']/.exec(inside);
    const row = Number(address?.[2]);
    if (!address || named > 1 || row < 1 || row > LAST_ROW || (name === 'c') === (address[1] === '')) return damaged;
    if (name === 'row' || tag.endsWith('/>')) continue;
    last = Math.max(last, row);
    widest = Math.max(widest, columnOf(address[1] ?? ''));
    if (/\st\s*=\s*["']e["']/.test(inside)) broken.set(row, (broken.get(row) ?? 0) + 1);
  }
  if (widest > MAX_COLUMNS) return { ok: false, reason: importReason('file-too-many-columns', { columns: widest, max: MAX_COLUMNS }) };
  const most = Math.min(MAX_ROWS, Math.floor(MAX_CELLS / Math.max(1, widest)));
  if (last > most) return { ok: false, reason: importReason('file-too-many-rows', { max: most }) };
  // Every start of a tag must have been understood: one that hides its address would be laid out all the same.
  const starts = xml.match(/<(?:[^\s<>/:!?]*:)?(?:c|row)(?=[\s/>])/g)?.length ?? 0;
  const read = xml.match(/<(?:[^\s<>/:!?]*:)?(?:c|row)(?=[\s/>])(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*>/g)?.length ?? 0;
  return starts === read ? { ok: true, broken } : damaged;
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of this one sheet, not compressed: so the library unpacks nothing that was not measured, and starts no worker. */
function packed({ sheet, strings, styles, epoch1904 }: SheetParts): ArrayBuffer {
  const relation = (id: string, target: string) => `<Relationship Id="${id}" Type="${OFFICE}/${id}" Target="${target}"/>`;
  const encoder = new TextEncoder();
  const parts = {
    'xl/workbook.xml': encoder.encode(
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${epoch1904 ? 1 : 0}"/><sheets><sheet name="1" sheetId="1" r:id="worksheet"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': encoder.encode(
      `<Relationships>${relation('worksheet', 'sheet.xml')}${relation('sharedStrings', 'strings.xml')}${relation('styles', 'styles.xml')}</Relationships>`,
    ),
    'xl/sheet.xml': sheet,
    ...(strings ? { 'xl/strings.xml': strings } : {}),
    ...(styles ? { 'xl/styles.xml': styles } : {}),
  };
  return zipSync(parts, { level: 0 }).buffer;
}

const SMALL = new Intl.NumberFormat('en', { useGrouping: false, maximumSignificantDigits: 15 });

/** Excel keeps fifteen digits: of a longer number the rest is gone, so it stays in the form that is refused where digits matter. */
export function numberText(raw: string): string {
  const number = Number(raw);
  if (!Number.isFinite(number)) return raw;
  if (Math.abs(number) >= 1e15) return number.toExponential(14).toUpperCase();
  const plain = String(Number(number.toPrecision(15)));
  return plain.includes('e') ? SMALL.format(number) : plain;
}

function textOf(data: readonly (readonly unknown[])[], broken: ReadonlyMap<number, number>): SheetRows {
  let all = 0;
  const records: string[][] = [];
  for (const [index, cells] of data.entries()) {
    const record = cells.map(cellText);
    const length = record.reduce((sum, cell) => sum + cell.length, 0);
    all += length;
    if (length > MAX_ROW_LENGTH) return { ok: false, reason: importReason('file-row-too-long', { row: index + 1, max: MAX_ROW_LENGTH }) };
    // One long text that thousands of cells share costs the file nothing, and everything that reads it much.
    if (all > MAX_FILE_BYTES) {
      return { ok: false, reason: importReason('file-too-large', { megabytes: Math.ceil(all / MEGABYTE), max: MAX_FILE_BYTES / MEGABYTE }) };
    }
    records.push(record);
  }
  return { ok: true, records, broken };
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return dateText(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return typeof cell === 'string' ? cell : '';
}

/** The day; a time of day, which has none, as hours and minutes. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '########';
  const iso = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  return iso < '1900-01-01' ? iso.slice(11, 16) : iso.slice(0, 10);
}
