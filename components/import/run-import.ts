import type { LocalDate } from '../../lib/contract/basics.ts';
import type { ImportedRow } from '../../lib/contract/import.ts';
import { partId } from '../../lib/import/parts.ts';
import type { Failure } from '../../lib/sync/request.ts';
import type { ImportReader } from './reader.ts';
import type { ImportTarget } from './target.ts';

/** An import that runs in parts. Kept when it stops, so that it goes on where it stood under the same ids. */
export type ImportRun = { importId: string; fileName: string; startDate: LocalDate; total: number; rows: ImportedRow[]; tasks: number };
/** `row` is the file's row that was not taken, when the refusal names one. */
export type RunEnd = { kind: 'done' } | { kind: 'cancelled' } | { kind: 'failed'; failure: Failure; row: number | null; field: string | null };

type Going = { reader: ImportReader; target: ImportTarget; signal: AbortSignal; onProgress: (done: number) => void };

/** Sends what is still to be sent, part by part, and notes in `run` what came of each row. Never throws for a refusal. */
export async function goOn(run: ImportRun, { reader, target, signal, onProgress }: Going): Promise<RunEnd> {
  while (run.rows.length < run.total) {
    if (signal.aborted) return { kind: 'cancelled' };
    const from = run.rows.length;
    const rows = await reader.ask('rows', { from, count: target.pageRows });
    const importId = run.total <= target.pageRows ? run.importId : partId(run.importId, from);
    const reply = await target.importRows({ importId, fileName: run.fileName, startDate: run.startDate, rows }, signal);
    if (!reply.ok) return signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', failure: reply.failure, ...whereIn(rows, reply.failure.field) };
    run.rows.push(...reply.value.rows);
    run.tasks += reply.value.tasks;
    onProgress(run.rows.length);
  }
  return { kind: 'done' };
}

/** `rows.3.customer.person.email` → the file's row, and `customer.person.email`. */
function whereIn(rows: readonly { row: number }[], field: string | null): { row: number | null; field: string | null } {
  const match = field === null ? null : /^rows\.(\d+)(?:\.|$)(.*)/.exec(field);
  return { row: match ? (rows[Number(match[1])]?.row ?? null) : null, field: match?.[2] ?? field };
}

export type RunSummary = { imported: number; merged: number; unchanged: number; noCall: { code: string; count: number }[]; proposals: ImportedRow[] };

/** Imported and merged add up to the rows sent. */
export function summaryOf({ rows }: ImportRun): RunSummary {
  const noCall = new Map<string, number>();
  for (const row of rows) if (row.noCall) noCall.set(row.noCall.code, (noCall.get(row.noCall.code) ?? 0) + 1);
  const merged = rows.filter((row) => row.status === 'merged');
  return {
    imported: rows.length - merged.length,
    merged: merged.length,
    unchanged: merged.filter((row) => !row.changed).length,
    noCall: [...noCall].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count),
    proposals: rows.filter((row) => row.maybeSameAs !== null),
  };
}

export type Proposal = { row: number; name: string; other: { row: number | null; name: string | null } };
const SHOWN = 50;

/** The proposals in names: of the file's own rows, or asked of where they went. */
export async function wordProposals(run: ImportRun, { reader, target }: Pick<Going, 'reader' | 'target'>): Promise<Proposal[]> {
  const proposals = run.rows.filter((row) => row.maybeSameAs !== null).slice(0, SHOWN);
  const rowOf = new Map(run.rows.toReversed().map(({ customerId, row }) => [customerId, row]));
  const others = proposals.map(({ maybeSameAs }) => rowOf.get(maybeSameAs ?? '') ?? null);
  const wanted = [...proposals.map(({ row }) => row), ...others.filter((row) => row !== null)];
  const names = new Map((await reader.ask('names', { rows: wanted })).map((one) => [one.row, one]));
  const worded: Proposal[] = [];
  for (const [index, { row, maybeSameAs }] of proposals.entries()) {
    const other = others[index] ?? null;
    const own = names.get(row);
    const name = other === null ? await target.nameOf(maybeSameAs ?? '', own?.phone ?? '') : (names.get(other)?.name ?? null);
    worded.push({ row, name: own?.name ?? '', other: { row: other, name } });
  }
  return worded;
}
