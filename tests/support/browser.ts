import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { isWorkerAlive, killServiceWorker, type Launch, launchChromium, openPanel, panelOf } from '../../tools/lib/chromium.ts';

export { emulate, sendKeys, setPanelWidth } from '../../tools/lib/chromium.ts';

/** What `npm test` builds before the journeys. */
export const builtExtension = resolve(import.meta.dirname, '../../.output/chrome-mv3');

export type Session = {
  browser: Browser;
  extensionId: string;
  /** The tab beside the panel. */
  page: Page;
  userDataDir: string;
  openPanel: () => Promise<Page>;
  panel: () => Promise<Page | null>;
  killServiceWorker: () => Promise<boolean>;
  isWorkerAlive: () => Promise<boolean>;
  /** SIGKILL to the browser and all of its processes, as when the machine goes down; the profile stays for the next `launchWithExtension`. */
  crash: () => Promise<void>;
  /** Closes the browser, and deletes the profile unless the test brought its own. */
  close: () => Promise<void>;
};

/** Real Chromium with the built extension, in a fresh profile unless one is given. */
export async function launchWithExtension(options: Partial<Launch> = {}): Promise<Session> {
  const userDataDir = options.userDataDir ?? (await mkdtemp(join(tmpdir(), 'callside-profile-')));
  const launched = await launchChromium({ extensionDir: builtExtension, ...options, userDataDir });
  const { browser, extensionId } = launched;
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  const clean = async () => {
    if (!options.userDataDir) await rm(userDataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  return {
    browser,
    extensionId,
    page,
    userDataDir,
    openPanel: () => openPanel(launched, page),
    panel: () => panelOf(launched),
    killServiceWorker: () => killServiceWorker(launched),
    isWorkerAlive: () => isWorkerAlive(launched),
    crash: async () => {
      const gone = new Promise((done) => browser.once('disconnected', done));
      const { pid } = browser.process() ?? {};
      // puppeteer starts it as the head of a process group of its own.
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
      await gone;
    },
    close: async () => {
      await browser.close();
      await clean();
    },
  };
}

/** Asks again every 50 ms until the answer is not null, false or undefined; says what it waited for when the time is over. */
export async function until<T>(what: string, ask: () => Promise<T> | T, timeout = 15_000): Promise<NonNullable<T>> {
  const end = performance.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`waited ${timeout} ms for ${what}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
