import type { Reason } from '../contract/reason.ts';
import { columnNames, type Mapping } from './columns.ts';
import type { FieldId } from './headers.ts';
import { importReason } from './reasons.ts';
import type { TableRow } from './table.ts';
import { isNothing } from './values.ts';

/** `column` is the header; null is the row as a whole. */
export type Fault = { column: string | null; value: string; reason: Reason };
export type Cell = { column: number; name: string; value: string };

/** One row by the meaning of its cells, and what is found wrong in it on the way. */
export type Cells = {
  faults: Fault[];
  warnings: Fault[];
  /** The first column of the first of these fields that the file has. */
  first: (...fields: FieldId[]) => Cell | undefined;
  all: (field: FieldId) => Cell[];
  /** Trimmed; null when blank. Longer than `max` is a fault: nothing is cut. */
  text: (field: FieldId, max: number) => string | null;
  /** Exactly as in the file; null when blank. */
  asItIs: (field: FieldId, max: number) => string | null;
  cut: (cell: Cell | undefined, value: string, max: number) => string;
  fault: (cell: Cell | undefined, reason: Reason) => void;
  warn: (cell: Cell, reason: Reason) => void;
  /** A warning, and the cell kept as it is under its header. */
  keep: (cell: Cell, reason: Reason, into: { [header: string]: string }) => void;
  hasFaultIn: (field: FieldId) => boolean;
  /** The columns without a field of their own, by their headers. */
  kept: () => { more: { [header: string]: string }; detail: { [header: string]: string } };
};

const NAMES: readonly FieldId[] = ['name', 'family', 'given'];

/** The columns of each field and the names they are kept by: looked up once for all rows. */
export type Layout = { names: readonly string[]; columns: ReadonlyMap<FieldId, readonly number[]> };

export function layoutOf(header: readonly string[], mapping: Mapping): Layout {
  const columns = new Map<FieldId, number[]>();
  for (const { field, column } of mapping) columns.set(field, [...(columns.get(field) ?? []), column]);
  return { names: columnNames(header), columns };
}

export function cellsOf(source: TableRow, { names, columns }: Layout): Cells {
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const cell = (column: number): Cell => ({ column, name: names[column] ?? '', value: source.cells[column] ?? '' });
  const all = (field: FieldId) => (columns.get(field) ?? []).map(cell);
  const first = (...fields: FieldId[]) => fields.flatMap(all)[0];
  const fault = (at: Cell | undefined, reason: Reason) => faults.push({ column: at?.name ?? null, value: at?.value ?? '', reason });
  const cut = (at: Cell | undefined, value: string, max: number) => {
    if (value.length > max) fault(at, importReason('cell-too-long', { length: value.length, max }));
    return value.slice(0, max);
  };
  const warn = (at: Cell, reason: Reason) => warnings.push({ column: at.name, value: at.value, reason });
  const kept = (field: 'more' | 'detail') => {
    const into: { [header: string]: string } = {};
    for (const at of all(field)) if (at.value.trim() !== '') into[at.name] = cut(at, at.value, 2000);
    return into;
  };
  return {
    faults,
    warnings,
    first,
    all,
    text: (field, max) => {
      const at = first(field);
      const value = at?.value.trim() ?? '';
      return value === '' || (!NAMES.includes(field) && isNothing(value)) ? null : cut(at, value, max);
    },
    asItIs: (field, max) => {
      const at = first(field);
      return !at || at.value.trim() === '' ? null : cut(at, at.value, max);
    },
    cut,
    fault,
    warn,
    keep: (at, reason, into) => {
      warn(at, reason);
      into[at.name] = cut(at, at.value, 2000);
    },
    hasFaultIn: (field) => all(field).some((at) => faults.some((one) => one.column === at.name)),
    kept: () => ({ more: kept('more'), detail: kept('detail') }),
  };
}
