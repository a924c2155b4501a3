import { readFileSync } from 'node:fs';
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { i18n } from 'i18next';
import { I18nextProvider } from 'react-i18next';
import { afterEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { App, type AppProps } from '../../components/panel/app.tsx';
import { useStored } from '../../components/ui/use-stored.ts';
import type { Clock } from '../../lib/browser/clock.ts';
import { type Session, sessionItem } from '../../lib/browser/session.ts';
import type { Agent } from '../../lib/contract/agent.ts';
import type { Call, Draft } from '../../lib/contract/call.ts';
import type { Customer, Service } from '../../lib/contract/customer.ts';
import { type PhraseList, phraseListSchema } from '../../lib/contract/phrases.ts';
import type { Place } from '../../lib/contract/place.ts';
import type { Record as CallRecord } from '../../lib/contract/record.ts';
import type { Script } from '../../lib/contract/script.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { CallsideDb } from '../../lib/db/database.ts';
import { callEn } from '../../lib/i18n/call.en.ts';
import { callZh } from '../../lib/i18n/call.zh-CN.ts';
import { changesEn } from '../../lib/i18n/changes.en.ts';
import { changesZh } from '../../lib/i18n/changes.zh-CN.ts';
import { directoryEn } from '../../lib/i18n/directory.en.ts';
import { directoryZh } from '../../lib/i18n/directory.zh-CN.ts';
import { holidaysEn } from '../../lib/i18n/holidays.en.ts';
import { holidaysZh } from '../../lib/i18n/holidays.zh-CN.ts';
import { startI18n } from '../../lib/i18n/i18n.ts';
import { joinEn } from '../../lib/i18n/join.en.ts';
import { joinZh } from '../../lib/i18n/join.zh-CN.ts';
import type { UiLanguage } from '../../lib/i18n/language.ts';
import { panelEn } from '../../lib/i18n/panel.en.ts';
import { panelZh } from '../../lib/i18n/panel.zh-CN.ts';
import { reasonsEn } from '../../lib/i18n/reasons.en.ts';
import { reasonsZh } from '../../lib/i18n/reasons.zh-CN.ts';
import { reviewEn } from '../../lib/i18n/review.en.ts';
import { reviewZh } from '../../lib/i18n/review.zh-CN.ts';
import { signInEn } from '../../lib/i18n/sign-in.en.ts';
import { signInZh } from '../../lib/i18n/sign-in.zh-CN.ts';
import { syncEn } from '../../lib/i18n/sync.en.ts';
import { syncZh } from '../../lib/i18n/sync.zh-CN.ts';
import { versionsEn } from '../../lib/i18n/versions.en.ts';
import { versionsZh } from '../../lib/i18n/versions.zh-CN.ts';
import { emptyDraft } from '../../lib/record/draft.ts';
import { parsePack } from '../../lib/script/parse.ts';
import { startWalk } from '../../lib/script/walk.ts';
import { at, customer, place, rule, service, task } from '../lib/plan/build.ts';
import { anAgent, ids } from './builders.ts';
import { openDb } from './db.ts';

// By path: in this environment a URL of a file would be one of a page.
const shipped = (name: string): unknown => JSON.parse(readFileSync(`${import.meta.dirname}/../../public/packs/${name}.json`, 'utf8'));

/** What ships with the product. */
export const scripts: Script[] = ['retail-member-care', 'hospital-aftercare', 'occasions', 'workshop-aftercare', 'safety-consultancy'].flatMap((name) => {
  const parsed = parsePack(shipped(name));
  if (!parsed.ok) throw new Error(`${name}: ${parsed.problems[0]?.message}`);
  return parsed.scripts;
});
export const phraseLists: PhraseList[] = ['phrases.zh-CN', 'phrases.en'].map((name) => phraseListSchema.parse(shipped(name)));

export function scriptOf(id: string): Script {
  const script = scripts.find((one) => one.id === id);
  if (!script) throw new Error(`no script ${id}`);
  return script;
}

/** A Monday afternoon in Shanghai, inside the calling hours; the service of the sample customer ended three days ago. */
export const NOW = at('2026-11-23', '15:00');
export const MINUTE = 60_000;

export const thePlace = (change: Partial<Place> = {}): Place =>
  place({
    departments: ['Repairs', 'Store', 'Customer care'],
    rules: [rule({ purpose: 'after-repair', scriptId: 'retail-repair' })],
    ...change,
  });
export const theCustomer = (change: Partial<Customer> = {}): Customer => customer(change);
export const theService = (change: Partial<Service> = {}): Service => service(change);
export const theTask = (change: Partial<Task> = {}): Task => task({ purpose: 'after-repair', scriptId: 'retail-repair', ...change });

export type SettableClock = Clock & { set: (now: number) => void };

export function settableClock(start = NOW, demoOffset: number | null = null): SettableClock {
  let now = start;
  return {
    now: () => now,
    demoOffset: () => demoOffset,
    set: (next) => {
      now = next;
    },
  };
}

/** What the endpoint answers to a path; a body, or a status with a body. Everything else is not reached. */
export type Endpoint = { [path: string]: (body: unknown) => { status?: number; body: unknown } };

export type PanelOptions = {
  language?: UiLanguage;
  mode?: 'alone' | 'team' | 'signed-out';
  place?: Place;
  agent?: Agent;
  now?: number;
  demoOffset?: number | null;
  db?: CallsideDb;
  customers?: Customer[];
  services?: Service[];
  tasks?: Task[];
  records?: CallRecord[];
  /** The call the panel finds on opening. */
  call?: Call;
  endpoint?: Endpoint;
  /** Beside the ones that ship. */
  extraScripts?: Script[];
  /** In place of the ones that ship, whose wording is theirs to change. */
  lists?: PhraseList[];
  /** No words of another language in place of missing ones. */
  noFallback?: boolean;
};

export type Panel = {
  user: UserEvent;
  db: CallsideDb;
  clock: SettableClock;
  i18n: i18n;
  /** As it was on opening. */
  session: Session | null;
  sync: ReturnType<typeof vi.fn<() => Promise<void>>>;
  asked: { path: string; body: unknown }[];
  unmount: () => void;
  /** The call as it stands in the database. */
  call: () => Promise<Call>;
  draft: () => Promise<Draft>;
};

// What is waited for is said by the test; how long a busy machine takes for it is not its matter.
configure({ asyncUtilTimeout: 5000 });
vi.setConfig({ testTimeout: 20_000 });

const opened: Panel[] = [];

afterEach(async () => {
  cleanup();
  // What a closing panel still writes goes to a database that is still there.
  for (const { db } of opened.splice(0)) if (db.isOpen()) await db.transaction('rw', db.calls, async () => db.calls.count());
  fakeBrowser.reset();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

export function startWords(language: UiLanguage): Promise<i18n> {
  return startI18n(language, [
    { en: callEn, 'zh-CN': callZh },
    { en: directoryEn, 'zh-CN': directoryZh },
    { en: panelEn, 'zh-CN': panelZh },
    { en: reasonsEn, 'zh-CN': reasonsZh },
    { en: reviewEn, 'zh-CN': reviewZh },
    { en: signInEn, 'zh-CN': signInZh },
    { en: holidaysEn, 'zh-CN': holidaysZh },
    { en: versionsEn, 'zh-CN': versionsZh },
    { en: syncEn, 'zh-CN': syncZh },
    { en: changesEn, 'zh-CN': changesZh },
    { en: joinEn, 'zh-CN': joinZh },
  ]);
}

/** As the entrypoint does: who is signed in stands in the storage. */
function FollowsSession(props: Omit<AppProps, 'session'>) {
  const session = useStored(sessionItem);
  return session === undefined ? null : <App {...props} session={session} />;
}

/** The whole panel over a database in memory, with the packs that ship. Resolves when its first screen is there. */
export async function openPanel(options: PanelOptions = {}): Promise<Panel> {
  const { language = 'en', mode = 'alone', now = NOW, agent = anAgent(), call } = options;
  const here = options.place ?? thePlace();
  const db = options.db ?? openDb();
  const asked = answer(options.endpoint ?? {});
  await fill(db, options);
  const clock = settableClock(now, options.demoOffset ?? null);
  const sync = vi.fn(async () => {});
  const session: Session | null =
    mode === 'signed-out'
      ? null
      : mode === 'team'
        ? { mode, endpoint: 'http://127.0.0.1:9', tokens: { access: 'token', refresh: null }, since: 1, login: null, agent, place: here }
        : { mode, agent, place: here };
  await sessionItem.setValue(session);
  const words = await startWords(language);
  if (options.noFallback && language !== 'en') words.removeResourceBundle('en', 'translation');
  const shown = render(
    <I18nextProvider i18n={words}>
      <FollowsSession db={db} clock={clock} newId={ids('new')} sync={sync} />
    </I18nextProvider>,
  );
  const theCall = async () => {
    const row = await db.calls.toCollection().first();
    if (!row) throw new Error('there is no call');
    return row;
  };
  const panel: Panel = {
    user: userEvent.setup(),
    db,
    clock,
    i18n: words,
    session,
    sync,
    asked,
    unmount: shown.unmount,
    call: theCall,
    draft: async () => (await theCall()).draft,
  };
  opened.push(panel);
  await waitFor(() => screen.getByRole('main', session ? { busy: false } : {}));
  if (call) await screen.findByRole('region', { name: words.t('call.customer') });
  // What the panel asks for on opening is not what the test is about.
  sync.mockClear();
  return panel;
}

/** A call of the sample customer that is being talked, at the first step, nothing answered. */
export function aCall(change: Partial<Call> = {}, scriptId = 'retail-repair'): Call {
  const script = scriptOf(scriptId);
  return {
    id: 'call-1',
    phase: 'talking',
    direction: 'out',
    taskId: 'task-1',
    customerId: 'customer-1',
    serviceId: 'service-1',
    placeId: 'store-1',
    agentId: 'agent-1',
    purpose: script.purpose,
    startedAt: NOW - 2 * MINUTE,
    answeredAt: NOW - MINUTE,
    endedAt: null,
    walk: startWalk(script),
    phraseLists: phraseLists.map(({ id, version }) => ({ id, version })),
    draft: emptyDraft(),
    ...change,
  };
}

/** The call with these answers already given at the first steps. */
export function answered(call: Call, ...choices: string[]): Call {
  return { ...call, walk: { ...call.walk, choices: choices.map((id) => ({ kind: 'answer' as const, id, at: NOW })) } };
}

export const inWrapUp = (draft: Partial<Draft> = {}, change: Partial<Call> = {}): Call =>
  aCall({ phase: 'wrap-up', endedAt: NOW - 1000, draft: { ...emptyDraft(), ...draft }, ...change });

async function fill(db: CallsideDb, options: PanelOptions): Promise<void> {
  const { customers = [theCustomer()], services = [theService()], tasks = [theTask()], records = [], call } = options;
  await db.transaction('rw', db.tables, async () => {
    await db.scripts.bulkPut([...scripts, ...(options.extraScripts ?? [])]);
    await db.phraseLists.bulkPut(options.lists ?? phraseLists);
    await db.customers.bulkPut(customers);
    await db.services.bulkPut(services);
    await db.tasks.bulkPut(tasks);
    await db.records.bulkPut(records.map((record) => ({ ...record, sentAt: null })));
    const { lists } = options;
    if (call) await db.calls.put(lists ? { ...call, phraseLists: lists.map(({ id, version }) => ({ id, version })) } : call);
  });
}

function answer(endpoint: Endpoint): { path: string; body: unknown }[] {
  const asked: { path: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (url: string | URL, init?: RequestInit) => {
    const path = new URL(url).pathname;
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    asked.push({ path, body });
    const reply = endpoint[path]?.(body);
    if (!reply) throw new TypeError('not reached');
    return new Response(JSON.stringify(reply.body), { status: reply.status ?? 200, headers: { 'content-type': 'application/json' } });
  });
  return asked;
}

/** The record part of the panel. */
export const record = () => within(screen.getByRole('region', { name: /^(Record|记录)$/ }));

/** Waits until the draft in the database is as asked. */
export const untilDraft = (panel: Panel, check: (draft: Draft) => void, timeout = 5000) => waitFor(async () => check(await panel.draft()), { timeout });
