import 'fake-indexeddb/auto';
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordExportRequest } from '../../../lib/contract/search.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { customer, NOW, place, record, script } from './build.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

const stored = vi.hoisted(() => new Map<string, unknown>());
vi.mock('wxt/utils/storage', () => ({
  storage: {
    defineItem: (key: string, { fallback }: { fallback: unknown }) => ({
      getValue: async () => stored.get(key) ?? fallback,
      setValue: async (value: unknown) => void stored.set(key, value),
      watch: () => () => {},
    }),
  },
}));

let db: CallsideDb;
let files: { name: string; blob: Blob }[];
beforeEach(() => {
  stored.clear();
  location.hash = '';
  db = new CallsideDb(`workspace-${crypto.randomUUID()}`);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  files = [];
  URL.createObjectURL = (blob: Blob) => {
    files.push({ name: '', blob });
    return 'blob:file';
  };
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const last = files.at(-1);
    if (last) last.name = this.download;
  });
});
afterEach(() => db.delete());

const said = (text: string) => ({ said: { kind: 'text' as const, text } });
const all = [record({ id: 'r1', content: said('袖口又脱线了') }), record({ id: 'r2', content: said('=1+1') }), record({ id: 'r3', content: said('“good”') })];

/** Two records a page. `fail` answers the page with this cursor as it says, once. */
function exporting({ fail = {}, records = all, indexing = 0 }: { fail?: { [cursor: string]: () => unknown }; records?: typeof all; indexing?: number } = {}) {
  const reply = (some: typeof all, next: string | null) => ({
    records: some.map((one) => ({ seq: 1, receivedAt: NOW, record: one, customer: customer(), agentName: 'Chen', review: null })),
    next,
    total: records.length,
    about: false,
    indexing,
  });
  const pageOf = ({ cursor }: RecordExportRequest) =>
    cursor === null ? reply(records.slice(0, 2), records.length > 2 ? '2_r2' : null) : reply(records.slice(2), null);
  const { fetcher, asked } = endpointOf({
    '/v1/records/options': () => ({ places: [{ id: 'store', name: 'Hexi' }], agents: [], scripts: [], departments: [], phrases: [] }),
    '/v1/records/search': (body) => pageOf(body as RecordExportRequest),
    '/v1/records/export': (body) => {
      const { cursor } = body as RecordExportRequest;
      const failing = fail[String(cursor)];
      delete fail[String(cursor)];
      if (failing) return failing();
      return pageOf(body as RecordExportRequest);
    },
    '/v1/content/version': () => ({ content: { kind: 'script', body: script() } }),
  });
  const pages = () => asked.filter(({ path }) => path === '/v1/records/export').map(({ body }) => body as RecordExportRequest);
  return { fetcher, pages };
}

async function openDialog(fetcher: typeof fetch, shows = 'table') {
  const user = await showWorkspace(db, team(), fetcher);
  if (shows === 'table') await screen.findByRole('table', { name: 'Records' });
  else await screen.findByText(shows);
  await user.keyboard('e');
  return { user, dialog: within(await screen.findByRole('dialog', { name: 'Export records' })) };
}

const linesOf = async (blob: Blob | undefined) => {
  const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return Papa.parse<string[]>(new TextDecoder().decode(bytes), { delimiter: ',', newline: '\r\n' }).data.slice(0, -1);
};

describe('the export', () => {
  it('has all that the list is narrowed to, not only what is on screen, as CSV', async () => {
    location.hash = '#/records?outcomes=reached&period=yesterday';
    const { fetcher, pages } = exporting();
    const { user, dialog } = await openDialog(fetcher);
    expect(dialog.getByText(/^3 records, as the list is narrowed now/)).toBeTruthy();
    expect(document.activeElement).toBe(dialog.getByRole('radio', { name: 'Excel workbook (XLSX)' }));
    await user.keyboard('{ArrowDown}');
    expect((dialog.getByRole('radio', { name: 'Text table (CSV)' }) as HTMLInputElement).checked).toBe(true);
    await user.keyboard('{Enter}');
    expect(await dialog.findByText('3 records are in callside-records-2026-11-22-12-00.csv')).toBeTruthy();
    expect(document.activeElement).toBe(dialog.getAllByRole('button', { name: 'Close' }).at(-1));

    const day = (text: string) => Date.parse(`${text}T00:00:00+08:00`);
    const filter = { outcomes: ['reached'], from: day('2026-11-21'), to: day('2026-11-22') };
    const exportId = pages()[0]?.exportId;
    expect(pages()).toEqual([null, '2_r2'].map((cursor) => ({ filter, words: null, cursor, limit: 100, exportId })));
    expect(files[0]?.name).toBe('callside-records-2026-11-22-12-00.csv');
    const [header = [], ...lines] = await linesOf(files[0]?.blob);
    const at = (title: string) => lines.map((line) => line[header.indexOf(title)]);
    expect(at('They said')).toEqual(['袖口又脱线了', `'=1+1`, '“good”']);
    expect(at('Phone')).toEqual(['138 0000 0001', '138 0000 0001', '138 0000 0001']);
    expect(at('Script')[0]).toBe('After a repair');
    expect(at('Place')[0]).toBe('Hexi');
    await user.keyboard('{Enter}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is a workbook in which every cell is text', async () => {
    const { fetcher } = exporting();
    const { user, dialog } = await openDialog(fetcher);
    await user.click(dialog.getByRole('button', { name: /^Export/ }));
    await dialog.findByText(/3 records are in callside-records-.*\.xlsx/);
    const sheet = strFromU8(
      unzipSync(new Uint8Array((await files[0]?.blob.arrayBuffer()) ?? new ArrayBuffer()))['xl/worksheets/sheet1.xml'] ?? new Uint8Array(),
    );
    expect(sheet).toContain('>=1+1<');
    expect(sheet).not.toMatch(/<f[ >]|<v[ >]|<c (?![^>]*t="inlineStr")/);
  });

  it('says how far it is, and is given up with Cancel', async () => {
    let give = (_: unknown) => {};
    const { fetcher, pages } = exporting({ fail: { '2_r2': () => new Refusal(503, 'unavailable') } });
    const slow: typeof fetch = async (address, init) => {
      if (String(init?.body).includes('2_r2') && String(address).endsWith('/export')) await new Promise((resolve) => (give = resolve));
      return fetcher(address, init);
    };
    const { user, dialog } = await openDialog(slow);
    await user.click(dialog.getByRole('button', { name: /^Export/ }));
    const bar = await dialog.findByRole('progressbar', { name: '2 of 3 records' });
    expect(bar.getAttribute('aria-valuenow')).toBe('67');
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    give(null);
    expect(await dialog.findByRole('radio', { name: 'Text table (CSV)' })).toBeTruthy();
    expect([files.length, pages().length]).toEqual([0, 2]);
  });

  it('that fails says why and what to do, and goes on from there', async () => {
    const { fetcher, pages } = exporting({ fail: { '2_r2': () => new Refusal(503, 'unavailable') } });
    const { user, dialog } = await openDialog(fetcher);
    await user.click(dialog.getByRole('radio', { name: 'Text table (CSV)' }));
    await user.click(dialog.getByRole('button', { name: /^Export/ }));
    const alert = await dialog.findByRole('alert');
    expect(alert.textContent).toMatch(/Not exported: the endpoint is busy.*Try again in a moment.*2 records are there already/);
    expect(files).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Try again' }));
    await dialog.findByText(/3 records are in/);
    expect(pages().map(({ cursor }) => cursor)).toEqual([null, '2_r2', '2_r2']);
    expect(new Set(pages().map(({ exportId }) => exportId)).size).toBe(1);
    expect(await linesOf(files[0]?.blob)).toHaveLength(4);
  });

  it('says what is not in it, because the search has not read it yet', async () => {
    const { fetcher } = exporting({ indexing: 40 });
    const { user, dialog } = await openDialog(fetcher);
    await user.keyboard('{Enter}');
    await dialog.findByText(/3 records are in/);
    expect(dialog.getByRole('alert').textContent).toMatch(/^40 older records are not among them/);
  });

  it('of an empty list says so, and asks for nothing', async () => {
    const { fetcher, pages } = exporting({ records: [] });
    const { dialog } = await openDialog(fetcher, 'No records yet');
    expect(dialog.getByText('Nothing to export')).toBeTruthy();
    expect(dialog.queryByRole('radio')).toBeNull();
    expect(pages()).toEqual([]);
  });

  it('of an agent alone is what is on this computer', async () => {
    await db.records.bulkPut(all.map((one) => ({ ...one, sentAt: null })));
    const user = await showWorkspace(db, {
      mode: 'alone',
      agent: { id: 'agent-1', name: 'Fang', role: 'agent', placeId: 'store', languages: [] },
      place: place(),
    });
    await screen.findByText('3 of 3');
    await user.click(screen.getByRole('button', { name: /^Export/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Export records' }));
    expect(dialog.queryByText(/The endpoint writes down/)).toBeNull();
    await user.click(dialog.getByRole('radio', { name: 'Text table (CSV)' }));
    await user.keyboard('{Enter}');
    await dialog.findByText(/3 records are in/);
    expect(await linesOf(files[0]?.blob)).toHaveLength(4);
  });

  it('stands among the keys, and has nothing that axe finds', async () => {
    const { fetcher } = exporting();
    const { user } = await openDialog(fetcher);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('{Shift>}[Slash]{/Shift}');
    expect(within(await screen.findByRole('dialog', { name: 'Keys' })).getByText('Export what the list shows')).toBeTruthy();
  });
});
