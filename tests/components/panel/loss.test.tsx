import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { lossItem } from '../../../lib/browser/loss.ts';
import type { Loss } from '../../../lib/contract/mirror.ts';
import { at } from '../../lib/plan/build.ts';
import { aCall, NOW, openPanel } from '../../support/panel.tsx';

const loss = (change: Partial<Loss> = {}): Loss => ({
  foundAt: NOW,
  how: 'gone',
  missing: [
    { id: 'm-1', at: at('2026-11-23', '14:02') },
    { id: 'm-2', at: at('2026-11-23', '14:40') },
  ],
  asked: true,
  ...change,
});

const name = 'Something may be missing';
const notice = () => screen.findByRole('region', { name });

async function open(told: Loss, options: Parameters<typeof openPanel>[0] = {}) {
  await lossItem.setValue(told);
  const panel = await openPanel({ mode: 'team', ...options });
  await panel.user.click(within(await notice()).getByRole('button', { name: 'What is missing' }));
  return { ...panel, dialog: within(await screen.findByRole('dialog', { name })) };
}

describe('a loss of this computer’s store', () => {
  it('is said on the screen until the agent has read how much, from when to when, and what to do', async () => {
    const { user, dialog } = await open(loss());
    expect(dialog.getByText('2 changes, saved between today 14:02 and today 14:40, are neither here nor at the endpoint.')).toBeTruthy();
    expect(dialog.getByText(/^Find each customer you called then/)).toBeTruthy();
    expect(dialog.getByText(/Nothing was deleted there\.$/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'I have read this' }));
    await waitFor(() => expect(screen.queryByRole('region', { name })).toBeNull());
    expect(await lossItem.getValue()).toBeNull();
  });

  it('cannot be put away before the endpoint was asked', async () => {
    const { dialog, user } = await open(loss({ asked: false }));
    expect(dialog.getByText(/had not been sent\. As soon as the endpoint is reached/)).toBeTruthy();
    expect(dialog.queryByRole('button', { name: 'I have read this' })).toBeNull();
    await lossItem.setValue(loss({ missing: [] }));
    expect(await dialog.findByText(/Nothing is missing\.$/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'I have read this' }));
    await waitFor(async () => expect(await lossItem.getValue()).toBeNull());
  });

  it('says to an agent alone that there is no other copy', async () => {
    const { dialog } = await open(loss({ how: 'cut', asked: false }), { mode: 'alone' });
    expect(dialog.getByText(/have no other copy\. Read in your last backup file/)).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'I have read this' })).toBeTruthy();
  });

  it('does not get in the way of a call: a line, and no dialog', async () => {
    await lossItem.setValue(loss());
    await openPanel({ mode: 'team', call: aCall() });
    expect(await notice()).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is not spoken of when there was none', async () => {
    await openPanel({ mode: 'team' });
    expect(screen.queryByRole('region', { name })).toBeNull();
  });
});
