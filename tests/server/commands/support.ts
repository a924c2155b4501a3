import { dirname } from 'node:path';
import { vi } from 'vitest';
import type { Bench } from '../support.ts';

export type Said = { code: number; text: string };

/** Runs a command as `npm run serve -- …` does, and answers its exit code and what it said. */
export async function run(command: (args: string[]) => Promise<number>, ...args: string[]): Promise<Said> {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  try {
    return { code: await command(args), text: lines.join('\n') };
  } finally {
    spy.mockRestore();
  }
}

export const folderOf = (b: Bench): string => dirname(b.file);
