import type { PhraseList } from '../contract/phrases.ts';
import type { Script } from '../contract/script.ts';
import type { CallsideDb } from './database.ts';

/** The newest version of a script; a call takes it when it begins and keeps it to its end (design 9). */
export async function newestScript(db: CallsideDb, id: string): Promise<Script | null> {
  const versions = await db.scripts.where('id').equals(id).toArray();
  return versions.reduce<Script | null>((newest, script) => (newest === null || script.version > newest.version ? script : newest), null);
}

export async function scriptOf(db: CallsideDb, walk: { scriptId: string; version: number }): Promise<Script | null> {
  return (await db.scripts.get([walk.scriptId, walk.version])) ?? null;
}

/** The newest version of each phrase list. */
export async function newestPhraseLists(db: CallsideDb): Promise<PhraseList[]> {
  const newest = new Map<string, PhraseList>();
  for (const list of await db.phraseLists.toArray()) {
    const known = newest.get(list.id);
    if (!known || list.version > known.version) newest.set(list.id, list);
  }
  return [...newest.values()];
}

export async function phraseListsOf(db: CallsideDb, versions: readonly { id: string; version: number }[]): Promise<PhraseList[]> {
  const lists = await db.phraseLists.bulkGet(versions.map(({ id, version }) => [id, version] as [string, number]));
  return lists.filter((list) => list !== undefined);
}
