import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** Customers who were erased. */
export const version9: Migration = (db) => runAll(db, statements);

const statements = [
  `alter table customers add column erased_at bigint`,
  `create table erased (customer_id text primary key references customers (id), place_id text not null, at bigint not null, seq bigint not null)`,
  `create index erased_seq on erased (seq)`,
];
