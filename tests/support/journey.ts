import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { Call } from '../../lib/contract/call.ts';
import type { Customer } from '../../lib/contract/customer.ts';
import type { OutboxRow } from '../../lib/contract/outbox.ts';
import type { Script } from '../../lib/contract/script.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { StoredRecord } from '../../lib/db/database.ts';
import type { Meta } from '../../lib/db/meta.ts';
import { launchWithExtension, type Session, sendKeys, until } from './browser.ts';
import { fail, type Team } from './team.ts';

/** How long to wait when a round of sync, a save or a screen is to come, ms. */
const PATIENCE = 20_000;

/** An agent's place of work: a browser with the panel open. */
export type Desk = {
  session: Session;
  /** Changes when the panel is opened again. */
  panel: Page;
  /** Keys pressed so far; typing into a text is not counted. */
  pressed: number;
  /** What went wrong in the panel's own code. */
  faults: string[];
  close: () => Promise<void>;
};

/** What everybody in the journeys chooses. */
export const PASSWORD = 'correct horse';

type SignIn = { url?: string; ends?: Screen };
export type DeskOptions = { language?: string; panelWidth?: number; userDataDir?: string };

/** Chromium with the extension and its panel open, nobody signed in, unless the profile knows somebody. */
export async function openDesk({ language = 'zh-CN', panelWidth, userDataDir }: DeskOptions = {}): Promise<Desk> {
  const profile = userDataDir ?? (await newProfile());
  const session = await launchWithExtension({ language, userDataDir: profile, ...(panelWidth ? { panelWidth } : {}) });
  await session.page.goto('data:text/html,<title>CRM</title><h1>CRM</h1>');
  const desk: Desk = {
    session,
    panel: session.page,
    pressed: 0,
    faults: [],
    close: async () => {
      await session.close();
      if (!userDataDir) await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
  await reopen(desk);
  return desk;
}

/** Opens the panel, at first or after it was closed. */
export async function reopen(desk: Desk): Promise<void> {
  desk.panel = await desk.session.openPanel();
  desk.panel.on('pageerror', (error) => desk.faults.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error)));
}

/**
 * A fresh profile in which the panel may hand `tel:` and its like to the machine's softphone. Otherwise Chromium asks, in a dialog
 * of its own that takes every key.
 */
export async function newProfile(): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'callside-profile-'));
  mkdirSync(join(profile, 'Default'));
  // The id that the `key` in the manifest gives.
  const origin = 'chrome-extension://kgmnchiemjohchdcjliabdgfcgfihahj';
  const allowed = { [origin]: { tel: true, sms: true, mailto: true } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify({ protocol_handler: { allowed_origin_protocol_pairs: allowed } }));
  return profile;
}

/** A second window of the same browser with a panel of its own, at the same desk. */
export async function secondWindow(desk: Desk): Promise<Desk> {
  const { browser, extensionId } = desk.session;
  const page = await browser.newPage({ type: 'window' });
  await page.goto('data:text/html,<title>CRM</title><h1>CRM, second window</h1>');
  const extension = (await browser.extensions()).get(extensionId) ?? fail('the extension is not installed');
  const before = new Set(browser.targets());
  await extension.triggerAction(page);
  const target = await browser.waitForTarget((one) => !before.has(one) && one.url().includes('/sidepanel.html'), { timeout: PATIENCE });
  return { ...desk, panel: await target.asPage(), close: async () => {} };
}

/** Closes the panel as its X does: the page unloads. */
export async function closePanel(desk: Desk): Promise<void> {
  await desk.panel.close();
}

/** Signs in with the one-time code and a password of one's own, by the form on the first screen; ends with a customer on screen, or where else it is said to. */
export async function signIn(desk: Desk, team: Team, agentId: string, { url = team.endpoint.url, ends = 'ready' }: SignIn = {}): Promise<void> {
  await screenIs(desk, 'welcome');
  await desk.panel.focus('input[name=endpoint]');
  await sendKeys(desk.panel, 'Control+KeyA');
  await desk.panel.keyboard.type(url);
  await sendKeys(desk.panel, 'Tab');
  await desk.panel.keyboard.type(team.code(agentId));
  await sendKeys(desk.panel, 'Tab');
  await desk.panel.keyboard.type(PASSWORD);
  await sendKeys(desk.panel, 'Enter');
  await screenIs(desk, ends);
}

/** A signed-in agent at a desk. */
export async function sitDown(team: Team, agentId: string, options: DeskOptions & SignIn = {}): Promise<Desk> {
  const desk = await openDesk(options);
  await signIn(desk, team, agentId, options);
  return desk;
}

export async function press(desk: Desk, ...keys: string[]): Promise<void> {
  desk.pressed += keys.length;
  await sendKeys(desk.panel, ...keys);
}

export async function type(desk: Desk, text: string): Promise<void> {
  await desk.panel.keyboard.type(text);
}

export type Screen = 'welcome' | 'ready' | 'nothing' | 'ringing' | 'talking' | 'wrap-up' | 'loading';

/** Which screen the panel shows, told by what can be done on it. Runs in the panel. */
function screenInPage(): Screen {
  const has = (selector: string) => document.querySelector(selector) !== null;
  if (has('input[name=code], input[name=login]')) return 'welcome';
  if (has('main article')) return 'ready';
  if (has('main [aria-labelledby="nothing-now"]')) return 'nothing';
  if (has('main [aria-keyshortcuts="Escape"]')) return 'ringing';
  if (has('footer [aria-keyshortcuts="F"]')) return 'talking';
  return has('footer [aria-keyshortcuts="Control+Enter"]') ? 'wrap-up' : 'loading';
}

export async function screen(desk: Desk): Promise<Screen> {
  return await desk.panel.evaluate(screenInPage);
}

/** Waits for one of these screens; says what there was instead. */
export async function screenIs(desk: Desk, ...wanted: Screen[]): Promise<Screen> {
  return await explained(desk, `the screen ${wanted.join(' or ')}`, async () => {
    const now = await screen(desk);
    return wanted.includes(now) ? now : null;
  });
}

/** As `until`, and tells what the panel showed when the time was over. */
async function explained<T>(desk: Desk, what: string, ask: () => Promise<T>): Promise<NonNullable<T>> {
  return await until(what, ask, PATIENCE).catch(async (cause: unknown) => {
    throw new Error(`${what} did not come; the panel showed: ${await shown(desk)}\n${desk.faults.join('\n')}`, { cause });
  });
}

/** All words on the panel. */
export async function shown(desk: Desk): Promise<string> {
  // innerText: hidden words are not shown
  return await desk.panel.evaluate(() => document.body.innerText);
}

/** Waits until these words are on the panel. */
export async function sees(desk: Desk, words: string | RegExp): Promise<void> {
  await explained(desk, `the words ${words}`, async () => {
    const text = await shown(desk);
    return typeof words === 'string' ? text.includes(words) : words.test(text);
  });
}

/** The customer on screen, or null when nobody is. */
export async function customer(desk: Desk): Promise<string | null> {
  return await desk.panel.evaluate(() => document.querySelector('main article h2, section > div > h2 > span')?.textContent ?? null);
}

/** The line to say. */
export async function line(desk: Desk): Promise<string> {
  return await desk.panel.evaluate(() => document.querySelector('main p[lang]')?.textContent ?? '');
}

/** The text in a field of the record. */
export async function textIn(desk: Desk, field: 'said' | 'answered'): Promise<string | null> {
  return await desk.panel.evaluate((name) => document.querySelector<HTMLTextAreaElement>(`[data-field="${name}"] textarea`)?.value ?? null, field);
}

/** Presses keys of the script one by one, each when the line of the one before has come. */
export async function walk(desk: Desk, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    const before = await line(desk);
    await press(desk, key);
    await explained(desk, `another line after ${key}, instead of “${before}”`, async () => (await line(desk)) !== before);
  }
}

/** What the panel says is missing in the record after the call; waits until it is just this. */
export async function misses(desk: Desk, ...fields: string[]): Promise<void> {
  const missing = () => desk.panel.evaluate(() => [...document.querySelectorAll('footer p button')].map((one) => one.textContent?.split(/[：:] ?/)[1]));
  await explained(desk, `just this missing: ${fields.join(', ') || 'nothing'}`, async () => (await missing()).join() === fields.join());
}

/** Dials the customer on screen, who answers. */
export async function dial(desk: Desk): Promise<void> {
  await screenIs(desk, 'ready');
  await press(desk, 'Enter');
  await screenIs(desk, 'ringing');
  await press(desk, 'Enter');
  await screenIs(desk, 'talking');
}

export async function hangUp(desk: Desk): Promise<void> {
  await press(desk, 'e');
  await screenIs(desk, 'wrap-up');
}

/** Saves; ends when the next customer, or nobody, is on screen. */
export async function save(desk: Desk): Promise<void> {
  await press(desk, 'Control+Enter');
  await screenIs(desk, 'ready', 'nothing');
}

type Rows = { customers: Customer; tasks: Task; scripts: Script; records: StoredRecord; outbox: OutboxRow; calls: Call; meta: Meta };

/** What the panel's database holds, read behind the panel's back. */
export async function stored<K extends keyof Rows>(desk: Desk, table: K): Promise<Rows[K][]> {
  const rows = await desk.panel.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('callside');
        // A database that is not there is not made by looking.
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction(name).objectStore(name).getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result);
          };
        };
      }),
    table,
  );
  return rows as Rows[K][];
}

/** The alarm that wakes the background every half minute goes off now. */
export async function alarm(desk: Desk): Promise<void> {
  await desk.panel.evaluate(() => chrome.alarms.create('sync', { when: Date.now(), periodInMinutes: 0.5 }));
}
