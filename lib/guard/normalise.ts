/**
 * The first stage of the guard: text → the letters that matter, with the way back to the original.
 *
 * How folding, punctuation and word borders work together:
 *
 * - Only letters, digits and `%` are kept ("letters"), folded: NFKD without accents (which also folds width), lower case, and Traditional → Simplified
 *   through the map the caller injects. Everything else between two letters is a *gap*: nothing is lost, each letter carries the kinds of characters
 *   that stood before it as bits, and a match decides what it may cross (lib/guard/match.ts).
 * - Invisible characters (zero-width, soft hyphen, variation selectors, combining marks) make no gap at all.
 * - `space`: white space in the line. `soft`: dots, stars, hyphens, slashes, quotes, emoji and the like, with which a word is broken up. `apostrophe`: all its
 *   forms. `clause`: commas, semicolons, colons, dashes, round brackets, or a gap of more than twelve characters. `border`: the end of a sentence.
 * - A single `.` ends a sentence when white space or the end follows, but for "Mr." and its like; inside `保.证` it is soft, and `...` is soft: people trail off.
 * - Script decides what a gap means. Chinese is written without spaces, so spaces and soft marks between two characters are noise. In spaced scripts a space
 *   is a word border: `bank fee` has no "kf", while a soft mark without a space may stand inside a word (`re*fund`).
 * - `spelled`: three or more letters each standing alone (`r e f u n d`, `我。不。知。道`). Then what stands between them separates letters, not words or
 *   sentences, and may be crossed; a word can begin or end only where the space is wider, beside "a" or "I", and at the row's ends.
 */

/** What stood between a letter and the one before it. */
export const GAP = { none: 0, space: 1, soft: 2, apostrophe: 4, clause: 8, border: 16, spelled: 32 } as const;

/** `spaced`: letters and digits of scripts that put spaces between words; `joined`: Han, kana and the like; `sign`: `%`. */
export const KIND = { spaced: 1, joined: 2, sign: 3 } as const;

/** One character of Traditional Chinese → the Simplified one; anything else unchanged. */
export type ToSimplified = (character: string) => string;

export type Normalised = {
  /** The kept letters, folded, nothing between them. All arrays run along its UTF-16 units. */
  readonly letters: string;
  /** UTF-16 offsets into the original text: where the character that gave this letter starts and ends. */
  readonly start: readonly number[];
  readonly end: readonly number[];
  /** Bits of {@link GAP} for what stood before this letter, and how many visible characters that was. */
  readonly gap: readonly number[];
  readonly gapLength: readonly number[];
  readonly kind: readonly number[];
  /** Number of the sentence that the letter is in. */
  readonly sentence: readonly number[];
};

const APOSTROPHES = new Set(["'", '\u2019', '\u2018', '\u02bc', '\u2032', '\u00b4', '`', '\uff07', '\u201b']);
const CLAUSE_MARKS = new Set([',', '、', ';', ':', '—', '–', '―', '(', ')', '︰', '﹑']);
const SENTENCE_MARKS = new Set(['。', '!', '?', '\n', '\r', '\u2028', '\u2029', '\u0085', '\u000b', '\u000c', '؟']);
/** Characters the Traditional map leaves alone but agents use for the same word. */
const VARIANTS: Readonly<Record<string, string>> = { 妳: '你', 著: '着', 哋: '们', 係: '是', 唔: '不' };
const TITLES = new Set(['mr', 'mrs', 'ms', 'dr']);
const LONGEST_GAP = 12;
const SHORTEST_ROW = 3;
const WIDEST_IN_ROW = 3;

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{M}]$/u;
const LETTER = /^[\p{L}\p{N}]$/u;
const JOINED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Thai}]$/u;
const WHITE = /^\s$/u;
const ACCENTS = /\p{M}/gu;

type Role = { readonly letters: string; readonly kind: number; readonly gap: number; readonly invisible: boolean };

function roleOf(character: string, toSimplified: ToSimplified | undefined): Role {
  if (APOSTROPHES.has(character)) return { letters: '', kind: 0, gap: GAP.apostrophe, invisible: false };
  if (INVISIBLE.test(character)) return { letters: '', kind: 0, gap: GAP.none, invisible: true };
  if (WHITE.test(character) && !SENTENCE_MARKS.has(character)) return { letters: '', kind: 0, gap: GAP.space, invisible: false };
  const folded = character.normalize('NFKD').toLowerCase().normalize('NFKD').replace(ACCENTS, '').normalize('NFC');
  let letters = '';
  let kind: number = 0;
  for (const part of folded) {
    if (part === '%') {
      letters += part;
      kind ||= KIND.sign;
    } else if (LETTER.test(part)) {
      const joined = JOINED.test(part);
      letters += joined ? simplify(part, toSimplified) : part;
      kind ||= joined ? KIND.joined : KIND.spaced;
    }
  }
  if (letters !== '') return { letters, kind, gap: GAP.none, invisible: false };
  const first = [...folded][0] ?? '';
  const gap = SENTENCE_MARKS.has(first) ? GAP.border : CLAUSE_MARKS.has(first) ? GAP.clause : GAP.soft;
  return { letters: '', kind: 0, gap, invisible: false };
}

function simplify(character: string, toSimplified: ToSimplified | undefined): string {
  const simplified = toSimplified ? toSimplified(character) : character;
  return VARIANTS[simplified] ?? VARIANTS[character] ?? simplified;
}

/** A dot or a hyphen means different things by its neighbours. */
function gapByNeighbours(text: string, at: number, mark: string, otherwise: number, lastWord: string): number {
  const before = text[at - 1] ?? ' ';
  const after = text[at + 1] ?? ' ';
  if (mark === '.' || mark === '．') {
    if (before === mark || after === mark || TITLES.has(lastWord)) return GAP.soft;
    const next = /["'”’)]/.test(after) ? (text[at + 2] ?? ' ') : after;
    return WHITE.test(next) ? GAP.border : GAP.soft;
  }
  if (mark === '-') return before === mark || after === mark || (WHITE.test(before) && WHITE.test(after)) ? GAP.clause : GAP.soft;
  return otherwise;
}

/** Makes the normaliser; it remembers the role of every character it has met, so keep one per map. Never throws, lone surrogates are soft marks. */
export function createNormaliser(toSimplified?: ToSimplified): (text: string) => Normalised {
  const roles = new Map<number, Role>();
  const role = (codePoint: number): Role => {
    const known = roles.get(codePoint);
    if (known) return known;
    const made = roleOf(String.fromCodePoint(codePoint), toSimplified);
    roles.set(codePoint, made);
    return made;
  };
  return (text) => normaliseWith(text, role);
}

function normaliseWith(text: string, role: (codePoint: number) => Role): Normalised {
  const start: number[] = [];
  const end: number[] = [];
  const gap: number[] = [];
  const gapLength: number[] = [];
  const kind: number[] = [];
  const sentence: number[] = [];
  let letters = '';
  let pending: number = GAP.none;
  let pendingLength = 0;
  let sentences = 0;
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    const width = codePoint > 0xffff ? 2 : 1;
    const { letters: kept, kind: itsKind, gap: itsGap, invisible } = role(codePoint);
    if (invisible) {
      // An accent typed as a character of its own belongs to the letter before it.
      if (pending === GAP.none && isAccent(codePoint) && end.length > 0) end[end.length - 1] = at + width;
    } else if (kept === '') {
      const mark = text[at] ?? '';
      const contextual = mark === '.' || mark === '．' || mark === '-';
      pending |= contextual ? gapByNeighbours(text, at, mark, itsGap, mark === '-' ? '' : letters.slice(wordStart(gap, pending))) : itsGap;
      pendingLength += 1;
    } else {
      if (pendingLength > LONGEST_GAP) pending |= GAP.clause;
      if (pending & GAP.border) sentences += 1;
      for (let unit = 0; unit < kept.length; unit += 1) {
        start.push(at);
        end.push(at + width);
        gap.push(unit === 0 ? pending : GAP.none);
        gapLength.push(unit === 0 ? pendingLength : 0);
        kind.push(itsKind);
        sentence.push(sentences);
      }
      letters += kept;
      pending = GAP.none;
      pendingLength = 0;
    }
    at += width;
  }
  markSpelledOut(gap, gapLength, kind, sentence);
  return { letters, start, end, gap, gapLength, kind, sentence };
}

/** Turns the narrowest gaps of rows of single letters into `spelled`, and takes back the sentence borders in them. */
function markSpelledOut(gap: number[], gapLength: readonly number[], kind: readonly number[], sentence: number[]): void {
  for (let row = 0; row < gap.length; ) {
    let next = row + 1;
    while (next < gap.length && standsApart(gap[next]) && (gapLength[next] ?? 0) <= WIDEST_IN_ROW && kind[next] === kind[row]) next += 1;
    // The first and the last letter must stand alone too: in "ab c d ef" there is no row.
    const from = row > 0 && !standsApart(gap[row]) ? row + 1 : row;
    const to = next < gap.length && !standsApart(gap[next]) ? next - 1 : next;
    if (to - from >= SHORTEST_ROW) joinRow(gap, gapLength, sentence, from, to);
    row = next;
  }
}

/** Wider gaps stay as they are: in `n o t  o u r` two words are spelled out. */
function joinRow(gap: number[], gapLength: readonly number[], sentence: number[], from: number, to: number): void {
  const narrowest = Math.min(...gapLength.slice(from + 1, to));
  let borders = 0;
  for (let at = from; at < sentence.length; at += 1) {
    if (at > from && at < to && gapLength[at] === narrowest) {
      if ((gap[at] ?? 0) & GAP.border) borders += 1;
      gap[at] = GAP.spelled;
    }
    sentence[at] = (sentence[at] ?? 0) - borders;
  }
}

function standsApart(gap: number | undefined): boolean {
  return gap !== undefined && gap !== GAP.none && gap !== GAP.apostrophe;
}

function isAccent(codePoint: number): boolean {
  return codePoint >= 0x300 && codePoint <= 0x36f;
}

/** Where the word that ends the letters so far begins; past its end when something stands in between already. */
function wordStart(gap: readonly number[], pending: number): number {
  if (pending !== GAP.none) return gap.length;
  let at = gap.length - 1;
  while (at > 0 && gap[at] === GAP.none && gap.length - at < 5) at -= 1;
  return Math.max(at, 0);
}
