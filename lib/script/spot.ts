import type { Text } from '../contract/basics.ts';
import type { PhraseList } from '../contract/phrases.ts';
import type { DraftContent } from '../contract/publishing.ts';
import type { Script } from '../contract/script.ts';
import { exampleOf } from '../guard/example.ts';

/** The place of a problem as a person finds it: in which step, question, message or phrase. `id` of `branch` is its fixed key. */
export type Spot =
  | { area: 'whole'; id: null; name: null; part: string }
  | { area: 'step' | 'question' | 'message' | 'phrase'; id: string; name: Text; part: string }
  | { area: 'branch'; id: string; name: null; part: string };

/** `where` is `scripts.small.steps.ask.line.en`: the thing it names, and what is left of the path. Ids may hold dots: the longest that fits is meant. */
export function spotOf(content: DraftContent, where: string): Spot {
  return content.kind === 'script' ? inScript(content.body, where) : inList(content.body, where);
}

function inScript(script: Script, where: string): Spot {
  const at = `scripts.${script.id}`;
  const areas = [
    { area: 'step', at: `${at}.steps.`, things: script.steps.map(({ id, title }) => ({ id, name: title })) },
    { area: 'question', at: `${at}.fields.`, things: script.fields.map(({ id, label }) => ({ id, name: label })) },
    { area: 'message', at: `${at}.messages.`, things: script.messages.map(({ id, title }) => ({ id, name: title })) },
  ] as const;
  for (const { area, at, things } of areas) {
    const found = longest(things, at, where);
    if (found) return { area, id: found.thing.id, name: found.thing.name, part: found.part };
  }
  const branch = `${at}.branches.`;
  if (where.startsWith(branch)) return { area: 'branch', id: where.slice(branch.length), name: null, part: '' };
  return { area: 'whole', id: null, name: null, part: where.slice(at.length + 1) };
}

function inList(list: PhraseList, where: string): Spot {
  const at = `lists.${list.id}`;
  const things = list.phrases.map((phrase) => ({
    id: phrase.id,
    name: { [list.language]: phrase.patterns[0] ? exampleOf(phrase.patterns[0]) : (phrase.instead[0] ?? '') },
  }));
  const found = longest(things, `${at}.phrases.`, where);
  if (found) return { area: 'phrase', id: found.thing.id, name: found.thing.name, part: found.part };
  return { area: 'whole', id: null, name: null, part: where.slice(at.length + 1) };
}

function longest<T extends { id: string }>(things: readonly T[], at: string, where: string): { thing: T; part: string } | null {
  const fits = things.filter(({ id }) => where === at + id || where.startsWith(`${at}${id}.`));
  const thing = fits.toSorted((one, other) => other.id.length - one.id.length)[0];
  return thing ? { thing, part: where.slice(at.length + thing.id.length + 1) } : null;
}
