import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import { openDb } from '../../support/db.ts';
import { customer, NOW } from './build.ts';
import { aList, aPage } from './customers.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

async function open(page: CustomerPage | Refusal = aPage(), role: 'lead' | 'qa' = 'lead') {
  const { fetcher, asked } = endpointOf({ '/v1/customers/list': () => aList('Jiaqi Wang', 'Emily Carter'), '/v1/customers/read': () => page });
  return { user: await showWorkspace(openDb(), team(role), fetcher), asked };
}

beforeEach(() => {
  location.hash = '#/customers/customer-1';
  // The window in which rows are drawn; jsdom lays nothing out.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  fakeBrowser.reset();
  location.hash = '';
});

describe('the page of one customer', () => {
  it('says when the next call is and why not now', async () => {
    await open();
    const next = await screen.findByRole('region', { name: 'Next call and why' });
    expect(next.textContent).toMatch(/From .*23 Nov/);
    expect(next.textContent).toMatch(/Called on/);
  });

  it('shows services, calls, what is open and too late, and who changed what', async () => {
    await open();
    expect((await screen.findByRole('region', { name: 'Services' })).textContent).toMatch(/coat · repair · Lin/);
    const calls = screen.getByRole('region', { name: 'Calls' });
    expect(within(calls).getByRole('link', { name: 'Reached' }).getAttribute('href')).toBe('#/records/r');
    expect(calls.textContent).toMatch(/The zip sticks/);
    expect(screen.getByRole('region', { name: 'Open points' }).textContent).toMatch(/Workshop answers by .* too late · the zip/);
    const changes = screen.getByRole('region', { name: 'Changes' });
    expect(changes.textContent).toMatch(/Zhou/);
    expect(changes.textContent).toMatch(/Name: Jiaqi Wan → Jiaqi Wang/);
    expect(changes.textContent).toMatch(/Class: nothing → gold/);
  });

  it('shows the doubt about a phone, and the wish not to be called, in words', async () => {
    const one = customer();
    const phones = [
      { original: '138 0000 0001', e164: '+8613800000001', label: 'main', extension: null, doubtful: true },
      { original: 'ask the porter', e164: null, label: 'other', extension: null, doubtful: true },
    ] as const;
    const page = aPage({
      customer: { ...one, person: { ...one.person, phones: [...phones] }, optOut: { at: NOW, reason: 'asked in the shop' } },
      open: [],
      unplanned: [],
    });
    await open(page);
    expect(await screen.findByText(/138 0000 0001 \(in doubt\)/)).toBeTruthy();
    expect(screen.getByText(/ask the porter \(other, not understood, cannot be dialled\)/)).toBeTruthy();
    expect(screen.getByText(/Does not want calls since .*asked in the shop/)).toBeTruthy();
    expect(screen.getByText('No call is planned')).toBeTruthy();
  });

  it('opens from the list with Enter, and Back finds the search and the place in it as they were', async () => {
    location.hash = '#/customers';
    const { user } = await open();
    await user.type(await screen.findByRole('searchbox', { name: 'Name, phone or number' }), 'a');
    const link = await screen.findByRole('link', { name: 'Emily Carter' });
    link.focus();
    await user.keyboard('{Enter}');
    location.hash = link.getAttribute('href') ?? '';
    expect(await screen.findByRole('heading', { name: 'Jiaqi Wang' })).toBeTruthy();
    expect(location.hash).toBe('#/customers/customer-2');
    location.hash = screen.getAllByRole('link', { name: 'Customers' }).at(-1)?.getAttribute('href') ?? '';
    expect((await screen.findByRole<HTMLInputElement>('searchbox', { name: 'Name, phone or number' })).value).toBe('a');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Emily Carter' })));
  });

  it('says so when they are not there any more', async () => {
    await open(new Refusal(404, 'not-found'));
    expect(await screen.findByText('This customer is not there')).toBeTruthy();
  });

  it('has nothing that axe finds', async () => {
    await open();
    await screen.findByRole('region', { name: 'Changes' });
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
