/**
 * The closed pattern syntax of phrase lists (lib/contract/phrases.ts) → slots to fill one after the other.
 *
 *   (a|b)   one of them            [a]  [a|b]   may be missing
 *   ~       up to eight letters of anything within the sentence; `~~` sixteen, and so on; spaces and marks are not counted
 *   ,       a comma may stand here (a match crosses no other)      '   an apostrophe, which may be missing ("dont") unless that is another word ("well")
 *   -       a hyphen, a space or nothing
 *
 * There is no escape, no repetition, no class of characters: nothing in a list can take long to match. What stands side by side is spelled out into whole
 * wordings as long as there are few of them, and becomes slots of their own otherwise, so that a pattern costs the sum of its words and not their product.
 */

export type PatternProblemKind = 'unclosed' | 'unopened' | 'empty-choice' | 'gap-at-edge' | 'nothing-to-match' | 'too-many-wordings' | 'too-deep';

/** What is wrong with a pattern; `at` is the UTF-16 offset in the pattern. */
export type PatternProblem = { readonly kind: PatternProblemKind; readonly at: number };

/** A place filled by one of its wordings, with their spaces at the edges kept; `''`, spaces or marks alone mean that it may be missing. */
export type PatternSlot = { readonly kind: 'words'; readonly options: readonly string[] } | { readonly kind: 'gap'; readonly letters: number };

/** One way through a pattern. `lead` and `trail` are letters that belong to the match before and after it; contexts only. */
export type PatternPath = { readonly slots: readonly PatternSlot[]; readonly lead: number; readonly trail: number };

export type ParsedPattern = { readonly ok: true; readonly paths: readonly PatternPath[] } | { readonly ok: false; readonly problem: PatternProblem };

const GAP_LETTERS = 8;
/** Neighbours are joined into whole wordings up to this many, which keeps short words like "a" from being looked for alone. */
const FEW_WORDINGS = 4;
const MOST_WORDINGS = 400;
const MOST_PATHS = 24;
const MOST_SLOTS = 40;
const DEEPEST = 6;

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'gap' }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Node[])[] };

class Refused extends Error {
  readonly problem: PatternProblem;
  constructor(kind: PatternProblemKind, at: number) {
    super(kind);
    this.problem = { kind, at };
  }
}

/** Parses one pattern. `context` patterns may begin or end with `~`, phrases may not: what would they point at? */
export function parsePattern(pattern: string, use: 'phrase' | 'context'): ParsedPattern {
  try {
    const { nodes, next } = parseSequence(pattern, 0, 0);
    if (next < pattern.length) throw new Refused('unopened', next);
    const paths = distribute(nodes, pattern.length).map((path) => cut(path, pattern.length));
    for (const path of paths) {
      if (path.slots.length > MOST_SLOTS) throw new Refused('too-many-wordings', pattern.length);
      if (!path.slots.some((slot) => slot.kind === 'words' && !isOptional(slot))) throw new Refused('nothing-to-match', 0);
      if (use === 'phrase' && path.lead > 0) throw new Refused('gap-at-edge', 0);
      if (use === 'phrase' && path.trail > 0) throw new Refused('gap-at-edge', pattern.length - 1);
    }
    return { ok: true, paths };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** Whether a slot may be left out. */
export function isOptional(slot: PatternSlot): boolean {
  return slot.kind === 'gap' || slot.options.some(isBlank);
}

/** Whether a wording has no letters: only spaces and marks. */
export function isBlank(option: string): boolean {
  return !/[\p{L}\p{N}%]/u.test(option);
}

function parseSequence(pattern: string, from: number, depth: number): { nodes: Node[]; next: number } {
  if (depth > DEEPEST) throw new Refused('too-deep', from);
  const nodes: Node[] = [];
  let at = from;
  let text = '';
  const flush = () => {
    if (text !== '') nodes.push({ kind: 'text', text });
    text = '';
  };
  while (at < pattern.length) {
    const character = pattern[at] ?? '';
    if (character === ')' || character === ']' || (character === '|' && depth > 0)) break;
    if (character === '|') throw new Refused('unopened', at);
    if (character === '~') {
      flush();
      nodes.push({ kind: 'gap' });
      at += 1;
    } else if (character === '(' || character === '[') {
      flush();
      const group = parseChoice(pattern, at, depth);
      nodes.push(group.node);
      at = group.next;
    } else {
      text += character;
      at += 1;
    }
  }
  flush();
  return { nodes, next: at };
}

function parseChoice(pattern: string, open: number, depth: number): { node: Node; next: number } {
  const optional = pattern[open] === '[';
  const options: Node[][] = optional ? [[]] : [];
  let at = open + 1;
  for (;;) {
    const { nodes, next } = parseSequence(pattern, at, depth + 1);
    const end = pattern[next];
    if (end === undefined) throw new Refused('unclosed', open);
    if (nodes.every((node) => node.kind === 'text' && isBlank(node.text))) throw new Refused('empty-choice', at);
    options.push(nodes);
    at = next + 1;
    if (end === '|') continue;
    if (end !== (optional ? ']' : ')')) throw new Refused('unopened', next);
    return { node: { kind: 'choice', options }, next: at };
  }
}

function hasGap(node: Node): boolean {
  return node.kind === 'gap' || (node.kind === 'choice' && node.options.some((option) => option.some(hasGap)));
}

/** Spells out the choices that hold a gap, so that afterwards gaps stand only at the top. */
function distribute(nodes: readonly Node[], length: number): Node[][] {
  let paths: Node[][] = [[]];
  for (const node of nodes) {
    const tails = node.kind === 'choice' && hasGap(node) ? node.options.flatMap((option) => distribute(option, length)) : [[node]];
    paths = paths.flatMap((path) => tails.map((tail) => [...path, ...tail]));
    if (paths.length > MOST_PATHS) throw new Refused('too-many-wordings', length);
  }
  return paths;
}

function cut(path: readonly Node[], length: number): PatternPath {
  const slots: PatternSlot[] = [];
  for (const node of path) {
    const last = slots.at(-1);
    if (node.kind === 'gap') {
      if (last?.kind === 'gap') slots[slots.length - 1] = { kind: 'gap', letters: last.letters + GAP_LETTERS };
      else slots.push({ kind: 'gap', letters: GAP_LETTERS });
      continue;
    }
    const options = spellOut([node], length);
    if (last?.kind === 'words' && last.options.length * options.length <= FEW_WORDINGS) {
      slots[slots.length - 1] = { kind: 'words', options: last.options.flatMap((head) => options.map((tail) => head + tail)) };
    } else {
      slots.push({ kind: 'words', options });
    }
  }
  const solid = slots.filter((slot) => slot.kind === 'gap' || !slot.options.every(isBlank));
  const first = solid[0];
  const lead = first?.kind === 'gap' ? first.letters : 0;
  const rest = lead > 0 ? slots.slice(slots.findIndex((slot) => slot.kind === 'gap') + 1) : slots;
  const final = solid.at(-1);
  const trail = solid.length > 1 && final?.kind === 'gap' ? final.letters : 0;
  const inner =
    trail > 0
      ? rest.slice(
          0,
          rest.findLastIndex((slot) => slot.kind === 'gap'),
        )
      : rest;
  return { slots: inner, lead, trail };
}

function spellOut(nodes: readonly Node[], length: number): string[] {
  let wordings = [''];
  for (const node of nodes) {
    if (node.kind === 'gap') continue;
    const tails = node.kind === 'text' ? [node.text] : node.options.flatMap((option) => (option.length === 0 ? [''] : spellOut(option, length)));
    if (wordings.length * tails.length > MOST_WORDINGS) throw new Refused('too-many-wordings', length);
    wordings = wordings.flatMap((wording) => tails.map((tail) => wording + tail));
  }
  return [...new Set(wordings)];
}
