import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** The last word of each device. */
export const version8: Migration = (db) => runAll(db, statements);

const statements = [
  `create table presence (device_id text primary key references devices (id), agent_id text not null references agents (id), at bigint not null,
      in_call_since bigint, unsent integer not null, rejected integer not null, facts text not null)`,
  `create index presence_agent on presence (agent_id)`,
];
