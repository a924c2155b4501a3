import { PostgresAdapter } from 'kysely';
import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/**
 * Whose customer somebody is and since when, each assignment as it can be taken back, what was changed of a customer by hand, what an import changed,
 * campaigns, and filters that were kept. As everywhere, what tells of a person stands in `personal`, which no index holds.
 */
export const version13: Migration = (db) =>
  runAll(db, [
    `alter table tasks add column purpose text`,
    db.getExecutor().adapter instanceof PostgresAdapter
      ? `update tasks set purpose = personal::json ->> 'purpose'`
      : `update tasks set purpose = json_extract(personal, '$.purpose')`,
    `create table owners (customer_id text primary key references customers (id), agent_id text not null references agents (id), since bigint not null)`,
    `create index owners_agent on owners (agent_id)`,
    `create table assignments (id text primary key, place_id text not null references places (id), created_at bigint not null, undone_at bigint, personal text not null)`,
    `create index assignments_place on assignments (place_id, created_at)`,
    `create table assigned (
      assignment_id text not null references assignments (id), customer_id text not null references customers (id),
      before_agent text, before_since bigint, after_agent text, after_since bigint,
      primary key (assignment_id, customer_id))`,
    `create index assigned_customer on assigned (customer_id)`,
    `create table customer_changes (id text primary key, customer_id text not null references customers (id), agent_id text, at bigint not null, personal text not null)`,
    `create index customer_changes_customer on customer_changes (customer_id, at)`,
    `alter table customers add column merged_into text`,
    `create table import_changes (
      import_id text not null references imports (id), n integer not null, kind text not null, row_id text not null, personal text,
      primary key (import_id, n))`,
    `create index import_changes_row on import_changes (row_id)`,
    `alter table imports add column undone_at bigint`,
    `create table campaigns (id text primary key, place_id text not null references places (id), created_at bigint not null, updated_at bigint not null, personal text not null)`,
    `create index campaigns_place on campaigns (place_id, created_at)`,
    `create table saved_filters (id text primary key, place_id text not null references places (id), created_at bigint not null, personal text not null)`,
    `create index saved_filters_place on saved_filters (place_id)`,
  ]);
