import type { ImportRow } from '../contract/import.ts';
import type { Reason } from '../contract/reason.ts';
import type { Mapping } from './columns.ts';
import { type CustomerFile, convert, dayFirstOf, openCustomerFile, type ReadOptions } from './import-file.ts';
import { refusedCsv } from './refused-csv.ts';
import type { ConvertedRows, RefusedRow, RowOptions, RowWarning } from './rows.ts';
import type { NotData, Table } from './table.ts';

/** What the page is told of a file: all but its rows, which stay in the worker. */
export type FileFound = Omit<CustomerFile, 'table'> & { notData: NotData[]; dataRows: number };
export type ReadFound = { ok: true; file: FileFound } | { ok: false; reason: Reason };
/** Counts of everything; of each list only as much as a person reads. Every data row is ready or refused. */
export type Checked = { ready: number; refused: number; warnings: number; refusedRows: RefusedRow[]; warningRows: RowWarning[]; notData: NotData[] };
export type RowName = { row: number; name: string; phone: string };

/** What the page asks of the desk. A question has one answer; `convert` also tells how far it is. */
export type DeskMap = {
  read: { ask: { bytes: Uint8Array; name: string; options: ReadOptions }; answer: ReadFound };
  dayFirst: { ask: { mapping: Mapping; region: string }; answer: { dayFirst: boolean; certain: boolean } };
  convert: { ask: { mapping: Mapping; options: RowOptions }; answer: Checked };
  rows: { ask: { from: number; count: number }; answer: ImportRow[] };
  names: { ask: { rows: readonly number[] }; answer: RowName[] };
  /** The reasons of refused rows, each once, to be worded by the page. */
  refusedReasons: { ask: object; answer: Reason[] };
  /** `words` in the order of `refusedReasons`. */
  refusedCsv: { ask: { words: readonly string[] }; answer: string };
};
export type DeskQuestion = { [K in keyof DeskMap]: { id: number; kind: K } & DeskMap[K]['ask'] }[keyof DeskMap];
export type DeskMessage =
  | { id: number; kind: 'progress'; done: number; total: number }
  | { id: number; kind: 'answer'; answer: unknown }
  | { id: number; kind: 'failed' };

const SHOWN = 500;

/** Keeps one customer file and answers about it. In a worker, so that the page stays at hand while thousands of rows are read. */
export function createImportDesk(tell: (message: DeskMessage) => void): (question: DeskQuestion) => Promise<void> {
  let table: Table | null = null;
  let converted: ConvertedRows | null = null;

  const read = async ({ bytes, name, options }: DeskMap['read']['ask']): Promise<ReadFound> => {
    table = null;
    converted = null;
    const found = await openCustomerFile(bytes, name, options);
    if (!found.ok) return found;
    const { table: kept, ...file } = found.file;
    table = kept;
    return { ok: true, file: { ...file, notData: kept.notData, dataRows: kept.rows.length } };
  };
  const check = (id: number, { mapping, options }: DeskMap['convert']['ask']): Checked => {
    converted = convert(kept(table), mapping, options, (done, total) => tell({ id, kind: 'progress', done, total }));
    const { ready, refused, warnings, notData } = converted;
    return {
      ready: ready.length,
      refused: refused.length,
      warnings: warnings.length,
      refusedRows: refused.slice(0, SHOWN),
      warningRows: warnings.slice(0, SHOWN),
      notData: notData.slice(0, SHOWN),
    };
  };
  const names = (rows: readonly number[]): RowName[] => {
    const wanted = new Set(rows);
    return (converted?.ready ?? [])
      .filter(({ row }) => wanted.has(row))
      .map(({ row, customer: { person } }) => ({ row, name: person.name, phone: person.phones[0]?.original ?? '' }));
  };
  const answer = (question: DeskQuestion): DeskMap[keyof DeskMap]['answer'] | Promise<ReadFound> => {
    switch (question.kind) {
      case 'read':
        return read(question);
      case 'dayFirst':
        return dayFirstOf(kept(table), question.mapping, question.region);
      case 'convert':
        return check(question.id, question);
      case 'rows':
        return (converted?.ready ?? []).slice(question.from, question.from + question.count);
      case 'names':
        return names(question.rows);
      case 'refusedReasons':
        return [...distinct(converted?.refused ?? []).values()];
      case 'refusedCsv': {
        const refused = converted?.refused ?? [];
        const order = new Map([...distinct(refused).keys()].map((key, index) => [key, question.words[index] ?? '']));
        return refusedCsv(kept(table), refused, (reason) => order.get(JSON.stringify(reason)) ?? reason.code);
      }
    }
  };
  return async (question) => {
    try {
      tell({ id: question.id, kind: 'answer', answer: await answer(question) });
    } catch {
      // The error could quote a cell; that it failed is all that leaves.
      tell({ id: question.id, kind: 'failed' });
    }
  };
}

function distinct(refused: readonly RefusedRow[]): Map<string, Reason> {
  return new Map(refused.flatMap(({ reasons }) => reasons.map((reason) => [JSON.stringify(reason), reason] as const)));
}

function kept(table: Table | null): Table {
  if (!table) throw new Error('no file was read');
  return table;
}

// Only where it runs as a worker: tests and browsers without workers make a desk of their own.
if ('WorkerGlobalScope' in globalThis) {
  const desk = createImportDesk((message) => globalThis.postMessage(message));
  globalThis.addEventListener('message', (event: MessageEvent<DeskQuestion>) => void desk(event.data));
}
