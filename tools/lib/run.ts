import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export type Ran = { code: number; output: string };

/**
 * Runs a program of node_modules, or a file of the project by its absolute path, under this Node. `show` lets its output through, otherwise it is answered, both streams together.
 * Never rejects: a program that cannot start answers code 127 and why, one that is killed 128.
 */
export function runNode(
  script: string,
  args: readonly string[],
  { show = false, env = {} }: { show?: boolean; env?: Record<string, string> } = {},
): Promise<Ran> {
  return new Promise((done) => {
    const parts: Buffer[] = [];
    const child = spawn(process.execPath, [resolve(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
    });
    child.stdout?.on('data', (data: Buffer) => parts.push(data));
    child.stderr?.on('data', (data: Buffer) => parts.push(data));
    child.on('error', (error) => done({ code: 127, output: error.message }));
    child.on('close', (code) => done({ code: code ?? 128, output: Buffer.concat(parts).toString().trim() }));
  });
}
