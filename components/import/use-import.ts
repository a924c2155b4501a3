import { type RefObject, startTransition, useEffect, useRef, useState } from 'react';
import type { Shapes } from '../../lib/browser/import-shapes.ts';
import type { LocalDate } from '../../lib/contract/basics.ts';
import type { ImportShape } from '../../lib/contract/import-shape.ts';
import type { Reason } from '../../lib/contract/reason.ts';
import type { Mapping } from '../../lib/import/columns.ts';
import type { Checked, FileFound } from '../../lib/import/import.worker.ts';
import type { ReadOptions } from '../../lib/import/import-file.ts';
import { MAX_FILE_BYTES } from '../../lib/import/read.ts';
import { importReason } from '../../lib/import/reasons.ts';
import { mappingOf } from '../../lib/import/shape.ts';
import { type ImportReader, openReader } from './reader.ts';
import { goOn, type ImportRun, type Proposal, type RunEnd, wordProposals } from './run-import.ts';
import type { ImportTarget } from './target.ts';

export type Stage =
  | { step: 'choose'; problem: { name: string; reason: Reason | null } | null }
  | { step: 'reading'; name: string }
  | { step: 'columns' }
  | { step: 'checking'; done: number; total: number }
  | { step: 'check'; checked: Checked }
  | { step: 'importing'; done: number; total: number }
  | { step: 'stopped'; end: Exclude<RunEnd, { kind: 'done' }> }
  | { step: 'result' };

/** What the person has before them and may change, once a file is read. */
export type Reading = {
  file: FileFound;
  mapping: Mapping;
  dayFirst: { dayFirst: boolean; certain: boolean };
  startDate: LocalDate;
  /** The mapping is that of an earlier file of the same shape. */
  remembered: ImportShape | null;
};

type Input = { target: ImportTarget; shapes: Shapes; region: string; today: LocalDate; startDate: LocalDate; newId: () => string };
type Layout = Pick<ReadOptions, 'delimiter' | 'headerRow' | 'sheet'>;

/** The steps of an import. The file's rows stay with the reader; here is only what is shown. */
export function useImport({ target, shapes, region, today, startDate, newId }: Input) {
  const [stage, setStage] = useState<Stage>({ step: 'choose', problem: null });
  const [reading, setReading] = useState<Reading | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [proposals, setProposals] = useState<Proposal[] | null>(null);
  const chosen = useRef<{ file: File; layout: Layout } | null>(null);
  const run = useRef<ImportRun | null>(null);
  const stop = useRef<AbortController | null>(null);
  const { current, fresh, drop } = useReader();
  useLeaveGuard(stage.step === 'importing', stop);

  /** A step with much to draw is drawn in pieces, so that the page stays at hand. */
  const reach = (next: Stage, also: () => void = () => {}) =>
    startTransition(() => {
      also();
      setStage(next);
    });
  const failed = (name: string) => setStage({ step: 'choose', problem: { name, reason: null } });

  const read = async (file: File, layout: Layout = {}, keep?: Reading) => {
    if (file.size > MAX_FILE_BYTES) {
      const mega = 1024 * 1024;
      setStage({
        step: 'choose',
        problem: { name: file.name, reason: importReason('file-too-large', { megabytes: Math.ceil(file.size / mega), max: MAX_FILE_BYTES / mega }) },
      });
      return;
    }
    const reader = fresh();
    setStage({ step: 'reading', name: file.name });
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const found = await reader.ask('read', { bytes, name: file.name, options: { region, today, ...layout } });
      if (!found.ok) return setStage({ step: 'choose', problem: { name: file.name, reason: found.reason } });
      chosen.current = { file, layout };
      const now = keep ?? { ...(await opened(found.file, { shapes, reader, region })), startDate: reading?.startDate ?? startDate };
      reach({ step: 'columns' }, () => setReading(now));
    } catch {
      if (reader === current()) failed(file.name);
    }
  };
  const setMapping = async (mapping: Mapping) => {
    if (!reading) return;
    setReading({ ...reading, mapping });
    const dayFirst = await current().ask('dayFirst', { mapping, region });
    // What a person answered about the order of dates stays answered.
    setReading((now) => (now && now.mapping === mapping && (dayFirst.certain || now.dayFirst.certain) ? { ...now, dayFirst } : now));
  };
  /** Back to the guess. */
  const forgetColumns = async () => {
    if (!reading?.remembered) return;
    await shapes.forget(reading.remembered.shape);
    const { file } = reading;
    setReading({ ...reading, remembered: null, mapping: file.mapping, dayFirst: file.dayFirst });
  };
  const check = async () => {
    if (!reading) return;
    const reader = current();
    setStage({ step: 'checking', done: 0, total: reading.file.dataRows });
    try {
      const options = { region, today, dayFirst: reading.dayFirst.dayFirst };
      const answer = await reader.ask('convert', { mapping: reading.mapping, options }, (done, total) => setStage({ step: 'checking', done, total }));
      reach({ step: 'check', checked: answer }, () => setChecked(answer));
    } catch {
      if (reader === current()) failed(reading.file.name);
    }
  };
  /** Reads the file once more with what was set, because the reader that was stopped has forgotten it. */
  const stopChecking = () => void (chosen.current && reading && read(chosen.current.file, chosen.current.layout, reading));

  const proceed = async () => {
    const going = run.current;
    if (!going) return;
    const reader = current();
    const controller = new AbortController();
    stop.current = controller;
    const progress = (done: number) => setStage({ step: 'importing', done, total: going.total });
    progress(going.rows.length);
    try {
      const end = await goOn(going, { reader, target, signal: controller.signal, onProgress: progress });
      if (end.kind !== 'done') return setStage({ step: 'stopped', end });
      if (reading) void keepColumns(reading, shapes);
      setProposals(null);
      setStage({ step: 'result' });
      setProposals(await wordProposals(going, { reader, target }));
    } catch {
      if (reader === current()) failed(going.fileName);
    }
  };
  const confirm = () => {
    if (!reading || !checked) return;
    run.current = { importId: newId(), fileName: reading.file.name.slice(0, 200), startDate: reading.startDate, total: checked.ready, rows: [], tasks: 0 };
    void proceed();
  };
  const refusedCsv = async (word: (reason: Reason) => string): Promise<string> => {
    const reasons = await current().ask('refusedReasons', {});
    return current().ask('refusedCsv', { words: reasons.map(word) });
  };
  const again = () => {
    drop();
    run.current = null;
    setReading(null);
    setStage({ step: 'choose', problem: null });
  };
  return {
    stage,
    reading,
    checked,
    proposals,
    run: run.current,
    read,
    readAgain: (layout: Layout) => chosen.current && void read(chosen.current.file, layout),
    change: (patch: Partial<Pick<Reading, 'dayFirst' | 'startDate'>>) => setReading((now) => (now ? { ...now, ...patch } : now)),
    setMapping,
    forgetColumns,
    toColumns: () => setStage({ step: 'columns' }),
    check,
    stopChecking,
    confirm,
    proceed,
    stopImport: () => stop.current?.abort(),
    preview: (count: number) => current().ask('rows', { from: 0, count }),
    refusedCsv,
    again,
  };
}

/** A file as it opens: with the columns of the last one of its shape, or with the guess. */
async function opened(
  file: FileFound,
  { shapes, reader, region }: { shapes: Shapes; reader: ImportReader; region: string },
): Promise<Omit<Reading, 'startDate'>> {
  const remembered = await shapes.find(file).catch(() => null);
  const mapping = remembered && mappingOf(remembered, file.mapping);
  if (!remembered || !mapping) return { file, mapping: file.mapping, dayFirst: file.dayFirst, remembered: null };
  const found = await reader.ask('dayFirst', { mapping, region });
  return { file, mapping, remembered, dayFirst: found.certain ? found : { ...found, dayFirst: remembered.dayFirst ?? found.dayFirst } };
}

/** After an import that went through. That it is not kept costs a few looks the next time, and nothing else. */
async function keepColumns({ file, mapping, dayFirst }: Reading, shapes: Shapes): Promise<void> {
  await shapes.keep(file, { mapping, dayFirst: dayFirst.certain ? null : dayFirst.dayFirst }).catch(() => undefined);
}

/** Closing the page in the middle of an import is asked about; another page of the workspace stops it where it stands. */
function useLeaveGuard(importing: boolean, stop: RefObject<AbortController | null>): void {
  useEffect(() => {
    if (!importing) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [importing]);
  useEffect(() => () => stop.current?.abort(), [stop]);
}

/** One reader at a time; the one before is stopped, and the last one with the screen. */
function useReader(): { current: () => ImportReader; fresh: () => ImportReader; drop: () => void } {
  const held = useRef<ImportReader | null>(null);
  const drop = () => {
    held.current?.close();
    held.current = null;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes what is held when the screen goes
  useEffect(() => drop, []);
  const current = () => {
    held.current ??= openReader();
    return held.current;
  };
  const fresh = () => {
    drop();
    return current();
  };
  return { current, fresh, drop };
}
