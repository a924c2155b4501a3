import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const bootstrap = resolve(import.meta.dirname, '../../tools/bootstrap.mjs');
const folder = mkdtempSync(join(tmpdir(), 'callside-bootstrap-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(text: string): string {
  const file = join(folder, `${Math.abs(text.length)}-${text.charCodeAt(0)}.ts`);
  writeFileSync(file, text);
  return file;
}
const run = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [bootstrap, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });

describe('the bootstrap', () => {
  it('runs the script under Node 24 with its arguments, silently, and keeps its exit code', () => {
    const { status, stdout, stderr } = run([
      script("const said: string[] = process.argv.slice(2); console.log(process.version.split('.')[0], ...said); process.exit(7);"),
      '--a',
      'b c',
    ]);
    expect({ status, stdout, stderr }).toEqual({ status: 7, stdout: 'v24 --a b c\n', stderr: '' });
  });

  it('says how it is used', () => {
    expect(run([])).toMatchObject({ status: 1, stderr: expect.stringContaining('usage') });
  });

  it.each(['test', 'start', 'soak', 'bench'])('says that the Chromium that is named is none, before anything else is done (%s)', (name) => {
    expect(run([`tools/${name}.ts`], { CALLSIDE_CHROMIUM: join(folder, 'none') })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('CALLSIDE_CHROMIUM'),
    });
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('passes %s on', async (signal) => {
    const file = script(`// ${signal}\nprocess.on('${signal}', () => process.exit(5)); console.log('up'); setInterval(() => {}, 1000);`);
    const child = spawn(process.execPath, [bootstrap, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((up) => child.stdout.once('data', up));
    child.kill(signal);
    expect(await new Promise((ended) => child.on('exit', ended))).toBe(5);
  });
});
