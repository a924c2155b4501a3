import Papa from 'papaparse';
import type { Reason } from '../contract/reason.ts';
import { unguard } from '../text/guarded-csv.ts';
import { fieldOfHeader, normaliseHeader, REASON_HEADER } from './headers.ts';
import { importReason } from './reasons.ts';
import { MAX_ROW_LENGTH, tooMuch } from './size.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A row of data. `row` counts as a spreadsheet does: from 1, titles and blank rows included, a cell of two lines in one row. */
export type TableRow = {
  row: number;
  /** As many as the header has; exactly as in the file. */
  cells: string[];
  /** Why the row as a whole cannot be read. */
  fault: Reason | null;
  /** What a person should know about the row. */
  remark: Reason | null;
};
export type NotData = { row: number; why: Reason };
export type Table = { delimiter: Delimiter; header: string[]; headerRow: number; rows: TableRow[]; notData: NotData[] };
export type ReadTable = { ok: true; table: Table } | { ok: false; reason: Reason };

export const MAX_COLUMNS = 200;
const HEADER_SEARCH = 30;
/** Of text without its blanks. */
const TOTALS = /^(?:合计|总计|小计|共计|汇总|总数|合計|總計|(?:grand|sub-?)?totals?|sum|count)(?:\([^)]*\))?:?[\d.,]*[条行人笔]?$/i;
const FOOTER =
  /^(?:导出|制表|打印|备注|说明|注|页码|第\s*\d+\s*页|共\s*\d+|-+\s*(?:完|end)|generated|exported|printed|copyright|©|confidential|page\s+\d|\d+\s+(?:rows|records|results)|end of)/i;

/** Text of a CSV to its header and its rows, every row numbered. What a person chose on the screen goes before the guess. */
export function readTable(text: string, chosen: { delimiter?: Delimiter; headerRow?: number } = {}): ReadTable {
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1];
  const delimiter = chosen.delimiter ?? DELIMITERS.find((one) => one === said) ?? guessDelimiter(text);
  const newline = newlineOf(text);
  const refusal = tooMuch(text, delimiter, newline);
  if (refusal) return { ok: false, reason: refusal };
  const { records, broken, open, widest } = recordsOf(text, delimiter, newline);
  if (widest > MAX_COLUMNS) return { ok: false, reason: importReason('file-too-many-columns', { columns: widest, max: MAX_COLUMNS }) };
  if (isEmpty(records.at(-1)) && text.endsWith(newline)) records.pop();
  if (open !== null) return { ok: false, reason: importReason('file-quotes-open', { row: open + 1 }) };
  if (widest < 2) return { ok: false, reason: importReason('file-no-table', {}) };
  return layOut(records, { delimiter, broken, chosenHeader: chosen.headerRow ?? null });
}

/** Rows of a sheet to a table, as those of a CSV; `remarks` by row, from 1. */
export function tableOfRows(records: string[][], chosenHeader: number | null, remarks: ReadonlyMap<number, Reason>): ReadTable {
  if (records.every(isEmpty)) return { ok: false, reason: importReason('file-empty', {}) };
  if (records.every((cells) => filledWidth(cells) < 2)) return { ok: false, reason: importReason('file-no-table', {}) };
  return layOut(records, { delimiter: ',', broken: new Set(), chosenHeader, remarks });
}

type Records = { records: string[][]; broken: Set<number>; open: number | null; widest: number };

/** Row by row, so that thousands of blank cells behind the last filled one are not kept, nor a table that is too wide read to its end. */
function recordsOf(text: string, delimiter: Delimiter, newline: '\r\n' | '\n' | '\r'): Records {
  const all: Records = { records: [], broken: new Set(), open: null, widest: 0 };
  const mixed = newline === '\n' && text.includes('\r\n');
  Papa.parse<string[]>(text, {
    delimiter,
    newline,
    skipEmptyLines: false,
    step: ({ data, errors }, parser) => {
      const index = all.records.length;
      const cells = mixed ? withoutReturn(data) : data;
      const width = filledWidth(cells);
      all.records.push(cells.length > MAX_COLUMNS ? cells.slice(0, Math.max(width, MAX_COLUMNS)) : cells);
      all.widest = Math.max(all.widest, width);
      if (errors.some(({ code }) => code === 'InvalidQuotes')) all.broken.add(index);
      if (errors.some(({ code }) => code === 'MissingQuotes')) all.open ??= index;
      if (width > MAX_COLUMNS) parser.abort();
    },
  });
  return all;
}

type Reading = { delimiter: Delimiter; broken: ReadonlySet<number>; chosenHeader: number | null; remarks?: ReadonlyMap<number, Reason> };

function layOut(records: string[][], { delimiter, broken, chosenHeader, remarks }: Reading): ReadTable {
  const from = /^sep=./i.test(records[0]?.join(delimiter) ?? '') ? 1 : 0;
  const at = chosenHeader === null ? findHeader(records, from) : chosenHeader - 1;
  const cells = records[at];
  if (!cells) return { ok: false, reason: importReason('file-no-header', {}) };
  const header = cells.slice(0, headerWidth(records, at));
  const own = header.some((cell) => normaliseHeader(cell) === normaliseHeader(REASON_HEADER));
  const table: Table = { delimiter, header: own ? header.map(unguard) : header, headerRow: at + 1, rows: [], notData: [] };
  for (const [index, record] of records.entries()) {
    const row = index + 1;
    if (index === at) continue;
    const why = index < at ? importReason(isEmpty(record) ? 'row-blank' : 'row-title', {}) : whyNoData(record, header);
    if (why) {
      table.notData.push({ row, why });
      continue;
    }
    if (broken.has(index) && swallowed(record, header.length)) return { ok: false, reason: importReason('file-quotes-broken', { row }) };
    const read = dataRow(row, own ? record.map(unguard) : record, header.length, broken.has(index));
    table.rows.push({ ...read, remark: remarks?.get(row) ?? read.remark });
  }
  setFootersAside(table);
  return table.rows.length === 0 ? { ok: false, reason: importReason('file-no-rows', { headerRow: table.headerRow }) } : { ok: true, table };
}

/** A quotation mark inside a quoted cell that made the parser run on into other cells or rows. */
function swallowed(record: readonly string[], columns: number): boolean {
  return record.length !== columns || record.some((cell) => cell.includes('\n'));
}

function dataRow(row: number, record: readonly string[], columns: number, broken: boolean): TableRow {
  const width = filledWidth(record);
  const cells = Array.from({ length: Math.max(columns, width > columns ? record.length : 0) }, (_, column) => record[column] ?? '');
  const fault = broken ? importReason('row-quotes-broken', {}) : width > columns ? importReason('row-too-long', { cells: width, columns }) : null;
  // Spreadsheets leave out delimiters at the end of rows whose last cells are blank, so a short row is data.
  const remark = record.length < columns ? importReason('row-short', { cells: record.length, columns }) : null;
  return { row, cells, fault, remark };
}

function whyNoData(record: readonly string[], header: readonly string[]): Reason | null {
  if (isEmpty(record)) return importReason('row-blank', {});
  const filled = record.filter((cell) => cell.trim() !== '');
  const first = (filled[0] ?? '').normalize('NFKC').replace(/\s+/g, '');
  const callable = filled.some((cell) => /^\D*(?:\d[\s()-]*){10,}$/.test(cell.normalize('NFKC')));
  if (TOTALS.test(first) && !callable && filled.length <= Math.max(2, header.length * 0.6)) return importReason('row-totals', {});
  if (filled.length > 1 && header.every((cell, column) => cell.trim() === (record[column] ?? '').trim())) return importReason('row-header-again', {});
  return null;
}

/** "Exported on …" below the data: rows at the very end with one filled cell that says so. */
function setFootersAside(table: Table): void {
  for (let last = table.rows.at(-1); last && isFooter(last); last = table.rows.at(-1)) {
    table.notData.push({ row: last.row, why: importReason('row-footer', {}) });
    table.rows.pop();
  }
  table.notData.sort((a, b) => a.row - b.row);
}

function isFooter({ cells, fault }: TableRow): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return fault === null && filled.length === 1 && cells.length > 2 && FOOTER.test((filled[0] ?? '').normalize('NFKC').trim());
}

/** The delimiter that cuts most rows into the same number of cells, and more of them. */
function guessDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  const head = text.length > MAX_ROW_LENGTH ? text.slice(0, text.lastIndexOf('\n', MAX_ROW_LENGTH) + 1 || MAX_ROW_LENGTH) : text;
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(head, { delimiter, newline: newlineOf(head), preview: 100, skipEmptyLines: 'greedy' });
    const widths = new Map<number, number>();
    for (const cells of data) if (cells.length > 1) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    const known = Math.max(0, ...data.slice(0, HEADER_SEARCH).map(knownHeaders));
    for (const [width, rows] of widths) {
      const score = (rows / data.length) * Math.log2(width) + known;
      if (score > best.score) best = { delimiter, score };
    }
  }
  return best.delimiter;
}

/** Title rows stand above it: the row with the most headers that we know, or else the first as wide as the table and without figures. */
function findHeader(records: readonly string[][], from: number): number {
  const rows = records.slice(0, HEADER_SEARCH);
  let best = -1;
  let most = 1;
  for (const [index, cells] of rows.entries()) {
    const known = index < from ? 0 : knownHeaders(cells);
    if (known > most) [best, most] = [index, known];
  }
  if (best >= 0) return best;
  const width = rows.reduce((widest, cells) => Math.max(widest, filledCount(cells)), 0);
  return rows.findIndex((cells, index) => index >= from && filledCount(cells) >= Math.max(2, width - 1) && !cells.some((cell) => /\d{3}|@/.test(cell)));
}

function knownHeaders(cells: readonly string[]): number {
  const fields = new Set<string>();
  let rest = 0;
  for (const cell of cells) {
    const said = cell.length <= 60 ? fieldOfHeader(cell) : null;
    if (said && said.confidence > 0.55) fields.add(said.field);
    else if (/\d{5}/.test(cell)) rest++;
  }
  return Math.max(0, fields.size - rest);
}

/** Up to the last column that has a header or, in a third of the rows, a value: cells beyond it are strays. */
function headerWidth(records: readonly string[][], at: number): number {
  const headed = filledWidth(records[at] ?? []);
  const below = records.slice(at + 1, at + 201).filter((cells) => !isEmpty(cells));
  const wider = below.filter((cells) => filledWidth(cells) > headed);
  if (wider.length === 0 || wider.length < below.length / 3) return Math.max(headed, Math.min(records[at]?.length ?? 0, MAX_COLUMNS));
  return Math.max(...wider.map(filledWidth));
}

/** What ends the rows, quoted cells left aside. A file that mixes both is read by its line feeds. */
function newlineOf(text: string): '\r\n' | '\n' | '\r' {
  if (!text.includes('\n')) return text.includes('\r') ? '\r' : '\n';
  if (!text.includes('\r\n')) return '\n';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) quoted = !quoted;
    else if (code === 10 && !quoted && text.charCodeAt(at - 1) !== 13) return '\n';
  }
  return '\r\n';
}

function withoutReturn(cells: string[]): string[] {
  const last = cells.at(-1);
  return last?.endsWith('\r') ? [...cells.slice(0, -1), last.slice(0, -1)] : cells;
}

function filledWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

function filledCount(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

function isEmpty(cells: readonly string[] | undefined): boolean {
  return cells?.every((cell) => cell.trim() === '') ?? true;
}
