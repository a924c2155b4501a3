import 'fake-indexeddb/auto';
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordSearchRequest } from '../../../lib/contract/search.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { customer, NOW, place, record, script } from './build.ts';
import { endpointOf, showWorkspace, team } from './show.tsx';

const stored = vi.hoisted(() => new Map<string, unknown>());
vi.mock('wxt/utils/storage', () => ({
  storage: {
    defineItem: (key: string, { fallback }: { fallback: unknown }) => ({
      getValue: async () => stored.get(key) ?? fallback,
      setValue: async (value: unknown) => void stored.set(key, value),
      watch: () => () => {},
    }),
  },
}));

let db: CallsideDb;
beforeEach(() => {
  stored.clear();
  location.hash = '';
  db = new CallsideDb(`workspace-${crypto.randomUUID()}`);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => db.delete());

const options = {
  places: [{ id: 'store', name: 'Store' }],
  agents: [
    { id: 'agent-1', name: 'Chen' },
    { id: 'agent-2', name: 'Park' },
  ],
  scripts: [{ id: 'care', purpose: 'care', title: { en: 'After a repair' }, versions: [3, 2] }],
  departments: ['Workshop'],
  phrases: [{ id: 'vague', category: 'vague', example: { en: 'probably' } }],
};

/** Finds one record for everything, none for `nobody`. */
function searching() {
  const reply = (records: ReturnType<typeof record>[]) => ({
    records: records.map((one, index) => ({ seq: 9 - index, receivedAt: NOW, record: one, customer: customer(), agentName: 'Chen', review: null })),
    next: null,
    total: records.length,
    about: false,
    indexing: 0,
  });
  const { fetcher, asked } = endpointOf({
    '/v1/records/options': () => options,
    '/v1/records/search': (body) => ((body as RecordSearchRequest).words === 'nobody' ? reply([]) : reply([record({ id: 'r1' }), record({ id: 'r2' })])),
    '/v1/content/version': () => ({ content: { kind: 'script', body: script() } }),
  });
  const last = () => asked.filter(({ path }) => path === '/v1/records/search').at(-1)?.body as RecordSearchRequest;
  return { fetcher, asked, last };
}

describe('looking for records', () => {
  it('is done by words, which stand in no address, with / and back with Esc', async () => {
    const { fetcher, asked, last } = searching();
    const user = await showWorkspace(db, team(), fetcher);
    await screen.findByRole('table', { name: 'Records' });
    await user.keyboard('[Slash]');
    const box = screen.getByRole('searchbox', { name: 'Search what was said' });
    expect(document.activeElement).toBe(box);
    await user.keyboard('脱线');
    await waitFor(() => expect(last().words).toBe('脱线'));
    expect(location.hash).not.toContain('脱');
    expect(asked.every(({ path }) => !path.includes('%'))).toBe(true);
    await user.keyboard('{Escape}');
    expect((box as HTMLInputElement).value).toBe('');
    await user.keyboard('{Escape}j');
    expect(location.hash).toBe('#/records/r2');
  });

  it('is narrowed by chips that stand in the address, and widened again', async () => {
    const { fetcher, last } = searching();
    const user = await showWorkspace(db, team(), fetcher);
    await screen.findByRole('table', { name: 'Records' });
    await user.click(screen.getByRole('button', { name: 'Satisfaction' }));
    await user.click(within(await screen.findByRole('dialog', { name: 'Satisfaction' })).getByRole('checkbox', { name: 'Dissatisfied' }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(last().filter).toEqual({ satisfactions: ['dissatisfied'] }));
    expect(location.hash).toBe('#/records?satisfactions=dissatisfied');

    await user.keyboard('f');
    await user.click(within(await screen.findByRole('dialog', { name: 'Filter' })).getByRole('button', { name: 'Agent' }));
    await user.click(within(await screen.findByRole('dialog', { name: 'Agent' })).getByRole('checkbox', { name: 'Park' }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(last().filter).toEqual({ satisfactions: ['dissatisfied'], agents: ['agent-2'] }));
    expect(screen.getByRole('button', { name: 'Agent Park' })).toBeTruthy();

    await user.click(screen.getByRole('button', { name: 'Take off: Satisfaction' }));
    await waitFor(() => expect(last().filter).toEqual({ agents: ['agent-2'] }));
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(location.hash).toBe('#/records');
    expect(screen.queryByRole('button', { name: 'Show all' })).toBeNull();
  });

  it('begins as the address says, with a period on the place’s calendar', async () => {
    location.hash = '#/records/r2?period=yesterday&scripts=care@2&late=true';
    const { fetcher, last } = searching();
    await showWorkspace(db, team(), fetcher);
    await screen.findByRole('table', { name: 'Records' });
    const day = (text: string) => Date.parse(`${text}T00:00:00+08:00`);
    expect(last().filter).toEqual({ from: day('2026-11-21'), to: day('2026-11-22'), scripts: [{ id: 'care', version: 2 }], late: true });
    expect(await screen.findByRole('button', { name: 'Script After a repair v2' })).toBeTruthy();
    for (const name of ['Period Yesterday', 'In time Late']) expect(screen.getByRole('button', { name })).toBeTruthy();
    await waitFor(() => expect(screen.getAllByRole('row')[2]?.getAttribute('aria-current')).toBe('true'));
  });

  it('says what to do when nothing is like that', async () => {
    const { fetcher } = searching();
    const user = await showWorkspace(db, team(), fetcher);
    await user.type(await screen.findByRole('searchbox'), 'nobody');
    expect(await screen.findByText('No record is like that', {}, { timeout: 5000 })).toBeTruthy();
    expect(screen.getByText(/Take a filter off, or look for fewer words/)).toBeTruthy();
  });

  it('tells its keys with ?', async () => {
    const { fetcher } = searching();
    const user = await showWorkspace(db, team(), fetcher);
    await screen.findByRole('table', { name: 'Records' });
    await user.keyboard('{Shift>}[Slash]{/Shift}');
    expect(within(await screen.findByRole('dialog', { name: 'Keys' })).getByText('Add a filter')).toBeTruthy();
  });

  it('works on this computer for an agent alone', async () => {
    await db.records.bulkPut([
      { ...record({ id: 'a', content: { said: { kind: 'text', text: '袖口又脱线了' } } }), sentAt: null },
      { ...record({ id: 'b', satisfaction: 'dissatisfied' }), sentAt: null },
    ]);
    const user = await showWorkspace(db, {
      mode: 'alone',
      agent: { id: 'agent-1', name: 'Fang', role: 'agent', placeId: 'store', languages: [] },
      place: place(),
    });
    await screen.findByText('2 of 2');
    await user.type(screen.getByRole('searchbox'), '脱线');
    expect(await screen.findByText('1 of 1', {}, { timeout: 5000 })).toBeTruthy();
  });

  it('has nothing that axe finds', async () => {
    location.hash = '#/records?agents=agent-2';
    const { fetcher } = searching();
    await showWorkspace(db, team(), fetcher);
    await screen.findByRole('table', { name: 'Records' });
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
