import type { PhraseList } from '../../lib/contract/phrases.ts';

/** A list of two phrases, the first of which the small script names. */
export function aPhraseList(over: Partial<PhraseList> = {}): PhraseList {
  const phrase = { category: 'blame-customer', severity: 'stop', allow: [] } as const;
  return {
    schema: 1,
    id: 'phrases-en',
    version: 1,
    language: 'en',
    title: { en: 'Never say' },
    phrases: [
      { ...phrase, id: 'blame-use', patterns: ['using it wrong'], instead: ['I will have it looked at'], allow: [] },
      { ...phrase, id: 'vague', category: 'vague', patterns: ['probably'], instead: ['I will tell you by five'], allow: [] },
    ],
    allow: [],
    ...over,
  };
}
