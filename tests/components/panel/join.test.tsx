import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { sessionItem } from '../../../lib/browser/session.ts';
import { aCall, NOW, openPanel, thePlace } from '../../support/panel.tsx';

const agent = { id: 'ann', name: 'Ann', role: 'agent', placeId: 'store', languages: ['en'] };
const enrolled = {
  token: 'a-token-that-is-long-enough',
  agent,
  place: { ...thePlace(), id: 'store' },
  clock: { now: NOW, demoOffset: null },
};

describe('joining a team from working alone', () => {
  it('says what goes along, signs in, and puts it on its way', async () => {
    const { user, db } = await openPanel({ endpoint: { '/v1/enrol': () => ({ body: enrolled }) } });
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(screen.getByRole('button', { name: 'Join a team' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Join a team and take everything along' }));
    expect(dialog.getByText('1 customer')).toBeTruthy();
    await user.type(dialog.getByLabelText('One-time code'), 'ABCD-EFGH-JKMN');
    const password = document.querySelector<HTMLInputElement>('input[name="new-password"]');
    if (!password) throw new Error('no password is asked for');
    await user.type(password, 'a good long password');
    await user.keyboard('{Enter}');
    await waitFor(async () => expect(await sessionItem.getValue()).toMatchObject({ mode: 'team', agent: { id: 'ann' } }));
    expect((await db.outbox.orderBy('n').toArray()).map(({ mutation }) => mutation.kind)).toEqual(['customer.add', 'service.add', 'task.add']);
    expect((await db.customers.get('customer-1'))?.placeId).toBe('store');
  });

  it('waits for the end of an open call, before the code is used up', async () => {
    const { user, asked } = await openPanel({ call: aCall() });
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(screen.getByRole('button', { name: 'Join a team' }));
    expect(await screen.findByText('A call is open. Save it first.', { selector: '[role=dialog] p' })).toBeTruthy();
    expect(screen.queryByLabelText('One-time code')).toBeNull();
    expect(asked).toEqual([]);
  });
});
