import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { PlaceSet } from '../../../lib/contract/people.ts';
import type { DirectoryEntry, Place } from '../../../lib/contract/place.ts';
import { changedById } from '../../../lib/people/directory.ts';
import { openDb } from '../../support/db.ts';
import { someEntries } from '../../support/directory.ts';
import { place } from './build.ts';
import { endpointOf, showWorkspace, team } from './show.tsx';

async function open(directory?: DirectoryEntry[], role: 'lead' | 'qa' = 'lead') {
  location.hash = '#/team/directory';
  let store: Place = { ...place(), ...(directory ? { directory } : {}) };
  const { fetcher, asked } = endpointOf({
    '/v1/places/list': () => ({ places: [store] }),
    '/v1/places/save': (body) => {
      const { set } = body as { set: PlaceSet };
      store = { ...store, directory: changedById(store.directory ?? [], set.directory ?? { put: [], drop: [] }) };
      return { place: store };
    },
    '/v1/presence/list': () => ({ agents: [], guarantees: null }),
  });
  const user = await showWorkspace(openDb(), team(role), fetcher);
  const saved = () => asked.filter(({ path }) => path === '/v1/places/save').map(({ body }) => (body as { set: PlaceSet }).set.directory);
  return { user, saved };
}
afterEach(() => {
  location.hash = '';
  fakeBrowser.reset();
});
const names = async () => (await screen.findAllByRole('row')).slice(1).map((row) => within(row).getAllByRole('cell')[0]?.textContent);

describe('the directory in the workspace', () => {
  it('says what it is for where it is empty, and takes an entry', async () => {
    const { user, saved } = await open();
    expect(await screen.findByText(/Agents open it in a call with the key D/)).toBeTruthy();
    await user.keyboard('n');
    const dialog = within(await screen.findByRole('dialog', { name: 'A new entry' }));
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    await user.type(dialog.getByLabelText('Name'), ' Front door ');
    await user.type(dialog.getByLabelText('Number'), '020 7946 0102');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Front door is saved.')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await names()).toEqual(['Front door']);
    expect(saved()).toMatchObject([{ put: [{ name: 'Front door', phone: '020 7946 0102', department: '' }], drop: [] }]);
  });

  it('changes one entry and nothing else, and takes it back in one step', async () => {
    const { user, saved } = await open(someEntries);
    await user.click(await screen.findByRole('button', { name: 'Change Dr Adams' }));
    const field = within(await screen.findByRole('dialog')).getByLabelText('Number');
    await user.type(field, '020 7946 0103');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('020 7946 0103')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.queryByText('020 7946 0103')).toBeNull());
    expect(saved()).toEqual([
      { put: [{ ...someEntries[2], phone: '020 7946 0103' }], drop: [] },
      { put: [someEntries[2]], drop: [] },
    ]);
  });

  it('removes one entry, and takes it back in one step', async () => {
    const { user, saved } = await open(someEntries);
    await user.click(await screen.findByRole('button', { name: 'Remove Workshop desk' }));
    expect(await screen.findByText('Workshop desk is removed.')).toBeTruthy();
    expect(await names()).toEqual(['Dr Adams', '吴晓芳']);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(async () => expect(await names()).toEqual(['Dr Adams', 'Workshop desk', '吴晓芳']));
    expect(saved()).toEqual([
      { put: [], drop: ['workshop'] },
      { put: [someEntries[0]], drop: [] },
    ]);
  });

  it('finds as one types', async () => {
    const { user } = await open(someEntries);
    await screen.findAllByRole('row');
    await user.type(screen.getByRole('searchbox', { name: 'Name, department or number' }), '0077');
    expect(await names()).toEqual(['吴晓芳']);
  });

  it('is not for QA to change', async () => {
    await open(someEntries, 'qa');
    await screen.findByRole('navigation', { name: 'Team' });
    expect(screen.queryByRole('link', { name: 'Directory' })).toBeNull();
    expect(screen.queryByRole('table', { name: 'Directory' })).toBeNull();
  });

  it('has nothing that axe finds', async () => {
    const { user } = await open(someEntries);
    await user.click(await screen.findByRole('button', { name: 'Change Dr Adams' }));
    await screen.findByRole('dialog');
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations).toEqual([]);
  });
});
