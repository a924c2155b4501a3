import { readFile } from 'node:fs/promises';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { lastSignInItem, sessionItem } from '../../../lib/browser/session.ts';
import { placeSchema } from '../../../lib/contract/place.ts';
import { anAgent, anOutboxRow } from '../../support/builders.ts';
import { type Endpoint, NOW, openPanel, thePlace } from '../../support/panel.tsx';

const refused = (kind: string, status: number) => () => ({ status, body: { error: { kind, message: 'not to be shown', field: null, retry: false } } });
const alert = () => within(screen.getByRole('main')).findByRole('alert');

async function signIn(endpoint: Endpoint, address = 'http://127.0.0.1:9', password = 'correct horse') {
  const panel = await openPanel({ mode: 'signed-out', endpoint });
  const field = screen.getByRole('textbox', { name: 'Address of the endpoint' });
  await panel.user.clear(field);
  await panel.user.type(field, address);
  await panel.user.type(screen.getByRole('textbox', { name: 'One-time code' }), ' ABC-123 ');
  await panel.user.type(screen.getByLabelText('Password of your own'), password);
  await panel.user.keyboard('{Enter}');
  return panel;
}

describe('signing in with a team', () => {
  it.each([
    [
      'a code that was used',
      { '/v1/enrol': refused('code-used', 409) },
      'Not signed in: this code has been used or has expired. Ask your team lead for a new one.',
    ],
    [
      'a code nobody knows',
      { '/v1/enrol': refused('unauthenticated', 401) },
      'Not signed in: this code is not known, or has expired. Check the code, or ask for a new one.',
    ],
    ['an endpoint that is down', {}, 'Not signed in: endpoint not reached. Check the address and that the endpoint runs.'],
    ['too many tries', { '/v1/enrol': refused('too-many', 429) }, 'Not signed in: too many requests. Wait a minute, then try again.'],
    ['something that is no endpoint', { '/v1/enrol': () => ({ body: '<html>' }) }, /^Not signed in: .+ Check the address/],
  ])('says of %s what to do next', async (_name, endpoint: Endpoint, words) => {
    await signIn(endpoint);
    const text = (await alert()).textContent ?? '';
    if (typeof words === 'string') expect(text).toBe(words);
    else expect(text).toMatch(words);
    expect(text).not.toMatch(/not to be shown/);
    expect(await sessionItem.getValue()).toBeNull();
    expect(screen.getByRole('button', { name: 'Sign in' })).toHaveProperty('disabled', false);
  });

  it.each(['http://callside.example', 'ftp://127.0.0.1', 'http://192.0.2.7:8787'])('never sends the code in the clear to %s', async (address) => {
    const { asked } = await signIn({}, address);
    expect((await alert()).textContent).toMatch(/^An address looks like https:/);
    expect(asked).toEqual([]);
  });

  it('keeps token, agent and place when the code is taken', async () => {
    const body = { token: 't'.repeat(32), agent: anAgent(), place: thePlace(), clock: { now: NOW, demoOffset: 1000 } };
    const { asked } = await signIn({ '/v1/enrol': () => ({ body }) });
    await waitFor(async () =>
      expect(await sessionItem.getValue()).toMatchObject({
        mode: 'team',
        endpoint: 'http://127.0.0.1:9',
        tokens: { access: body.token, refresh: null },
        agent: { name: 'Ann' },
      }),
    );
    expect(asked).toEqual([{ path: '/v1/enrol', body: { code: 'ABC-123', device: 'Chromium', password: 'correct horse' } }]);
  });

  it('asks for a code before it asks the endpoint', async () => {
    await openPanel({ mode: 'signed-out' });
    expect(screen.getByRole('button', { name: 'Sign in' })).toHaveProperty('disabled', true);
  });

  it.each([
    ['short77', /too short/],
    ['12345678', /first that are guessed/],
  ])('does not use up the code for the password %s', async (password, words) => {
    const { asked } = await signIn({}, undefined, password);
    expect((await alert()).textContent).toMatch(words);
    expect(asked).toEqual([]);
  });

  it('says when the password is the login, which only the endpoint knows', async () => {
    await signIn({ '/v1/enrol': () => ({ status: 400, body: { error: { kind: 'invalid', message: 'x', field: 'password', retry: false } } }) });
    expect((await alert()).textContent).toBe('This password is your login. Take another.');
  });

  it('shows the password to whoever wants to see it', async () => {
    const { user } = await openPanel({ mode: 'signed-out' });
    const field = screen.getByLabelText('Password of your own');
    expect(field).toHaveProperty('type', 'password');
    await user.click(screen.getByRole('button', { name: 'Show the password', pressed: false }));
    expect(field).toHaveProperty('type', 'text');
  });

  describe('later', () => {
    const body = {
      token: 't'.repeat(32),
      refreshToken: 'r'.repeat(32),
      login: 'ann',
      agent: anAgent(),
      place: thePlace(),
      clock: { now: NOW, demoOffset: null },
    };

    it('is by login and password, with what was known last filled in', async () => {
      await lastSignInItem.setValue({ endpoint: 'http://127.0.0.1:7', login: 'ann' });
      const { user, asked } = await openPanel({ mode: 'signed-out', endpoint: { '/v1/sign-in': () => ({ body }) } });
      expect(screen.getByRole('radio', { name: 'With a password', checked: true })).toBeTruthy();
      expect(screen.getByRole('textbox', { name: 'Login' })).toHaveProperty('value', 'ann');
      await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
      await waitFor(async () =>
        expect(await sessionItem.getValue()).toMatchObject({
          endpoint: 'http://127.0.0.1:7',
          login: 'ann',
          tokens: { access: body.token, refresh: body.refreshToken },
        }),
      );
      expect(asked).toEqual([{ path: '/v1/sign-in', body: { login: 'ann', password: 'correct horse', device: 'Chromium' } }]);
    });

    it('says alike that login or password is wrong, and the way out', async () => {
      const { user } = await openPanel({ mode: 'signed-out', endpoint: { '/v1/sign-in': refused('unauthenticated', 401) } });
      await user.click(screen.getByRole('radio', { name: 'With a password' }));
      await user.type(screen.getByRole('textbox', { name: 'Login' }), 'ann');
      await user.type(screen.getByLabelText('Password'), 'wrong{Enter}');
      expect((await alert()).textContent).toBe('Not signed in: login or password is wrong. Check both.');
      expect(screen.getByText(/Your team lead makes you a new code/)).toBeTruthy();
    });

    it('remembers where and as whom, for the next time', async () => {
      const { user } = await openPanel({ mode: 'signed-out', endpoint: { '/v1/enrol': () => ({ body }) } });
      await user.type(screen.getByRole('textbox', { name: 'One-time code' }), 'ABC');
      await user.type(screen.getByLabelText('Password of your own'), 'correct horse{Enter}');
      await waitFor(async () => expect(await lastSignInItem.getValue()).toEqual({ endpoint: 'http://127.0.0.1:8787', login: 'ann' }));
    });
  });

  it('says that something is still unsent here', async () => {
    const { db } = await openPanel({ mode: 'signed-out' });
    expect(screen.queryByText(/not been sent/)).toBeNull();
    await db.outbox.add(anOutboxRow(1));
    expect(await screen.findByText(/^Records on this computer have not been sent yet/)).toBeTruthy();
  });
});

describe('beginning alone', () => {
  const shipped = async (url: string | URL) =>
    new Response(await readFile(`${import.meta.dirname}/../../../public${new URL(url).pathname}`, 'utf8'), { headers: { 'content-type': 'application/json' } });

  async function begin(answer: (url: string | URL) => Promise<Response>) {
    const panel = await openPanel({ mode: 'signed-out' });
    vi.stubGlobal('fetch', answer);
    await panel.db.scripts.clear();
    await panel.user.click(screen.getByText('Alone, on this computer'));
    await panel.user.type(screen.getByRole('textbox', { name: 'Your name' }), 'Ann');
    await panel.user.type(screen.getByRole('textbox', { name: 'Your company, as you say it' }), 'Example Clinic');
    await panel.user.click(screen.getByRole('radio', { name: 'Visits and operations' }));
    await panel.user.click(screen.getByRole('button', { name: 'Begin' }));
    return panel;
  }

  it('sets up the scripts and a place with hours and rules', async () => {
    const { db } = await begin(shipped);
    await waitFor(async () => expect(await sessionItem.getValue()).toMatchObject({ mode: 'alone', agent: { name: 'Ann' } }));
    const session = await sessionItem.getValue();
    expect(placeSchema.parse(session?.place)).toMatchObject({ company: { name: 'Example Clinic' } });
    const known = new Set((await db.scripts.toArray()).map(({ id }) => id));
    for (const rule of session?.place.rules ?? []) expect(known).toContain(rule.scriptId);
  });

  it('says which pack is broken and where, and sets nothing up', async () => {
    const { db } = await begin(async (url) => (String(url).includes('hospital') ? new Response('{"schema":1}') : shipped(url)));
    expect((await alert()).textContent).toMatch(/hospital-aftercare/);
    expect([await db.scripts.count(), await sessionItem.getValue()]).toEqual([0, null]);
  });

  it('wants a name and a company', async () => {
    const { user } = await openPanel({ mode: 'signed-out' });
    await user.click(screen.getByText('Alone, on this computer'));
    expect(screen.getByRole('button', { name: 'Begin' })).toHaveProperty('disabled', true);
    await user.type(screen.getByRole('textbox', { name: 'Your name' }), '  ');
    await user.type(screen.getByRole('textbox', { name: 'Your company, as you say it' }), 'x');
    expect(screen.getByRole('button', { name: 'Begin' })).toHaveProperty('disabled', true);
  });
});
