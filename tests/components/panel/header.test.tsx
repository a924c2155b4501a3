import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { diallingItem, languageItem, sessionItem, themeItem } from '../../../lib/browser/session.ts';
import type { OutboxRow } from '../../../lib/contract/outbox.ts';
import { at } from '../../lib/plan/build.ts';
import { anOutboxRow } from '../../support/builders.ts';
import { aCall, MINUTE, NOW, openPanel } from '../../support/panel.tsx';

const banner = () => within(screen.getByRole('banner'));
const connection = () => banner().getByRole('status').textContent;
const rejected = (n: number): OutboxRow =>
  anOutboxRow(n, { state: 'rejected', lastError: { kind: 'invalid', message: '', field: null, at: NOW }, createdAt: NOW - MINUTE });
const waiting = (n: number, createdAt: number): OutboxRow => anOutboxRow(n, { createdAt });

describe('the header', () => {
  it('says in words that all is saved', async () => {
    const { db } = await openPanel({ mode: 'team' });
    await waitFor(() => expect(connection()).toBe('All saved'));
    await db.meta.put({ key: 'link', state: 'online', since: NOW });
    expect(connection()).toBe('All saved');
  });

  it('says how many wait and since when, the oldest first', async () => {
    const { db } = await openPanel({ mode: 'team' });
    await db.outbox.bulkAdd([waiting(1, at('2026-11-23', '14:05')), waiting(2, at('2026-11-23', '14:40'))]);
    await waitFor(() => expect(connection()).toBe('2 waiting since 14:05'));
  });

  it('says the day too when something has waited since an earlier one', async () => {
    const { db } = await openPanel({ mode: 'team' });
    await db.outbox.bulkAdd([waiting(1, at('2026-11-20', '14:05'))]);
    await waitFor(() => expect(connection()).toBe('1 waiting since 20 Nov 14:05'));
  });

  it('counts the time from the oldest that waits, not from one that was refused before', async () => {
    const { db } = await openPanel({ mode: 'team' });
    await db.outbox.bulkAdd([{ ...rejected(1), createdAt: at('2026-11-23', '09:00') }, waiting(2, at('2026-11-23', '14:40'))]);
    await waitFor(() => expect(connection()).toBe('1 needs you'));
    await db.outbox.delete(1);
    await waitFor(() => expect(connection()).toBe('1 waiting since 14:40'));
  });

  it('says that it is offline, and that the agent must sign in again', async () => {
    const { db } = await openPanel({ mode: 'team' });
    await db.meta.put({ key: 'link', state: 'offline', since: NOW });
    await waitFor(() => expect(connection()).toBe('Offline, saving here'));
    await db.meta.put({ key: 'link', state: 'signed-out', since: NOW });
    await waitFor(() => expect(connection()).toBe('Sign in again'));
    await db.outbox.add(waiting(1, NOW));
    await waitFor(() => expect(connection()).toBe('Sign in again'));
  });

  it('says before anything else what needs the agent', async () => {
    const { db } = await openPanel({ mode: 'team' });
    await db.meta.put({ key: 'link', state: 'offline', since: NOW });
    await db.outbox.bulkAdd([waiting(1, NOW), rejected(2)]);
    await waitFor(() => expect(connection()).toBe('1 needs you'));
  });

  it('says that an agent alone is alone, whatever waits', async () => {
    const { db } = await openPanel({ mode: 'alone' });
    await db.outbox.add(waiting(1, NOW));
    await waitFor(() => expect(connection()).toBe('Only on this computer'));
  });

  it('shows a demo clock as one, and none on real time', async () => {
    await openPanel({ demoOffset: 86_400_000 });
    expect(banner().getByRole('note').textContent).toMatch(/^Demo clock: .*23 Nov.* 15:00$/);
  });

  it('shows no demo clock on real time', async () => {
    await openPanel();
    expect(banner().queryByRole('note')).toBeNull();
  });
});

describe('signed out by the endpoint', () => {
  const signedOut = { key: 'link', state: 'signed-out', since: NOW } as const;
  const token = 't'.repeat(32);

  it('the agent signs in again with a new code, and nothing that waits is lost', async () => {
    const panel = await openPanel({
      mode: 'team',
      endpoint: {
        '/v1/enrol': () => ({ body: { token, agent: panelAgent(), place: panelPlace(), clock: { now: NOW, demoOffset: null } } }),
      },
    });
    const panelAgent = () => panel.session?.agent;
    const panelPlace = () => panel.session?.place;
    await panel.db.outbox.add(waiting(1, NOW));
    await panel.db.meta.put(signedOut);
    await panel.user.click(await banner().findByRole('button', { name: 'Sign in again' }));
    const dialog = within(await screen.findByRole('dialog'));
    await panel.user.type(dialog.getByRole('textbox', { name: 'One-time code' }), 'NEW-CODE');
    await panel.user.type(dialog.getByLabelText('Password of your own'), 'correct horse');
    await panel.user.click(dialog.getByRole('button', { name: 'Sign in' }));
    await waitFor(async () => expect(await sessionItem.getValue()).toMatchObject({ mode: 'team', tokens: { access: token } }));
    expect(panel.asked).toEqual([{ path: '/v1/enrol', body: { code: 'NEW-CODE', device: 'Chromium', password: 'correct horse' } }]);
    expect(await panel.db.outbox.count()).toBe(1);
    expect(await panel.db.customers.count()).toBe(1);
    await waitFor(() => expect(panel.sync).toHaveBeenCalled());
  });

  it('nobody else takes over what waits', async () => {
    const panel = await openPanel({
      mode: 'team',
      endpoint: {
        '/v1/enrol': () => ({
          body: { token, agent: { ...panel.session?.agent, id: 'agent-2', name: 'Ben' }, place: panel.session?.place, clock: { now: NOW, demoOffset: null } },
        }),
      },
    });
    await panel.db.outbox.add(waiting(1, NOW));
    await panel.db.meta.put(signedOut);
    await panel.user.click(await banner().findByRole('button', { name: 'Sign in again' }));
    await panel.user.type(await screen.findByRole('textbox', { name: 'One-time code' }), 'NEW-CODE');
    await panel.user.type(screen.getByLabelText('Password of your own'), 'correct horse');
    await panel.user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText(/^Not signed in: somebody else’s records on this computer have not been sent yet/)).toBeTruthy();
    expect(await sessionItem.getValue()).toMatchObject({ tokens: { access: 'token' }, agent: { name: 'Ann' } });
    expect(await panel.db.outbox.count()).toBe(1);
  });
});

describe('the menu', () => {
  const open = async (options: Parameters<typeof openPanel>[0] = {}) => {
    const panel = await openPanel(options);
    await panel.user.click(screen.getByRole('button', { name: 'Menu' }));
    return { ...panel, dialog: within(await screen.findByRole('dialog', { name: 'Menu' })) };
  };

  it('says who is signed in and where', async () => {
    const { dialog } = await open();
    expect(dialog.getByText('Ann, Store one')).toBeTruthy();
  });

  it('switches every word at once, and remembers the language', async () => {
    const { user, dialog } = await open();
    await user.click(dialog.getByRole('button', { name: '中文' }));
    expect(await screen.findByRole('dialog', { name: '菜单' })).toBeTruthy();
    expect(await languageItem.getValue()).toBe('zh-CN');
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('article', { name: '下一位客户' })).toBeTruthy();
    const words = document.body.textContent?.replaceAll(/Ann|Store one|Example Tailors/g, '') ?? '';
    expect(words).not.toMatch(/[a-z]{3}/);
  });

  it('keeps theme and dialling', async () => {
    const { user, dialog } = await open();
    await user.click(dialog.getByRole('button', { name: 'Dark' }));
    await user.click(dialog.getByRole('button', { name: 'Copies the number' }));
    await waitFor(async () => expect([await themeItem.getValue(), await diallingItem.getValue()]).toEqual(['dark', 'copy']));
    expect(await dialog.findByRole('button', { name: 'Dark', pressed: true })).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Light', pressed: false })).toBeTruthy();
  });

  it.each([
    ['a call is open', { mode: 'team' as const, call: aCall() }, 0, 'A call is open. Save it first.'],
    ['something is unsent', { mode: 'team' as const }, 1, 'Some records have not been sent. Wait until all are saved at the endpoint.'],
  ])('does not offer to sign out while %s', async (_name, options, unsent, words) => {
    const { db, dialog } = await open(options);
    for (let n = 1; n <= unsent; n++) await db.outbox.add(waiting(n, NOW));
    expect(await dialog.findByText(words)).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Sign out' })).toHaveProperty('disabled', true);
  });

  it('signs out and takes the team’s customers off the machine', async () => {
    const { user, db, dialog, asked } = await open({ mode: 'team', endpoint: { '/v1/sign-out': () => ({ body: {} }) } });
    await user.click(dialog.getByRole('button', { name: 'Sign out' }));
    await waitFor(async () => expect(await db.customers.count()).toBe(0));
    expect(await db.tasks.count()).toBe(0);
    expect(asked.map(({ path }) => path)).toEqual(['/v1/sign-out']);
    expect(await sessionItem.getValue()).toBeNull();
    expect(await screen.findByRole('heading', { name: 'Who is calling?' })).toBeTruthy();
  });

  it('offers the import to an agent alone only', async () => {
    const { dialog } = await open({ mode: 'team' });
    expect(dialog.queryByRole('button', { name: 'Import customers' })).toBeNull();
  });
});
