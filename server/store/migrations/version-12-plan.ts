import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** When each customer's plan is to be looked at again; everybody who is there is looked at once. And what finds the next call among very many. */
export const version12: Migration = (db) =>
  runAll(db, [
    `alter table customers add column plan_at bigint not null default 0`,
    `create index customers_plan on customers (plan_at)`,
    `create table callings (calling text primary key)`,
    `insert into callings (calling) select distinct calling from customers`,
    `create index tasks_appointment on tasks (appointment, state, not_before)`,
  ]);
