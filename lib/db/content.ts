import type { Call } from '../contract/call.ts';
import type { Content, RefusedContent } from '../contract/publishing.ts';
import { stillRefused } from '../script/accept.ts';
import type { CallsideDb } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

/**
 * Keeps what came and was accepted, and what was not and why. Inside the caller's transaction over scripts, phraseLists, calls and meta.
 * The versions that a call in progress works with stay as they are, whatever comes: to its last line it is the script it began with (design 9).
 */
export async function keepContent(db: CallsideDb, good: readonly Content[], refused: readonly RefusedContent[]): Promise<void> {
  const calls = await db.calls.toArray();
  for (const content of good) {
    if (calls.some((call) => worksWith(call, content))) continue;
    if (content.kind === 'script') await db.scripts.put(content.body);
    else await db.phraseLists.put(content.body);
  }
  const before = (await readMeta(db, 'refused'))?.items ?? [];
  const items = stillRefused(before, good, refused);
  if (before.length > 0 || items.length > 0) await writeMeta(db, { key: 'refused', items });
}

function worksWith({ walk, phraseLists }: Call, { kind, body }: Content): boolean {
  if (kind === 'script') return walk.scriptId === body.id && walk.version === body.version;
  return phraseLists.some(({ id, version }) => id === body.id && version === body.version);
}
