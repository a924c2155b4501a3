import { describe, expect, it } from 'vitest';
import { dayOf, startOfDay } from '../../../lib/quality/facets.ts';
import { type Bits, blockOf, emptyBlock, setBit } from '../../../server/search/bits.ts';
import { termHash } from '../../../server/search/index-records.ts';
import { type Before, newestOf } from '../../../server/search/newest.ts';
import { facetTerm } from '../../../server/search/terms.ts';
import { type Bench, bench, HOUR, START } from '../support.ts';

type Made = { doc: number; recordId: string; at: number };
const startOfToday = startOfDay(dayOf(START));

/** `count` calls, as many a day as said, beginning that many days ago. */
async function calls(b: Bench, count: number, aDay: number, daysAgo: number): Promise<Made[]> {
  const hash = await termHash(b.deps);
  const docs = Array.from({ length: count }, (_, n): Made => {
    const day = daysAgo - Math.floor(n / aDay);
    return { doc: n + 1, recordId: `r-${n}`, at: startOfToday - day * 24 * HOUR + ((n * 7919) % 80_000) * 1000 };
  });
  await b.store.write((tx) => tx.search.add(docs.map((doc) => ({ ...doc, terms: [hash(facetTerm(`day:${dayOf(doc.at)}`))] }))));
  return docs;
}

function setOf(docs: readonly Made[]): Bits {
  const bits: Bits = new Map();
  for (const { doc } of docs) {
    const block = bits.get(blockOf(doc)) ?? emptyBlock();
    setBit(block, doc);
    bits.set(blockOf(doc), block);
  }
  return bits;
}

async function pages(b: Bench, some: readonly Made[], size: number, most: number): Promise<string[]> {
  const hash = await termHash(b.deps);
  const bits = setOf(some);
  const ids: string[] = [];
  for (let before: Before | null = null; ids.length < most; ) {
    const page = await b.store.read((tx) => newestOf(tx, hash, bits, before, size));
    ids.push(...page.map(({ recordId }) => recordId));
    const last = page.at(-1);
    if (!last || page.length < size) break;
    before = { at: last.at, id: last.recordId };
  }
  return ids;
}

const expected = (some: readonly Made[]) => [...some].sort((a, b) => b.at - a.at || (a.recordId < b.recordId ? 1 : -1)).map(({ recordId }) => recordId);

const cases: [title: string, count: number, aDay: number, daysAgo: number, pick: (n: number) => boolean][] = [
  ['few', 5000, 500, 20, (n) => n % 7 === 0],
  ['many over many days', 6000, 50, 130, () => true],
  ['many in one day', 5000, 5000, 0, (n) => n % 5 !== 0],
  ['many that lie far back, and nothing since', 5000, 2500, 900, (n) => n > 2],
];

describe('the newest of a set', () => {
  for (const [title, count, aDay, daysAgo, pick] of cases) {
    it(`come in order, page by page, when they are ${title}`, async () => {
      const b = await bench();
      const docs = await calls(b, count, aDay, daysAgo);
      const some = docs.filter((_, n) => pick(n));
      expect(await pages(b, some, 700, Number.POSITIVE_INFINITY)).toEqual(expected(some));
      expect(await pages(b, some, 50, 120)).toEqual(expected(some).slice(0, 150));
    });
  }
});
