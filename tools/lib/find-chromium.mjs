// Plain Node >= 18 without packages: the bootstrap uses it before anything is installed.
import { accessSync, closeSync, constants, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Chromium and Chrome for Testing first: they load an unpacked extension in every way; the branded ones only over the debugging pipe. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'ungoogled-chromium',
  'chrome',
  'google-chrome-for-testing',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const isFile = (path) => {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Ubuntu's `chromium-browser` without snapd is a script that only says how to install it. */
function isStub(path) {
  const file = openSync(path, 'r');
  const head = Buffer.alloc(4096);
  const length = readSync(file, head, 0, head.length, 0);
  closeSync(file);
  const text = head.toString('latin1', 0, length);
  return text.startsWith('#!') && /snap install/.test(text) && !existsSync('/snap/bin/chromium');
}

/** Chrome for Testing as `npx @puppeteer/browsers install` and puppeteer leave it, newest first. */
function downloaded(home, inside) {
  const folder = join(home, '.cache', 'puppeteer', 'chrome');
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return versions.flatMap((version) => inside.map((path) => join(folder, version, ...path.split('/'))));
}

function placesOnMac(home) {
  const apps = [
    'Chromium.app/Contents/MacOS/Chromium',
    'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ];
  const testing = 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
  return [
    ...downloaded(home, [`chrome-mac-arm64/${testing}`, `chrome-mac-x64/${testing}`]),
    ...apps.flatMap((app) => [`/Applications/${app}`, join(home, 'Applications', app)]),
  ];
}

function placesOnWindows(home, env) {
  const roots = [env.LOCALAPPDATA, env.PROGRAMFILES, env['PROGRAMFILES(X86)']].filter(Boolean);
  const programs = [
    'Chromium/Application/chrome.exe',
    'Google/Chrome for Testing/chrome.exe',
    'Google/Chrome/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ];
  return [...downloaded(home, ['chrome-win64/chrome.exe']), ...programs.flatMap((program) => roots.map((root) => join(root, ...program.split('/'))))];
}

/** On the PATH by its usual names, then the usual places. */
export function placesToLook({ platform = process.platform, env = process.env, home = homedir() } = {}) {
  if (platform === 'darwin') return placesOnMac(home);
  if (platform === 'win32') return placesOnWindows(home, env);
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/usr/lib/chromium/chromium',
    ...downloaded(home, ['chrome-linux64/chrome']),
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/snap/bin/chromium',
  ];
}

/**
 * The Chromium to use: `CALLSIDE_CHROMIUM` when it is set, otherwise the first one found.
 * Answers `{ path }`, or `{ path: null, wrong }` where `wrong` is a `CALLSIDE_CHROMIUM` that is no program.
 */
export function findChromium(where = {}) {
  const env = where.env ?? process.env;
  const chosen = env.CALLSIDE_CHROMIUM;
  if (chosen) return isFile(chosen) && isExecutable(chosen) ? { path: chosen, wrong: null } : { path: null, wrong: chosen };
  const path = placesToLook(where).find((place) => isFile(place) && isExecutable(place) && !isStub(place));
  return { path: path ?? null, wrong: null };
}
