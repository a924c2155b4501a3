import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type CDPSession, type KeyInput, type MediaFeature, type Page } from 'puppeteer-core';
import { findChromium } from './find-chromium.mjs';

export type Launch = {
  extensionDir: string;
  headless?: boolean;
  /** The browser's profile; without one puppeteer makes a throw-away one. */
  userDataDir?: string;
  /** Outer size of the window in CSS px. */
  size?: { width: number; height: number };
  /** Width of the side panel's page, 360 px and up; wants a `userDataDir`. Narrower: `setPanelWidth`. */
  panelWidth?: number;
  /** Device pixels to a CSS px. */
  scale?: number;
  /** What pages see as the browser's language, as in `zh-CN`. */
  language?: string;
  args?: readonly string[];
};

export type Launched = { browser: Browser; extensionId: string };

const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const isRoot = () => process.getuid?.() === 0;

/** Chromium's own rule: 16 bytes of the hash of the manifest's key, or of the folder where it has none, in the letters a to p. */
function extensionIdOf(extensionDir: string): string {
  const { key } = JSON.parse(readFileSync(join(extensionDir, 'manifest.json'), 'utf8')) as { key?: string };
  const hash = createHash('sha256')
    .update(key ? Buffer.from(key, 'base64') : extensionDir)
    .digest('hex');
  return [...hash.slice(0, 32)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/**
 * What a person has set in this profile: the width the panel was dragged to (Chromium keeps it with its frame, for all extensions), and
 * "always allow" for telephone links, whose question would otherwise take the next key.
 */
function prepareProfile(userDataDir: string, extensionDir: string, panelWidth: number | undefined): void {
  const folder = join(userDataDir, 'Default');
  const file = join(folder, 'Preferences');
  const preferences = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const { side_panel: panel, protocol_handler: protocols } = preferences;
  const dial = { [`chrome-extension://${extensionIdOf(extensionDir)}`]: { tel: true, sip: true, callto: true } };
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file,
    JSON.stringify({
      ...preferences,
      ...(panelWidth ? { side_panel: { ...panel, id_to_width: { ...panel?.id_to_width, kExtension: panelWidth + 18 } } } : {}),
      // Nobody asked for a translation of the page beside the panel.
      translate: { enabled: false },
      protocol_handler: { ...protocols, allowed_origin_protocol_pairs: { ...protocols?.allowed_origin_protocol_pairs, ...dial } },
    }),
  );
}

/**
 * Starts Chromium with the unpacked extension loaded over the debugging pipe, which branded Chrome accepts too
 * (it dropped `--load-extension` with 137). Rejects when no Chromium is found or it does not start.
 */
export async function launchChromium(options: Launch): Promise<Launched> {
  const { extensionDir, headless = true, userDataDir, size = { width: 1280, height: 860 }, language, panelWidth, scale = 1, args = [] } = options;
  const { path, wrong } = findChromium();
  if (path === null) throw new Error(wrong ? `CALLSIDE_CHROMIUM is no program: ${wrong}` : 'no Chromium found; set CALLSIDE_CHROMIUM to one');
  if (userDataDir) prepareProfile(userDataDir, extensionDir, panelWidth);
  const browser = await puppeteer.launch({
    executablePath: path,
    headless,
    pipe: true,
    // A list here is installed without being awaited (puppeteer-core 25.16), so only the switch is turned and installing is ours.
    enableExtensions: true,
    defaultViewport: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 120_000,
    protocolTimeout: 120_000,
    ...(userDataDir ? { userDataDir } : {}),
    ...(headless ? {} : { ignoreDefaultArgs: ['--enable-automation'] }),
    args: [
      ...QUIET,
      ...(headless ? ['--disable-gpu'] : []),
      ...(isRoot() ? ['--no-sandbox', ...(headless ? [] : ['--test-type'])] : []),
      ...(language ? [`--lang=${language}`, `--accept-lang=${language}`] : []),
      ...(scale === 1 ? [] : [`--force-device-scale-factor=${scale}`]),
      `--window-size=${size.width},${size.height}`,
      ...args,
    ],
  });
  try {
    return { browser, extensionId: await browser.installExtension(extensionDir) };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Chromium without the extension, for a page of ours alone. */
export async function launchPlain({ userDataDir }: { userDataDir: string }): Promise<Browser> {
  const { path } = findChromium();
  if (path === null) throw new Error('no Chromium found; set CALLSIDE_CHROMIUM to one');
  return puppeteer.launch({ executablePath: path, userDataDir, pipe: true, args: [...QUIET, '--disable-gpu', ...(isRoot() ? ['--no-sandbox'] : [])] });
}

async function withCdp<T>(browser: Browser, work: (cdp: CDPSession) => Promise<T>): Promise<T> {
  const cdp = await browser.target().createCDPSession();
  try {
    return await work(cdp);
  } finally {
    await cdp.detach().catch(() => undefined);
  }
}

const panelUrl = (extensionId: string) => `chrome-extension://${extensionId}/sidepanel.html`;

/** The open side panel, or null. */
export async function panelOf({ browser, extensionId }: Launched): Promise<Page | null> {
  const target = browser.targets().find((each) => each.url().startsWith(panelUrl(extensionId)));
  return target ? await target.asPage() : null;
}

/** It slides in, and takes some frames to lay itself out again: waits until its width stays. */
async function settled(panel: Page): Promise<Page> {
  let last = 0;
  for (let tries = 0; tries < 40; tries++) {
    const width = await panel.evaluate(() => window.innerWidth);
    if (width > 0 && width === last) break;
    last = width;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return panel;
}

/**
 * Opens the real side panel beside `page`, as a click on the toolbar icon does, and answers it as a page.
 * An open one is answered as it is: the same click would close it. 360 px wide; see `setPanelWidth`.
 */
export async function openPanel(launched: Launched, page: Page): Promise<Page> {
  const open = await panelOf(launched);
  if (open) return open;
  const { browser, extensionId } = launched;
  const extension = (await browser.extensions()).get(extensionId);
  if (!extension) throw new Error(`extension ${extensionId} is not installed`);
  await page.bringToFront();
  // The worker tells Chromium that the icon opens the panel; until it has run, the click does nothing. A second click would close what is opening.
  for (const [attempt, timeout] of PATIENCE.entries()) {
    if (!(await panelOf(launched))) await extension.triggerAction(page);
    try {
      const target = await browser.waitForTarget((each) => each.url().startsWith(panelUrl(extensionId)), { timeout });
      return await settled(await target.asPage());
    } catch (error) {
      if (attempt === PATIENCE.length - 1) throw new Error('the side panel did not open', { cause: error });
    }
  }
  throw new Error('the side panel did not open');
}

/** How long a click is waited for, ms. */
const PATIENCE = [1_000, 3_000, 4_000, 4_000, 4_000];

/**
 * Lays the open panel out narrower (CSS px), for pictures; null gives it back its real size. Only narrower: its surface does
 * not grow, and beyond it a picture repeats itself. For a wider or sharper one launch with `panelWidth` and `scale`.
 */
export async function setPanelWidth(panel: Page, width: number | null): Promise<void> {
  await panel.setViewport(null);
  await settled(panel);
  if (width === null) return;
  const [real, height, scale] = await panel.evaluate(() => [window.innerWidth, window.innerHeight, window.devicePixelRatio] as const);
  if (width > real) throw new Error(`the panel is ${real} px wide; launch with panelWidth ${width}`);
  await panel.setViewport({ width, height, deviceScaleFactor: scale });
}

export type Look = { dark?: boolean; forcedColors?: boolean; reducedMotion?: boolean };

export async function emulate(page: Page, { dark = false, forcedColors = false, reducedMotion = false }: Look): Promise<void> {
  const features: MediaFeature[] = [
    { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
  ];
  await page.emulateMediaFeatures(features);
  // puppeteer's own list of features does not know forced-colors.
  const cdp = await page.createCDPSession();
  await cdp.send('Emulation.setEmulatedMedia', { features: [...features, { name: 'forced-colors', value: forcedColors ? 'active' : 'none' }] });
}

async function workers(cdp: CDPSession, extensionId: string): Promise<string[]> {
  const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{ type: 'service_worker' }] });
  return targetInfos.filter((target) => target.url.startsWith(`chrome-extension://${extensionId}/`)).map((target) => target.targetId);
}

export async function isWorkerAlive({ browser, extensionId }: Launched): Promise<boolean> {
  return await withCdp(browser, async (cdp) => (await workers(cdp, extensionId)).length > 0);
}

/** Ends the service worker as Chromium does after 30 idle seconds; the next event starts a new one. Answers whether one was running. */
export async function killServiceWorker({ browser, extensionId }: Launched): Promise<boolean> {
  return await withCdp(browser, async (cdp) => {
    const running = await workers(cdp, extensionId);
    for (const targetId of running) await cdp.send('Target.closeTarget', { targetId });
    for (let tries = 0; tries < 50 && (await workers(cdp, extensionId)).some((id) => running.includes(id)); tries++) {
      await new Promise((wake) => setTimeout(wake, 100));
    }
    return running.length > 0;
  });
}

const MODIFIERS = ['Control', 'Alt', 'Shift', 'Meta'] as const;

/** Presses keys one after the other, each a key or a chord: `'1'`, `'KeyX'`, `'Control+Enter'`. */
export async function sendKeys(page: Page, ...chords: readonly string[]): Promise<void> {
  for (const chord of chords) {
    const parts = chord === '+' ? ['+'] : chord.split('+');
    const held = MODIFIERS.filter((modifier) => parts.slice(0, -1).includes(modifier));
    for (const modifier of held) await page.keyboard.down(modifier);
    await page.keyboard.press(parts.at(-1) as KeyInput);
    for (const modifier of held.toReversed()) await page.keyboard.up(modifier);
  }
}
