import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { unlock } from '../../../lib/browser/lock.ts';
import type { Device } from '../../../lib/contract/people.ts';
import { anOutboxRow } from '../../support/builders.ts';
import { type Endpoint, MINUTE, NOW, openPanel } from '../../support/panel.tsx';

const device = (id: string, change: Partial<Device> = {}): Device => ({
  id: id.toLowerCase(),
  label: id,
  createdAt: NOW - 60 * MINUTE,
  seenAt: NOW - MINUTE,
  revokedAt: null,
  own: false,
  ...change,
});
const refusal = (status: number, kind: string, field: string | null) => ({
  status,
  body: { error: { kind, message: 'not to be shown', field, retry: false } },
});

async function open(endpoint: Endpoint) {
  const here = [device('Chromium', { own: true }), device('Firefox'), device('Opera', { revokedAt: NOW })];
  const panel = await openPanel({ mode: 'team', endpoint: { '/v1/devices/list': () => ({ body: { devices: here } }), ...endpoint } });
  await panel.user.click(screen.getByRole('button', { name: 'Menu' }));
  await panel.user.click(await screen.findByRole('button', { name: 'Password and devices' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Password and devices' }));
  const sent = (path: string) => panel.asked.filter((one) => one.path === path).map(({ body }) => body);
  return { ...panel, dialog, here, sent };
}

describe('one’s own devices', () => {
  it('are listed with this browser first; those that are signed out are not', async () => {
    const { dialog, sent } = await open({});
    await waitFor(() =>
      expect(dialog.getAllByRole('listitem').map((one) => one.textContent)).toEqual(['Chromiumthis browser', 'Firefoxlast seen today 14:59Sign out']),
    );
    expect(sent('/v1/devices/list')).toEqual([{ agentId: null }]);
  });

  it('are signed out one by one, but for this browser', async () => {
    const { user, dialog, here, sent } = await open({
      '/v1/devices/revoke': () => {
        here.splice(1, 1);
        return { body: { ok: true } };
      },
    });
    await user.click(await dialog.findByRole('button', { name: 'Sign out Firefox' }));
    expect(await dialog.findByText('Nowhere else.')).toBeTruthy();
    expect(sent('/v1/devices/revoke')).toEqual([{ deviceId: 'firefox' }]);
    expect(dialog.queryByRole('button', { name: /^Sign out/ })).toBeNull();
  });

  it('say when the endpoint is not reached, and are looked for again', async () => {
    const { user, dialog } = await open({ '/v1/devices/list': () => refusal(503, 'unavailable', null) });
    expect((await dialog.findByRole('alert')).textContent).toBe('Not done: the endpoint is busy.');
    await user.click(dialog.getByRole('button', { name: 'Try again' }));
    expect(dialog.queryByRole('listitem')).toBeNull();
  });
});

describe('one’s own password', () => {
  const type = async ({ user, dialog }: Pick<Awaited<ReturnType<typeof open>>, 'user' | 'dialog'>, old: string, password: string) => {
    await user.type(dialog.getByLabelText('Password until now'), old);
    await user.type(dialog.getByLabelText('New password'), `${password}{Enter}`);
  };

  it('is changed with the old one, signs the other devices out, and unlocks this screen from then on', async () => {
    const panel = await open({ '/v1/password': () => ({ body: { signedOut: 1 } }) });
    await panel.db.outbox.add(anOutboxRow(1));
    await type(panel, 'correct horse', 'a battery staple');
    expect((await panel.dialog.findByRole('status')).textContent).toBe('The password is changed. 1 other device is signed out.');
    expect(panel.sent('/v1/password')).toEqual([{ old: 'correct horse', password: 'a battery staple' }]);
    expect(panel.dialog.getByLabelText('New password')).toHaveProperty('value', '');
    expect([await unlock('correct horse'), await unlock('a battery staple')]).toEqual(['wrong', 'open']);
    expect(await panel.db.outbox.count()).toBe(1);
  });

  it.each([
    ['the old one is wrong', 'a battery staple', refusal(400, 'invalid', 'old'), 'Not changed: the password until now is not right.'],
    ['the endpoint has had enough', 'a battery staple', refusal(429, 'too-many', null), 'Not done: too many requests.'],
    ['it is the login', 'a battery staple', refusal(400, 'invalid', 'password'), 'This password is your login. Take another.'],
  ])('stays while %s', async (_why, password, answer, words) => {
    const panel = await open({ '/v1/password': () => answer });
    await type(panel, 'correct horse', password);
    expect((await panel.dialog.findByRole('alert')).textContent).toBe(words);
    expect(panel.dialog.getByLabelText('Password until now')).toHaveProperty('value', 'correct horse');
  });

  it.each([
    ['is too short', 'short', /^This password is too short/],
    ['is the one until now', 'correct horse', /^Not changed: the new password is the old one/],
  ])('is not sent while the new one %s', async (_why, password, words) => {
    const panel = await open({});
    await type(panel, 'correct horse', password);
    expect((await panel.dialog.findByRole('alert')).textContent).toMatch(words);
    expect(panel.sent('/v1/password')).toEqual([]);
  });
});

describe('an agent alone', () => {
  it('has neither', async () => {
    const { user } = await openPanel({ mode: 'alone' });
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    expect(await screen.findByRole('dialog', { name: 'Menu' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Password and devices' })).toBeNull();
  });
});
