import { PostgresAdapter, sql } from 'kysely';
import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** Which call a record is of, as a column: a call that comes back on the panel's side must not become a second record. */
export const version11: Migration = async (db) => {
  await runAll(db, [`alter table records add column call_id text not null default ''`]);
  const callId = db.getExecutor().adapter instanceof PostgresAdapter ? sql`facts::json ->> 'callId'` : sql`json_extract(facts, '$.callId')`;
  await sql`update records set call_id = ${callId}`.execute(db);
  await runAll(db, [`create index records_call on records (call_id, agent_id)`]);
};
