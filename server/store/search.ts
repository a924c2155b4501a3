import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Outcome } from '../../lib/contract/record.ts';
import { type Bits, blockOf, clearBit, countBlock, decode, emptyBlock, encode, join, setBit } from '../search/bits.ts';
import type { ListedRecord } from './port.ts';
import { listedRecordOf, recordColumns } from './records.ts';
import { chunks, type Db, inChunks, parse } from './rows.ts';

export type SearchTables = {
  /** A small number for every record that is indexed: the bits of the terms are counted by it. */
  record_docs: { doc: number; record_id: string; at: number };
  /** Which records have a term: a keyed hash of a word or facet, and the bits of a block of records (search/bits.ts). */
  record_terms: { term: number; block: number; docs: string };
};

export type Doc = { doc: number; recordId: Id; at: Instant };
export type DocTerms = Doc & { terms: readonly number[] };

/** The index of records. What stands in it is looked up by keyed hashes, and can always be made again from the records. */
export type SearchTable = {
  /** Newest revisions that came after that number, oldest first. */
  changedAfter(seq: number, limit: number): Promise<ListedRecord[]>;
  countAfter(seq: number): Promise<number>;
  docsOf(recordIds: readonly Id[]): Promise<Doc[]>;
  lastDoc(): Promise<number>;
  /** New ones, or ones whose terms were taken away before. */
  add(docs: readonly DocTerms[]): Promise<void>;
  /** Takes every term of these away, and the number with it. */
  remove(docs: readonly Doc[]): Promise<void>;
  /** One term instead of another; a record that is not in the index yet comes with the right one. */
  swap(recordId: Id, was: number, is: number): Promise<void>;
  /** Records that have one of the terms; only in these blocks, when given. */
  withOneOf(terms: readonly number[], blocks: readonly number[] | null): Promise<Bits>;
  /** The first and last call that is indexed. */
  span(): Promise<{ first: Instant; last: Instant } | null>;
  byNumber(docs: readonly number[]): Promise<Doc[]>;
  /** Calls that began in that time, newest first, after a place in the list. */
  between(input: { from: Instant; to: Instant; before: { at: Instant; id: Id } | null; limit: number | null }): Promise<Doc[]>;
  records(ids: readonly Id[]): Promise<ListedRecord[]>;
  /** Of the newest revisions of these customers. */
  attempts(customerIds: readonly Id[]): Promise<{ taskId: Id | null; startedAt: Instant; outcome: Outcome }[]>;
  /** Who works in these places. */
  agentsOf(placeIds: readonly Id[]): Promise<{ id: Id; name: string }[]>;
  /** Versions of scripts and phrase lists, newest first, of these places and of all. */
  versions(of: 'scripts' | 'phrase_lists', placeIds: readonly Id[]): Promise<{ id: Id; version: number }[]>;
};

const COLUMNS = ['doc', 'record_id', 'at'] as const;

function docOf(row: SearchTables['record_docs']): Doc {
  return { doc: Number(row.doc), recordId: row.record_id, at: Number(row.at) };
}

export function searchTable(db: Db): SearchTable {
  return {
    async changedAfter(seq, limit) {
      const query = db.selectFrom('records').select(recordColumns).where('seq', '>', seq).where('latest', '=', 1);
      return (await query.orderBy('seq').limit(limit).execute()).map(listedRecordOf);
    },
    async countAfter(seq) {
      const query = db.selectFrom('records').select((e) => e.fn.countAll().as('n'));
      return Number((await query.where('seq', '>', seq).where('latest', '=', 1).executeTakeFirstOrThrow()).n);
    },
    async docsOf(recordIds) {
      return (await inChunks(recordIds, (part) => db.selectFrom('record_docs').select(COLUMNS).where('record_id', 'in', part).execute())).map(docOf);
    },
    async lastDoc() {
      const row = await db.selectFrom('record_docs').select('doc').orderBy('doc', 'desc').limit(1).executeTakeFirst();
      return row ? Number(row.doc) : 0;
    },
    add: (docs) => addDocs(db, docs),
    remove: (docs) => removeDocs(db, docs),
    swap: (recordId, was, is) => swapTerm(db, recordId, was, is),
    withOneOf: (terms, blocks) => withOneOf(db, terms, blocks),
    async span() {
      const first = await db.selectFrom('record_docs').select('at').orderBy('at').limit(1).executeTakeFirst();
      const last = await db.selectFrom('record_docs').select('at').orderBy('at', 'desc').limit(1).executeTakeFirst();
      return first && last ? { first: Number(first.at), last: Number(last.at) } : null;
    },
    async byNumber(docs) {
      return (await inChunks(docs, (part) => db.selectFrom('record_docs').select(COLUMNS).where('doc', 'in', part).execute())).map(docOf);
    },
    async between({ from, to, before, limit }) {
      let query = db.selectFrom('record_docs').select(COLUMNS).where('at', '>=', from).where('at', '<', to);
      if (before) query = query.where('at', '<=', before.at).where((e) => e.or([e('at', '<', before.at), e('record_id', '<', before.id)]));
      query = query.orderBy('at', 'desc').orderBy('record_id', 'desc');
      return (await (limit === null ? query : query.limit(limit)).execute()).map(docOf);
    },
    async records(ids) {
      const rows = await inChunks(ids, (part) => db.selectFrom('records').select(recordColumns).where('id', 'in', part).where('latest', '=', 1).execute());
      return rows.map(listedRecordOf);
    },
    async attempts(customerIds) {
      const rows = await inChunks(customerIds, (part) =>
        db.selectFrom('records').select(['task_id', 'started_at', 'outcome']).where('customer_id', 'in', part).where('latest', '=', 1).execute(),
      );
      return rows.map((row) => ({ taskId: row.task_id, startedAt: Number(row.started_at), outcome: row.outcome as Outcome }));
    },
    async agentsOf(placeIds) {
      const rows = await inChunks(placeIds, (part) => db.selectFrom('agents').select(['id', 'personal']).where('place_id', 'in', part).orderBy('id').execute());
      return rows.map((row) => ({ id: row.id, name: parse<{ name: string }>(row.personal).name }));
    },
    async versions(of, placeIds) {
      const query = db
        .selectFrom(of)
        .select(['id', 'version'])
        .where((e) => e.or([e('place_id', 'is', null), e('place_id', 'in', placeIds)]));
      return (await query.orderBy('id').orderBy('version', 'desc').execute()).map((row) => ({ id: row.id, version: Number(row.version) }));
    },
  };
}

/** Block by block, so that a term that many of them have is written once. */
async function addDocs(db: Db, docs: readonly DocTerms[]): Promise<void> {
  for (const part of chunks(docs))
    await db
      .insertInto('record_docs')
      .values(part.map(({ doc, recordId, at }) => ({ doc, record_id: recordId, at })))
      .execute();
  const blocks = Map.groupBy(docs, ({ doc }) => blockOf(doc));
  for (const [block, inIt] of blocks) {
    const fresh = new Map<number, Uint32Array>();
    for (const { doc, terms } of inIt) {
      for (const term of terms) {
        const bits = fresh.get(term) ?? emptyBlock();
        setBit(bits, doc);
        fresh.set(term, bits);
      }
    }
    const known = await inChunks([...fresh.keys()], (part) =>
      db.selectFrom('record_terms').select(['term', 'docs']).where('term', 'in', part).where('block', '=', block).execute(),
    );
    for (const row of known) {
      const bits: Bits = new Map([[block, decode(row.docs)]]);
      join(bits, block, fresh.get(Number(row.term)) ?? emptyBlock());
      fresh.set(Number(row.term), bits.get(block) ?? emptyBlock());
    }
    // In the order of the key: neighbours in the tree are written together.
    await putTerms(
      db,
      [...fresh].sort(([a], [b]) => a - b).map(([term, bits]) => ({ term, block, docs: encode(bits) })),
    );
  }
}

async function putTerms(db: Db, rows: readonly SearchTables['record_terms'][]): Promise<void> {
  for (const part of chunks(rows, 300)) {
    await db
      .insertInto('record_terms')
      .values(part)
      .onConflict((conflict) => conflict.columns(['term', 'block']).doUpdateSet((e) => ({ docs: e.ref('excluded.docs') })))
      .execute();
  }
}

/** Reads all terms of the block: what the record once said need not be known any more. Some 30 ms, and it happens to few records. */
async function removeDocs(db: Db, docs: readonly Doc[]): Promise<void> {
  for (const [block, inIt] of Map.groupBy(docs, ({ doc }) => blockOf(doc))) {
    const rows = await db.selectFrom('record_terms').select(['term', 'docs']).where('block', '=', block).execute();
    const changed: SearchTables['record_terms'][] = [];
    const empty: number[] = [];
    for (const row of rows) {
      const bits = decode(row.docs);
      for (const { doc } of inIt) clearBit(bits, doc);
      const docsNow = encode(bits);
      if (docsNow === row.docs) continue;
      if (countBlock(bits) === 0) empty.push(Number(row.term));
      else changed.push({ term: Number(row.term), block, docs: docsNow });
    }
    await putTerms(db, changed);
    for (const part of chunks(empty, 500)) await db.deleteFrom('record_terms').where('block', '=', block).where('term', 'in', part).execute();
  }
  const numbers = docs.map(({ doc }) => doc);
  for (const part of chunks(numbers, 500)) await db.deleteFrom('record_docs').where('doc', 'in', part).execute();
}

async function swapTerm(db: Db, recordId: Id, was: number, is: number): Promise<void> {
  const row = await db.selectFrom('record_docs').select('doc').where('record_id', '=', recordId).executeTakeFirst();
  if (!row || was === is) return;
  const doc = Number(row.doc);
  const block = blockOf(doc);
  const known = await withOneOf(db, [was], [block]);
  const left = known.get(block) ?? emptyBlock();
  clearBit(left, doc);
  const gained = (await withOneOf(db, [is], [block])).get(block) ?? emptyBlock();
  setBit(gained, doc);
  await putTerms(db, [
    { term: was, block, docs: encode(left) },
    { term: is, block, docs: encode(gained) },
  ]);
}

async function withOneOf(db: Db, terms: readonly number[], blocks: readonly number[] | null): Promise<Bits> {
  const found: Bits = new Map();
  for (const part of chunks(terms, 500)) {
    let query = db.selectFrom('record_terms').select(['block', 'docs']).where('term', 'in', part);
    if (blocks) query = query.where('block', 'in', blocks);
    for (const row of await query.execute()) join(found, Number(row.block), decode(row.docs));
  }
  return found;
}
