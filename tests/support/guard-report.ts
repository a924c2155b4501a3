import { readFileSync } from 'node:fs';
import { type PhraseCategory, phraseCategorySchema, phraseListSchema } from '../../lib/contract/phrases.ts';
import { compileGuard, type Guard } from '../../lib/guard/guard.ts';
import { loadTraditional } from '../../lib/guard/traditional.ts';

/** Judges the guard on frozen sentences: half of them bad, half innocent look-alikes. The half with even numbers was never read while the lists were written. */

export type Sentence = { readonly id: string; readonly text: string; readonly bad: boolean; readonly category: PhraseCategory | null };
export type Half = 'tuning' | 'held-out' | 'all';

/** A share with its Wilson 95 % interval, all between 0 and 1. */
export type Share = { readonly of: number; readonly hits: number; readonly share: number; readonly low: number; readonly high: number };

export type Judgement = {
  /** Of the bad sentences, those with a finding. */
  readonly recall: Share;
  /** Of the sentences with a finding, the bad ones. */
  readonly precision: Share;
  /** Of the bad sentences of a category, those with a finding, and those with a finding of that very category. */
  readonly categories: readonly { readonly category: PhraseCategory; readonly recall: Share; readonly named: Share }[];
};

export const languages = ['zh-CN', 'en'] as const;
export type SentenceLanguage = (typeof languages)[number];

/** Standard normal quantile of 97.5 %. */
const Z = 1.959964;

export function wilson(hits: number, of: number): Share {
  if (of === 0) return { of, hits, share: 0, low: 0, high: 1 };
  const share = hits / of;
  const centre = share + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return { of, hits, share, low: (centre - spread) / scale, high: (centre + spread) / scale };
}

/** Found and flagged before anything was tuned, both halves together: the honest start, kept to compare with. */
export const beforeTuning = {
  'zh-CN': { recall: wilson(93, 100), precision: wilson(93, 116) },
  en: { recall: wilson(88, 100), precision: wilson(88, 104) },
} as const satisfies Record<SentenceLanguage, { recall: Share; precision: Share }>;

/** Odd numbers in the id are the half that may be read for tuning. */
export function halfOf(id: string): 'tuning' | 'held-out' {
  return Number(/\d+$/.exec(id)?.[0] ?? 0) % 2 === 1 ? 'tuning' : 'held-out';
}

export function readSentences(language: SentenceLanguage): Sentence[] {
  return JSON.parse(readFileSync(new URL(`../fixtures/guard/sentences.${language}.json`, import.meta.url), 'utf8'));
}

export function readPhraseList(language: SentenceLanguage) {
  return phraseListSchema.parse(JSON.parse(readFileSync(new URL(`../../public/packs/phrases.${language}.json`, import.meta.url), 'utf8')));
}

/** Both shipped lists with the Traditional map, as the product uses them. */
export async function shippedGuard(): Promise<Guard> {
  return compileGuard(languages.map(readPhraseList), { toSimplified: await loadTraditional() });
}

export function judge(guard: Guard, sentences: readonly Sentence[], half: Half): Judgement {
  const checked = sentences
    .filter((sentence) => half === 'all' || halfOf(sentence.id) === half)
    .map((sentence) => ({ ...sentence, found: guard.check(sentence.text).map((finding) => finding.category) }));
  const bad = checked.filter((sentence) => sentence.bad);
  const flagged = checked.filter((sentence) => sentence.found.length > 0);
  return {
    recall: wilson(bad.filter((sentence) => sentence.found.length > 0).length, bad.length),
    precision: wilson(flagged.filter((sentence) => sentence.bad).length, flagged.length),
    categories: phraseCategorySchema.options.map((category) => {
      const ofCategory = bad.filter((sentence) => sentence.category === category);
      return {
        category,
        recall: wilson(ofCategory.filter((sentence) => sentence.found.length > 0).length, ofCategory.length),
        named: wilson(ofCategory.filter((sentence) => sentence.found.includes(category)).length, ofCategory.length),
      };
    }),
  };
}
