// `npm start`: the main job on this machine. With a display Chromium stays open, a customer waiting in the real side panel;
// without one, or with --tour, it plays three calls by itself, headless, and is done when their records are read back complete.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { shippedContent } from '../server/content.ts';
import { root } from './lib/run.ts';
import { createCamera, publishPictures } from './tour/camera.ts';
import { freshCode } from './tour/codes.ts';
import { aroundOpening, demoStart } from './tour/demo-clock.ts';
import { createHand } from './tour/hand.ts';
import { NobodyLeftError, playTour } from './tour/play.ts';
import { moment, recordLines, whereLines } from './tour/print.ts';
import { PASSWORD, resumeSession, signIn } from './tour/sign-in.ts';
import { type Language, openStage, reset, type Stage, shown } from './tour/stage.ts';

const USAGE = `npm start -- [options]
  --tour              headless; plays three calls and the closed hours by itself (so it does without a display)
  --reset             starts afresh: the demonstration's database and browser profile are deleted first
  --language LANG     interface, and the sample agent it belongs to: zh-CN or en (default: the machine's)
  --port N            port of the endpoint (default 8787; the next free one if it is taken)
  --pictures          with --tour: a fresh tour at a fixed time whose pictures go to docs/tour
  --help              this text`;

/** The machine's time of the pictures in the README: an afternoon in winter hours. */
const PICTURE_TIME = Date.parse('2026-11-20T10:00:00+08:00');

const say = (line: string) => console.log(line);

function machineLanguage(): Language {
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith('zh') ? 'zh-CN' : 'en';
}

function options() {
  const { values } = parseArgs({
    options: {
      tour: { type: 'boolean', default: false },
      reset: { type: 'boolean', default: false },
      pictures: { type: 'boolean', default: false },
      language: { type: 'string', default: machineLanguage() },
      port: { type: 'string', default: '8787' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(USAGE);
    process.exit(0);
  }
  if (values.language !== 'zh-CN' && values.language !== 'en') throw new TypeError(`--language: zh-CN or en, not ${values.language}`);
  if (!/^\d+$/.test(values.port) || Number(values.port) > 65_535) throw new TypeError(`--port: a number from 0 to 65535, not ${values.port}`);
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  const language: Language = values.language;
  return { ...values, language, port: Number(values.port), tour: values.tour || values.pictures || !hasDisplay, hasDisplay };
}

type Options = ReturnType<typeof options>;

/** Two starts on one folder would share a database and a browser profile. */
function takeFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'running');
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = Number(readFileSync(file, 'utf8'));
    if (isAlive(pid)) throw new TypeError(`Callside is running already (process ${pid}). Stop it with Ctrl-C there, then start again.`);
    rmSync(file, { force: true });
  }
  throw new TypeError(`${file} cannot be taken; delete it`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What is open now, for Ctrl-C. */
let stage: Stage | null = null;
let leaveFolder: () => void = () => {};

let stopping: Promise<never> | null = null;

/** Once: closing the browser is both what it does and a reason for it. */
function stop(code: number): Promise<never> {
  stopping ??= (async () => {
    await stage?.close();
    leaveFolder();
    return process.exit(code);
  })();
  return stopping;
}

async function tour(chosen: Options, dataDir: string): Promise<boolean> {
  const outDir = join(root, '.tour');
  const around = (from: number, place: Parameters<typeof aroundOpening>[0]) => aroundOpening(place, from);
  let openAt = 0;
  stage = await openStage({
    dataDir,
    profileDir: join(dataDir, 'tour-profile'),
    port: chosen.port,
    headless: true,
    language: chosen.language,
    ...(chosen.pictures ? { from: PICTURE_TIME, scale: 2 } : {}),
    startAt: (place, from) => {
      const times = around(from, place);
      openAt = times.open;
      return times.closed;
    },
    say,
  });
  say(
    `Tour on a demo clock: ${moment(stage.endpoint.clock.now(), stage.place.timeZone)} at ${stage.place.name}. Everything by keyboard, in the real side panel.\n`,
  );
  const camera = createCamera(outDir);
  const { records, missing } = await playTour({ stage, camera, say, openAt });
  const { scripts } = shippedContent();
  say('\nThe records, read back from the endpoint by QA:\n');
  for (const record of records) say(`${recordLines(record, stage.place.timeZone, scripts).join('\n')}\n`);
  if (missing > 0) say(`${missing} of the records did not arrive.`);
  const complete = missing === 0 && records.every(({ faults }) => faults.length === 0);
  say(complete ? `All ${records.length} records are complete.\n` : 'The tour is NOT complete.\n');
  if (chosen.pictures && complete) {
    const folder = join(root, 'docs', 'tour', chosen.language);
    say(`${publishPictures(outDir, folder)} pictures for the documents are in ${shown(folder)}.\n`);
  }
  say(whereLines(stage).join('\n'));
  return complete;
}

async function runTour(chosen: Options, dataDir: string): Promise<never> {
  const fresh = () => {
    for (const entry of ['callside.db', 'callside.db-wal', 'callside.db-shm', 'demo-clock.json', 'profile', 'tour-profile']) reset(join(dataDir, entry));
  };
  for (let attempt = 1; ; attempt++) {
    reset(join(dataDir, 'tour-profile'));
    try {
      return await stop((await tour(chosen, dataDir)) ? 0 : 1);
    } catch (error) {
      if (!(error instanceof NobodyLeftError) || attempt > 1) throw error;
      say('\nEverybody in the sample has been called in earlier tours; beginning afresh.\n');
      await stage?.close();
      fresh();
    }
  }
}

async function stay(chosen: Options, dataDir: string): Promise<void> {
  stage = await openStage({
    dataDir,
    profileDir: join(dataDir, 'profile'),
    port: chosen.port,
    headless: false,
    language: chosen.language,
    startAt: demoStart,
    say,
  });
  const { endpoint, launched, place } = stage;
  launched.browser.on('disconnected', () => void stop(0));
  const panel = await stage.openPanel();
  const hand = createHand(panel, shippedContent().scripts);
  if (!(await resumeSession(panel, endpoint.url))) await signIn(stage, hand);
  await hand.until('the next customer', ({ phase }) => phase !== 'loading' && phase !== 'welcome', 30_000).catch(() => undefined);
  say(`\nCallside is running, on a demo clock: ${moment(endpoint.clock.now(), place.timeZone)} at ${place.name}.`);
  say('The sample CRM is on the left, the side panel on the right, a customer waiting. Press ? in the panel for the keys.\n');
  say(whereLines(stage).join('\n'));
  say(`  A one-time code: ${await freshCode(endpoint, stage.agentId)}`);
  say(`  The password, to sign in again and to unlock: ${PASSWORD}`);
  say('\nCtrl-C, or closing the browser, stops everything. The data stay for the next start; --reset deletes them.');
}

async function main(): Promise<void> {
  const chosen = options();
  const dataDir = chosen.pictures ? mkdtempSync(join(tmpdir(), 'callside-pictures-')) : join(root, '.demo');
  leaveFolder = chosen.pictures ? () => reset(dataDir) : takeFolder(dataDir);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(chosen.tour ? 130 : 0));
  if (chosen.reset && !chosen.pictures) {
    leaveFolder();
    reset(dataDir);
    leaveFolder = takeFolder(dataDir);
    say(`Started afresh: ${shown(dataDir)} was emptied.`);
  }
  if (chosen.tour && !chosen.hasDisplay) say('No display here: headless, with a tour that plays by itself.');
  await (chosen.tour ? runTour(chosen, dataDir) : stay(chosen, dataDir));
}

main().catch(async (error: unknown) => {
  console.error(
    error instanceof TypeError ? error.message : error instanceof Error ? `${error.message}\n${error.stack?.split('\n').slice(1, 6).join('\n') ?? ''}` : error,
  );
  await stop(1);
});
