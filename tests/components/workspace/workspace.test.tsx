import 'fake-indexeddb/auto';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkspaceApp } from '../../../components/workspace/app.tsx';
import type { Session } from '../../../lib/browser/session.ts';
import { CallsideDb } from '../../../lib/db/database.ts';
import { callEn } from '../../../lib/i18n/call.en.ts';
import { callZh } from '../../../lib/i18n/call.zh-CN.ts';
import { campaignsEn } from '../../../lib/i18n/campaigns.en.ts';
import { campaignsZh } from '../../../lib/i18n/campaigns.zh-CN.ts';
import { customersEn } from '../../../lib/i18n/customers.en.ts';
import { customersZh } from '../../../lib/i18n/customers.zh-CN.ts';
import { directoryEn } from '../../../lib/i18n/directory.en.ts';
import { directoryZh } from '../../../lib/i18n/directory.zh-CN.ts';
import { eraseEn } from '../../../lib/i18n/erase.en.ts';
import { eraseZh } from '../../../lib/i18n/erase.zh-CN.ts';
import { holidaysEn } from '../../../lib/i18n/holidays.en.ts';
import { holidaysZh } from '../../../lib/i18n/holidays.zh-CN.ts';
import { startI18n } from '../../../lib/i18n/i18n.ts';
import { importEn } from '../../../lib/i18n/import.en.ts';
import { importZh } from '../../../lib/i18n/import.zh-CN.ts';
import { mergeEn } from '../../../lib/i18n/merge.en.ts';
import { mergeZh } from '../../../lib/i18n/merge.zh-CN.ts';
import { qualityEn } from '../../../lib/i18n/quality.en.ts';
import { qualityZh } from '../../../lib/i18n/quality.zh-CN.ts';
import { reasonsEn } from '../../../lib/i18n/reasons.en.ts';
import { reasonsZh } from '../../../lib/i18n/reasons.zh-CN.ts';
import { reviewEn } from '../../../lib/i18n/review.en.ts';
import { reviewZh } from '../../../lib/i18n/review.zh-CN.ts';
import { rulesEn } from '../../../lib/i18n/rules.en.ts';
import { rulesZh } from '../../../lib/i18n/rules.zh-CN.ts';
import { signInEn } from '../../../lib/i18n/sign-in.en.ts';
import { signInZh } from '../../../lib/i18n/sign-in.zh-CN.ts';
import { teamEn } from '../../../lib/i18n/team.en.ts';
import { teamZh } from '../../../lib/i18n/team.zh-CN.ts';
import { versionsEn } from '../../../lib/i18n/versions.en.ts';
import { versionsZh } from '../../../lib/i18n/versions.zh-CN.ts';
import { workspaceEn } from '../../../lib/i18n/workspace.en.ts';
import { workspaceZh } from '../../../lib/i18n/workspace.zh-CN.ts';
import { agent, customer, finding, NOW, place, record, script } from './build.ts';

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

type Routes = { [path: string]: (body: unknown, url: URL) => unknown };
class Refusal {
  readonly status: number;
  readonly kind: string;
  constructor(status: number, kind: string) {
    this.status = status;
    this.kind = kind;
  }
}

/** An endpoint of a few routes; no route answers 404, `Refusal` its error. */
function endpoint(routes: Routes) {
  const asked: { path: string; body: unknown }[] = [];
  const fetcher = async (address: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(address));
    const body = init?.body ? JSON.parse(String(init.body)) : null;
    asked.push({ path: url.pathname + url.search, body });
    const answer = routes[url.pathname]?.(body, url) ?? new Refusal(404, 'not-found');
    if (answer instanceof Refusal) return Response.json({ error: { kind: answer.kind, message: '', field: null, retry: false } }, { status: answer.status });
    return Response.json(answer);
  };
  return { fetcher: fetcher as typeof fetch, asked };
}

const page = (records: ReturnType<typeof record>[], next: string | null = null, total = records.length) => ({
  records: records.map((one, index) => ({ seq: 1000 - index, receivedAt: NOW, record: one, customer: customer(), agentName: 'Chen', review: null })),
  next,
  total,
  about: false,
  indexing: 0,
});
const versions =
  (...scripts: ReturnType<typeof script>[]): Routes[string] =>
  (body) => {
    const found = scripts.find(({ version }) => version === (body as { version: number }).version);
    return found ? { content: { kind: 'script', body: found } } : new Refusal(404, 'not-found');
  };
const team = (role: 'agent' | 'lead' | 'qa' = 'lead'): Session => ({
  mode: 'team',
  endpoint: 'http://127.0.0.1:8787',
  tokens: { access: `token-of-the-${role}-here`, refresh: null },
  since: 1,
  login: null,
  agent: agent({ role }),
  place: place(),
});
const alone: Session = { mode: 'alone', agent: agent({ role: 'agent', name: 'Fang' }), place: place() };

let db: CallsideDb;
beforeEach(() => {
  stored.clear();
  location.hash = '';
  db = new CallsideDb(`workspace-${crypto.randomUUID()}`);
  // The window in which rows are drawn; jsdom lays nothing out.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => db.delete());

async function show(session: Session | null, fetcher?: typeof fetch) {
  const i18n = await startI18n('en', [
    { en: callEn, 'zh-CN': callZh },
    { en: directoryEn, 'zh-CN': directoryZh },
    { en: campaignsEn, 'zh-CN': campaignsZh },
    { en: customersEn, 'zh-CN': customersZh },
    { en: importEn, 'zh-CN': importZh },
    { en: reviewEn, 'zh-CN': reviewZh },
    { en: rulesEn, 'zh-CN': rulesZh },
    { en: reasonsEn, 'zh-CN': reasonsZh },
    { en: signInEn, 'zh-CN': signInZh },
    { en: teamEn, 'zh-CN': teamZh },
    { en: qualityEn, 'zh-CN': qualityZh },
    { en: workspaceEn, 'zh-CN': workspaceZh },
    { en: holidaysEn, 'zh-CN': holidaysZh },
    { en: versionsEn, 'zh-CN': versionsZh },
    { en: eraseEn, 'zh-CN': eraseZh },
    { en: mergeEn, 'zh-CN': mergeZh },
  ]);
  render(
    <I18nextProvider i18n={i18n}>
      <WorkspaceApp
        db={db}
        clock={{ now: () => NOW, demoOffset: () => null }}
        newId={() => crypto.randomUUID()}
        session={session}
        {...(fetcher ? { fetcher } : {})}
      />
    </I18nextProvider>,
  );
  return userEvent.setup();
}

describe('erasing a person', () => {
  const listed = (over: object = {}) => ({
    customers: [{ customer: customer(), lastService: null, openTasks: 2, heldBy: null, ...over }],
    next: null,
    total: 1,
  });

  it('says what goes and what stays, and wants the name typed before it can be done', async () => {
    location.hash = '#/customers';
    const { fetcher, asked } = endpoint({
      '/v1/customers/list': () => listed(),
      '/v1/customers/erase': () => ({ services: 1, tasks: 2, records: 3 }),
    });
    const user = await show(team('lead'), fetcher);
    await user.click(await screen.findByRole('button', { name: 'Erase Jiaqi Wang' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Erase Jiaqi Wang?' }));
    expect(dialog.getByText('2 open calls, which are closed')).toBeTruthy();
    const button = dialog.getByRole('button', { name: 'Erase for ever' });
    expect(button.hasAttribute('disabled')).toBe(true);
    await user.selectOptions(dialog.getByLabelText('Why'), 'time-over');
    await user.type(dialog.getByLabelText(/^Type/), 'jiaqi wang');
    await user.click(button);
    expect(await screen.findByText('Erased. 3 records keep only that there was a call.')).toBeTruthy();
    expect(asked.find(({ path }) => path === '/v1/customers/erase')?.body).toEqual({ customerId: 'customer-1', why: 'time-over' });
  });

  it('waits while somebody has them on the line', async () => {
    location.hash = '#/customers';
    const { fetcher } = endpoint({ '/v1/customers/list': () => listed({ heldBy: { name: 'Ann', until: NOW } }) });
    const user = await show(team('lead'), fetcher);
    await user.click(await screen.findByRole('button', { name: 'Erase Jiaqi Wang' }));
    expect(screen.getByRole('alert').textContent).toBe('Ann has this customer now. Wait until the call is over.');
  });

  it('is not offered to QA', async () => {
    location.hash = '#/customers';
    const { fetcher } = endpoint({ '/v1/customers/list': () => listed() });
    await show(team('qa'), fetcher);
    await screen.findByText('Jiaqi Wang');
    expect(screen.queryByRole('button', { name: /^Erase/ })).toBeNull();
  });
});

describe('two versions', () => {
  const by = (name: string) => ({ id: name.toLowerCase(), name });
  const language = (id: string, who: string | null, value: string) => ({
    id,
    by: who === null ? null : by(who),
    at: NOW - 60_000,
    value: { field: 'language', value },
  });
  const divergence = (id: string) => ({
    id,
    placeId: 'store',
    createdAt: NOW,
    state: 'open',
    settled: null,
    kind: 'customer-field',
    customerId: 'customer-1',
    field: 'language',
    versions: [language('v1', 'Ann', 'en'), language('v2', 'Ben', 'yue')],
  });
  const listed = (...ids: string[]) => ({
    divergences: ids.map((id) => ({ divergence: divergence(id), customer: customer() })),
    next: null,
    total: ids.length,
  });

  it('stand side by side with who and when, and one is kept by keys', async () => {
    location.hash = '#/versions';
    let open = ['d1', 'd2'];
    const pushed: unknown[] = [];
    const { fetcher } = endpoint({
      '/v1/divergences': () => listed(...open),
      '/v1/push': (body) => {
        pushed.push(...(body as { mutations: unknown[] }).mutations);
        open = ['d2'];
        return { results: [{ id: 'x', status: 'stored', seq: 7 }] };
      },
    });
    const user = await show(team('lead'), fetcher);
    expect(await screen.findByRole('heading', { name: /Language: Jiaqi Wang/ })).toBeTruthy();
    const [, second] = screen.getAllByRole('radio');
    expect(second?.closest('label')?.textContent).toMatch(/Ben/);
    await user.keyboard('2{Enter}');
    await waitFor(() => expect(screen.getByText('1 of 1')).toBeTruthy());
    expect(pushed).toMatchObject([{ kind: 'divergence.settle', divergenceId: 'd1', customerId: 'customer-1', choose: 'v2', seen: ['v1', 'v2'] }]);
  });

  it('say why when the endpoint refuses, and stay', async () => {
    location.hash = '#/versions';
    const error = { kind: 'conflict', message: '', field: null, retry: false };
    const { fetcher } = endpoint({ '/v1/divergences': () => listed('d1'), '/v1/push': () => ({ results: [{ id: 'x', status: 'rejected', error }] }) });
    const user = await show(team('lead'), fetcher);
    await screen.findByRole('heading', { name: /Language: Jiaqi Wang/ });
    await user.keyboard('1{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Not saved: /);
  });

  it('are only read by QA, and are nothing for an agent', async () => {
    location.hash = '#/versions';
    const { fetcher } = endpoint({ '/v1/divergences': () => listed('d1') });
    await show(team('qa'), fetcher);
    await screen.findByRole('heading', { name: /Language: Jiaqi Wang/ });
    expect(screen.queryByRole('button', { name: 'Keep this one' })).toBeNull();
  });

  it('say what will stand there when there are none', async () => {
    location.hash = '#/versions';
    const { fetcher } = endpoint({ '/v1/divergences': () => listed() });
    await show(team('lead'), fetcher);
    expect(await screen.findByText('Nothing stands side by side.')).toBeTruthy();
  });
});

describe('records', () => {
  const dissatisfied = record({
    id: 'r1',
    satisfaction: 'dissatisfied',
    answeredAt: NOW - 600_000,
    endedAt: NOW - 312_000,
    walk: { scriptId: 'care', version: 3, choices: [{ kind: 'answer', id: 'dissatisfied', at: NOW - 559_000 }] },
    content: {
      said: { kind: 'text', text: 'Sleeve came loose <b>again</b>' },
      answered: { kind: 'text', text: 'It will probably be fixed' },
      complaint: { kind: 'complaint', about: 'the sleeve', department: 'Workshop' },
      nextStep: { kind: 'refer', at: NOW + 86_400_000, note: 'new date', department: 'Workshop' },
      messages: [{ channel: 'sms', templateId: null, subject: null, text: 'We will ring you', at: NOW }],
      findings: [
        finding({ quote: 'probably', start: 8, end: 16, heeded: 'kept' }),
        finding({ phraseId: 'blame', category: 'blame-customer', quote: 'your fault', heeded: 'replaced' }),
        finding({ phraseId: 'dunno', category: 'dont-know', where: 'spoken', stepId: 'what', heeded: 'slipped' }),
      ],
    },
  });
  const satisfied = record({ id: 'r2', demo: true });

  it('lists newest first and opens each as it went, through the version of its script', async () => {
    const { fetcher } = endpoint({
      '/v1/records/search': () => page([dissatisfied, satisfied]),
      '/v1/content/version': versions(script({ version: 2 }), script({ version: 3 })),
    });
    await show(team(), fetcher);
    const table = await screen.findByRole('table', { name: 'Records' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([expect.stringContaining('Dissatisfied'), expect.stringContaining('Satisfied')]);
    expect(within(rows[0] as HTMLElement).getByRole('img', { name: '2 phrases not heeded' })).toBeTruthy();

    const view = screen.getByRole('article', { name: 'Jiaqi Wang' });
    const steps = within(await within(view).findByRole('list', { name: 'The call as it went' })).getAllByRole('listitem');
    expect(steps[0]?.textContent).toBe('0:00Satisfaction v3Dissatisfied');
    expect(steps[1]?.textContent).toContain('0:41What exactly');
    expect(steps[1]?.textContent).toContain('“Don’t know” · slipped out');
    expect(steps[1]?.textContent).toContain('CustomerSleeve came loose <b>again</b>');
    expect(view.querySelector('mark')?.textContent).toBe('probably');
    for (const words of ['better sentence taken', 'kept', 'We will ring you', 'Workshop · the sleeve', '04:48']) expect(view.textContent).toContain(words);
    expect(view.textContent).toMatch(/Workshop · tomorrow \d\d:\d\d · new date/);
    expect(view.textContent).toContain('care v3, never-say-en v2');
  });

  it('moves with J and K, and tells a demo clock', async () => {
    const { fetcher } = endpoint({ '/v1/records/search': () => page([dissatisfied, satisfied]), '/v1/content/version': versions(script()) });
    const user = await show(team(), fetcher);
    await screen.findByRole('table', { name: 'Records' });
    expect(screen.queryByText('Demo clock')).toBeNull();
    await user.keyboard('j');
    expect(await screen.findByText('Demo clock')).toBeTruthy();
    expect(location.hash).toBe('#/records/r2');
    await user.keyboard('k');
    await waitFor(() => expect(screen.queryByText('Demo clock')).toBeNull());
    await user.click(screen.getAllByRole('link', { name: 'Jiaqi Wang' })[1] as HTMLElement);
    expect(await screen.findByText('Demo clock')).toBeTruthy();
  });

  it('shows what was chosen where the script is not known', async () => {
    const { fetcher } = endpoint({ '/v1/records/search': () => page([dissatisfied]), '/v1/content/version': versions(script({ version: 9 })) });
    await show(team(), fetcher);
    expect(await screen.findByText(/This version of the script is not known here/)).toBeTruthy();
    expect(screen.getByText('dissatisfied')).toBeTruthy();
    expect(screen.getByRole('article').textContent).toContain('CustomerSleeve came loose <b>again</b>');
  });

  it('fetches the next page by the last one seen', async () => {
    const many = Array.from({ length: 50 }, (_, n) => record({ id: `m${n}` }));
    const { fetcher, asked } = endpoint({
      '/v1/records/search': (body) =>
        (body as { cursor: string | null }).cursor === '5_m49' ? page([record({ id: 'last' })], null, 51) : page(many, '5_m49', 51),
      '/v1/content/version': versions(script()),
    });
    const user = await show(team(), fetcher);
    await screen.findByText('50 of 51');
    await user.click(screen.getByRole('button', { name: 'More' }));
    expect(await screen.findByText('51 of 51')).toBeTruthy();
    expect(asked.filter(({ path }) => path === '/v1/records/search').map(({ body }) => body)).toEqual([
      { filter: {}, words: null, cursor: null, limit: 50 },
      { filter: {}, words: null, cursor: '5_m49', limit: 50 },
    ]);
    expect(screen.queryByRole('button', { name: 'More' })).toBeNull();
  });

  it('says why there are none, and what next', async () => {
    const { fetcher } = endpoint({ '/v1/records/search': () => page([]) });
    await show(team(), fetcher);
    expect(await screen.findByText('No records yet')).toBeTruthy();
    expect(screen.getByText(/as soon as an agent has saved a call/)).toBeTruthy();
  });

  it('says that the endpoint is not reached, and tries again', async () => {
    let up = false;
    const { fetcher } = endpoint({ '/v1/records/search': () => page([satisfied]), '/v1/content/version': versions(script()) });
    const user = await show(team(), (async (...input: Parameters<typeof fetch>) => {
      if (!up) throw new TypeError('network');
      return fetcher(...input);
    }) as typeof fetch);
    const alert = await screen.findByRole('alert', {}, { timeout: 5000 });
    expect(alert.textContent).toContain('endpoint not reached');
    up = true;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table', { name: 'Records' })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('come from this computer for an agent alone', async () => {
    await db.scripts.put(script({ version: 3 }));
    await db.customers.put(customer());
    await db.records.bulkPut([
      { ...dissatisfied, startedAt: NOW - 5000, sentAt: null },
      { ...satisfied, startedAt: NOW, sentAt: null },
    ]);
    await show(alone);
    const table = await screen.findByRole('table', { name: 'Records' });
    expect(
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.textContent),
    ).toEqual([expect.stringContaining('FangSatisfied'), expect.stringContaining('FangDissatisfied')]);
  });
});

describe('who may see what', () => {
  it.each([
    ['agent', ['Records']],
    ['qa', ['Records', 'Customers', 'Plan', 'Campaigns', 'Two versions', 'Team']],
    ['lead', ['Records', 'Customers', 'Plan', 'Campaigns', 'Two versions', 'Scripts', 'Phrases', 'Team']],
  ] as const)('shows the pages of the role %s', async (role, pages) => {
    const { fetcher } = endpoint({ '/v1/records/search': () => page([]) });
    await show(team(role), fetcher);
    expect(
      within(await screen.findByRole('navigation', { name: 'Workspace' }))
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(pages);
  });

  it('keeps a page closed that somebody opens by its address', async () => {
    location.hash = '#/customers/import';
    const { fetcher } = endpoint({});
    await show(team('qa'), fetcher);
    expect(await screen.findByText('Not for your role')).toBeTruthy();
    expect(screen.queryByLabelText('Customer file')).toBeNull();
  });
});

describe('customers', () => {
  it('lists them with the last service and what is open, and looks for some', async () => {
    location.hash = '#/customers';
    const listed = { customer: customer({ class: 'Gold' }), lastService: null, openTasks: 2, heldBy: { name: 'Liu', until: NOW + 60_000 } };
    const { fetcher, asked } = endpoint({
      '/v1/customers/list': (body) =>
        (body as { query: string | null }).query === null ? { customers: [listed], next: null, total: 1 } : { customers: [], next: null, total: 0 },
    });
    const user = await show(team(), fetcher);
    const table = await screen.findByRole('table', { name: 'Customers' });
    const row = within(table).getAllByRole('row')[1];
    for (const words of ['Jiaqi Wang', 'Gold', '2', 'with Liu until']) expect(row?.textContent).toContain(words);
    await user.type(screen.getByRole('searchbox'), 'nobody');
    expect(await screen.findByText('Nobody found')).toBeTruthy();
    // What is looked for never stands in an address.
    expect(asked.every(({ path }) => !path.includes('nobody'))).toBe(true);
  });

  it('offers the import to an agent alone with no customers', async () => {
    location.hash = '#/customers';
    const user = await show(alone);
    expect(await screen.findByText('Import a customer file to begin.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Import customers' }));
    expect(await screen.findByLabelText('Customer file')).toBeTruthy();
  });
});

describe('signing in', () => {
  const type = async (user: ReturnType<typeof userEvent.setup>, address: string, code: string) => {
    await user.clear(await screen.findByRole('textbox', { name: 'Address of the endpoint' }));
    await user.type(screen.getByRole('textbox', { name: 'Address of the endpoint' }), address);
    await user.type(screen.getByRole('textbox', { name: 'One-time code' }), code);
    await user.type(screen.getByLabelText('Password of your own'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
  };

  it.each([
    [401, 'unauthenticated', 'this code is not known, or has expired. Check the code, or ask for a new one.'],
    [401, 'code-used', 'Ask your team lead for a new one.'],
    [500, 'internal', 'Try again in a moment.'],
  ])('says what to do after %s %s', async (status, kind, words) => {
    const { fetcher } = endpoint({ '/v1/enrol': () => new Refusal(status, kind) });
    const user = await show(null, fetcher);
    await type(user, 'http://127.0.0.1:8787', 'WRONG');
    expect((await screen.findByRole('alert')).textContent).toContain(words);
    expect(stored.get('local:session')).toBeUndefined();
  });

  it('does not send a code to an address in the clear', async () => {
    const { fetcher, asked } = endpoint({});
    const user = await show(null, fetcher);
    await type(user, 'http://callside.example', 'CODE');
    expect((await screen.findByRole('alert')).textContent).toContain('An address looks like https://');
    expect(asked).toEqual([]);
  });

  it('keeps the code unused while somebody else’s records have not been sent', async () => {
    await db.outbox.add({
      n: 1,
      id: 'm',
      state: 'waiting',
      attempts: 0,
      nextAt: 0,
      lastError: null,
      createdAt: 0,
      mutation: { id: 'm', at: 0, kind: 'task.skip', taskId: 't', reason: 'x', until: 0 },
    });
    const { fetcher, asked } = endpoint({});
    const user = await show(null, fetcher);
    await type(user, 'http://127.0.0.1:8787', 'CODE');
    expect((await screen.findByRole('alert')).textContent).toContain('have not been sent');
    expect(asked).toEqual([]);
  });

  it('remembers who works here', async () => {
    const reply = {
      token: 'a-token-of-twenty-letters',
      refreshToken: 'r-token-of-twenty-letters',
      login: 'zhou',
      agent: agent({ role: 'qa' }),
      place: place(),
      clock: { now: NOW, demoOffset: 5 },
    };
    const { fetcher } = endpoint({ '/v1/enrol': () => reply });
    const user = await show(null, fetcher);
    await type(user, 'http://127.0.0.1:8787/', 'CODE');
    await waitFor(() =>
      expect(stored.get('local:session')).toEqual({
        mode: 'team',
        endpoint: 'http://127.0.0.1:8787',
        tokens: { access: reply.token, refresh: reply.refreshToken },
        since: expect.any(Number),
        login: 'zhou',
        agent: reply.agent,
        place: reply.place,
      }),
    );
    expect(stored.get('local:demoOffset')).toBe(5);
  });
});
