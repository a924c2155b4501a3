import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type PhraseList, phraseListSchema } from '../lib/contract/phrases.ts';
import type { Script } from '../lib/contract/script.ts';
import { lintScript } from '../lib/script/lint.ts';
import { parsePack } from '../lib/script/parse.ts';

export type Content = { scripts: Script[]; phraseLists: PhraseList[] };

/** A file among the packs that is no pack and no phrase list. Says which and where, so that it can be mended. */
export class BrokenPackError extends Error {
  constructor(file: string, where: string) {
    super(`${file}: ${where}`);
    this.name = 'BrokenPackError';
  }
}

const packsFolder = fileURLToPath(new URL('../public/packs/', import.meta.url));

/** The scripts and phrase lists that ship with the product. @throws BrokenPackError */
export function shippedContent(folder = packsFolder): Content {
  const content: Content = { scripts: [], phraseLists: [] };
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const json: unknown = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
    if (typeof json === 'object' && json !== null && 'phrases' in json) content.phraseLists.push(phraseListOf(file, json));
    else content.scripts.push(...scriptsOf(file, json));
  }
  const phraseIds = new Set(content.phraseLists.flatMap((list) => list.phrases.map(({ id }) => id)));
  for (const script of content.scripts) {
    const problem = lintScript(script, { phraseIds })[0];
    if (problem) throw new BrokenPackError(script.id, problem.message);
  }
  return content;
}

function scriptsOf(file: string, json: unknown): Script[] {
  const parsed = parsePack(json);
  if (!parsed.ok) throw new BrokenPackError(file, parsed.problems[0]?.message ?? 'not a pack');
  return parsed.scripts;
}

function phraseListOf(file: string, json: unknown): PhraseList {
  const parsed = phraseListSchema.safeParse(json);
  if (!parsed.success) throw new BrokenPackError(file, `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}
