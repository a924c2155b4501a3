import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { lockStateItem, makeVerifier, verifierItem } from '../../../lib/browser/lock.ts';
import { sessionItem } from '../../../lib/browser/session.ts';
import { type LockState, unlocked } from '../../../lib/people/lock.ts';
import { aCall, NOW, openPanel, type PanelOptions, thePlace, theTask } from '../../support/panel.tsx';

const PASSWORD = 'correct horse';
const MINUTE = 60_000;

/** One that this agent holds, so that somebody is on the screen. */
const tasks = [theTask({ claim: { id: 'claim', agentId: 'agent-1', expiresAt: NOW + 60 * MINUTE } })];

async function open(state: Partial<LockState> = {}, options: PanelOptions = {}) {
  await verifierItem.setValue(await makeVerifier(PASSWORD, 1000));
  await lockStateItem.setValue({ ...unlocked(Date.now()), ...state });
  return openPanel({ mode: 'team', tasks, ...options });
}
const lockScreen = () => screen.findByRole('heading', { name: 'Locked' });
const idle = { lastActive: Date.now() - 11 * MINUTE };
const customerShown = () => document.querySelector('article') !== null;

describe('the screen lock', () => {
  it('covers everything of a customer after ten minutes without a key, and opens with the password, without the endpoint', async () => {
    const { user, asked } = await open(idle);
    await lockScreen();
    expect(customerShown()).toBe(false);
    expect(document.activeElement).toBe(screen.getByLabelText('Password'));
    await user.type(screen.getByLabelText('Password'), `${PASSWORD}{Enter}`);
    expect(await screen.findByRole('article')).toBeTruthy();
    expect(asked.filter(({ path }) => path !== '/v1/presence')).toEqual([]);
    expect(await lockStateItem.getValue()).toMatchObject({ locked: false, wrong: 0 });
  });

  it('stays shut when the panel is opened again', async () => {
    const first = await open(idle);
    await lockScreen();
    await waitFor(async () => expect((await lockStateItem.getValue()).locked).toBe(true));
    first.unmount();
    await lockStateItem.setValue({ ...(await lockStateItem.getValue()), lastActive: Date.now() });
    await openPanel({ mode: 'team' });
    await lockScreen();
  });

  it('says that a password is wrong, and after five of them to wait', async () => {
    const { user } = await open({ locked: true });
    for (let n = 0; n < 5; n++) {
      await user.type(await screen.findByLabelText('Password'), 'wrong horse{Enter}');
      await waitFor(async () => expect((await lockStateItem.getValue()).wrong).toBe(n + 1));
      if (n === 0) expect((await screen.findByRole('alert')).textContent).toBe('This is not the password.');
    }
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/^Wrong too often. Try again in (30|29) seconds/));
    await user.type(screen.getByLabelText('Password'), PASSWORD);
    expect(screen.getByRole('button', { name: 'Unlock' })).toHaveProperty('disabled', true);
  });

  it('never comes during a call', async () => {
    await open({ ...idle, locked: false }, { call: aCall() });
    expect(screen.queryByRole('heading', { name: 'Locked' })).toBeNull();
    await waitFor(async () => expect(Date.now() - (await lockStateItem.getValue()).lastActive).toBeLessThan(MINUTE));
  });

  it('does not come where the place wants none', async () => {
    const place = thePlace();
    await open(idle, { place: { ...place, limits: { ...place.limits, lockMinutes: 0 } } });
    expect(await screen.findByRole('article')).toBeTruthy();
  });

  it('does not come for an agent alone', async () => {
    await open(idle, { mode: 'alone' });
    expect(await screen.findByRole('article')).toBeTruthy();
  });

  it('opens with a new code when the password was forgotten', async () => {
    const panel = await open(idle, {
      endpoint: {
        '/v1/enrol': () => ({
          body: { token: 't'.repeat(32), login: 'ann', agent: panel.session?.agent, place: panel.session?.place, clock: { now: 0, demoOffset: null } },
        }),
      },
    });
    await lockScreen();
    await panel.user.click(screen.getByText('Password forgotten, or somebody else?'));
    await panel.user.type(screen.getByRole('textbox', { name: 'One-time code' }), 'NEW-CODE');
    await panel.user.type(screen.getByLabelText('Password of your own'), 'battery staple{Enter}');
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Locked' })).toBeNull());
    expect(await sessionItem.getValue()).toMatchObject({ login: 'ann', tokens: { access: 't'.repeat(32) } });
  });

  it('is not kept away by the first key on a computer that slept', async () => {
    const { user } = await open();
    expect(await screen.findByRole('article')).toBeTruthy();
    const real = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(real + 60 * MINUTE);
    await user.keyboard('x');
    await lockScreen();
  });

  it('comes by itself while the panel is open', async () => {
    await open();
    expect(await screen.findByRole('article')).toBeTruthy();
    const real = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(real + 11 * MINUTE);
    document.dispatchEvent(new Event('visibilitychange'));
    await lockScreen();
    expect(customerShown()).toBe(false);
  });
});
