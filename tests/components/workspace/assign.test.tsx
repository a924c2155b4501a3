import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { AssignListReply, Assignment, AssignPreview, AssignRequest } from '../../../lib/contract/assignment.ts';
import type { UiLanguage } from '../../../lib/i18n/language.ts';
import { openDb } from '../../support/db.ts';
import { NOW, place } from './build.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

const load = (customers: number, calls = customers) => ({ customers, calls });
const assignment = (change: Partial<Assignment> = {}): Assignment => ({
  id: 'a1',
  placeId: 'store',
  at: NOW - 3_600_000,
  by: { id: 'lee', name: 'Lee' },
  moves: 12,
  undoneAt: null,
  ...change,
});
const list = (change: Partial<AssignListReply> = {}): AssignListReply => ({
  people: [
    { agentId: 'ben', name: 'Ben', load: load(3), away: false },
    { agentId: 'ann', name: 'Ann', load: load(5, 2), away: false },
    { agentId: 'cy', name: 'Cy', load: load(4), away: true },
  ],
  nobodys: load(30),
  assignments: [],
  isFollowed: true,
  ...change,
});
const preview = (change: Partial<AssignPreview> = {}): AssignPreview => ({
  moves: 29,
  customers: 30,
  perAgent: [
    { agentId: 'ann', name: 'Ann', before: load(5, 2), after: load(19, 16) },
    { agentId: 'ben', name: 'Ben', before: load(3), after: load(18) },
  ],
  nobodys: { before: load(30), after: load(1) },
  left: [{ why: { code: 'left-language', params: { language: 'pl' } }, count: 1 }],
  first: [
    {
      customerId: 'c1',
      name: '王佳琪',
      company: null,
      class: '钻石',
      from: null,
      to: 'ann',
      why: [
        { code: 'assign-senior', params: { class: '钻石' } },
        { code: 'assign-share', params: { share: 40 } },
      ],
    },
  ],
  seal: 'seal-1',
  ...change,
});

type Answers = { list?: () => AssignListReply; preview?: (request: AssignRequest) => unknown; apply?: () => unknown; undo?: () => unknown };

async function open(answers: Answers = {}, language: UiLanguage = 'en') {
  const { fetcher, asked } = endpointOf({
    '/v1/places/list': () => ({ places: [{ ...place(), limits: { ...place().limits, importantClasses: ['钻石', '金卡'] } }] }),
    '/v1/assign/list': () => (answers.list ?? list)(),
    '/v1/assign/preview': (body) => (answers.preview ?? (() => preview()))(body as AssignRequest),
    '/v1/assign/apply': () => (answers.apply ?? (() => ({ assignment: assignment({ id: 'a2', moves: 29 }) })))(),
    '/v1/assign/undo': () => (answers.undo ?? (() => ({ assignment: assignment({ undoneAt: NOW }), restored: 29, changedSince: 0 })))(),
  });
  const user = await showWorkspace(openDb(), team('lead'), fetcher, language);
  const sent = (path: string) => asked.filter((one) => one.path === path).map(({ body }) => body);
  return { user, sent };
}

beforeEach(() => {
  location.hash = '#/team/customers';
});
afterEach(() => {
  location.hash = '';
  fakeBrowser.reset();
});

describe('whose customers', () => {
  it('shows who has how many, who is away, and what is nobody’s', async () => {
    await open();
    const rows = within(await screen.findByRole('table', { name: 'Who has whom' }))
      .getAllByRole('row')
      .slice(1);
    expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
      ['Ann', '5', '2'],
      ['Ben', '3', '3'],
      ['Cy · away today', '4', '4'],
      ['Nobody’s', '30', '30'],
    ]);
  });

  it('shows what an assignment would do before it is done, and takes it back with one press', async () => {
    const { user, sent } = await open();
    await user.click(await screen.findByRole('button', { name: 'Show what it would do' }));
    expect(await screen.findByText('29 customers get another person')).toBeTruthy();
    // Those of Cy, who is away, are not chosen to get more.
    expect(sent('/v1/assign/preview')).toEqual([
      { placeId: 'store', who: { kind: 'nobodys' }, filter: null, agentIds: ['ben', 'ann'], seniorClasses: ['钻石', '金卡'] },
    ]);
    expect(screen.getByText('1 · Nobody chosen speaks pl')).toBeTruthy();
    expect(screen.getByText('钻石 goes to senior people first · Has the least for the time there is (40 % of a fair share)')).toBeTruthy();
    expect(screen.getByText('Nobody’s → Ann')).toBeTruthy();
    expect(sent('/v1/assign/apply')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Assign 29 customers' }));
    expect(await screen.findByText('29 customers assigned.')).toBeTruthy();
    expect(sent('/v1/assign/apply')).toEqual([{ ...(sent('/v1/assign/preview')[0] as object), seal: 'seal-1' }]);
    expect(screen.queryByText('29 customers get another person')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Taken back for 29 customers.')).toBeTruthy();
    expect(sent('/v1/assign/undo')).toEqual([{ assignmentId: 'a2' }]);
  });

  it('asks for the chosen customers and people, and forgets what was shown when they change', async () => {
    const { user, sent } = await open();
    await user.selectOptions(await screen.findByLabelText('Which customers'), 'Of Ann (5)');
    await user.type(screen.getByLabelText('Only of these classes'), '金卡，银卡');
    await user.click(screen.getByRole('checkbox', { name: 'Ann' }));
    await user.click(screen.getByRole('button', { name: 'Show what it would do' }));
    await waitFor(() =>
      expect(sent('/v1/assign/preview')).toMatchObject([{ who: { kind: 'of', agentId: 'ann' }, filter: { classes: ['金卡', '银卡'] }, agentIds: ['ben'] }]),
    );
    expect(await screen.findByRole('button', { name: 'Assign 29 customers' })).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: 'Ben' }));
    expect(screen.queryByRole('button', { name: 'Assign 29 customers' })).toBeNull();
    expect(screen.getByText('Nobody is chosen: they go back to everybody.')).toBeTruthy();
  });

  it('says that something has changed, and shows nothing any more that would not be done', async () => {
    const { user } = await open({
      apply: () => new Refusal(409, 'conflict'),
    });
    await user.click(await screen.findByRole('button', { name: 'Show what it would do' }));
    await user.click(await screen.findByRole('button', { name: 'Assign 29 customers' }));
    expect(await screen.findByText(/have changed meanwhile/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Assign 29 customers' })).toBeNull();
  });

  it('says so when nobody would move, when no rule follows, and who stays after an undo', async () => {
    const { user } = await open({
      list: () => list({ isFollowed: false, assignments: [assignment()] }),
      preview: () => preview({ moves: 0, first: [], left: [] }),
      undo: () => ({ assignment: assignment({ undoneAt: NOW }), restored: 11, changedSince: 1 }),
    });
    expect(await screen.findByText(/No rule has newly assigned customers called/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show what it would do' }));
    expect(await screen.findByText(/Nobody would get another person/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Assign/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo: today 11:00, Lee: 12 customers' }));
    expect(await screen.findByText('Taken back for 11 customers. 1 was assigned anew meanwhile and stays.')).toBeTruthy();
  });

  it('has all its words in Chinese', async () => {
    const { user } = await open({}, 'zh-CN');
    await user.click(await screen.findByRole('button', { name: '看看会怎样' }));
    expect(await screen.findByText('29 个客户换人')).toBeTruthy();
    expect(screen.getByText('1 · 所选的人都不会pl')).toBeTruthy();
  });
});
