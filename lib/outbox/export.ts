import type { OutboxRow } from '../contract/outbox.ts';
import { guardedCsv } from '../text/guarded-csv.ts';
import { correctables } from './correct.ts';

/** Words of the one who reads the file. */
export type ExportWords = {
  header: { kind: string; savedAt: string; why: string; part: string; customer: string; said: string; number: string };
  kind: (row: OutboxRow) => string;
  savedAt: (row: OutboxRow) => string;
  why: (row: OutboxRow) => string;
  part: (row: OutboxRow) => string;
  customer: (row: OutboxRow) => string;
};

/** What was refused, for people: a line each, everything said or written in it in one cell. Nothing in it runs in a spreadsheet. */
export function refusedAsCsv(rows: readonly OutboxRow[], words: ExportWords): string {
  const { header } = words;
  return guardedCsv([
    [header.kind, header.savedAt, header.why, header.part, header.customer, header.said, header.number],
    ...rows.map((row) => [words.kind(row), words.savedAt(row), words.why(row), words.part(row), words.customer(row), saidIn(row), row.id]),
  ]);
}

/** What was refused, whole, for programs and for whoever mends it: each change as it would be sent, and why it was not taken. */
export function refusedAsJson(rows: readonly OutboxRow[]): string {
  return JSON.stringify(
    rows.map(({ id, createdAt, attempts, lastError, mutation }) => ({ id, createdAt, attempts, lastError, mutation })),
    null,
    2,
  );
}

function saidIn({ mutation }: OutboxRow): string {
  return correctables(mutation, null)
    .flatMap((one) => (one.kind === 'leave-out' || one.value === '' ? [] : [one.value]))
    .join(' | ');
}
