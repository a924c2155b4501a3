import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** The audit: entries, the batches that seal them, and the end of every chain. */
export const version2: Migration = (db) => runAll(db, statements);

const statements = [
  `create table audit_entries (id text primary key, chain text not null, n bigint, at bigint not null, agent_id text, device_id text, action text not null,
      subject_kind text not null, subject_id text, facts text not null, hash text)`,
  `create unique index audit_entries_n on audit_entries (chain, n)`,
  `create index audit_entries_open on audit_entries (chain, at) where n is null`,
  `create table audit_batches (chain text not null, n bigint not null, first bigint not null, last bigint not null, count bigint not null, prev text not null,
      hash text not null, primary key (chain, n))`,
  `create table audit_heads (chain text primary key, n bigint not null, last bigint not null, hash text not null)`,
];
