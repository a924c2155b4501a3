import type { Reason } from '../contract/reason.ts';
import { zipKind } from './read.ts';
import { importReason } from './reasons.ts';
import { readSheetRows, type SheetRows } from './sheet.ts';
import { type ReadTable, type Table, tableOfRows } from './table.ts';
import { elementsOf } from './xml.ts';
import { entriesOf, unpack, type ZipEntry } from './zip.ts';

/** `sheets` are the ones that a person sees, in their order; `sheet` is the one that was read. */
export type Workbook = { table: Table; sheets: string[]; sheet: string };
export type ReadWorkbook = { ok: true; workbook: Workbook } | { ok: false; reason: Reason };

/** A sheet of 100,000 rows and twenty columns has about eighty. */
const MAX_UNPACKED = 300 * 1024 * 1024;
const SMALL = 4 * 1024 * 1024;
const LOOKED_AT = 20;

type Part = { ok: true; bytes: Uint8Array | null } | { ok: false; reason: Reason };
type Sheet = { name: string; path: string };

/**
 * An XLSX to the table that a CSV becomes: of the sheet that was chosen, or of the first that is a table. A refusal is a reason, never a throw.
 * What is unpacked is bounded by what the zip declares, before, and by what comes out of it.
 */
export async function readWorkbook(bytes: Uint8Array, chosen: { sheet?: string; headerRow?: number }): Promise<ReadWorkbook> {
  const entries = entriesOf(bytes);
  if (!entries) return refuse(importReason('workbook-damaged', {}));
  if (!entries.has('xl/workbook.xml')) return refuse(zipKind(bytes));
  const book = new Book(bytes, entries);
  const sheets = book.sheets();
  if (!sheets.ok) return sheets;
  const names = sheets.sheets.map(({ name }) => name);
  const wanted = sheets.sheets.filter(({ name }) => chosen.sheet === undefined || name === chosen.sheet);
  let first: Reason | null = null;
  for (const sheet of wanted.slice(0, LOOKED_AT)) {
    const rows = await book.rowsOf(sheet);
    // What is too large or damaged is said at once; a sheet that is merely no table may stand before the one that is meant.
    if (!rows.ok) return rows;
    const read = tableOf(rows, chosen.headerRow ?? null);
    if (read.ok) return { ok: true, workbook: { table: read.table, sheets: names, sheet: sheet.name } };
    if (first === null || first.code === 'file-empty') first = read.reason;
  }
  return refuse(first ?? importReason('file-empty', {}));
}

function refuse(reason: Reason): { ok: false; reason: Reason } {
  return { ok: false, reason };
}

function tableOf({ records, broken }: SheetRows & { ok: true }, headerRow: number | null): ReadTable {
  return tableOfRows(records, headerRow, new Map(Array.from(broken, ([row, cells]) => [row, importReason('row-error-cells', { cells })])));
}

class Book {
  private left = MAX_UNPACKED;
  private readonly texts: { strings: Uint8Array | null; styles: Uint8Array | null; epoch1904: boolean } = { strings: null, styles: null, epoch1904: false };
  private readonly bytes: Uint8Array;
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  constructor(bytes: Uint8Array, entries: ReadonlyMap<string, ZipEntry>) {
    this.bytes = bytes;
    this.entries = entries;
  }

  /** The worksheets that are not hidden, or all if every one is; reads on the way what every sheet needs. */
  sheets(): { ok: true; sheets: Sheet[] } | { ok: false; reason: Reason } {
    const workbook = this.part('xl/workbook.xml', SMALL);
    const relations = this.part('xl/_rels/workbook.xml.rels', SMALL);
    if (!workbook.ok) return workbook;
    if (!relations.ok) return relations;
    if (!workbook.bytes || !relations.bytes) return refuse(importReason('workbook-damaged', {}));
    const xml = new TextDecoder().decode(workbook.bytes);
    const related = elementsOf(new TextDecoder().decode(relations.bytes), 'Relationship');
    for (const key of ['strings', 'styles'] as const) {
      const path = pathOf(related.find((one) => one.get('Type')?.endsWith(key === 'strings' ? '/sharedStrings' : '/styles')));
      const part = path === null ? null : this.part(path, this.left);
      if (part && !part.ok) return part;
      this.texts[key] = part?.bytes ?? null;
    }
    this.texts.epoch1904 = ['1', 'true', 'on'].includes(elementsOf(xml, 'workbookPr')[0]?.get('date1904') ?? '');
    const all = elementsOf(xml, 'sheet').flatMap((sheet) => {
      const path = pathOf(related.find((one) => one.get('Id') === sheet.get('id') && one.get('Type')?.endsWith('/worksheet')));
      return path === null ? [] : [{ name: sheet.get('name') ?? '', path, hidden: (sheet.get('state') ?? 'visible') !== 'visible' }];
    });
    const seen = all.filter(({ hidden }) => !hidden);
    return { ok: true, sheets: seen.length > 0 ? seen : all };
  }

  async rowsOf({ path }: Sheet): Promise<SheetRows> {
    const part = this.part(path, this.left);
    if (!part.ok) return part;
    return part.bytes ? readSheetRows({ ...this.texts, sheet: part.bytes }) : refuse(importReason('workbook-damaged', {}));
  }

  /** Null: the workbook has no such part. */
  private part(path: string, max: number): Part {
    const entry = this.entries.get(path);
    if (!entry) return { ok: true, bytes: null };
    if (entry.encrypted) return refuse(importReason('file-is-protected', {}));
    const bytes = unpack(this.bytes, entry, Math.min(max, this.left));
    if (bytes === 'too-large') return refuse(importReason('workbook-too-large', { max: MAX_UNPACKED / 1024 / 1024 }));
    if (bytes === 'damaged') return refuse(importReason('workbook-damaged', {}));
    this.left -= bytes.length;
    return { ok: true, bytes };
  }
}

/** Relative to `xl/`, or from the root. */
function pathOf(relation: ReadonlyMap<string, string> | undefined): string | null {
  const target = relation?.get('Target');
  if (!target) return null;
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}
