import 'fake-indexeddb/auto';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { dump, openDb } from '../../support/db.ts';
import { choose, file, show, target } from './show.tsx';

const CSV = 'Kunde,Tel,Bemerkung,Am\nEve Example,07700 900001,Zanzibar,03/04/2026\nAdam Sample,07700 900002,Zanzibar,05/06/2026\n';
const means = (header: string) => (screen.getByRole('combobox', { name: `Column “${header}” means` }) as HTMLSelectElement).value;
const REMEMBERED = /Columns as you set them on Nov 22|Columns as you set them on 22 Nov/;

async function imported(db: ReturnType<typeof openDb>, user: Awaited<ReturnType<typeof show>>) {
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Column “Kunde” means' }), 'name');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Column “Am” means' }), 'serviceDate');
  await user.click(await screen.findByRole('radio', { name: /^Month first/ }));
  await user.click(screen.getByRole('button', { name: /Check the rows/ }));
  await user.click(await screen.findByRole('button', { name: /Import 2 rows/ }));
  await screen.findByRole('heading', { name: 'Imported' });
  await waitFor(async () => expect(await db.meta.get('import-shapes')).toBeTruthy());
  cleanup();
}

describe('the columns of a file', () => {
  it('are opened as they were set for the last file of the same shape, until they are forgotten', async () => {
    const db = openDb();
    const first = await show(target(), { region: 'GB', db });
    await choose(first, file(CSV));
    await screen.findByRole('heading', { name: 'What was found' });
    expect(screen.queryByText(REMEMBERED)).toBeNull();
    await imported(db, first);
    expect(JSON.stringify(await dump(db))).not.toMatch(/Zanzibar|Eve|Kunde/);

    const user = await show(target(), { region: 'GB', db });
    await choose(user, file(CSV.replace('Kunde,Tel', ' KUNDE ,tel').replaceAll('Eve', 'Grace'), 'december.csv'));
    expect(await screen.findByText(REMEMBERED)).toBeTruthy();
    expect([means('KUNDE'), means('Am')]).toEqual(['name', 'serviceDate']);
    expect((screen.getByRole('radio', { name: /^Month first/ }) as HTMLInputElement).checked).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Forget them' }));
    await waitFor(() => expect(screen.queryByText(REMEMBERED)).toBeNull());
    expect(means('Am')).not.toBe('serviceDate');
    expect(await db.meta.get('import-shapes')).toMatchObject({ items: [] });
  });

  it('are guessed when the headers are others', async () => {
    const db = openDb();
    const first = await show(target(), { region: 'GB', db });
    await choose(first, file(CSV));
    await imported(db, first);
    for (const other of [CSV.replace('Bemerkung', 'Notiz'), CSV.replaceAll(',', ';'), CSV.replace('Bemerkung,Am', 'Am,Bemerkung')]) {
      const user = await show(target(), { region: 'GB', db });
      await choose(user, file(other));
      await screen.findByRole('heading', { name: 'What was found' });
      expect(screen.queryByText(REMEMBERED)).toBeNull();
      cleanup();
    }
  });

  it('are not kept when the import was not finished', async () => {
    const db = openDb();
    const to = target({ importRows: async () => ({ ok: false, failure: { kind: 'forbidden', message: '', field: null, retry: false, retryAfterMs: null } }) });
    const user = await show(to, { region: 'GB', db });
    await choose(user, file(CSV.replace('Kunde', 'Name')));
    await user.click(await screen.findByRole('button', { name: /Check the rows/ }));
    await user.click(await screen.findByRole('button', { name: /Import 2 rows/ }));
    await screen.findByText('Not finished');
    expect(await db.meta.get('import-shapes')).toBeUndefined();
  });
});
