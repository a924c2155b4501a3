import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Ran, root, runNode } from './run.ts';

/** Everything the built extension is made of. */
const SOURCES = ['entrypoints/**/*', 'components/**/*', 'lib/**/*', 'public/**/*', 'wxt.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];

export const extensionDir = join(root, '.output', 'chrome-mv3');
const stamp = join(root, '.output', '.built-from');

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash
      .update(`${path.slice(root.length)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Builds the extension for Chromium unless it was built from these very sources. */
export async function buildExtension(): Promise<Ran & { built: boolean }> {
  const hash = hashOfSources();
  if (existsSync(join(extensionDir, 'manifest.json')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash)
    return { code: 0, output: '', built: false };
  rmSync(stamp, { force: true });
  const ran = await runNode('wxt/bin/wxt.mjs', ['build'], { env: { NODE_ENV: 'production' } });
  const built = ran.code === 0 && existsSync(join(extensionDir, 'manifest.json'));
  if (built && existsSync(dirname(stamp))) writeFileSync(stamp, hash);
  return { ...ran, code: built ? 0 : ran.code || 1, built };
}
