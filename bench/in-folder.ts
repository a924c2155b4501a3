import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of its own on the disk that is measured, gone afterwards, also when the work fails. */
export async function inFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(parent, 'callside-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
