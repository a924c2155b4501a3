import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** Sign-in by password, tokens that end and are renewed, people who left. */
export const version7: Migration = (db) => runAll(db, statements);

const statements = [
  `alter table devices add column token_ends_at bigint`,
  `alter table devices add column refresh_hash text`,
  `alter table devices add column previous_hash text`,
  `alter table devices add column refresh_ends_at bigint`,
  `alter table devices add column seen_at bigint`,
  `create index devices_refresh on devices (refresh_hash)`,
  `create index devices_previous on devices (previous_hash)`,
  `create index devices_agent on devices (agent_id)`,
  `create index agents_place on agents (place_id)`,
  `create index codes_agent on codes (agent_id)`,
  `create table accounts (agent_id text primary key references agents (id), login_hash text, password_hash text, deactivated_at bigint,
      updated_at bigint not null, personal text not null)`,
  `create unique index accounts_login on accounts (login_hash)`,
];
