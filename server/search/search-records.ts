import type { Id } from '../../lib/contract/basics.ts';
import type { RecordSearchReply, RecordSearchRequest } from '../../lib/contract/search.ts';
import { ANY, periodFacets, textsOf } from '../../lib/quality/facets.ts';
import { isAskedFor, newestFirst, queryOf, type RecordQuery } from '../../lib/quality/query.ts';
import { hasParts, type Simplify } from '../../lib/text/words.ts';
import type { Deps, Session } from '../context.ts';
import type { ListedRecord, Tx } from '../store/port.ts';
import { type Bits, blockOf, both, clearBit, count, join, numbers, setBit } from './bits.ts';
import { type Found, factsOf } from './facts.ts';
import { type TermHash, termHash, watermark } from './index-records.ts';
import { type Before, newestOf } from './newest.ts';
import { loadSimplify } from './simplify.ts';
import { facetTerm, wordTerm } from './terms.ts';

/** So many changes that are not in the index yet are read, the oldest of them first. */
const READ_THROUGH = 1000;
/** Up to so many are read to tell neighbours from characters that only both occur; beyond, the total is said to be about right. */
const COUNTED = 300;
/** A page asks for candidates so many times at most. */
const ROUNDS = 8;
/** A set in so few blocks asks only for these. */
const FEW_BLOCKS = 100;

type Searching = { tx: Tx; hash: TermHash; query: RecordQuery; simplify: Simplify };

/** Records by filter and words within reach, newest call first. An agent finds their own. */
export async function searchRecords(deps: Deps, session: Session, request: RecordSearchRequest): Promise<RecordSearchReply> {
  const simplify = await loadSimplify();
  const asked = queryOf(request.filter, request.words, simplify);
  const query = { ...asked, facets: [...asked.facets, ...reachOf(session)] };
  const hash = await termHash(deps);
  return deps.store.read(async (tx) => {
    const searching = { tx, hash, query, simplify };
    const done = await watermark(tx);
    const fresh = await factsOf(tx, await tx.search.changedAfter(done, READ_THROUGH));
    const indexing = fresh.length < READ_THROUGH ? 0 : (await tx.search.countAfter(done)) - fresh.length;
    const bits = await matching(searching);
    await takeOut(tx, bits, fresh);
    const read = fresh.filter(({ facts }) => isAskedFor(facts, query, simplify));
    const exact = await withParts(searching, bits);
    const { found, next } = await pageOf(searching, exact ?? bits, exact === null, read, request);
    return { records: await entries(tx, found), next, total: count(exact ?? bits) + read.length, about: exact === null, indexing };
  });
}

/** What a session may see, as facets: nothing where it reaches every place there is. */
function reachOf({ agent, scope, places }: Session): string[][] {
  const own = agent.role === 'agent' ? [[`agent:${agent.id}`]] : [];
  return scope.length === places.size ? own : [...own, scope.map((id) => `place:${id}`)];
}

/** Everything in the index that has the facets and the words. */
async function matching({ tx, hash, query }: Searching): Promise<Bits> {
  const groups = [...(query.words?.words ?? []).map((word) => [wordTerm(word)]), ...query.facets.map((group) => group.map(facetTerm))];
  let bits: Bits | null = null;
  const cut = async (some: readonly string[]) => {
    const blocks = bits && bits.size <= FEW_BLOCKS ? [...bits.keys()] : null;
    const more = await tx.search.withOneOf(some.map(hash), blocks);
    bits = bits ? both(bits, more) : more;
    return bits.size > 0;
  };
  for (const group of groups.length === 0 ? [[facetTerm(ANY)]] : groups) if (!(await cut(group))) return new Map();
  const found: Bits = bits ?? new Map();
  return query.from === null && query.to === null ? found : both(found, await inPeriod(tx, hash, query));
}

async function inPeriod(tx: Tx, hash: TermHash, { from, to }: RecordQuery): Promise<Bits> {
  const span = await tx.search.span();
  if (!span) return new Map();
  const { facets, rest } = periodFacets(Math.max(from ?? span.first, span.first), Math.min(to ?? span.last + 1, span.last + 1));
  const bits = await tx.search.withOneOf(
    facets.map((facet) => hash(facetTerm(facet))),
    null,
  );
  for (const part of rest) for (const { doc } of await tx.search.between({ ...part, before: null, limit: null })) add(bits, doc);
  return bits;
}

function add(bits: Bits, doc: number): void {
  const block = new Uint32Array(128);
  setBit(block, doc);
  join(bits, blockOf(doc), block);
}

/** What changed since is read itself; the index still knows it as it was. */
async function takeOut(tx: Tx, bits: Bits, fresh: readonly Found[]): Promise<void> {
  for (const { doc } of await tx.search.docsOf(fresh.map(({ facts }) => facts.record.id))) {
    const block = bits.get(blockOf(doc));
    if (block) clearBit(block, doc);
  }
}

/** Only those in which the parts of the words are neighbours; null when these are too many to be read at once. */
async function withParts(searching: Searching, bits: Bits): Promise<Bits | null> {
  if ((searching.query.words?.parts ?? []).length === 0) return bits;
  if (count(bits) > COUNTED) return null;
  const docs = await searching.tx.search.byNumber([...numbers(bits)]);
  const kept = new Set((await load(searching, docs, true)).map(({ facts }) => facts.record.id));
  const exact: Bits = new Map();
  for (const { doc, recordId } of docs) if (kept.has(recordId)) add(exact, doc);
  return exact;
}

/** A page of what was found in the index and what was read, in one order. */
async function pageOf(searching: Searching, bits: Bits, check: boolean, read: readonly Found[], { cursor, limit }: RecordSearchRequest) {
  const start = cursor === null ? null : beforeOf(cursor);
  const indexed: Found[] = [];
  let before = start;
  let ended = false;
  for (let round = 0; round < (check ? ROUNDS : 1) && indexed.length <= limit && !ended; round += 1) {
    const docs = await newestOf(searching.tx, searching.hash, bits, before, limit + 1);
    indexed.push(...(await load(searching, docs, check)));
    ended = docs.length <= limit;
    const last = docs.at(-1);
    if (last) before = { at: last.at, id: last.recordId };
  }
  // What was read and is older than the last candidate belongs to a later page.
  const fits = ({ facts: { record } }: Found) => (start === null || comesAfter(record, start)) && (ended || before === null || !comesAfter(record, before));
  const all = [...indexed, ...read.filter(fits)].sort((a, b) => newestFirst(a.facts.record, b.facts.record));
  const found = all.slice(0, limit);
  const last = found.at(-1)?.facts.record;
  const rest = ended || before === null ? null : `${before.at}_${before.id}`;
  return { found, next: all.length > limit && last ? `${last.startedAt}_${last.id}` : rest };
}

async function load({ tx, query, simplify }: Searching, docs: readonly { recordId: Id }[], check: boolean): Promise<Found[]> {
  const found = await factsOf(tx, await tx.search.records(docs.map(({ recordId }) => recordId)));
  return check ? found.filter(({ facts }) => hasParts(textsOf(facts), query.words?.parts ?? [], simplify)) : found;
}

function beforeOf(cursor: string): Before {
  const at = cursor.indexOf('_');
  return { at: Number(cursor.slice(0, at)), id: cursor.slice(at + 1) };
}

function comesAfter(record: ListedRecord['record'], before: Before): boolean {
  return newestFirst({ startedAt: before.at, id: before.id }, record) < 0;
}

async function entries(tx: Tx, found: readonly Found[]): Promise<RecordSearchReply['records']> {
  const names = await tx.agents.names(found.map(({ facts }) => facts.record.agentId));
  return found.map(({ listed, customer, review, facts }) => ({ ...listed, customer, review, agentName: names.get(facts.record.agentId) ?? '' }));
}
