import 'fake-indexeddb/auto';
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Review, ReviewAddRequest } from '../../../lib/contract/review.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { cameOf, inGroups, missingOf } from '../../support/xss.ts';
import { customer, NOW, record, script } from './build.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

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

const walk = { scriptId: 'care', version: 3, choices: [{ kind: 'answer' as const, id: 'dissatisfied', at: NOW - 559_000 }] };
const first = record({ id: 'r1', walk, content: { said: { kind: 'text', text: 'Sleeve' } } });
const corrected = record({
  id: 'r2',
  revision: 2,
  walk,
  revised: { by: 'agent-1', at: NOW, why: 'it was the left one', basedOn: [1] },
  content: { said: { kind: 'text', text: 'Left sleeve' } },
});

/** An endpoint that keeps reviews. */
function reviewing(known: { [recordId: string]: Review } = {}, { one = first, of = customer(), spoken = script() } = {}) {
  const reviews = { ...known };
  let down = false;
  const { fetcher, asked } = endpointOf({
    '/v1/records/options': () => ({ places: [], agents: [], scripts: [], departments: [], phrases: [] }),
    '/v1/records/search': () => ({
      records: [one, corrected].map((record, n) => ({
        seq: 9 - n,
        receivedAt: NOW,
        record,
        customer: of,
        agentName: 'Chen',
        review: reviews[record.id] ?? null,
      })),
      next: null,
      total: 2,
      about: false,
      indexing: 0,
    }),
    '/v1/content/version': () => ({ content: { kind: 'script', body: spoken } }),
    '/v1/records/r2': () => ({
      seq: 8,
      receivedAt: NOW,
      record: corrected,
      customer: customer(),
      agentName: 'Chen',
      revisions: [
        { ...corrected, revision: 1, revised: undefined, content: { ...corrected.content, said: { kind: 'text', text: 'Right sleeve' } } },
        corrected,
      ],
      heads: [2],
      names: { 'agent-1': 'Chen' },
    }),
    '/v1/reviews/r1': () => ({ review: reviews.r1 ?? null }),
    '/v1/reviews/r2': () => ({ review: reviews.r2 ?? null }),
    '/v1/reviews/add': (body) => {
      if (down) return new Refusal(503, 'unavailable');
      const { recordId, ...said } = body as ReviewAddRequest;
      const entry = { ...said, by: 'qa', name: 'Zhou', at: NOW };
      const state = said.kind === 'check' ? 'closed' : said.kind === 'return' ? 'open' : 'noted';
      reviews[recordId] = { recordId, placeId: 'store', agentId: 'agent-1', state, updatedAt: NOW, entries: [...(reviews[recordId]?.entries ?? []), entry] };
      return { review: reviews[recordId] };
    },
  });
  const added = () => asked.filter(({ path }) => path === '/v1/reviews/add').map(({ body }) => body as ReviewAddRequest);
  return { fetcher, added, setDown: (is: boolean) => (down = is) };
}

describe('reviewing a record', () => {
  it('goes on to the next with Ctrl+Enter, and is checked', async () => {
    const { fetcher, added } = reviewing();
    const user = await showWorkspace(db, team('qa'), fetcher);
    await screen.findByRole('list', { name: 'The call as it went' });
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(location.hash).toBe('#/records/r2'));
    expect(added()).toMatchObject([{ recordId: 'r1', kind: 'check', revision: 1, moment: { kind: 'whole' }, text: '' }]);
    expect(await screen.findByRole('img', { name: 'Checked' })).toBeTruthy();
  });

  it('returns it with R: the words stand with the record, and the list says where it is', async () => {
    const { fetcher, added } = reviewing();
    const user = await showWorkspace(db, team('lead'), fetcher);
    await screen.findByRole('list', { name: 'The call as it went' });
    await user.keyboard('r');
    await user.type(await screen.findByRole('textbox', { name: 'What should the agent answer or correct?' }), 'Which sleeve?');
    await user.keyboard('{Control>}{Enter}{/Control}');
    const notes = await screen.findByRole('list', { name: 'Notes on The whole record' });
    expect(notes.textContent).toContain('Returned');
    expect(notes.textContent).toContain('Which sleeve?');
    expect(added()).toMatchObject([{ kind: 'return', text: 'Which sleeve?' }]);
    expect(location.hash).not.toContain('r2');
    expect(await screen.findByRole('img', { name: 'With the agent' })).toBeTruthy();
  });

  it('comments on a moment: the comment stands at its step', async () => {
    const { fetcher, added } = reviewing();
    const user = await showWorkspace(db, team('qa'), fetcher);
    await screen.findByRole('list', { name: 'The call as it went' });
    await user.click(screen.getByRole('button', { name: 'Comment on this moment: What exactly' }));
    await user.type(await screen.findByRole('textbox', { name: 'What should the agent know?' }), 'Well asked');
    await user.click(screen.getByRole('button', { name: 'Add comment' }));
    const notes = await screen.findByRole('list', { name: 'Notes on What exactly' });
    expect(notes.textContent).toContain('Well asked');
    expect(added()).toMatchObject([{ kind: 'comment', moment: { kind: 'step', index: 1 } }]);
  });

  it('keeps the words when they were not stored, and sends them again under the same id', async () => {
    const { fetcher, added, setDown } = reviewing();
    setDown(true);
    const user = await showWorkspace(db, team('qa'), fetcher);
    await screen.findByRole('list', { name: 'The call as it went' });
    await user.keyboard('c');
    const box = await screen.findByRole('textbox', { name: 'What should the agent know?' });
    await user.type(box, 'Well asked');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect((await screen.findByRole('alert')).textContent).toContain('Your words are still here');
    expect((box as HTMLTextAreaElement).value).toBe('Well asked');
    setDown(false);
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('list', { name: 'Notes on The whole record' });
    expect(new Set(added().map(({ id }) => id)).size).toBe(1);
  });

  it('shows a correction beside what stood before, and marks by a word what changed', async () => {
    location.hash = '#/records/r2';
    const { fetcher } = reviewing();
    await showWorkspace(db, team('qa'), fetcher);
    const table = await screen.findByRole('table', { name: 'Revisions side by side' });
    const cells = within(table)
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(cells[0]).toContain('it was the left one');
    expect(cells).toContain('They saidRight sleevechangedLeft sleeve');
  });

  it('is not for agents, who read', async () => {
    const { fetcher } = reviewing();
    await showWorkspace(db, team('agent'), fetcher);
    await screen.findByRole('list', { name: 'The call as it went' });
    expect(screen.queryByRole('region', { name: 'Review' })).toBeNull();
  });

  it.each(inGroups(5))('shows hostile text in a record, its customer, its script and the review as text: %s …', async (...texts) => {
    const [said = '', name = '', title = '', note = '', answered = ''] = texts;
    const entry = { id: 'e1', kind: 'comment' as const, by: 'qa', name: 'Zhou', at: NOW, revision: 1, moment: { kind: 'whole' as const }, text: note };
    const known: Review = { recordId: 'r1', placeId: 'store', agentId: 'agent-1', state: 'noted', entries: [entry], updatedAt: NOW };
    const one = record({ id: 'r1', walk, content: { said: { kind: 'text', text: said }, answered: { kind: 'text', text: answered } } });
    const own = script();
    const spoken = { ...own, steps: own.steps.map((step) => ({ ...step, title: { en: title } })) };
    const of = customer({ person: { ...customer().person, name } });
    await showWorkspace(db, team('qa'), reviewing({ r1: known }, { one, of, spoken }).fetcher);
    await screen.findByRole('list', { name: 'The call as it went' });
    await waitFor(() => expect(missingOf(texts, document.body)).toEqual([]));
    expect(cameOf(document.body)).toEqual([]);
    expect('hostile' in globalThis).toBe(false);
  });

  it('has nothing that axe finds', async () => {
    location.hash = '#/records/r2';
    const { fetcher } = reviewing();
    const user = await showWorkspace(db, team('qa'), fetcher);
    await screen.findByRole('table', { name: 'Revisions side by side' });
    await user.keyboard('c');
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
