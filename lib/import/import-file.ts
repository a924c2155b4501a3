import type { LocalDate } from '../contract/basics.ts';
import type { Reason } from '../contract/reason.ts';
import { checkMapping, guessMapping, type Mapping, type MappingProblem } from './columns.ts';
import { guessDayFirst } from './dates.ts';
import { type Encoding, isZip, readText, wrongSize } from './read.ts';
import { type ConvertedRows, convertRows, type RowOptions } from './rows.ts';
import { type Delimiter, readTable, type Table, type TableRow } from './table.ts';
import { readWorkbook } from './workbook.ts';

export type CustomerFile = {
  name: string;
  /** Of a text file: a workbook has sheets instead. */
  encoding: Encoding | null;
  delimiter: Delimiter;
  workbook: { sheets: string[]; sheet: string } | null;
  /** As a spreadsheet numbers it, from 1. */
  headerRow: number;
  header: string[];
  mapping: Mapping;
  problems: MappingProblem[];
  /** The first rows of data, for the screen that confirms the mapping. */
  preview: TableRow[];
  /** `certain` false: ask a person how 03/04/2026 is meant. */
  dayFirst: { dayFirst: boolean; certain: boolean };
  /** Kept by the worker and given back to `convert`. */
  table: Table;
};
export type ReadCustomerFile = { ok: true; file: CustomerFile } | { ok: false; reason: Reason };

export type ReadOptions = {
  region: string;
  today: LocalDate;
  /** Chosen on the screen after a wrong guess. */
  delimiter?: Delimiter;
  headerRow?: number;
  sheet?: string;
};

const PREVIEW = 8;
const DATE_SAMPLE = 20_000;

/** All about a file that a person confirms before anything is written: a text, or a workbook. A file that cannot be read is a reason, never a throw. */
export async function openCustomerFile(bytes: Uint8Array, name: string, options: ReadOptions): Promise<ReadCustomerFile> {
  if (!isZip(bytes)) return readCustomerFile(bytes, name, options);
  const wrong = wrongSize(bytes);
  if (wrong) return { ok: false, reason: wrong };
  const { sheet, headerRow } = options;
  const read = await readWorkbook(bytes, { ...(sheet === undefined ? {} : { sheet }), ...(headerRow ? { headerRow } : {}) });
  if (!read.ok) return read;
  const { table, ...workbook } = read.workbook;
  return { ok: true, file: fileOf(table, options.region, { name, encoding: null, workbook }) };
}

/** As `openCustomerFile`, for a text. */
export function readCustomerFile(bytes: Uint8Array, name: string, options: ReadOptions): ReadCustomerFile {
  const read = readText(bytes);
  if (!read.ok) return read;
  const { delimiter, headerRow } = options;
  const laidOut = readTable(read.text, { ...(delimiter ? { delimiter } : {}), ...(headerRow ? { headerRow } : {}) });
  if (!laidOut.ok) return laidOut;
  return { ok: true, file: fileOf(laidOut.table, options.region, { name, encoding: read.encoding, workbook: null }) };
}

function fileOf(table: Table, region: string, from: Pick<CustomerFile, 'name' | 'encoding' | 'workbook'>): CustomerFile {
  const mapping = guessMapping(
    table.header,
    table.rows.slice(0, 200).map((row) => row.cells),
  );
  return {
    ...from,
    delimiter: table.delimiter,
    headerRow: table.headerRow,
    header: table.header,
    mapping,
    problems: checkMapping(mapping),
    preview: table.rows.slice(0, PREVIEW),
    dayFirst: dayFirstOf(table, mapping, region),
    table,
  };
}

/** Again after a person changed the mapping: other columns may be dates now. */
export function dayFirstOf(table: Table, mapping: Mapping, region: string): { dayFirst: boolean; certain: boolean } {
  const columns = mapping.filter(({ field }) => ['birthday', 'serviceDate', 'serviceEnd', 'nextDate'].includes(field));
  return guessDayFirst(
    table.rows.slice(0, DATE_SAMPLE).flatMap(({ cells }) => columns.map(({ column }) => cells[column] ?? '')),
    region,
  );
}

/** The confirmed file to rows. Some seconds for 100,000 rows: for a worker, which hears `onProgress`. */
export function convert(table: Table, mapping: Mapping, options: RowOptions, onProgress?: (done: number, total: number) => void): ConvertedRows {
  return convertRows(table, mapping, options, onProgress);
}
