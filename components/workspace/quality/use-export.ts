import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocalInput } from '../../../lib/i18n/format.ts';
import type { Chosen } from '../../../lib/quality/address.ts';
import type { ExportFormat } from '../../../lib/quality/export-file.ts';
import { MOST_ROWS } from '../../../lib/quality/most-rows.ts';
import type { Failure } from '../../../lib/sync/request.ts';
import { useText } from '../../review/use-text.ts';
import { download } from '../../ui/download.ts';
import { useWorkspace } from '../context.ts';
import { findLocal } from '../records/find-local-records.ts';
import { findScript, requestOf } from '../records/use-records.ts';
import { createQualityApi } from './api.ts';
import { type ExportRun, type ExportSource, goOn } from './export-run.ts';
import { useOptions } from './use-options.ts';

export type ExportState =
  | { step: 'choose' }
  | { step: 'running'; done: number; total: number }
  | { step: 'failed'; failure: Failure; done: number }
  | { step: 'none'; missing: number }
  | { step: 'too-many' }
  | { step: 'done'; name: string; count: number; missing: number };

const TYPES = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;
/** Half of what a search answers at most: reading a page keeps nobody waiting. */
const PAGE = 100;

/** Writes everything that was chosen into a file, page after page. Leaving stops it. */
export function useExport(chosen: Chosen, words: string) {
  const [state, setState] = useState<ExportState>({ step: 'choose' });
  const run = useRef<{ of: ExportRun; format: ExportFormat } | null>(null);
  const stop = useRef<AbortController | null>(null);
  const open = useOpenRun(chosen, words);
  const { clock, session } = useWorkspace();
  useEffect(() => () => stop.current?.abort(), []);

  const proceed = async () => {
    if (!run.current) return;
    const { of, format } = run.current;
    const controller = new AbortController();
    stop.current = controller;
    setState({ step: 'running', done: of.done, total: 0 });
    const end = await goOn(of, controller.signal, (done, total) => {
      if (controller.signal.aborted) return;
      if (format === 'xlsx' && total >= MOST_ROWS) controller.abort('too-many');
      else setState({ step: 'running', done, total });
    });
    if (end.kind === 'stopped') return setState({ step: controller.signal.reason === 'too-many' ? 'too-many' : 'choose' });
    if (end.kind === 'failed') return setState({ step: 'failed', failure: end.failure, done: of.done });
    run.current = null;
    if (of.done === 0) return setState({ step: 'none', missing: of.missing });
    const name = `callside-records-${toLocalInput(clock.now(), session.place.timeZone).replace(/[:T]/g, '-')}.${format}`;
    download(name, of.parts, TYPES[format]);
    setState({ step: 'done', name, count: of.done, missing: of.missing });
  };
  return {
    state,
    start: async (format: ExportFormat) => {
      setState({ step: 'running', done: 0, total: 0 });
      run.current = { of: await open(format), format };
      await proceed();
    },
    again: () => void proceed(),
    stop: () => stop.current?.abort(),
  };
}

/** A run that has written nothing yet. What makes the file is loaded when it is wanted. */
function useOpenRun(chosen: Chosen, words: string): (format: ExportFormat) => Promise<ExportRun> {
  const { t } = useTranslation();
  const text = useText();
  const { session, clock } = useWorkspace();
  const { places } = useOptions();
  const sourceOf = useSource(chosen, words);
  return async (format) => {
    const { createExportFile } = await import('../../../lib/quality/export-file.ts');
    const { timeZone: zone, region } = session.place;
    return {
      file: createExportFile(format, { t, zone, now: clock.now() }),
      words: { t, text, places: new Map(places.map(({ id, name }) => [id, name])), region, moment: (at) => toLocalInput(at, zone).replace('T', ' ') },
      source: sourceOf(),
      cursor: null,
      done: 0,
      missing: 0,
      parts: [],
      scripts: new Map(),
    };
  };
}

/** All that was chosen at this moment: the endpoint's, or for an agent alone this computer's. */
function useSource(chosen: Chosen, words: string): () => ExportSource {
  const { db, api, session, clock, newId } = useWorkspace();
  return () => {
    const request = requestOf(chosen, words, clock.now(), session.place.timeZone);
    const script: ExportSource['script'] = (walk) => findScript(db, api, walk);
    if (!api) {
      const all = { ...request, agentName: session.agent.name, limit: Number.POSITIVE_INFINITY };
      return {
        script,
        page: async () => {
          const { entries, total } = await findLocal(db, all);
          return { ok: true, value: { records: entries, next: null, total, indexing: 0 } };
        },
      };
    }
    const { take } = createQualityApi(api.request);
    const exportId = newId();
    return { script, page: (cursor, signal) => take({ ...request, exportId, cursor, limit: PAGE }, signal) };
  };
}
