import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

type Migration = (db: Kysely<Tables>) => Promise<void>;

/** In order; the number of the last one is the version this program knows. Never edited once released: a change is a new one, with a frozen example. */
const migrations: readonly Migration[] = [createAll];

export const DATABASE_VERSION = migrations.length;

/** The file was written by a newer program: opening it could lose what this one does not know. */
export class NewerDatabaseError extends Error {
  readonly found: number;
  constructor(found: number) {
    super(`The database has version ${found}, this program knows up to ${DATABASE_VERSION}. Update the program, or give it another --data folder.`);
    this.name = 'NewerDatabaseError';
    this.found = found;
  }
}

/** Brings the database up to date, one transaction a step, so that a crash leaves a whole version. @throws NewerDatabaseError */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const version = await databaseVersion(db);
  if (version > DATABASE_VERSION) throw new NewerDatabaseError(version);
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    await db.transaction().execute(async (tx) => {
      await step(tx);
      await tx
        .insertInto('meta')
        .values({ key: 'version', value: String(index + 1) })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(index + 1) }))
        .execute();
    });
  }
}

async function databaseVersion(db: Kysely<Tables>): Promise<number> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === 'meta')) return 0;
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'version').executeTakeFirst();
  return row ? Number(row.value) : 0;
}

async function createAll(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `create table sequence (id integer primary key, value bigint not null)`,
    `insert into sequence (id, value) values (1, 0)`,
    `create table meta (key text primary key, value text not null)`,
    `create table places (id text primary key, parent_id text references places (id), seq bigint not null, body text not null)`,
    `create table agents (id text primary key, place_id text not null references places (id), role text not null, created_at bigint not null, personal text not null)`,
    `create table devices (id text primary key, agent_id text not null references agents (id), token_hash text not null, created_at bigint not null, revoked_at bigint, personal text not null)`,
    `create unique index devices_token on devices (token_hash)`,
    `create table codes (code_hash text primary key, agent_id text not null references agents (id), created_at bigint not null, expires_at bigint not null, used_at bigint)`,
    `create table customers (id text primary key, place_id text not null references places (id), seq bigint not null, calling text not null,
      callable integer not null, created_at bigint not null, updated_at bigint not null, personal text not null)`,
    `create index customers_seq on customers (seq)`,
    `create index customers_created on customers (place_id, created_at, id)`,
    `create table customer_keys (customer_id text not null references customers (id), kind text not null, hash text not null, primary key (kind, hash, customer_id))`,
    `create index customer_keys_customer on customer_keys (customer_id)`,
    `create table services (id text primary key, customer_id text not null references customers (id), place_id text not null references places (id),
      ended_on text not null, import_id text, created_at bigint not null, seq bigint not null, personal text not null)`,
    `create index services_customer on services (customer_id, ended_on)`,
    `create index services_seq on services (seq)`,
    `create table tasks (id text primary key, customer_id text not null references customers (id), service_id text references services (id),
      place_id text not null references places (id), agent_id text references agents (id), appointment integer not null, not_before bigint not null,
      due_by bigint not null, priority integer not null, state text not null, claim_id text, created_at bigint not null, updated_at bigint not null,
      seq bigint not null, personal text not null)`,
    `create index tasks_customer on tasks (customer_id)`,
    `create index tasks_queue on tasks (place_id, state, due_by, priority, id)`,
    `create index tasks_agent on tasks (agent_id, state)`,
    `create index tasks_updated on tasks (place_id, state, updated_at)`,
    `create index tasks_seq on tasks (seq)`,
    `create table holds (customer_id text primary key references customers (id), agent_id text not null references agents (id), claim_id text not null,
      found integer not null, expires_at bigint not null)`,
    `create index holds_agent on holds (agent_id)`,
    `create table records (id text not null, revision integer not null, latest integer not null, place_id text not null references places (id),
      agent_id text not null references agents (id), customer_id text references customers (id), task_id text references tasks (id), direction text not null, outcome text not null,
      started_at bigint not null, saved_at bigint not null, received_at bigint not null, seq bigint not null, facts text not null, personal text not null,
      primary key (id, revision))`,
    `create unique index records_seq on records (seq)`,
    `create index records_customer on records (customer_id, started_at)`,
    `create index records_agent on records (agent_id, seq)`,
    `create index records_place on records (place_id, started_at)`,
    `create table mutations (id text primary key, agent_id text not null, body_hash text not null, seq bigint not null, received_at bigint not null)`,
    `create table scripts (id text not null, version integer not null, place_id text, seq bigint not null, body text not null, primary key (id, version))`,
    `create table phrase_lists (id text not null, version integer not null, place_id text, seq bigint not null, body text not null, primary key (id, version))`,
    `create table imports (id text primary key, agent_id text not null, place_id text not null, body_hash text not null, created_at bigint not null, personal text not null)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
