import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** When each customer's plan is to be looked at again. Everybody who is there is looked at once. */
export const version12: Migration = (db) =>
  runAll(db, [`alter table customers add column plan_at bigint not null default 0`, `create index customers_plan on customers (plan_at)`]);
