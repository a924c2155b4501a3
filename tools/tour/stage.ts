import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import pino from 'pino';
import type { Page } from 'puppeteer-core';
import type { Place } from '../../lib/contract/place.ts';
import { careHours } from '../../lib/plan/default-place.ts';
import { sampleAgents } from '../../server/sample-data.ts';
import { type Endpoint, PortTakenError, startEndpoint } from '../../server/start-endpoint.ts';
import { buildExtension, extensionDir } from '../lib/build.ts';
import { type Launched, launchChromium, openPanel } from '../lib/chromium.ts';
import { type SampleCrm, startSampleCrm } from '../sample-crm/server.ts';
import { type Hours, readDemo, writeDemo } from './demo-clock.ts';

export type Language = 'zh-CN' | 'en';

export type StageOptions = {
  dataDir: string;
  /** The browser's profile. */
  profileDir: string;
  port: number;
  headless: boolean;
  language: Language;
  /** Where the demo clock starts (UTC ms), given the hours and where it had come to, or the machine's time. */
  startAt: (hours: Hours, from: number) => number;
  /** Instead of the machine's time (UTC ms), for pictures that look the same next year. */
  from?: number;
  scale?: number;
  say: (line: string) => void;
};

export type Stage = {
  endpoint: Endpoint;
  /** Where the sample team works. */
  place: Place;
  agentId: string;
  crm: SampleCrm;
  /** When the sample was made (UTC ms): its dates are relative to that day. */
  seededAt: number;
  launched: Launched;
  page: Page;
  language: Language;
  extensionDir: string;
  openPanel: () => Promise<Page>;
  /** Moves the demo clock (UTC ms) and remembers it for the next start. */
  setClock: (at: number) => void;
  close: () => Promise<void>;
};

const SEARCHED_PORTS = 20;

async function onFreePort<T>(first: number, start: (port: number) => Promise<T>, taken: (error: unknown) => boolean): Promise<T> {
  for (let port = first; ; port++) {
    try {
      return await start(port);
    } catch (error) {
      if (!taken(error) || first === 0 || port === first + SEARCHED_PORTS) throw error;
    }
  }
}

async function build(say: StageOptions['say']): Promise<void> {
  const started = performance.now();
  if (!existsSync(join(extensionDir, 'manifest.json'))) say('Building the extension …');
  const { code, output, built } = await buildExtension();
  if (code !== 0) throw new Error(`the extension could not be built\n${output}`);
  if (built) say(`Extension built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/** Whose panel it is: one of the sample agents of the store, whose language the interface has. */
const agentFor = (language: Language) => sampleAgents.find((agent) => agent.role === 'agent' && agent.languages[0] === language) ?? sampleAgents[0];

async function openEndpoint({
  dataDir,
  port,
  startAt,
  from: fixed,
  language,
  say,
}: StageOptions): Promise<{ endpoint: Endpoint; place: Place; seededAt: number; setClock: (at: number) => void }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const clockFile = join(dataDir, 'demo-clock.json');
  const before = readDemo(clockFile);
  const from = fixed ?? Date.now() + Math.max(before?.offset ?? 0, 0);
  // The clock is put right below, when the place and its hours are known; the sample's dates need the right day at once.
  const first = startAt({ hours: careHours, timeZone: 'Asia/Shanghai' }, from);
  const log = pino({ level: 'error', base: null }, pino.destination(2));
  const endpoint = await onFreePort(
    port,
    (free) => startEndpoint({ port: free, dataDir, demoStart: first, sample: language, log }),
    (error) => error instanceof PortTakenError,
  );
  if (port !== 0 && endpoint.port !== port) say(`Port ${port} is taken by another program; using ${endpoint.port}.`);
  const agent = sampleAgents[0];
  const place = await endpoint.store.read(async (tx) => (await tx.places.all()).find(({ id }) => id === agent?.placeId));
  if (!place) throw new Error('the database holds another team than the sample; start with --reset, or use `npm run serve` for your own data');
  const seededAt = endpoint.codes.length > 0 || !before ? endpoint.clock.now() : before.seededAt;
  const setClock = (at: number) => {
    const offset = at - Date.now();
    endpoint.setClockOffset(offset);
    writeDemo(clockFile, { offset, seededAt });
  };
  setClock(startAt(place, from));
  return { endpoint, place, seededAt, setClock };
}

/** Everything that is needed to see the product at work: endpoint with the sample team, sample CRM, Chromium with the extension. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { headless, language, profileDir, scale = 1, say } = options;
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).toReversed()) await step().catch(() => undefined);
  };
  try {
    await build(say);
    const { endpoint, place, seededAt, setClock } = await openEndpoint(options);
    closing.push(() => endpoint.close());
    const crm = await onFreePort(
      8790,
      (port) => startSampleCrm({ port, now: seededAt }),
      (error) => (error as NodeJS.ErrnoException).code === 'EADDRINUSE',
    );
    closing.push(() => crm.close());
    // A profile of a database that is gone is signed in to nothing.
    if (endpoint.codes.length > 0) rmSync(profileDir, { recursive: true, force: true });
    mkdirSync(profileDir, { recursive: true, mode: 0o700 });
    const launched = await launchChromium({ extensionDir, headless, language, scale, userDataDir: profileDir, size: { width: 1280, height: 860 } });
    closing.push(() => launched.browser.close());
    const page = (await launched.browser.pages())[0] ?? (await launched.browser.newPage());
    await page.goto(crm.url);
    const agentId = agentFor(language)?.id ?? '';
    return { endpoint, place, agentId, crm, seededAt, launched, page, language, extensionDir, openPanel: () => openPanel(launched, page), setClock, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Puts the demonstration's data away, so that the next start is the first one. */
export function reset(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true });
}

/** As a person would type it, from the checkout. */
export const shown = (path: string): string => relative(process.cwd(), path) || '.';
