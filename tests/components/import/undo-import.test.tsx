import 'fake-indexeddb/auto';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ImportedFile, Undone } from '../../../lib/contract/undo-import.ts';
import { choose, file, NOW, show, target } from './show.tsx';

const HOUR = 3_600_000;
const undone = (over: Partial<Undone> = {}): Undone => ({ at: NOW, customers: { removed: 2, restored: 0 }, services: 0, fields: 0, stay: [], ...over });
const anImport = (over: Partial<ImportedFile> = {}): ImportedFile => ({
  importId: 'one',
  fileName: 'november.xlsx',
  at: NOW - HOUR,
  by: { id: 'lee', name: 'Lee' },
  placeId: 'store',
  rows: 1200,
  canUndo: true,
  undone: null,
  ...over,
});
const refusal = { ok: false, failure: { kind: 'timeout', message: '', field: null, retry: true, retryAfterMs: null } } as const;

describe('undoing an import', () => {
  it('asks first, says what became of it, and gives the focus back', async () => {
    const asked: string[] = [];
    const stay = [
      { what: 'customer', why: 'called', count: 3 },
      { what: 'customer', why: 'busy', count: 1 },
    ] as const;
    const to = target({
      undo: async (importId) => {
        asked.push(importId);
        return { ok: true, value: undone({ customers: { removed: 12, restored: 1 }, fields: 2, stay: [...stay] }) };
      },
    });
    const user = await show(to);
    await choose(user, file('姓名,手机号\n王一,13800000001\n李二,13800000002\n'));
    await user.click(await screen.findByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Import 2 rows/ }));
    const button = await screen.findByRole('button', { name: 'Undo this import: customers.csv' });
    await user.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Undo customers.csv?' });
    await user.keyboard('{Escape}');
    expect(asked).toEqual([]);
    await waitFor(() => expect(document.activeElement).toBe(button));
    await user.click(button);
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Undo it' }));
    expect(await screen.findByText('3 customers stay: they were called since, or a call was agreed on.')).toBeTruthy();
    expect(asked).toEqual([to.requests[0]?.importId]);
    await user.click(within(screen.getByRole('dialog')).getAllByRole('button', { name: 'Close' })[1] ?? dialog);
    const words = screen.getAllByRole('status').map((one) => one.textContent);
    expect(words.join()).toContain('12 new customers are gone.1 known customer is as before.2 fields stay: they were changed again since.');
    expect(screen.getByRole('button', { name: 'Undo those who stayed: customers.csv' })).toBeTruthy();
    expect(document.activeElement?.textContent).toContain('12 new customers are gone.');
  });

  it('says that nothing is sure when no answer came, and may be asked again', async () => {
    let times = 0;
    const to = target({
      imports: async () => ({ ok: true, value: [anImport()] }),
      undo: async () => (++times === 1 ? refusal : { ok: true, value: undone() }),
    });
    const user = await show(to);
    await user.click(await screen.findByRole('button', { name: 'Undo this import: november.xlsx' }));
    await user.click(await screen.findByRole('button', { name: 'Undo it' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/No word of whether it was undone.*nothing is undone twice/);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('2 new customers are gone.')).toBeTruthy();
  });
});

describe('an import that was stopped', () => {
  it('is undone as far as it came, and leads back to the choice of a file', async () => {
    const asked: string[] = [];
    const to = target({
      pageRows: 1,
      undo: async (importId) => {
        asked.push(importId);
        return { ok: true, value: undone() };
      },
    });
    const { importRows } = to;
    to.importRows = async (request, signal) => (request.importId.endsWith('.1') ? refusal : importRows(request, signal));
    const user = await show(to);
    await choose(user, file('姓名,手机号\n王一,13800000001\n李二,13800000002\n'));
    await user.click(await screen.findByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Import 2 rows/ }));
    await screen.findByText(/1 of 2 rows are in/);
    await user.click(screen.getByRole('button', { name: 'Undo this import: customers.csv' }));
    await user.click(await screen.findByRole('button', { name: 'Undo it' }));
    await screen.findByText('2 new customers are gone.');
    await user.click(screen.getAllByRole('button', { name: 'Close' })[1] ?? document.body);
    expect(await screen.findByLabelText('Customer file')).toBeTruthy();
    expect(asked).toEqual(['import-1']);
  });
});

describe('the list of imports', () => {
  it('has file, when, who and how many rows, what was undone, and what cannot be', async () => {
    const to = target({
      imports: async () => ({
        ok: true,
        value: [
          anImport(),
          anImport({ importId: 'two', fileName: 'two.csv', undone: undone({ stay: [{ what: 'customer', why: 'changed', count: 1 }] }) }),
          anImport({ importId: 'three', fileName: 'three.csv', rows: 1, canUndo: false }),
        ],
      }),
    });
    await show(to);
    const list = await screen.findByRole('region', { name: 'Imports' });
    const items = (await within(list).findAllByRole('listitem')).filter((item) => item.parentElement?.parentElement === list);
    expect(items.map((item) => item.textContent)).toEqual([
      expect.stringMatching(/november\.xlsx.*today 11:00 · Lee · 1200 rows/),
      expect.stringMatching(/two\.csv.*Undone today 12:00.*1 customer stays: they were corrected/),
      expect.stringMatching(/three\.csv.*1 row.*before imports could be undone/),
    ]);
    expect(
      within(list)
        .getAllByRole('button')
        .map((button) => button.getAttribute('aria-label')),
    ).toEqual(['Undo this import: november.xlsx']);
  });

  it('is shown anew when one was undone', async () => {
    let imports = [anImport()];
    const to = target({
      imports: async () => ({ ok: true, value: imports }),
      undo: async () => {
        imports = [anImport({ undone: undone() })];
        return { ok: true, value: undone() };
      },
    });
    const user = await show(to);
    await user.click(await screen.findByRole('button', { name: 'Undo this import: november.xlsx' }));
    await user.click(await screen.findByRole('button', { name: 'Undo it' }));
    await screen.findByText('2 new customers are gone.');
    await user.click(screen.getAllByRole('button', { name: 'Close' })[1] ?? document.body);
    expect(await screen.findByText(/^Undone today/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Undo/ })).toBeNull();
    expect(document.activeElement?.textContent).toBe('Imports');
  });

  it('says why it cannot be shown, and looks again', async () => {
    let times = 0;
    const user = await show(target({ imports: async () => (++times === 1 ? refusal : { ok: true, value: [] }) }));
    expect((await screen.findByRole('alert')).textContent).toContain('The list cannot be shown');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing was imported so far.')).toBeTruthy();
  });
});
