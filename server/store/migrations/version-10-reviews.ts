import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** What QA and the agent wrote about a record. */
export const version10: Migration = (db) => runAll(db, statements);

const statements = [
  `create table reviews (record_id text primary key, place_id text not null references places (id), agent_id text not null references agents (id),
      state text not null, updated_at bigint not null, seq bigint not null, personal text not null)`,
  `create index reviews_agent on reviews (agent_id, seq)`,
];
