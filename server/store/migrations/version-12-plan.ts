import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** When each customer's plan is to be looked at again; who is not in it has never been planned. And what finds the next call among very many. */
export const version12: Migration = (db) =>
  runAll(db, [
    `create table plans (customer_id text primary key references customers (id), plan_at bigint not null, plan_seq bigint not null)`,
    `create index plans_at on plans (plan_at)`,
    `alter table tasks add column own_hours integer not null default 0`,
    `create index tasks_own_hours on tasks (own_hours, state, not_before)`,
    `create table callings (calling text not null)`,
    `insert into callings (calling) select distinct calling from customers`,
    `create index tasks_appointment on tasks (appointment, state, not_before)`,
  ]);
