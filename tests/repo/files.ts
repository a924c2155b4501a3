import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Every file that git tracks or would track, from the root, with forward slashes. */
export function tracked(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(resolve(root, path))).sort();
}

export const text = (path: string): string => readFileSync(resolve(root, path), 'utf8');
export const exists = (path: string): boolean => existsSync(resolve(root, path));

/** Source without its comments, which may speak of anything. Keeps line numbers; leaves `https://` alone. */
export const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/(^|[^:'"`\\])\/\/[^\n]*/g, '$1');

export const lineOf = (source: string, index: number): number => source.slice(0, index).split('\n').length;
