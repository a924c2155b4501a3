/**
 * Words as a search knows them. Chinese, Japanese and Korean are written without spaces, and a two-character word is the commonest one: every single
 * character and every pair of neighbours is a word. Elsewhere a word is what stands between spaces, and each of its beginnings is found too.
 */

/** One character of Traditional Chinese → the Simplified one; anything else unchanged. */
export type Simplify = (character: string) => string;

/** Beginnings longer than this are found by their first so many letters, and then read. */
const LONGEST = 12;
/** More than any record has; a text that is all different letters cannot fill the index. */
const MOST = 4000;

const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々〆]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{N}\p{M}])+/gu;
const JOINED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々〆]/u;

/** Case, width, accents, apostrophes and Traditional forms do not matter. */
export function foldText(text: string, simplify: Simplify = (character) => character): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’‘`]/g, '')
    .normalize('NFC')
    .toLowerCase();
  return plain.replace(/\p{Script=Han}/gu, simplify);
}

/** The words of texts, each once. */
export function wordsOf(texts: readonly string[], simplify?: Simplify): Set<string> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [run] of foldText(text, simplify).matchAll(RUNS)) {
      if (found.size > MOST) return found;
      if (JOINED.test(run)) for (const gram of gramsOf(run)) found.add(gram);
      else for (const beginning of beginningsOf(run)) found.add(beginning);
    }
  }
  return found;
}

export type WordQuery = {
  /** All of them must be among the words of a text. */
  words: string[];
  /** What must stand in the folded text: the words alone do not say that they are neighbours. Empty when they do. */
  parts: string[];
};

/** What somebody looks for; null when there is no word in it. */
export function wordQuery(query: string, simplify?: Simplify): WordQuery | null {
  const words = new Set<string>();
  const parts: string[] = [];
  for (const [run] of foldText(query, simplify).matchAll(RUNS)) {
    const characters = [...run];
    if (JOINED.test(run)) {
      const grams = characters.length === 1 ? characters : pairsOf(characters);
      for (const gram of grams) words.add(gram);
      if (characters.length > 2) parts.push(run);
    } else {
      words.add(characters.slice(0, LONGEST).join(''));
      if (characters.length > LONGEST) parts.push(run);
    }
  }
  return words.size === 0 ? null : { words: [...words], parts };
}

/** True when all parts stand in the texts. */
export function hasParts(texts: readonly string[], parts: readonly string[], simplify?: Simplify): boolean {
  if (parts.length === 0) return true;
  const folded = texts.map((text) => foldText(text, simplify));
  return parts.every((part) => folded.some((text) => text.includes(part)));
}

function gramsOf(run: string): string[] {
  const characters = [...run];
  return [...characters, ...pairsOf(characters)];
}

function pairsOf(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function beginningsOf(run: string): string[] {
  const characters = [...run].slice(0, LONGEST);
  return characters.map((_, index) => characters.slice(0, index + 1).join(''));
}
