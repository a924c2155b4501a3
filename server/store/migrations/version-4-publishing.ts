import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** Drafts of scripts and phrase lists, and who published what, when and why. */
export const version4: Migration = (db) => runAll(db, statements);

const statements = [
  `create table drafts (kind text not null, id text not null, place_key text not null, rev integer not null, based_on integer, agent_id text not null references agents (id),
      saved_at bigint not null, personal text not null, primary key (kind, id, place_key))`,
  `create table publications (id text primary key, kind text not null, content_id text not null, version integer, place_id text, state text not null,
      agent_id text not null references agents (id), made_at bigint not null, due_at bigint, published_at bigint, based_on integer, restores integer, personal text not null)`,
  `create index publications_content on publications (kind, content_id, made_at)`,
  `create index publications_due on publications (state, due_at)`,
];
