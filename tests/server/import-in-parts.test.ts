import { describe, expect, it } from 'vitest';
import type { ImportReader } from '../../components/import/reader.ts';
import { goOn, type ImportRun } from '../../components/import/run-import.ts';
import { endpointTarget } from '../../components/import/target.ts';
import { createImportDesk, type DeskMessage } from '../../lib/import/import.worker.ts';
import { createRequest } from '../../lib/sync/request.ts';
import { createTransport } from '../../lib/sync/transport.ts';
import { fetchInto } from '../support/endpoint.ts';
import { type Bench, bench } from './support.ts';

const PAGE = 10;

/** The worker's own desk on this thread. */
function readerHere(): ImportReader {
  const waiting = new Map<number, (answer: unknown) => void>();
  const desk = createImportDesk((message: DeskMessage) => {
    if (message.kind === 'answer') waiting.get(message.id)?.(message.answer);
  });
  let n = 0;
  return {
    ask: (kind, question) =>
      new Promise((answer) => {
        const id = ++n;
        waiting.set(id, answer as (answer: unknown) => void);
        void desk({ id, kind, ...question } as Parameters<typeof desk>[0]);
      }),
    close: () => undefined,
  };
}

async function begun(b: Bench, rows: number) {
  const csv = ['姓名,手机号,会员卡号,消费日期,服务类型'];
  for (let n = 1; n <= rows; n++) csv.push(`客户${n},1380000${String(n).padStart(4, '0')},K${n},2026-11-16,维修`);
  const reader = readerHere();
  const options = { region: 'CN', today: '2026-11-18' };
  const found = await reader.ask('read', { bytes: new TextEncoder().encode(csv.join('\n')), name: 'large.csv', options });
  if (!found.ok) throw new Error(found.reason.code);
  const { ready } = await reader.ask('convert', { mapping: found.file.mapping, options: { ...options, dayFirst: false } });
  const input = { endpoint: 'http://127.0.0.1:1', token: b.tokens.lee ?? null, fetcher: fetchInto(() => b.app) };
  const target = { ...endpointTarget({ ...createTransport(input), request: createRequest(input) }), pageRows: PAGE };
  const run: ImportRun = { importId: 'large', fileName: 'large.csv', startDate: '2026-11-01', total: ready, rows: [], tasks: 0 };
  return { reader, target, run };
}

const counts = (b: Bench) => b.store.read((tx) => tx.customers.count(['store']));

describe('an import in parts', () => {
  it('says how far it is, stops between parts, is whole as far as it came, and goes on or is undone', async () => {
    const b = await bench();
    const { reader, target, run } = await begun(b, 55);
    const stop = new AbortController();
    const seen: number[] = [];
    const progress = (done: number) => {
      seen.push(done);
      if (done === 3 * PAGE) stop.abort();
    };
    expect(await goOn(run, { reader, target, signal: stop.signal, onProgress: progress })).toEqual({ kind: 'cancelled' });
    expect(seen).toEqual([10, 20, 30]);
    expect([await counts(b), run.rows.length, run.tasks]).toEqual([30, 30, 30]);
    expect(await target.imports()).toMatchObject({ value: [{ importId: 'large', fileName: 'large.csv', rows: 30, canUndo: true, undone: null }] });

    const more = new AbortController();
    expect(await goOn(run, { reader, target, signal: more.signal, onProgress: () => undefined })).toEqual({ kind: 'done' });
    expect([await counts(b), run.rows.length]).toEqual([55, 55]);
    expect(await target.undo('large')).toMatchObject({ ok: true, value: { customers: { removed: 55 }, stay: [] } });
    expect([await counts(b), (await b.claim('ann', { want: 5 })).work.length]).toEqual([0, 0]);
  });

  it('that was stopped is undone as far as it came', async () => {
    const b = await bench();
    const { reader, target, run } = await begun(b, 25);
    const stop = new AbortController();
    await goOn(run, { reader, target, signal: stop.signal, onProgress: () => stop.abort() });
    expect(await counts(b)).toBe(PAGE);
    expect(await target.undo('large')).toMatchObject({ value: { customers: { removed: PAGE } } });
    expect(await counts(b)).toBe(0);
  });
});
