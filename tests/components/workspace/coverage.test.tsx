import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { LedgerEntry, LedgerReply, LedgerRequest } from '../../../lib/contract/plan.ts';
import { openDb } from '../../support/db.ts';
import { NOW, place } from './build.ts';
import { endpointOf, Refusal, showWorkspace, team } from './show.tsx';

const DAY = 86_400_000;
const entry = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: `${change.customerId} ${change.name}`,
  customerId: 'c1',
  name: 'Wang Jiaqi',
  company: null,
  about: { code: 'birthday', params: { day: '2026-11-23' } },
  from: NOW,
  dueBy: NOW + DAY,
  state: 'due',
  late: false,
  why: [],
  nextAt: null,
  ...change,
});
const reply = (change: Partial<LedgerReply> = {}): LedgerReply => ({
  entries: [
    entry({ state: 'done', late: true }),
    entry({ customerId: 'c2', name: 'Li', state: 'blocked', why: [{ code: 'yearly-limit', params: { calls: 10, limit: 10 } }] }),
    entry({ customerId: 'c3', name: 'Zhang', state: 'due', nextAt: NOW + 3_600_000 }),
  ],
  next: null,
  totals: [
    { state: 'done', count: 90, late: 2 },
    { state: 'due', count: 7, late: 1 },
    { state: 'blocked', count: 3, late: 0 },
    { state: 'excluded', count: 5, late: 0 },
  ],
  customers: 105,
  lookedAt: 105,
  capacity: 5,
  perDay: [
    { day: '2026-11-22', calls: 4 },
    { day: '2026-11-23', calls: 6 },
  ],
  ...change,
});

async function open(answer: (request: LedgerRequest) => unknown = () => reply(), role: 'lead' | 'qa' = 'lead') {
  const { fetcher, asked } = endpointOf({
    '/v1/places/list': () => ({ places: [place()] }),
    '/v1/plan/ledger': (body) => answer(body as LedgerRequest),
    '/v1/content/list': () => ({ entries: [] }),
  });
  const user = await showWorkspace(openDb(), team(role), fetcher);
  return { user, requests: () => asked.filter(({ path }) => path === '/v1/plan/ledger').map(({ body }) => body as LedgerRequest) };
}

beforeEach(() => {
  location.hash = '#/plan/coverage';
});
afterEach(() => {
  location.hash = '';
  fakeBrowser.reset();
});

const rows = async () =>
  (await screen.findAllByRole('row')).slice(1).map((row) =>
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  );

describe('the coverage of a place', () => {
  it('says how much was called, in time, and what breaks the guarantee', async () => {
    const { requests } = await open();
    expect(await screen.findByText('90 of 100 called')).toBeTruthy();
    expect(screen.getByText(/88 of 90 in time/)).toBeTruthy();
    expect(screen.getByText(/4 break the guarantee/)).toBeTruthy();
    expect(requests()[0]).toMatchObject({ placeId: 'store', from: '2026-11-15', to: '2026-11-29', state: null, late: false, cursor: null });
    expect(await rows()).toEqual([
      ['Wang Jiaqi', 'Birthday on 23 Nov', '23 Nov', 'Done · Late'],
      ['Li', 'Birthday on 23 Nov', '23 Nov', 'Blocked · Called 10 times in a year (limit 10)'],
      ['Zhang', 'Birthday on 23 Nov', '23 Nov', 'Due · today 13:00'],
    ]);
    expect(screen.getByText('23 Nov: 6 calls')).toBeTruthy();
    // Five today and five tomorrow are enough for four and six.
    expect(screen.getByText(/^Dashed: what can be made that day, 5 with everybody there · that is enough/)).toBeTruthy();
  });

  it('shows only one state, what is late, and other days', async () => {
    const { user, requests } = await open();
    await user.click(await screen.findByRole('button', { name: 'Blocked 3' }));
    await waitFor(() => expect(requests().at(-1)).toMatchObject({ state: 'blocked', late: false }));
    expect(screen.getByRole('button', { name: 'Blocked 3' }).getAttribute('aria-pressed')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'Late 3' }));
    await waitFor(() => expect(requests().at(-1)).toMatchObject({ state: null, late: true }));
    fireEvent.change(screen.getByLabelText('to'), { target: { value: '2026-12-31' } });
    await waitFor(() => expect(requests().at(-1)).toMatchObject({ to: '2026-12-31' }));
  });

  it('says whether what can be made in a day is enough, or that nobody knows', async () => {
    await open(() => reply({ capacity: 40 }));
    expect(await screen.findByText(/that is enough for every day/)).toBeTruthy();
  });

  it('says when it is not, on days on which nobody is there too', async () => {
    await open(() =>
      reply({
        perDay: [
          { day: '2026-11-22', calls: 4, capacity: 5 },
          { day: '2026-11-23', calls: 0, capacity: 2 },
          { day: '2026-11-24', calls: 3, capacity: 0 },
          { day: '2026-11-25', calls: 7, capacity: 5 },
        ],
      }),
    );
    expect(await screen.findByText(/for 1 day that is not enough, even with the days before/)).toBeTruthy();
  });

  it('asks for the numbers of the team where they are not known', async () => {
    await open(() => reply({ capacity: null }));
    expect(await screen.findByText(/it is set with each person of the team/)).toBeTruthy();
  });

  it('goes on page by page', async () => {
    const { user, requests } = await open(({ cursor }) =>
      cursor === null ? reply({ next: 'c3' }) : reply({ entries: [entry({ name: 'Zhao' })], totals: null }),
    );
    await user.click(await screen.findByRole('button', { name: 'Show more' }));
    await waitFor(async () => expect((await rows()).map(([name]) => name)).toEqual(['Wang Jiaqi', 'Li', 'Zhang', 'Zhao']));
    expect(requests().at(-1)?.cursor).toBe('c3');
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('does not ask for days the wrong way round, and says so', async () => {
    const { requests } = await open();
    await screen.findByText('90 of 100 called');
    const before = requests().length;
    fireEvent.change(screen.getByLabelText('to'), { target: { value: '2026-11-01' } });
    expect(await screen.findByText('The first day is after the last.')).toBeTruthy();
    expect(requests()).toHaveLength(before);
  });

  it('says what to do where nothing is, and why it could not be read', async () => {
    let answer: unknown = reply({ entries: [] });
    const { user } = await open(() => answer);
    expect(await screen.findByText('Choose other days, or show all.')).toBeTruthy();
    answer = new Refusal(403, 'forbidden');
    await user.click(screen.getByRole('button', { name: 'Due 7' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('is all that QA sees of the plan', async () => {
    await open(undefined, 'qa');
    expect(await screen.findByText('90 of 100 called')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Rules' })).toBeNull();
  });
});
