import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import { openDb } from '../../support/db.ts';
import { customer, NOW } from './build.ts';
import { aPage } from './customers.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

const keep = { ...customer(), person: { ...customer().person, name: 'Jiaqi Wang', email: null } };
const drop = { ...keep, id: 'customer-2', person: { ...keep.person, name: 'Jia Qi Wang', number: 'N-2', email: 'wang@example.com' } };
const merged = { kind: 'hand', id: 'h2', at: NOW, by: null, changed: { kind: 'merge', before: {}, after: {}, otherId: 'customer-2' } } as const;
const taken = { kind: 'hand', id: 'h3', at: NOW, by: null, changed: { kind: 'split', before: {}, after: {}, otherId: 'customer-2' } } as const;

type Over = { page?: Partial<CustomerPage>; heldBy?: { name: string; until: number }; answer?: unknown };

async function open({ page = {}, heldBy, answer = { customer: keep, changeId: 'h2' } }: Over = {}) {
  const elsewhere = { ...drop, id: 'customer-3', placeId: 'other', person: { ...drop.person, name: 'Wang Elsewhere' } };
  const found = [keep, drop, elsewhere].map((one) => ({ customer: one, lastService: null, heldBy: heldBy ?? null }));
  let isBack = false;
  const { fetcher, asked } = endpointOf({
    '/v1/customers/read': () => aPage({ customer: keep, ...page, ...(isBack ? { history: [] } : {}) }),
    '/v1/find': () => ({ found, more: false }),
    '/v1/customers/merge': () => answer,
    '/v1/customers/split': () => {
      isBack = true;
      return answer;
    },
  });
  const user = await showWorkspace(openDb(), team('lead'), fetcher);
  return { user, asked: (path: string) => asked.filter((one) => one.path === path).map(({ body }) => body) };
}

async function chosen(over: Over = {}) {
  const { user, asked } = await open(over);
  const opener = await screen.findByRole('button', { name: 'Merge with another' });
  await user.click(opener);
  const dialog = await screen.findByRole('dialog', { name: 'Merge Jiaqi Wang with another' });
  await user.type(within(dialog).getByRole('searchbox', { name: /Name, phone or number/ }), 'wang{Enter}');
  await user.click(await within(dialog).findByRole('button', { name: 'Choose Jia Qi Wang N-2' }));
  return { user, asked, dialog, opener };
}

beforeEach(() => {
  location.hash = '#/customers/customer-1';
});
afterEach(() => {
  fakeBrowser.reset();
  location.hash = '';
});

describe('merging two files of a person', () => {
  it('offers others of this place, and takes what only the other has unless somebody chooses otherwise', async () => {
    const { user, asked, dialog, opener } = await chosen();
    const row = (name: string) => within(dialog).getByRole('row', { name: new RegExp(`^${name}`) });
    const checked = (name: string) =>
      within(row(name))
        .getAllByRole<HTMLInputElement>('radio')
        .map((radio) => radio.checked);
    expect(checked('Name')).toEqual([true, false]);
    expect(checked('E-mail')).toEqual([false, true]);
    await user.click(within(dialog).getByRole('radio', { name: 'Name: Jia Qi Wang' }));
    expect(dialog.textContent).toMatch(/can be taken back/);
    await user.click(within(dialog).getByRole('button', { name: 'Merge' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('/v1/customers/merge')).toEqual([{ keepId: 'customer-1', dropId: 'customer-2', take: expect.arrayContaining(['name', 'email']) }]);
    expect(asked('/v1/customers/read')).toHaveLength(2);
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('shows neither the customer themselves nor one of another place', async () => {
    const { user } = await open();
    await user.click(await screen.findByRole('button', { name: 'Merge with another' }));
    await user.type(screen.getByRole('searchbox', { name: /Name, phone or number/ }), 'wang{Enter}');
    await screen.findByRole('button', { name: /^Choose / });
    expect(screen.getAllByRole('button', { name: /^Choose / })).toHaveLength(1);
  });

  it('waits while somebody has the other one', async () => {
    const { dialog } = await chosen({ heldBy: { name: 'Zhou', until: NOW + 60_000 } });
    expect(within(dialog).getByRole('alert').textContent).toMatch(/Zhou has this customer now/);
    expect(within(dialog).getByRole('button', { name: 'Merge' }).hasAttribute('disabled')).toBe(true);
  });

  it('says why it was not done', async () => {
    const { user, dialog } = await chosen({ answer: new Refusal(500, 'internal') });
    await user.click(within(dialog).getByRole('button', { name: 'Merge' }));
    expect((await within(dialog).findByRole('alert')).textContent).toMatch(/^Not merged: /);
  });

  it('has nothing that axe finds', async () => {
    await chosen();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

describe('taking the last merge back', () => {
  it('is asked about once more', async () => {
    const { user, asked } = await open({ page: { history: [merged] }, answer: { customer: keep, restored: drop } });
    await user.click(await screen.findByRole('button', { name: 'Take the merge back' }));
    expect(asked('/v1/customers/split')).toEqual([]);
    await user.click(await screen.findByRole('button', { name: 'Take it back' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('/v1/customers/split')).toEqual([{ changeId: 'h2' }]);
    expect(screen.queryByRole('button', { name: 'Take the merge back' })).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Save all of it' })));
  });

  it.each([
    ['of none', []],
    ['of one that was taken back', [taken, merged]],
  ])('is not offered %s', async (_, history) => {
    await open({ page: { history } });
    await screen.findByRole('button', { name: 'Merge with another' });
    expect(screen.queryByRole('button', { name: 'Take the merge back' })).toBeNull();
  });
});
