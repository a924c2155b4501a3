import { type PhraseList, phraseListSchema } from '../contract/phrases.ts';
import type { Script } from '../contract/script.ts';
import { lintScript } from '../script/lint.ts';
import { parsePack } from '../script/parse.ts';
import { extensionUrl } from './url.ts';

const packs = ['retail-member-care', 'hospital-aftercare', 'occasions', 'workshop-aftercare', 'safety-consultancy'];
const lists = ['phrases.zh-CN', 'phrases.en'];

/** The scripts and phrase lists that ship with the extension, for an agent alone. @throws Error naming the file that is broken */
export async function shippedContent(): Promise<{ scripts: Script[]; phraseLists: PhraseList[] }> {
  const scripts = await Promise.all(
    packs.map(async (name) => {
      const parsed = parsePack(await read(name));
      if (!parsed.ok) throw new Error(`${name}: ${parsed.problems[0]?.where} ${parsed.problems[0]?.message}`);
      const problem = parsed.scripts.flatMap((script) => lintScript(script))[0];
      if (problem) throw new Error(`${name}: ${problem.message}`);
      return parsed.scripts;
    }),
  );
  const phraseLists = await Promise.all(lists.map(async (name) => phraseListSchema.parse(await read(name))));
  return { scripts: scripts.flat(), phraseLists };
}

async function read(name: string): Promise<unknown> {
  const response = await fetch(extensionUrl(`/packs/${name}.json`));
  return response.json();
}
