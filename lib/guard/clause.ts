/** Marks that end a clause when they stand where a clause can end; a dot only before white space or the end. */
const ENDS = /[，。；：！？、,;:!?\n]|\.(?=\s|$)/gu;

/**
 * The clause that a finding stands in, with the mark that ends it: what a better sentence takes the place of, as a finding itself is often only the telling
 * words of it. Offsets into the text as given; never less than the finding.
 */
export function clauseAround(text: string, finding: { readonly start: number; readonly end: number }): { start: number; end: number } {
  let start = 0;
  for (const mark of text.matchAll(ENDS)) {
    const after = mark.index + 1;
    if (mark.index >= finding.end) return { start: skipSpace(text, start, finding.start), end: after };
    if (after <= finding.start) start = after;
  }
  return { start: skipSpace(text, start, finding.start), end: Math.max(finding.end, text.trimEnd().length) };
}

function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && /\s/u.test(text[at] ?? '')) at += 1;
  return at;
}
