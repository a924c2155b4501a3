import 'fake-indexeddb/auto';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openDb } from '../../support/db.ts';
import { NOW } from './build.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

const HOUR = 3_600_000;
const listed = {
  importId: 'one',
  fileName: 'november.xlsx',
  at: NOW - HOUR,
  by: { id: 'lee', name: 'Lee' },
  placeId: 'store',
  rows: 1200,
  canUndo: true,
  undone: null,
};
const undone = { at: NOW, customers: { removed: 1100, restored: 97 }, services: 4, fields: 0, stay: [{ what: 'customer', why: 'called', count: 3 }] };

describe('the page for importing in a team', () => {
  it('lists the imports of the endpoint and takes one back', async () => {
    location.hash = '#/customers/import';
    let imports = [listed];
    const { fetcher, asked } = endpointOf({
      '/v1/imports/list': () => ({ imports }),
      '/v1/imports/undo': () => {
        imports = [{ ...listed, undone } as never];
        return { importId: 'one', undone };
      },
    });
    const user = await showWorkspace(openDb(), team('lead'), fetcher);
    const list = await screen.findByRole('region', { name: 'Imports' });
    await user.click(await within(list).findByRole('button', { name: 'Undo this import: november.xlsx' }));
    expect(asked.some(({ path }) => path === '/v1/imports/undo')).toBe(false);
    await user.click(await screen.findByRole('button', { name: 'Undo it' }));
    expect((await screen.findAllByText('3 customers stay: they were called since, or a call was agreed on.')).length).toBeGreaterThan(0);
    expect(asked.filter(({ path }) => path === '/v1/imports/undo').map(({ body }) => body)).toEqual([{ importId: 'one' }]);
    await user.click(screen.getAllByRole('button', { name: 'Close' })[1] ?? document.body);
    expect(await within(list).findByText('97 known customers are as before.')).toBeTruthy();
    expect(within(list).queryByRole('button')).toBeNull();
  });

  it('says so when the endpoint does not list them, and imports all the same', async () => {
    location.hash = '#/customers/import';
    const { fetcher } = endpointOf({ '/v1/imports/list': () => new Refusal(503, 'unavailable') });
    await showWorkspace(openDb(), team('lead'), fetcher);
    expect((await screen.findByRole('alert')).textContent).toContain('The list cannot be shown: the endpoint is busy.');
    expect(screen.getByLabelText('Customer file')).toBeTruthy();
  });
});
