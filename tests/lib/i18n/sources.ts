import { readdirSync, readFileSync } from 'node:fs';
import type { Words } from '../../../lib/i18n/i18n.ts';

const root = new URL('../../../', import.meta.url);

/** What a source asks of `t`: whole keys, and the fixed beginnings of keys that end in a value. */
export type Asked = { file: string; keys: string[]; beginnings: string[] };

export function askedIn(...folders: string[]): Asked[] {
  return folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({ file: `${folder}/${name}`, ...asked(readFileSync(new URL(`${folder}/${name}`, root), 'utf8')) })),
  );
}

function asked(source: string): { keys: string[]; beginnings: string[] } {
  const first = [...source.matchAll(/(?<![\w.])t\(/g)].map((match) => firstArgument(source.slice(match.index + match[0].length)));
  return {
    keys: first.flatMap((argument) => [...argument.replace(/`[^`]*`|[=!]== '[^']*'/g, '').matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '')),
    beginnings: first.flatMap((argument) => [...argument.matchAll(/`([^`$]+)\$\{/g)].map((match) => match[1] ?? '')),
  };
}

/** Up to the comma or bracket that ends it. */
function firstArgument(rest: string): string {
  let depth = 0;
  for (const [index, character] of [...rest].entries()) {
    if ('([{'.includes(character)) depth++;
    if (depth === 0 && (character === ',' || character === ')')) return rest.slice(0, index);
    if (')]}'.includes(character)) depth--;
  }
  return rest;
}

/** `a.b.c` of every word; the forms of a plural as one key. */
export function keysOf(words: Words, before = ''): string[] {
  const keys = Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [(before + key).replace(/_(one|other)$/, '')] : keysOf(value, `${before}${key}.`),
  );
  return [...new Set(keys)];
}

/** Every word with its key, the forms of a plural apart. */
export function wordsOf(words: Words, before = ''): [key: string, word: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : wordsOf(value, `${before}${key}.`),
  );
}

export function placeholdersOf(word: string): string[] {
  return [...new Set([...word.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))].toSorted();
}
