import { useWorkspace } from '../context.ts';
import { useEntries } from '../publish/use-content.ts';

export type ScriptChoice = { id: string; purpose: string; title: string };

/** The scripts in use, by their title in the reader's language. */
export function useScripts(): ScriptChoice[] {
  const { format } = useWorkspace();
  const { language } = format();
  const { data = [] } = useEntries('script');
  return data
    .flatMap(({ id, purpose, title }) => (purpose === undefined ? [] : [{ id, purpose, title: title[language] ?? Object.values(title)[0] ?? id }]))
    .sort((a, b) => a.title.localeCompare(b.title, language));
}
