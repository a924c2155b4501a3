import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { SavedFilter } from '../../../lib/contract/filter.ts';
import type { CustomerListRequest } from '../../../lib/contract/wire.ts';
import { openDb } from '../../support/db.ts';
import { NOW, place } from './build.ts';
import { aList } from './customers.ts';
import { endpointOf, showWorkspace, team } from './show.tsx';

async function open(kept: SavedFilter[] = [], answer: (request: CustomerListRequest) => unknown = () => aList('Jiaqi Wang', 'Emily Carter')) {
  let filters = kept;
  const { fetcher, asked } = endpointOf({
    '/v1/customers/list': (body) => answer(body as CustomerListRequest),
    '/v1/customers/words': () => ({ classes: ['gold', 'silver'], tags: ['VIP'], kinds: ['repair'], cities: ['Leeds'], languages: ['en'] }),
    '/v1/places/list': () => ({ places: [place(), { ...place(), id: 'two', name: 'Second store' }] }),
    '/v1/filters/list': () => ({ filters }),
    '/v1/filters/save': (body) => {
      filters = [...filters, { ...(body as SavedFilter), createdAt: NOW }];
      return { ok: true };
    },
    '/v1/filters/remove': (body) => {
      filters = filters.filter(({ id }) => id !== (body as { id: string }).id);
      return { ok: true };
    },
  });
  const user = await showWorkspace(openDb(), team('lead'), fetcher);
  await screen.findByRole('table', { name: 'Customers' });
  const lastFilter = () =>
    asked
      .filter(({ path }) => path === '/v1/customers/list')
      .map(({ body }) => (body as CustomerListRequest).filter)
      .at(-1);
  return { user, asked, lastFilter };
}

beforeEach(() => {
  location.hash = '#/customers';
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  fakeBrowser.reset();
  location.hash = '';
});

describe('narrowing the list of customers', () => {
  it('asks for what is chosen, shows it as chips, and takes it off again', async () => {
    const { user, lastFilter } = await open();
    await user.click(screen.getByRole('button', { name: 'Class' }));
    await user.click(await screen.findByRole('checkbox', { name: 'gold' }));
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('button', { name: 'Class gold' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Reach' }));
    await user.click(await screen.findByRole('radio', { name: 'may be called' }));
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Last service' }));
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: '2026-11-01' } });
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Product' }));
    await user.type(await screen.findByRole('textbox', { name: 'Product' }), 'coat, shoes');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(lastFilter()).toEqual({ classes: ['gold'], reach: 'callable', lastFrom: '2026-11-01', products: ['coat', 'shoes'] }));
    await user.click(screen.getByRole('button', { name: 'Take off: Class' }));
    await waitFor(() => expect(lastFilter()).not.toHaveProperty('classes'));
    await user.click(screen.getByRole('button', { name: 'Clear all' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Clear all' })).toBeNull());
    expect(screen.getByText('2 of 2')).toBeTruthy();
  });

  it('says when not everybody was looked at, and what to do when nobody fits', async () => {
    const { user } = await open([], ({ filter }) =>
      filter ? { customers: [], next: null, total: 0, partial: { lookedAt: 500, customers: 90_000 } } : aList('Jiaqi Wang'),
    );
    await user.click(screen.getByRole('button', { name: 'Plan' }));
    await user.click(await screen.findByRole('radio', { name: 'nothing is planned' }));
    await user.keyboard('{Escape}');
    expect(await screen.findByText('Nobody fits')).toBeTruthy();
    expect(screen.getByText(/500 of 90000/)).toBeTruthy();
  });

  it('keeps a filter under a name, chooses it, lets it go and takes that back', async () => {
    const { user, asked, lastFilter } = await open([{ id: 'f1', placeId: 'store', name: 'Gold only', filter: { classes: ['gold'] }, createdAt: NOW }]);
    await user.click(await screen.findByRole('button', { name: 'Kept filters 1' }));
    await user.click(await screen.findByRole('button', { name: 'Gold only' }));
    await waitFor(() => expect(lastFilter()).toEqual({ classes: ['gold'] }));
    await user.click(screen.getByRole('button', { name: 'Kept filters 1' }));
    await user.type(await screen.findByRole('textbox', { name: 'Keep as' }), 'Mine{Enter}');
    expect(await screen.findByRole('button', { name: 'Mine' })).toBeTruthy();
    expect(asked.find(({ path }) => path === '/v1/filters/save')?.body).toMatchObject({ name: 'Mine', placeId: 'store', filter: { classes: ['gold'] } });
    await user.click(screen.getByRole('button', { name: 'Let “Gold only” go' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Gold only' })).toBeNull());
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('button', { name: 'Gold only' })).toBeTruthy();
  });

  it('has nothing that axe finds', async () => {
    await open();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
