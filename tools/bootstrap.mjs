// `node tools/bootstrap.mjs <script.ts> [arguments]`: makes a fresh machine ready, then runs the script under the locked Node.
// Plain Node >= 18 without packages; silent unless something takes time or goes wrong.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apt, debianRoot, run, say, soakTools, tail } from './lib/apt.mjs';
import { findChromium } from './lib/find-chromium.mjs';
import { findPostgres } from './lib/find-postgres.mjs';
import { howToInstall, howToInstallPostgres } from './lib/how-to-install.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.callside-lock');
const windows = process.platform === 'win32';
const lockedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

const stop = (...lines) => {
  for (const line of lines) say(line);
  process.exit(1);
};
const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));

// ---- packages -------------------------------------------------------------------------------------------------------

const wanted = () => {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${process.platform} ${process.arch}\n`;
};
const stamped = () => existsSync(stamp) && existsSync(lockedNode) && readFileSync(stamp, 'utf8') === wanted();

/** True when npm's own list of what it installed has all of the lock file, so that nothing needs to be fetched. More than that does no harm. */
function agrees() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden) || !existsSync(lockedNode)) return false;
  if (existsSync(stamp) && !readFileSync(stamp, 'utf8').endsWith(` ${process.platform} ${process.arch}\n`)) return false;
  try {
    const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
    const missing = ([path, entry]) => path !== '' && (installed[path] ? installed[path].version !== entry.version : !entry.optional);
    return !Object.entries(locked).some(missing);
  } catch {
    return false;
  }
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** One install at a time for one folder. The lock stands outside node_modules, which `npm ci` deletes. */
async function holdingLock(work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const lock = join(tmpdir(), `callside-install-${name}.lock`);
  for (let told = false; ; await sleep(500)) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (owner > 0 && alive(owner)) {
      if (!told) say('Another start is installing the packages; waiting for it …');
      told = true;
    } else if (owner > 0) {
      // Left behind by a process that is gone. Renaming lets only one of several waiting ones clear it.
      try {
        renameSync(lock, `${lock}.${process.pid}`);
        rmSync(`${lock}.${process.pid}`);
      } catch {}
    }
  }
  const free = () => rmSync(lock, { force: true });
  process.once('exit', free);
  try {
    return await work();
  } finally {
    free();
    process.off('exit', free);
  }
}

/** The npm that started us, else the one on the PATH. `npm.cmd` on Windows only starts through a shell. */
function npm(args) {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.[cm]?js$/.test(own)) return run(process.execPath, [own, ...args], { cwd: root });
  return run('npm', args, { cwd: root, shell: windows });
}

const NPM_FLAGS = [
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--prefer-offline',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

async function install() {
  say('Installing the locked packages, once (about a minute) …');
  let done = await npm(['ci', ...NPM_FLAGS]);
  // `ci` refuses a lock file that lacks other platforms' optional binaries, as one made behind a partial mirror does.
  // `install --no-save` takes the same locked versions, adds this platform's binaries and writes nothing back.
  if (done.code && /\bEUSAGE\b/.test(done.output)) {
    rmSync(join(root, 'node_modules'), { recursive: true, force: true });
    done = await npm(['install', '--no-save', ...NPM_FLAGS]);
  }
  if (done.code === null) stop('npm was not found. Install Node.js 18 or newer with npm, then run the same command again.');
  if (done.code !== 0) {
    stop(
      tail(done.output),
      '',
      'The packages could not be installed (the lines above say why).',
      'The first start needs the package registry: check the network or proxy, then run the same command again.',
    );
  }
  // An npm that does not run install scripts leaves Node 24 out: its package fetches the binary in one.
  if (!existsSync(lockedNode)) await run(process.execPath, ['installArchSpecificPackage.js'], { cwd: join(root, 'node_modules', 'node') });
  if (!existsSync(lockedNode) && major(process.version) < 24) {
    stop(
      '',
      `There is no ready-made Node 24 for ${process.platform} ${process.arch}.`,
      'Install Node.js 24 or newer yourself and run the same command with it.',
    );
  }
  writeFileSync(stamp, wanted());
  say('Packages installed.');
}

async function packages() {
  if (!existsSync(join(root, 'package-lock.json'))) stop('package-lock.json is missing: this is not a whole checkout.');
  if (stamped()) return;
  await holdingLock(async () => {
    if (stamped()) return;
    if (agrees()) writeFileSync(stamp, wanted());
    else await install();
  });
}

// ---- browser --------------------------------------------------------------------------------------------------------

const needsChromium = (script, args) => {
  const name = script.replaceAll('\\', '/');
  if (/tools\/(start|soak)\.ts$/.test(name)) return true;
  if (name.endsWith('tools/bench.ts')) return isAsked('save', args);
  return name.endsWith('tools/test.ts') && (isAsked('journeys', args) || isAsked('faults', args));
};

/** A stage of `npm test`, or a part of `npm run bench`. */
function isAsked(stage, args) {
  const only = args.findIndex((arg) => /^--only(=|$)/.test(arg));
  return only < 0 || `${args[only]} ${args[only + 1] ?? ''}`.includes(stage);
}

/** Null when it cannot be told. */
function hasChineseFont() {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh', 'file'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() !== '' : null;
}

async function chromium() {
  let found = findChromium();
  if (found.wrong !== null) stop(`CALLSIDE_CHROMIUM is set to ${found.wrong}, which is not a program.`);
  if (found.path === null && debianRoot()) {
    say('Installing Chromium and Chinese fonts with apt-get, once (a few minutes) …');
    const installed = await apt(['chromium', 'fonts-noto-cjk', 'fontconfig']);
    found = findChromium();
    if (!installed || found.path === null) say('apt-get could not install it (the lines above say why).');
  }
  if (found.path === null) {
    stop('', 'No Chromium was found. Install it with', ...howToInstall(), 'or name one: CALLSIDE_CHROMIUM=/path/to/chromium. Then run the same command again.');
  }
  if (process.platform === 'linux' && hasChineseFont() === false) {
    if (debianRoot()) {
      say('Installing Chinese fonts with apt-get, once …');
      await apt(['fonts-noto-cjk']);
    } else say('Note: no font with Chinese characters was found; Chinese text will show as boxes (Debian: fonts-noto-cjk).');
  }
  return found.path;
}

// ---- database -------------------------------------------------------------------------------------------------------

const needsPostgres = (script, args) => {
  const name = script.replaceAll('\\', '/');
  if (name.endsWith('tools/soak.ts')) return true;
  if (name.endsWith('tools/test.ts') && isAsked('faults', args)) return true;
  return /tools\/(test|bench)\.ts$/.test(name) && isAsked('postgres', args);
};

/** Debian's package starts a server of its own at once; the tests want the programs alone. */
async function aptPostgres() {
  const folder = '/etc/postgresql-common/createcluster.d';
  const file = join(folder, 'callside.conf');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\n');
  try {
    return await apt(['postgresql']);
  } finally {
    rmSync(file, { force: true });
  }
}

async function postgres() {
  let found = findPostgres();
  if (found.wrong !== null) stop(`CALLSIDE_POSTGRES is set to ${found.wrong}, which has no initdb and postgres.`);
  if (found.path === null && debianRoot()) {
    say('Installing PostgreSQL with apt-get, once …');
    const installed = await aptPostgres();
    found = findPostgres();
    if (!installed || found.path === null) say('apt-get could not install it (the lines above say why).');
  }
  if (found.path === null) {
    stop(
      '',
      'The tests run on PostgreSQL too, and none was found. Install it with',
      ...howToInstallPostgres(),
      'or name its programs: CALLSIDE_POSTGRES=/path/to/bin. Then run the same command again (without it: npm test -- --only unit,component,journeys).',
    );
  }
  return found.path;
}

// ---- the script -----------------------------------------------------------------------------------------------------

const major = (version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);

function start(script, args, env) {
  // Where no Node 24 is packaged (musl, for one), a newer Node that runs this file already will do.
  const node = existsSync(lockedNode) ? lockedNode : process.execPath;
  const child = spawn(node, [script, ...args], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C at a terminal reaches the child by itself: it belongs to the same group.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  child.on('error', (error) => stop(`Node 24 could not be started: ${error.message}`, 'Delete node_modules and run the same command again.'));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)));
}

const [script, ...args] = process.argv.slice(2);
if (!script) stop('usage: node tools/bootstrap.mjs <script.ts> [arguments]');
if (major(process.version) < 18) stop(`Node.js ${process.version} is too old: install Node.js 18 or newer.`);
const env = { ...process.env };
if (needsChromium(script, args)) env.CALLSIDE_CHROMIUM = await chromium();
if (needsPostgres(script, args)) env.CALLSIDE_POSTGRES = await postgres();
if (/tools[\\/]soak\.ts$/.test(script)) await soakTools();
await packages();
start(resolve(root, script), args, env);
