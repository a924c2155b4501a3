import type { Phrase } from '../contract/phrases.ts';

/** The last stage: what is fine where it stands is dropped, and of findings that overlap one stays: the more severe, then the longer, then the earlier. */

/** Found at these positions in the letters. */
export type Candidate = { readonly phrase: number; readonly severity: Phrase['severity']; readonly from: number; readonly to: number };

/** A context that is fine: for one phrase id, or for every phrase when `phraseId` is null. */
export type Context = { readonly phraseId: string | null; readonly from: number; readonly to: number };

/** Returns what stays, in the order of the text. `phraseIdOf` tells the id behind a candidate's number. */
export function resolve(candidates: readonly Candidate[], contexts: readonly Context[], phraseIdOf: (phrase: number) => string): Candidate[] {
  const fine = candidates.filter((candidate) => contexts.some((context) => covers(context, candidate, phraseIdOf(candidate.phrase))));
  const wanted = candidates.filter(
    (candidate) => !fine.some((other) => touches(candidate, other) && phraseIdOf(other.phrase) === phraseIdOf(candidate.phrase)),
  );
  wanted.sort((a, b) => rank(b) - rank(a) || b.to - b.from - (a.to - a.from) || a.from - b.from);
  const taken = new Set<number>();
  const kept: Candidate[] = [];
  for (const candidate of wanted) {
    if (overlaps(taken, candidate)) continue;
    for (let at = candidate.from; at < candidate.to; at += 1) taken.add(at);
    kept.push(candidate);
  }
  return kept.sort((a, b) => a.from - b.from);
}

/** Another wording of what was found fine ("我不知道" beside "不知道您") is fine as well. A finding overlaps itself. */
function touches(one: Candidate, other: Candidate): boolean {
  return one.from < other.to && other.from < one.to;
}

function covers(context: Context, candidate: Candidate, phraseId: string): boolean {
  return context.from <= candidate.from && candidate.to <= context.to && (context.phraseId === null || context.phraseId === phraseId);
}

function rank(candidate: Candidate): number {
  return candidate.severity === 'stop' ? 1 : 0;
}

function overlaps(taken: ReadonlySet<number>, { from, to }: Candidate): boolean {
  for (let at = from; at < to; at += 1) {
    if (taken.has(at)) return true;
  }
  return false;
}
