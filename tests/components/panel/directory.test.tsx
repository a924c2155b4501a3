import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { anEntry, someEntries } from '../../support/directory.ts';
import { aCall, answered, openPanel, type PanelOptions, thePlace } from '../../support/panel.tsx';

const here = thePlace({ directory: someEntries });
const talking: PanelOptions = { mode: 'team', place: here, call: answered(aCall(), 'self', 'good-moment') };
const dialog = () => within(screen.getByRole('dialog', { name: 'Directory' }));
const options = () => dialog().queryAllByRole('option');
const search = () => screen.findByRole('combobox', { name: 'Name, department or number' });
let copied: string[];

/** After the panel: its user has a clipboard of its own. */
const stubClipboard = (write = async (text: string) => void copied.push(text)) => vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(write);

beforeEach(() => {
  copied = [];
});

describe('the directory in the panel', () => {
  it('opens in a call by a key, finds as one types, copies the number, and Esc leads back to where the hand was', async () => {
    const panel = await openPanel(talking);
    stubClipboard();
    const before = within(screen.getByRole('group', { name: 'Answers' })).getAllByRole('button')[0];
    before?.focus();
    await panel.user.keyboard('d');
    const field = await search();
    expect(document.activeElement).toBe(field);
    expect(options().map((option) => option.textContent)).toEqual([
      expect.stringMatching(/^Dr Adams.*no number$/),
      expect.stringMatching(/^Workshop deskRepairs · Zips and linings · Mon–Fri 9–17020 7946 0101 ext\. 12Ask for/),
      expect.stringMatching(/^吴晓芳/),
    ]);
    await panel.user.type(field, 'zips');
    expect(options()).toHaveLength(1);
    await panel.user.keyboard('{Enter}');
    expect(await dialog().findByText('020 7946 0101 is copied.')).toBeTruthy();
    expect(copied).toEqual(['020 7946 0101']);
    await panel.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(before));
    expect(await panel.call()).toMatchObject({ phase: 'talking', walk: talking.call?.walk });
  });

  it('goes by arrows, and copies nothing where there is no number', async () => {
    const panel = await openPanel(talking);
    stubClipboard();
    await panel.user.keyboard('d');
    await search();
    expect(dialog().getByRole('option', { selected: true }).textContent).toMatch(/Dr Adams/);
    expect(dialog().queryByRole('button', { name: /Copy the number/ })).toBeNull();
    await panel.user.keyboard('{Enter}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    await dialog().findByText('138 0000 0077 is copied.');
    expect(copied).toEqual(['138 0000 0077']);
  });

  it('says when a number could not be copied, and when nobody was found', async () => {
    const panel = await openPanel(talking);
    stubClipboard(() => Promise.reject(new Error('denied')));
    await panel.user.keyboard('d');
    await panel.user.type(await search(), 'desk');
    await panel.user.click(dialog().getByRole('button', { name: /Copy the number/ }));
    expect(await dialog().findByText(/could not be copied/)).toBeTruthy();
    await panel.user.type(await search(), ' nothing');
    expect(dialog().getByText(/Nobody found/)).toBeTruthy();
  });

  it('shows the first of many, and says so', async () => {
    const directory = Array.from({ length: 60 }, (_, n) => anEntry({ id: `e-${n}`, name: `Desk ${n}` }));
    const panel = await openPanel({ ...talking, place: thePlace({ directory }) });
    await panel.user.keyboard('d');
    await search();
    expect(options()).toHaveLength(50);
    expect(dialog().getByText(/The first 50 are shown/)).toBeTruthy();
  });

  it('opens from the menu too, between calls', async () => {
    const panel = await openPanel({ mode: 'team', place: here });
    await panel.user.click(screen.getByRole('button', { name: 'Menu' }));
    await panel.user.click(await screen.findByRole('button', { name: 'Directory' }));
    await search();
    expect(options()).toHaveLength(3);
  });

  it.each<['team' | 'alone', RegExp]>([
    ['team', /A lead of your place fills it/],
    ['alone', /Alone there is none/],
  ])('where it is empty says who fills it: %s', async (mode, words) => {
    const panel = await openPanel({ mode });
    await panel.user.keyboard('d');
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('leaves a letter that is typed into a field alone', async () => {
    const panel = await openPanel(talking);
    await panel.user.keyboard('d');
    await panel.user.type(await search(), 'd');
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
  });

  it('is read in Chinese', async () => {
    const panel = await openPanel({ ...talking, language: 'zh-CN' });
    await panel.user.keyboard('d');
    expect(await screen.findByRole('dialog', { name: '通讯录' })).toBeTruthy();
    expect(screen.getByText('分机 12', { exact: false })).toBeTruthy();
  });

  it('has nothing that axe finds', async () => {
    const panel = await openPanel(talking);
    await panel.user.keyboard('d');
    await search();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations).toEqual([]);
  });
});
