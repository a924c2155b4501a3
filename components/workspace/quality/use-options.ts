import { useQuery } from '@tanstack/react-query';
import type { RecordOptionsReply } from '../../../lib/contract/search.ts';
import { unwrap } from '../api.ts';
import { useWorkspace } from '../context.ts';
import { createQualityApi } from './api.ts';

/** What there is to filter by. An agent alone has one place, and the scripts of this computer. */
export function useOptions(): RecordOptionsReply {
  const { api, db, session } = useWorkspace();
  const query = useQuery({
    queryKey: ['record-options'],
    staleTime: 60_000,
    queryFn: async () => (api ? unwrap(createQualityApi(api.request).options()) : localOptions(await db.scripts.toArray(), await db.phraseLists.toArray())),
  });
  const { place, agent } = session;
  const own = { places: [{ id: place.id, name: place.name }], agents: [{ id: agent.id, name: agent.name }], departments: place.departments };
  return query.data ? (api ? query.data : { ...query.data, ...own }) : { ...own, scripts: [], phrases: [] };
}

type Scripts = { id: string; version: number; purpose: string; title: { [language: string]: string } }[];
type Lists = {
  language: string;
  version: number;
  phrases: { id: string; category: RecordOptionsReply['phrases'][number]['category']; patterns: string[] }[];
}[];

function localOptions(scripts: Scripts, lists: Lists): RecordOptionsReply {
  const byId = Map.groupBy(
    scripts.toSorted((a, b) => b.version - a.version),
    ({ id }) => id,
  );
  const phrases = new Map<string, RecordOptionsReply['phrases'][number]>();
  for (const { language, phrases: some } of lists) {
    for (const { id, category, patterns } of some) {
      phrases.set(id, { id, category, example: { ...phrases.get(id)?.example, [language]: patterns[0] ?? id } });
    }
  }
  return {
    places: [],
    agents: [],
    departments: [],
    scripts: [...byId].flatMap(([id, all]) =>
      all[0] ? [{ id, purpose: all[0].purpose, title: all[0].title, versions: all.map(({ version }) => version) }] : [],
    ),
    phrases: [...phrases.values()],
  };
}
