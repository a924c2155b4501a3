import type { Content, ContentKind } from '../contract/publishing.ts';
import type { CallsideDb } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';
import { newestPhraseLists, newestScript } from './scripts.ts';

/** A version the agent has not been told of: `before` is the one they know. */
export type News = { before: Content; after: Content };

type Versioned = { kind: ContentKind; id: string; version: number };
const keyOf = ({ kind, id }: Pick<Versioned, 'kind' | 'id'>) => `${kind}:${id}`;

/** What changed since the agent was last told, in this script and in the phrase lists. What was never met before is no news: it is simply there. */
export async function newsFor(db: CallsideDb, scriptId: string | null): Promise<News[]> {
  const told = (await readMeta(db, 'told'))?.versions ?? {};
  const script = scriptId === null ? null : await newestScript(db, scriptId);
  const newest: Content[] = [
    ...(script ? [{ kind: 'script', body: script } as const] : []),
    ...(await newestPhraseLists(db)).map((body) => ({ kind: 'phrase-list', body }) as const),
  ];
  const news: News[] = [];
  for (const after of newest) {
    const known = told[keyOf({ kind: after.kind, id: after.body.id })];
    if (known === undefined || known >= after.body.version) continue;
    const before = await contentOf(db, after.kind, after.body.id, known);
    if (before) news.push({ before, after });
  }
  return news;
}

/** The agent knows these versions now; never goes back to an older one. `met`: only what was never met before, as nothing was shown of what changed. */
export function tellOf(db: CallsideDb, versions: readonly Versioned[], how: 'told' | 'met' = 'told'): Promise<void> {
  return db.transaction('rw', db.meta, async () => {
    const before = (await readMeta(db, 'told'))?.versions ?? {};
    const newer = versions.filter((one) => {
      const known = before[keyOf(one)];
      return known === undefined || (how === 'told' && known < one.version);
    });
    if (newer.length > 0) await writeMeta(db, { key: 'told', versions: { ...before, ...Object.fromEntries(newer.map((one) => [keyOf(one), one.version])) } });
  });
}

async function contentOf(db: CallsideDb, kind: ContentKind, id: string, version: number): Promise<Content | null> {
  if (kind === 'script') {
    const body = await db.scripts.get([id, version]);
    return body ? { kind, body } : null;
  }
  const body = await db.phraseLists.get([id, version]);
  return body ? { kind, body } : null;
}
