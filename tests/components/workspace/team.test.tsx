import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { WorkspaceApp } from '../../../components/workspace/app.tsx';
import type { Session } from '../../../lib/browser/session.ts';
import type { Person } from '../../../lib/contract/people.ts';
import type { Place } from '../../../lib/contract/place.ts';
import type { AgentNow } from '../../../lib/contract/presence.ts';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { callEn } from '../../../lib/i18n/call.en.ts';
import { callZh } from '../../../lib/i18n/call.zh-CN.ts';
import { directoryEn } from '../../../lib/i18n/directory.en.ts';
import { directoryZh } from '../../../lib/i18n/directory.zh-CN.ts';
import { startI18n } from '../../../lib/i18n/i18n.ts';
import { teamEn } from '../../../lib/i18n/team.en.ts';
import { teamZh } from '../../../lib/i18n/team.zh-CN.ts';
import { workspaceEn } from '../../../lib/i18n/workspace.en.ts';
import { workspaceZh } from '../../../lib/i18n/workspace.zh-CN.ts';
import { openDb } from '../../support/db.ts';
import { agent, NOW, place } from './build.ts';

const MINUTE = 60_000;
const person = (id: string, name: string, change: Partial<Person> = {}): Person => ({
  agent: { id, name, role: 'agent', placeId: 'store', languages: ['en'] },
  login: id,
  hasPassword: true,
  deactivatedAt: null,
  createdAt: NOW,
  devices: 1,
  seenAt: NOW - MINUTE,
  codeUntil: null,
  ...change,
});
const store: Place = place();
const desk: Place = { ...place(), id: 'desk', parentId: 'store', name: 'Night desk', kind: 'department' };

type Answers = { [path: string]: (body: never) => unknown };
let db: CallsideDb;
let asked: { path: string; body: unknown }[];

beforeEach(() => {
  db = openDb();
  asked = [];
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  location.hash = '';
  fakeBrowser.reset();
  vi.restoreAllMocks();
});

async function show(hash: string, answers: Answers, role: 'lead' | 'qa' = 'lead') {
  location.hash = hash;
  const session: Session = {
    mode: 'team',
    endpoint: 'http://127.0.0.1:8787',
    tokens: { access: 'token', refresh: null },
    since: 1,
    login: 'zhou',
    agent: agent({ role }),
    place: place(),
  };
  const all: Answers = { '/v1/places/list': () => ({ places: [store, desk] }), ...answers };
  const fetcher = async (address: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = new URL(String(address)).pathname;
    const body = init?.body ? JSON.parse(String(init.body)) : null;
    asked.push({ path, body });
    const answer = all[path]?.(body as never);
    if (answer instanceof Response) return answer;
    return answer ? Response.json(answer) : refusal(404, 'not-found');
  };
  const i18n = await startI18n('en', [
    { en: callEn, 'zh-CN': callZh },
    { en: directoryEn, 'zh-CN': directoryZh },
    { en: teamEn, 'zh-CN': teamZh },
    { en: workspaceEn, 'zh-CN': workspaceZh },
  ]);
  render(
    <I18nextProvider i18n={i18n}>
      <WorkspaceApp
        db={db}
        clock={{ now: () => NOW, demoOffset: () => null }}
        newId={() => crypto.randomUUID()}
        session={session}
        fetcher={fetcher as typeof fetch}
      />
    </I18nextProvider>,
  );
  return userEvent.setup();
}

const refusal = (status: number, kind: string, field: string | null = null) =>
  Response.json({ error: { kind, message: 'not to be shown', field, retry: false } }, { status });
const sent = (path: string) => asked.filter((one) => one.path === path).map(({ body }) => body);
const code = {
  code: 'ABCD-EFGH',
  expiresAt: NOW + 86_400_000,
  login: 'park',
  agent: { id: 'new', name: 'Park', role: 'agent', placeId: 'desk', languages: ['en'] },
};

describe('people', () => {
  const people = [person('zoe', 'Zoe'), person('ann', 'Ann'), person('old', 'Aaron', { deactivatedAt: NOW, seenAt: null })];
  const list = { '/v1/people/list': () => ({ people }), '/v1/devices/list': () => ({ devices: [] }) };
  const names = () =>
    screen
      .getAllByRole('row')
      .slice(1)
      .flatMap((row) => within(row).queryByRole('button')?.textContent ?? []);

  it('are listed by name, who left at the end, and found by name and login', async () => {
    const user = await show('#/team', list);
    await screen.findByRole('button', { name: /^Ann/ });
    expect(names()).toEqual(['Ann · ann', 'Zoe · zoe', 'Aaron · old']);
    expect(screen.getByText(/^deactivated/)).toBeTruthy();
    await user.keyboard('/');
    await user.type(screen.getByRole('searchbox'), 'ZO');
    await waitFor(() => expect(names()).toEqual(['Zoe · zoe']));
    await user.type(screen.getByRole('searchbox'), 'xx');
    expect(await screen.findByText('Look for another name, or add a person.')).toBeTruthy();
  });

  it('a new one gets a code, which is shown once, with the login for later', async () => {
    const user = await show('#/team', { ...list, '/v1/codes': () => code });
    await screen.findByRole('button', { name: /^Ann/ });
    await user.keyboard('n');
    const dialog = within(await screen.findByRole('dialog', { name: 'New person' }));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), ' Park ');
    await user.type(dialog.getByRole('textbox', { name: 'Login' }), 'park');
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Place' }), 'desk');
    await user.click(dialog.getByRole('checkbox', { name: /Cantonese/ }));
    await user.click(dialog.getByRole('button', { name: 'Make a code' }));
    const shown = within(await screen.findByRole('dialog', { name: 'Code for Park' }));
    expect(shown.getByText('ABCD-EFGH')).toBeTruthy();
    expect(shown.getByText('park')).toBeTruthy();
    expect(sent('/v1/codes')).toEqual([
      { id: expect.any(String), agent: { name: 'Park', role: 'agent', placeId: 'desk', languages: ['en', 'yue'] }, login: 'park' },
    ]);
    await user.click(shown.getByRole('button', { name: 'Copy' }));
    expect(await navigator.clipboard.readText()).toBe('ABCD-EFGH');
    await user.click(shown.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByText('ABCD-EFGH')).toBeNull());
  });

  it.each([
    ['taken', 409, 'conflict', 'login', 'Somebody has this login already. Take another.'],
    ['no login at all', 400, 'invalid', 'login', /^A login has 2 to 40/],
    ['refused for another reason', 500, 'internal', null, 'Not done: fault at the endpoint.'],
  ])('says of a login that is %s what to do, and keeps what was typed', async (_what, status, kind, field, words) => {
    const user = await show('#/team', { ...list, '/v1/codes': () => refusal(status, kind, field) });
    await screen.findByRole('button', { name: /^Ann/ });
    await user.click(screen.getByRole('button', { name: 'New person' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Park');
    await user.type(screen.getByRole('textbox', { name: 'Login' }), 'ann');
    await user.click(screen.getByRole('button', { name: 'Make a code' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Park');
  });

  it('are changed field by field', async () => {
    const user = await show('#/team', { ...list, '/v1/people/save': () => ({ person: people[1] }) });
    await user.click(await screen.findByRole('button', { name: /^Ann/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Ann' }));
    expect(dialog.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Role' }), 'Lead');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent('/v1/people/save')).toEqual([{ agentId: 'ann', set: { role: 'lead' } }]);
  });

  it('have products, a seniority and days on which they are not there', async () => {
    const user = await show('#/team', { ...list, '/v1/people/save': () => ({ person: people[1] }) });
    await user.click(await screen.findByRole('button', { name: /^Ann/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Ann' }));
    await user.type(dialog.getByRole('textbox', { name: /^Products/ }), '羽绒服，coats');
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Seniority' }), 'Senior');
    fireEvent.change(dialog.getByLabelText('Not there from'), { target: { value: '2026-12-24' } });
    fireEvent.change(dialog.getByLabelText('Not there to'), { target: { value: '2026-12-20' } });
    expect(dialog.getByRole('alert').textContent).toBe('The last day is before the first.');
    expect(dialog.getByRole('button', { name: 'Add' })).toHaveProperty('disabled', true);
    fireEvent.change(dialog.getByLabelText('Not there to'), { target: { value: '2027-01-02' } });
    await user.click(dialog.getByRole('button', { name: 'Add' }));
    expect(dialog.getByRole('button', { name: 'There after all: 24 Dec – 2 Jan 2027' })).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    const set = { products: ['羽绒服', 'coats'], seniority: 'senior', absences: [{ from: '2026-12-24', to: '2027-01-02' }] };
    await waitFor(() => expect(sent('/v1/people/save')).toEqual([{ agentId: 'ann', set }]));
  });

  it('are deactivated at one press, and let in again at another', async () => {
    const user = await show('#/team', { ...list, '/v1/people/save': () => ({ person: people[1] }) });
    await user.click(await screen.findByRole('button', { name: /^Ann/ }));
    await user.click(await screen.findByRole('button', { name: 'Deactivate' }));
    expect(await screen.findByText(/^Ann no longer gets in/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(sent('/v1/people/save')).toEqual([
        { agentId: 'ann', set: { active: false } },
        { agentId: 'ann', set: { active: true } },
      ]),
    );
    await waitFor(() => expect(screen.queryByText(/^Ann no longer gets in/)).toBeNull());
  });

  it('cannot take away their own rights', async () => {
    const self = person('agent-1', 'Zhou', { agent: agent() });
    const user = await show('#/team', { ...list, '/v1/people/list': () => ({ people: [self] }) });
    await user.click(await screen.findByRole('button', { name: /^Zhou/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Zhou' }));
    expect(dialog.getByRole('combobox', { name: 'Role' })).toHaveProperty('disabled', true);
    expect(dialog.queryByRole('button', { name: 'Deactivate' })).toBeNull();
  });

  it('have devices that can be cut off, but not the one that asks', async () => {
    const device = { id: 'd1', label: 'Chromium', createdAt: NOW, seenAt: NOW, revokedAt: null, own: false };
    let devices = [device, { ...device, id: 'd2', label: 'Firefox', own: true }, { ...device, id: 'd3', label: 'Old', revokedAt: NOW }];
    const user = await show('#/team', {
      ...list,
      '/v1/devices/list': () => ({ devices }),
      '/v1/devices/revoke': () => {
        devices = [{ ...device, revokedAt: NOW }, ...devices.slice(1)] as typeof devices;
        return { ok: true };
      },
    });
    await user.click(await screen.findByRole('button', { name: /^Ann/ }));
    await user.click(await screen.findByRole('button', { name: 'Cut off Chromium' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Cut off/ })).toBeNull());
    expect(sent('/v1/devices/revoke')).toEqual([{ deviceId: 'd1' }]);
    expect(screen.getByText(/this browser/)).toBeTruthy();
  });
});

describe('agents now', () => {
  const quiet = { at: NOW, inCallSince: null, unsent: 0, rejected: 0, behind: [], refused: [], app: '0.1.0' };
  const one = (id: string, name: string, change: Partial<NonNullable<AgentNow['desk']>> | null): AgentNow => ({
    agent: { id, name, role: 'agent', placeId: 'store', languages: [] },
    desk: change === null ? null : { ...quiet, ...change },
  });

  it('shows who is in a call, what is unsent, and which versions a desk lacks', async () => {
    const behind = [{ kind: 'script' as const, id: 'retail-repair', has: 2, newest: 3 }];
    const refused = [{ kind: 'script' as const, id: 'retail-repair', version: 3, why: 'dead-end' }];
    const agents = [
      one('a', 'Away', { at: NOW - 10 * MINUTE, unsent: 2 }),
      one('b', 'Behind', { behind }),
      one('c', 'Caller', { inCallSince: NOW - 3 * MINUTE, unsent: 3, rejected: 1 }),
      one('d', 'Refuser', { refused }),
      one('n', 'Newcomer', null),
    ];
    await show('#/team/now', { '/v1/presence/list': () => ({ now: NOW, agents }) }, 'qa');
    const row = async (name: string) => within((await screen.findByText(name)).closest('tr') ?? document.body);
    expect((await row('Caller')).getByText(/^in a call since .* \(03:0\d\)$/)).toBeTruthy();
    expect((await row('Caller')).getByText('3 not sent, 1 refused')).toBeTruthy();
    expect((await row('Behind')).getByText('behind: retail-repair 2 → 3')).toBeTruthy();
    expect((await row('Refuser')).getByText('1 could not be used there')).toBeTruthy();
    expect((await row('Away')).getByText(/^away since/)).toBeTruthy();
    expect((await row('Away')).getByText('2 not sent yet')).toBeTruthy();
    expect((await row('Newcomer')).getByText('has not begun yet')).toBeTruthy();
    expect(screen.getByText('1 in a call · 2 ready · 2 away')).toBeTruthy();
    const order = screen
      .getAllByRole('row')
      .slice(1)
      .map((each) => within(each).queryAllByRole('cell')[0]?.textContent);
    expect(order.filter(Boolean)).toEqual(['Caller', 'Behind', 'Refuser', 'Away', 'Newcomer']);
  });

  it('is all that QA sees of the team', async () => {
    await show('#/team/people', { '/v1/presence/list': () => ({ now: NOW, agents: [] }) }, 'qa');
    expect(await screen.findByText('Nobody here')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Places' })).toBeNull();
    expect(sent('/v1/people/list')).toEqual([]);
  });
});

describe('places', () => {
  const answers = { '/v1/people/list': () => ({ people: [person('ann', 'Ann')] }), '/v1/places/save': () => ({ place: desk }) };

  it('are a tree; a new one needs a name', async () => {
    const user = await show('#/team/places', answers);
    await user.click(await screen.findByRole('button', { name: 'Add a place below Night desk' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New place' }));
    expect(dialog.getByText('Everything else is copied from Night desk.')).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Counter 1');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('/v1/places/save')).toHaveLength(1));
    expect(sent('/v1/places/save')[0]).toMatchObject({ id: null, set: { name: 'Counter 1', parentId: 'desk', kind: 'department' } });
  });

  it('are renamed and get another lock, and nothing else is sent', async () => {
    const user = await show('#/team/places', answers);
    await user.click(await screen.findByRole('button', { name: /^Night desk/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Night desk' }));
    const lock = dialog.getByRole('spinbutton', { name: 'Screen locks after (minutes)' });
    expect(lock).toHaveProperty('value', '10');
    await user.clear(lock);
    await user.type(lock, '5');
    await user.clear(dialog.getByRole('textbox', { name: 'Name' }));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Late desk');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('/v1/places/save')).toEqual([{ id: 'desk', set: { name: 'Late desk', lockMinutes: 5 } }]));
  });

  it('are closed, and opened again', async () => {
    const places = [{ ...store, id: 'centre', name: 'Centre' }, { ...store, parentId: 'centre' }, desk];
    const user = await show('#/team/places', {
      ...answers,
      '/v1/places/list': () => ({ places }),
      '/v1/places/save': ({ set }: { set: { closed: boolean } }) => {
        const { closedAt: _, ...open } = places[2] ?? desk;
        places[2] = set.closed ? { ...open, closedAt: NOW } : open;
        return { place: places[2] };
      },
    });
    await user.click(await screen.findByRole('button', { name: /^Night desk/ }));
    await user.click(await screen.findByRole('button', { name: 'Close this place' }));
    const reopen = await screen.findByRole('button', { name: 'Open Night desk again' });
    expect(screen.getByText(/^closed /)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add a place below Night desk' })).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(reopen);
    expect(await screen.findByRole('button', { name: 'Add a place below Night desk' })).toBeTruthy();
    expect(sent('/v1/places/save')).toEqual([
      { id: 'desk', set: { closed: true } },
      { id: 'desk', set: { closed: false } },
    ]);
  });

  it.each([
    ['people', /^Not closed: people work here/],
    ['tasks', /^Not closed: customers of this place are still to be called/],
    ['places', /^Not closed: there are open places below it/],
  ])('stay while there are %s in the way, and say so', async (what, words) => {
    const user = await show('#/team/places', { ...answers, '/v1/places/save': () => refusal(409, 'conflict', `set.closed.${what}`) });
    await user.click(await screen.findByRole('button', { name: /^Night desk/ }));
    await user.click(await screen.findByRole('button', { name: 'Close this place' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
  });

  it('are not closed by who belongs to them', async () => {
    const user = await show('#/team/places', answers);
    await user.click(await screen.findByRole('button', { name: /^Store/ }));
    expect(await screen.findByRole('dialog', { name: 'Store' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Close this place' })).toBeNull();
  });

  it('that are closed are offered to nobody', async () => {
    const user = await show('#/team/people', {
      ...answers,
      '/v1/places/list': () => ({ places: [store, { ...desk, closedAt: NOW }] }),
      '/v1/devices/list': () => ({ devices: [] }),
    });
    await user.click(await screen.findByRole('button', { name: /^New person/ }));
    const options = within(await screen.findByRole('combobox', { name: 'Place' })).getAllByRole('option');
    expect(options.map(({ textContent }) => textContent?.trim())).toEqual(['Store']);
  });

  it('are never offered below themselves', async () => {
    const user = await show('#/team/places', {
      ...answers,
      '/v1/places/list': () => ({ places: [{ ...store, id: 'centre', name: 'Centre' }, { ...store, parentId: 'centre' }, desk] }),
    });
    await user.click(await screen.findByRole('button', { name: /^Night desk/ }));
    const options = within(await screen.findByRole('combobox', { name: 'Below' })).getAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual(['Centre', 'Store']);
  });
});
