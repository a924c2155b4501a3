import { AhoCorasick } from '@monyone/aho-corasick/fast';
import { GAP, KIND, type Normalised } from './normalise.ts';
import { isBlank, isOptional, type PatternPath } from './pattern.ts';

/**
 * The middle stage: one automaton over the letters finds every wording of every slot in one pass; each hit is held against what stood between its letters
 * (what may be crossed is told at the top of normalise.ts), and the slots of a pattern are joined by position. No regular expression comes from data.
 */

/** Words that another word turns into when it loses its apostrophe. */
const NEEDS_APOSTROPHE = new Set(['well', 'were', 'ill', 'hell', 'shell', 'shed', 'wed', 'id']);
/** From this many letters on, a match may have lost its spaces: "idontknow". */
const LONG_ENOUGH_UNSPACED = 8;
const APOSTROPHE_ONLY = 64;

/** From slot to slot: gap bits of what was left out in between, and the letters of `~`, or null where the slots are neighbours. */
type Step = { readonly from: number; readonly bits: number; readonly letters: number | null };

/** A slot of a pattern, numbered through all patterns. A match may begin at a `first` slot and end at a `last` one. */
type Place = { readonly slot: number; readonly path: number; readonly steps: readonly Step[]; readonly first: boolean; readonly last: boolean };

/** A wording at a place, with the gap bits that the pattern has around it. */
type Use = { readonly place: Place; readonly lead: number; readonly trail: number };
/** `inner[n]`: gap bits the pattern has before letter n. */
type Wording = { readonly inner: readonly number[]; readonly uses: Use[] };

/** A beginning of a match up to some slot. `unspaced` when it crossed a place where the pattern has a space and the text has nothing. */
type Begun = { readonly from: number; readonly to: number; readonly trail: number; readonly unspaced: boolean };

/** A pattern found; `from` and `to` are positions in the letters. */
export type Match = { readonly path: number; readonly from: number; readonly to: number };

export type Matcher = (text: Normalised) => Match[];

/** Builds the automaton over all patterns; `path` in a match is the index here. */
export function createMatcher(paths: readonly PatternPath[], normalise: (text: string) => Normalised): Matcher {
  const wordings = new Map<string, Wording[]>();
  const options = remembering(normalise);
  let slots = 0;
  paths.forEach((path, number) => {
    addPath(path, number, slots, wordings, options);
    slots += path.slots.length;
  });
  const automaton = new AhoCorasick([...wordings.keys()]);
  return (text) => {
    const matches: Match[] = [];
    const begun: (Begun[] | undefined)[] = new Array(slots);
    for (const hit of automaton.matchInText(text.letters)) {
      for (const wording of wordings.get(hit.keyword) ?? []) {
        const unspaced = crossInside(text, hit.begin, wording.inner);
        if (unspaced === null) continue;
        const canBegin = hasBorder(text, hit.begin);
        const canEnd = hasBorder(text, hit.end);
        for (const use of wording.uses) {
          const ways = waysTo(text, begun, use, { from: hit.begin, to: hit.end, trail: use.trail, unspaced }, canBegin);
          if (ways === null) continue;
          const list = begun[use.place.slot];
          if (list) list.push(...ways);
          else begun[use.place.slot] = ways;
          const path = paths[use.place.path];
          if (use.place.last && canEnd && path) report(text, matches, path, use.place.path, ways);
        }
      }
    }
    return matches;
  };
}

/** Many patterns share their words. */
function remembering(normalise: (text: string) => Normalised): (option: string) => Normalised {
  const known = new Map<string, Normalised>();
  return (option) => {
    const found = known.get(option) ?? normalise(`${option}x`);
    known.set(option, found);
    return found;
  };
}

/** `normalised` gives an option with one letter put after it, which shows what the pattern has at its end. */
function addPath(path: PatternPath, number: number, base: number, wordings: Map<string, Wording[]>, normalised: (option: string) => Normalised): void {
  path.slots.forEach((slot, index) => {
    if (slot.kind === 'gap') return;
    const place: Place = {
      slot: base + index,
      path: number,
      steps: stepsInto(path, index, base, normalised),
      first: path.slots.slice(0, index).every(isOptional),
      last: path.slots.slice(index + 1).every(isOptional),
    };
    for (const option of slot.options) addWording(wordings, normalised(option), place);
  });
}

/** All slots that may come right before this one, those in between being left out. */
function stepsInto(path: PatternPath, index: number, base: number, normalised: (option: string) => Normalised): Step[] {
  const steps: Step[] = [];
  let bits = 0;
  let letters: number | null = null;
  for (let before = index - 1; before >= 0; before -= 1) {
    const slot = path.slots[before];
    if (!slot) break;
    if (slot.kind === 'gap') {
      letters = (letters ?? 0) + slot.letters;
      continue;
    }
    if (!slot.options.every(isBlank)) steps.push({ from: base + before, bits, letters });
    if (!isOptional(slot)) break;
    for (const option of slot.options) if (isBlank(option)) bits |= normalised(option).gap[0] ?? 0;
  }
  return steps;
}

function addWording(wordings: Map<string, Wording[]>, option: Normalised, place: Place): void {
  const letters = option.letters.slice(0, -1);
  if (letters === '') return;
  const inner = option.gap.slice(0, -1);
  const use: Use = { place, lead: inner[0] ?? 0, trail: option.gap.at(-1) ?? 0 };
  inner[0] = 0;
  for (let at = 1; at < inner.length; at += 1) {
    if (inner[at] === GAP.apostrophe && NEEDS_APOSTROPHE.has(wordAround(letters, inner, at))) inner[at] = APOSTROPHE_ONLY;
  }
  const same = wordings.get(letters) ?? [];
  wordings.set(letters, same);
  const known = same.find((other) => other.inner.every((bits, at) => bits === inner[at]));
  if (known) known.uses.push(use);
  else same.push({ inner, uses: [use] });
}

function wordAround(letters: string, inner: readonly number[], at: number): string {
  const inWord = (gap: number | undefined) => gap === GAP.none || gap === GAP.apostrophe || gap === APOSTROPHE_ONLY;
  let from = at;
  let to = at + 1;
  while (from > 0 && inWord(inner[from])) from -= 1;
  while (to < letters.length && inWord(inner[to])) to += 1;
  return letters.slice(from, to);
}

/** Whether the letters of a wording hang together in the text: null when not, else whether a space was missing. */
function crossInside(text: Normalised, begin: number, inner: readonly number[]): boolean | null {
  let unspaced = false;
  for (let at = 1; at < inner.length; at += 1) {
    const crossed = cross(text, begin + at, inner[at] ?? 0);
    if (crossed === 'no') return null;
    if (crossed === 'unspaced') unspaced = true;
  }
  return unspaced;
}

/** Whether a match may go on over what stands before letter `at`, the pattern having `expected` there. */
function cross(text: Normalised, at: number, expected: number): 'yes' | 'no' | 'unspaced' {
  const gap = text.gap[at] ?? 0;
  if (gap & GAP.spelled) return 'yes';
  if (gap & GAP.border) return 'no';
  if (gap & GAP.clause) return expected & GAP.clause ? 'yes' : 'no';
  if (text.kind[at] !== KIND.spaced || text.kind[at - 1] !== KIND.spaced) return 'yes';
  if (expected === GAP.none) return gap === GAP.none || gap === GAP.soft ? 'yes' : 'no';
  if (expected === APOSTROPHE_ONLY) return gap === GAP.soft || gap & GAP.apostrophe ? 'yes' : 'no';
  if (expected === GAP.apostrophe) return gap === GAP.none || gap === GAP.soft || gap & GAP.apostrophe ? 'yes' : 'no';
  if (gap === GAP.apostrophe) return 'no';
  if (gap !== GAP.none || expected === GAP.soft) return 'yes';
  return 'unspaced';
}

/** Whether a word of a spaced script may begin or end before letter `at`. An apostrophe alone is inside a word: "I can" is not in "I can't". */
function hasBorder(text: Normalised, at: number): boolean {
  if (at <= 0 || at >= text.letters.length) return true;
  if (text.kind[at] !== KIND.spaced || text.kind[at - 1] !== KIND.spaced) return true;
  const gap = text.gap[at] ?? 0;
  if (gap & GAP.spelled) return isWordLetter(text.letters[at]) || isWordLetter(text.letters[at - 1]);
  return gap !== GAP.none && gap !== GAP.apostrophe;
}

/** Within `i w a n t a r e f u n d` only "a" and "i" can be words of their own. */
function isWordLetter(letter: string | undefined): boolean {
  return letter === 'a' || letter === 'i';
}

/** All ways to have come up to this hit of a wording, or null when there are none. */
function waysTo(text: Normalised, begun: readonly (Begun[] | undefined)[], use: Use, hit: Begun, canBegin: boolean): Begun[] | null {
  let ways: Begun[] | null = use.place.first && canBegin ? [hit] : null;
  for (const step of use.place.steps) {
    const list = begun[step.from];
    if (!list) continue;
    ways ??= [];
    goOn(text, ways, list, step, use, hit);
  }
  return ways === null || ways.length === 0 ? null : ways;
}

function report(text: Normalised, matches: Match[], path: PatternPath, number: number, ways: readonly Begun[]): void {
  for (const way of ways) {
    if (way.unspaced && way.to - way.from < LONG_ENOUGH_UNSPACED) continue;
    matches.push({ path: number, from: reach(text, way.from, -path.lead), to: reach(text, way.to - 1, path.trail) + 1 });
  }
}

/** Beginnings come ordered by their end, so looking back stops at the first that is too far away. */
function goOn(text: Normalised, ways: Begun[], list: readonly Begun[], step: Step, use: Use, hit: Begun): void {
  for (let index = list.length - 1; index >= 0; index -= 1) {
    const before = list[index];
    if (!before || before.to + (step.letters ?? 0) < hit.from) return;
    if (before.to > hit.from || ways.some((way) => way.from === before.from)) continue;
    let unspaced = before.unspaced || hit.unspaced;
    if (step.letters !== null) {
      if (text.sentence[before.to - 1] !== text.sentence[hit.from] || !hasBorder(text, before.to) || !hasBorder(text, hit.from)) continue;
    } else {
      const crossed = cross(text, hit.from, before.trail | step.bits | use.lead);
      if (crossed === 'no') continue;
      unspaced ||= crossed === 'unspaced';
    }
    ways.push({ from: before.from, to: hit.to, trail: hit.trail, unspaced });
  }
}

/** Up to `letters` letters on from `at`, not past the sentence. */
function reach(text: Normalised, at: number, letters: number): number {
  const step = Math.sign(letters);
  let now = at;
  for (let left = Math.abs(letters); left > 0; left -= 1) {
    if (now + step < 0 || text.sentence[now + step] !== text.sentence[at]) break;
    now += step;
  }
  return now;
}
