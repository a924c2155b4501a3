import { facetsOf, textsOf } from '../../lib/quality/facets.ts';
import type { Simplify } from '../../lib/text/words.ts';
import { wordsOf } from '../../lib/text/words.ts';
import type { Deps } from '../context.ts';
import { keyedHash } from '../secrets.ts';
import type { Tx } from '../store/port.ts';
import { type Found, factsOf } from './facts.ts';
import { loadSimplify } from './simplify.ts';
import { facetTerm, termOf, wordTerm } from './terms.ts';

/** The number of the last change that is in the index. */
const INDEXED = 'search-seq';
/** A batch takes some 50 ms, in which nobody else can write. */
const BATCH = 60;
/** Words and facets come again and again: their hashes are remembered, up to that many. */
const REMEMBERED = 100_000;

/** The number a term has in the index (terms.ts). */
export type TermHash = (term: string) => number;

export async function termHash(deps: Pick<Deps, 'store' | 'random'>): Promise<TermHash> {
  const hash = await keyedHash(deps.store, deps.random);
  const known = new Map<string, number>();
  return (term) => {
    const remembered = known.get(term);
    if (remembered !== undefined) return remembered;
    const made = termOf(hash, term);
    if (known.size >= REMEMBERED) known.clear();
    known.set(term, made);
    return made;
  };
}

/**
 * Brings records into the index that came since the last time, at most a batch; answers how many. Two instances may do it at once: the row of the
 * watermark is written first and holds the other one back.
 */
export async function indexRecords(deps: Pick<Deps, 'store'>, hash: TermHash): Promise<number> {
  const simplify = await loadSimplify();
  // Looking is cheap and is no commit, of which the indexer would hear again.
  const isBehind = await deps.store.read(async (tx) => (await tx.search.changedAfter(await watermark(tx), 1)).length > 0);
  if (!isBehind) return 0;
  return deps.store.write(async (tx) => {
    const before = await watermark(tx);
    await tx.meta.set(INDEXED, String(before));
    const done = await watermark(tx);
    const rows = await tx.search.changedAfter(done, BATCH);
    if (rows.length === 0) return 0;
    const known = new Map((await tx.search.docsOf(rows.map(({ record }) => record.id))).map((doc) => [doc.recordId, doc]));
    await tx.search.remove([...known.values()]);
    let next = await tx.search.lastDoc();
    const found = await factsOf(tx, rows);
    await tx.search.add(
      found.map((one) => {
        const { id, startedAt } = one.facts.record;
        return { doc: known.get(id)?.doc ?? ++next, recordId: id, at: startedAt, terms: termsOf(one, hash, simplify) };
      }),
    );
    await tx.meta.set(INDEXED, String(rows.at(-1)?.seq ?? done));
    return rows.length;
  });
}

export async function watermark(tx: Tx): Promise<number> {
  return Number((await tx.meta.get(INDEXED)) ?? 0);
}

function termsOf({ facts }: Found, hash: TermHash, simplify: Simplify): number[] {
  const words = [...wordsOf(textsOf(facts), simplify)].map(wordTerm);
  const facets = [...facetsOf(facts)].map(facetTerm);
  return [...new Set([...facets, ...words].map(hash))];
}
