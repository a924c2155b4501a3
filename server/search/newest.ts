import type { Id, Instant } from '../../lib/contract/basics.ts';
import { dayOf, startOfDay } from '../../lib/quality/facets.ts';
import type { Tx } from '../store/port.ts';
import type { Doc } from '../store/search.ts';
import { type Bits, both, count, has, numbers } from './bits.ts';
import type { TermHash } from './index-records.ts';
import { facetTerm } from './terms.ts';

/** A place in the list: what comes after it is older, or has a smaller id. */
export type Before = { at: Instant; id: Id };

/** So many are fetched and put in order by themselves. */
const SORTED = 2000;
const STEP = 1000;
const MOST_DAYS = 1024;

/**
 * The newest of a set. Few are fetched and sorted; of many, days are looked through from the newest on, more of them at a time while there is nothing, so
 * that neither a set that is everywhere nor one that lies years back is read to its end.
 */
export async function newestOf(tx: Tx, hash: TermHash, bits: Bits, before: Before | null, limit: number): Promise<Doc[]> {
  if (count(bits) <= SORTED) return inOrder(await tx.search.byNumber([...numbers(bits)]), before).slice(0, limit);
  const span = await tx.search.span();
  if (!span) return [];
  const found: Doc[] = [];
  const first = dayOf(span.first);
  let days = 1;
  for (let day = dayOf(Math.min(before?.at ?? span.last, span.last)); day >= first && found.length < limit; ) {
    const from = Math.max(first, day - days + 1);
    const some = await ofDays(tx, hash, bits, from, day);
    const many = count(some);
    if (many > SORTED && day > from) {
      days = Math.max(1, Math.floor((day - from + 1) / 4));
      continue;
    }
    if (many > SORTED) found.push(...(await throughDay(tx, some, day, before, limit - found.length)));
    else if (many > 0) found.push(...inOrder(await tx.search.byNumber([...numbers(some)]), before));
    if (many < limit) days = Math.min(MOST_DAYS, days * 4);
    day = from - 1;
  }
  return found.slice(0, limit);
}

async function ofDays(tx: Tx, hash: TermHash, bits: Bits, from: number, to: number): Promise<Bits> {
  const terms = Array.from({ length: to - from + 1 }, (_, index) => hash(facetTerm(`day:${from + index}`)));
  return both(bits, await tx.search.withOneOf(terms, null));
}

/** More in a day than are sorted: the day is read from its end until enough of them have come. */
async function throughDay(tx: Tx, bits: Bits, day: number, before: Before | null, limit: number): Promise<Doc[]> {
  const found: Doc[] = [];
  let after = before;
  for (;;) {
    const docs = await tx.search.between({ from: startOfDay(day), to: startOfDay(day + 1), before: after, limit: STEP });
    found.push(...docs.filter(({ doc }) => has(bits, doc)));
    const last = docs.at(-1);
    if (!last || docs.length < STEP || found.length >= limit) return found.slice(0, limit);
    after = { at: last.at, id: last.recordId };
  }
}

function inOrder(docs: Doc[], before: Before | null): Doc[] {
  const after = before ? docs.filter((doc) => comesAfter(doc, before)) : docs;
  return after.sort((a, b) => b.at - a.at || (a.recordId < b.recordId ? 1 : -1));
}

function comesAfter({ at, recordId }: Doc, before: Before): boolean {
  return at < before.at || (at === before.at && recordId < before.id);
}
