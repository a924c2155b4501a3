// Plain Node >= 18 without packages: the bootstrap uses it before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Runs a program out of sight; a line every 20 s shows that it is alive.
 * Answers its exit code, null when it cannot start, and what it wrote, for a failure to show.
 */
export function run(program, args, options = {}) {
  return new Promise((done) => {
    const started = Date.now();
    const output = [];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const beat = setInterval(() => say(`  … still working, ${Math.round((Date.now() - started) / 1000)} s`), 20_000);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(data));
    const end = (code) => {
      clearInterval(beat);
      done({ code, output: Buffer.concat(output).toString().trim() });
    };
    child.on('error', () => end(null));
    child.on('close', (code) => end(code ?? 1));
  });
}

export const tail = (output) => output.split('\n').slice(-30).join('\n');

export const debianRoot = () => process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

export async function apt(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const always = ['-qq', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300'];
  for (const command of [['update'], ['install', '-y', '--no-install-recommends', ...names]]) {
    const { code, output } = await run('apt-get', [...always, ...command], { env });
    if (code !== 0) {
      say(tail(output));
      return false;
    }
  }
  return true;
}

/** Without them the faults that want them count as not survived; the others are played all the same. */
export async function soakTools() {
  const missing = ['strace', 'faketime'].filter((tool) => spawnSync(tool, ['--version']).error);
  if (missing.length === 0) return;
  if (debianRoot()) {
    say(`Installing ${missing.join(' and ')} with apt-get, once …`);
    await apt(missing);
  } else say(`Note: ${missing.join(' and ')} not found; the faults that want it cannot be played (Debian: apt-get install ${missing.join(' ')}).`);
}
