import type { Text } from '../../lib/contract/basics.ts';
import type { PhraseCategory } from '../../lib/contract/phrases.ts';
import type { RecordOptionsReply } from '../../lib/contract/search.ts';
import type { Deps, Session } from '../context.ts';
import type { Tx } from '../store/port.ts';

/** What there is to filter by: who and what is within reach. An agent finds only their own records, so nobody else's name is told. */
export async function recordOptions(deps: Deps, session: Session): Promise<RecordOptionsReply> {
  const { agent, scope, places, contentScope } = session;
  const within = scope.flatMap((id) => places.get(id) ?? []);
  return deps.store.read(async (tx) => {
    const agents = agent.role === 'agent' ? [{ id: agent.id, name: agent.name }] : await tx.search.agentsOf(scope);
    return {
      places: within.map(({ id, name }) => ({ id, name })),
      agents: agents.sort((a, b) => a.name.localeCompare(b.name)),
      scripts: await scriptsOf(tx, contentScope),
      departments: [...new Set(within.flatMap(({ departments }) => departments))].sort(),
      phrases: await phrasesOf(tx, contentScope),
    };
  });
}

async function scriptsOf(tx: Tx, placeIds: readonly string[]): Promise<RecordOptionsReply['scripts']> {
  const byId = Map.groupBy(await tx.search.versions('scripts', placeIds), ({ id }) => id);
  const found: RecordOptionsReply['scripts'] = [];
  for (const [id, all] of byId) {
    const newest = await tx.content.script(id, all[0]?.version ?? 0);
    if (newest) found.push({ id, purpose: newest.purpose, title: newest.title, versions: all.map(({ version }) => version) });
  }
  return found;
}

/** Every idea once, with how it may be said in each language that has a list. */
async function phrasesOf(tx: Tx, placeIds: readonly string[]): Promise<RecordOptionsReply['phrases']> {
  const found = new Map<string, { category: PhraseCategory; example: Text }>();
  for (const [id, all] of Map.groupBy(await tx.search.versions('phrase_lists', placeIds), (one) => one.id)) {
    const list = await tx.content.phraseList(id, all[0]?.version ?? 0);
    for (const phrase of list?.phrases ?? []) {
      const known = found.get(phrase.id);
      const example = { ...known?.example, [list?.language ?? 'en']: plain(phrase.patterns[0] ?? phrase.id) };
      found.set(phrase.id, { category: known?.category ?? phrase.category, example });
    }
  }
  return [...found].map(([id, phrase]) => ({ id, ...phrase }));
}

/** One way to say a pattern: the first of what it lets choose, without what may be missing. From the inside out, for they stand in one another. */
function plain(pattern: string): string {
  let text = pattern;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\[[^[\]()]*\]/g, '').replace(/\(([^|()[\]]*)(\|[^()[\]]*)?\)/g, '$1');
  }
  return text.replaceAll('~', '…').replace(/\s+/g, ' ').trim();
}
