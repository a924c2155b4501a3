import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** Versions that stand side by side until a person has chosen, and who changed a customer's field last. */
export const version6: Migration = (db) => runAll(db, statements);

const statements = [
  `create table divergences (id text primary key, kind text not null, place_id text not null references places (id), customer_id text references customers (id),
      field text, record_id text, agent_id text references agents (id), state text not null, created_at bigint not null, seq bigint not null, personal text not null)`,
  `create index divergences_customer on divergences (customer_id, seq)`,
  `create index divergences_record on divergences (record_id)`,
  `create index divergences_agent on divergences (agent_id, seq)`,
  `create index divergences_place on divergences (place_id, state, seq)`,
  `create table field_changes (customer_id text not null references customers (id), field text not null, agent_id text not null, at bigint not null, value_hash text not null,
      primary key (customer_id, field))`,
];
