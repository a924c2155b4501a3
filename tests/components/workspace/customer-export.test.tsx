import { screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openDb } from '../../support/db.ts';
import { customer, NOW } from './build.ts';
import { aPage } from './customers.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

let saved: { name: string; blob: Blob }[];

async function open(answer: unknown, role: 'lead' | 'qa' = 'lead') {
  const { fetcher } = endpointOf({ '/v1/customers/read': () => aPage(), '/v1/customers/export': () => answer });
  return showWorkspace(openDb(), team(role), fetcher);
}

beforeEach(() => {
  location.hash = '#/customers/customer-1';
  saved = [];
  URL.createObjectURL = (blob: Blob) => {
    saved.push({ name: '', blob });
    return 'blob:file';
  };
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const last = saved.at(-1);
    if (last) last.name = this.download;
  });
});
afterEach(() => {
  fakeBrowser.reset();
  location.hash = '';
});

const all = { exportedAt: NOW, customer: customer(), services: [], tasks: [], records: [], changes: [], owner: null };

describe('saving all that is held about a person', () => {
  it('hands out a file whose name says nothing of them', async () => {
    const user = await open(all);
    await user.click(await screen.findByRole('button', { name: 'Save all of it' }));
    expect((await screen.findByText(/^Saved|^The file/)).textContent).toBe(`Saved as ${saved[0]?.name}.`);
    expect(saved[0]?.name).toBe('customer-customer-1.json');
    expect(JSON.parse((await saved[0]?.blob.text()) ?? '')).toEqual(all);
  });

  it('says so when it was not saved, and can be asked again', async () => {
    const user = await open(new Refusal(500, 'failed'));
    const button = await screen.findByRole('button', { name: 'Save all of it' });
    await user.click(button);
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Not saved: /);
    expect(saved).toEqual([]);
    expect(button.hasAttribute('disabled')).toBe(false);
  });

  it('is not for QA', async () => {
    await open(all, 'qa');
    await screen.findByRole('region', { name: 'Changes' });
    expect(screen.queryByRole('button', { name: 'Save all of it' })).toBeNull();
  });
});
