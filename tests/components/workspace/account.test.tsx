import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Role } from '../../../lib/contract/agent.ts';
import { openDb } from '../../support/db.ts';
import { NOW } from './build.ts';
import { endpointOf, showWorkspace, team } from './show.tsx';

afterEach(() => fakeBrowser.reset());

describe('password and devices', () => {
  it.each<Extract<Role, 'lead' | 'qa'>>(['lead', 'qa'])('are reached from the workspace too, by a %s', async (role) => {
    const device = { id: 'd1', label: 'Chromium', createdAt: NOW, seenAt: NOW, revokedAt: null, own: true };
    const endpoint = endpointOf({ '/v1/devices/list': () => ({ devices: [device] }), '/v1/password': () => ({ signedOut: 0 }) });
    const user = await showWorkspace(openDb(), team(role), endpoint.fetcher);
    await user.click(await screen.findByRole('button', { name: 'Password and devices' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Password and devices' }));
    expect(await dialog.findByText('Nowhere else.')).toBeTruthy();
    await user.type(dialog.getByLabelText('Password until now'), 'correct horse');
    await user.type(dialog.getByLabelText('New password'), 'a battery staple{Enter}');
    expect(await dialog.findByText(/^The password is changed\./)).toBeTruthy();
    expect(endpoint.asked.find(({ path }) => path === '/v1/password')?.body).toEqual({ old: 'correct horse', password: 'a battery staple' });
  });
});
