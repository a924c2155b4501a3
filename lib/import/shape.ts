import { type ImportShape, MAX_SHAPES } from '../contract/import-shape.ts';
import type { ColumnMeaning, Mapping } from './columns.ts';
import { type FieldId, fieldIds, normaliseHeader } from './headers.ts';
import type { CustomerFile } from './import-file.ts';

type Laid = Pick<CustomerFile, 'header' | 'delimiter' | 'workbook'>;

/** What two files of one shape have in common, as text to be hashed: the headers in their order, and what separates them, or the sheet whatever its numbers. */
export function shapeText({ header, delimiter, workbook }: Laid): string {
  return JSON.stringify([workbook ? `sheet ${workbook.sheet.trim().replace(/\d+/g, '#')}` : delimiter, ...header.map(normaliseHeader)]);
}

/** The mapping as it was set for this shape. Null: it no longer fits what this program knows. */
export function mappingOf({ fields }: Pick<ImportShape, 'fields'>, guess: Mapping): Mapping | null {
  const known = new Set<string>(fieldIds);
  if (fields.length !== guess.length || fields.some((field) => !known.has(field))) return null;
  return guess.map((meaning): ColumnMeaning => ({ ...meaning, field: fields[meaning.column] as FieldId, confidence: 1 }));
}

export function fieldsOf(mapping: Mapping): string[] {
  return mapping.toSorted((a, b) => a.column - b.column).map(({ field }) => field);
}

/** With this one, and without the oldest of too many. */
export function withShape(shapes: readonly ImportShape[], one: ImportShape): ImportShape[] {
  return [one, ...shapes.filter(({ shape }) => shape !== one.shape)].toSorted((a, b) => b.at - a.at).slice(0, MAX_SHAPES);
}
