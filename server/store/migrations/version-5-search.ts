import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** Records are found by their words and facets. Filled by the indexer after the start, whatever stood there before. */
export const version5: Migration = (db) => runAll(db, statements);

const statements = [
  `create table record_docs (doc integer primary key, record_id text not null, at bigint not null)`,
  `create unique index record_docs_record on record_docs (record_id)`,
  `create index record_docs_at on record_docs (at, record_id)`,
  `create table record_terms (term bigint not null, block integer not null, docs text not null, primary key (term, block))`,
  `create index record_terms_block on record_terms (block)`,
];
