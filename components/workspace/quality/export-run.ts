import type { Script } from '../../../lib/contract/script.ts';
import type { Walk } from '../../../lib/contract/walk.ts';
import type { ExportEntry, ExportWords } from '../../../lib/quality/export.ts';
import type { ExportFile, FilePart } from '../../../lib/quality/export-file.ts';
import type { Failure, Reply } from '../../../lib/sync/request.ts';

export type ExportPage = {
  records: readonly ExportEntry[];
  next: string | null;
  total: number /** Older ones that were not looked through. */;
  indexing: number;
};

/** Where the records come from. */
export type ExportSource = {
  page(cursor: string | null, signal: AbortSignal): Promise<Reply<ExportPage>>;
  /** Null where nobody knows that version here. */
  script(walk: Walk): Promise<Reply<Script | null>>;
};

/** An export under way, or stopped where it can go on. */
export type ExportRun = {
  file: ExportFile;
  words: Omit<ExportWords, 'script'>;
  source: ExportSource;
  cursor: string | null;
  done: number;
  /** Older records that were not looked through, because the search has not read them yet. */
  missing: number;
  parts: FilePart[];
  scripts: Map<string, Script | null>;
};

export type RunEnd = { kind: 'done' } | { kind: 'stopped' } | { kind: 'failed'; failure: Failure };

/** So many records are written at a time; in between the page does what it has to. */
const AT_ONCE = 25;

/** Fetches page after page and writes them into the file. After a failure the same run goes on with the page that did not come. */
export async function goOn(run: ExportRun, signal: AbortSignal, onProgress: (done: number, total: number) => void): Promise<RunEnd> {
  for (;;) {
    const reply = await run.source.page(run.cursor, signal);
    if (signal.aborted) return { kind: 'stopped' };
    if (!reply.ok) return { kind: 'failed', failure: reply.failure };
    const { records, next, total, indexing } = reply.value;
    run.missing = Math.max(run.missing, indexing);
    const failure = await readScripts(run, records);
    if (failure) return { kind: 'failed', failure };
    for (let from = 0; from < records.length; from += AT_ONCE) {
      if (signal.aborted) return { kind: 'stopped' };
      const some = records.slice(from, from + AT_ONCE);
      run.parts.push(...run.file.add(some, { ...run.words, script: (walk) => run.scripts.get(keyOf(walk)) ?? null }));
      run.done += some.length;
      onProgress(run.done, Math.max(total, run.done));
      await new Promise((resolve) => setTimeout(resolve));
    }
    run.cursor = next;
    if (next === null) break;
  }
  if (signal.aborted) return { kind: 'stopped' };
  run.parts.push(...run.file.end());
  return { kind: 'done' };
}

const keyOf = ({ scriptId, version }: Pick<Walk, 'scriptId' | 'version'>) => `${scriptId}@${version}`;

/** The scripts of these records, each version once. */
async function readScripts({ scripts, source }: ExportRun, records: readonly ExportEntry[]): Promise<Failure | null> {
  for (const { record } of records) {
    const key = keyOf(record.walk);
    if (scripts.has(key)) continue;
    const reply = await source.script(record.walk);
    if (!reply.ok) return reply.failure;
    scripts.set(key, reply.value);
  }
  return null;
}
