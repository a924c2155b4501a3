import type { PhraseList } from '../../../lib/contract/phrases.ts';

type Phrase = PhraseList['phrases'][number];

/** A phrase with nothing about it but its patterns. */
export function phraseOf(id: string, patterns: readonly string[], extra: Partial<Phrase> = {}): Phrase {
  return { id, category: 'vague', severity: 'warn', patterns: [...patterns], instead: ['Something better.'], allow: [], ...extra };
}

export function listOf(phrases: readonly Phrase[], allow: readonly string[] = [], id = 'list'): PhraseList {
  return { schema: 1, id, version: 7, language: 'en', title: { en: 'List' }, phrases: [...phrases], allow: [...allow] };
}
