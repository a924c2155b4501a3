import { type Kysely, PostgresAdapter, sql } from 'kysely';
import { version1 } from './migrations/version-1.ts';
import { version2 } from './migrations/version-2-audit.ts';
import { version3 } from './migrations/version-3-revisions.ts';
import { version4 } from './migrations/version-4-publishing.ts';
import { version5 } from './migrations/version-5-search.ts';
import { version6 } from './migrations/version-6-divergences.ts';
import { version7 } from './migrations/version-7-people.ts';
import { version8 } from './migrations/version-8-presence.ts';
import { version9 } from './migrations/version-9-erasing.ts';
import { version10 } from './migrations/version-10-reviews.ts';
import { version11 } from './migrations/version-11-call-ids.ts';
import { version12 } from './migrations/version-12-plan.ts';
import { version13 } from './migrations/version-13-customers.ts';
import type { Tables } from './tables.ts';

export type Migration = (db: Kysely<Tables>) => Promise<void>;

/** In order, a file each; the number of the last one is the version this program knows. Never edited once released: a change is a new one, with a frozen example. */
const migrations: readonly Migration[] = [
  version1,
  version2,
  version3,
  version4,
  version5,
  version6,
  version7,
  version8,
  version9,
  version10,
  version11,
  version12,
  version13,
];

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

/** Brings the database up to date (or up to a version), one transaction a step, so that a crash leaves a whole version. @throws NewerDatabaseError */
export async function migrate(db: Kysely<Tables>, upTo = DATABASE_VERSION): Promise<void> {
  const version = await databaseVersion(db);
  if (version > DATABASE_VERSION) throw new NewerDatabaseError(version);
  for (const [index, step] of migrations.entries()) {
    if (index < version || index >= upTo) continue;
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

/** 0: nothing is in it. */
export async function databaseVersion(db: Kysely<Tables>): Promise<number> {
  const tables = await db.introspection.getTables();
  // On PostgreSQL a table of that name can stand in somebody else's schema.
  const schema =
    db.getExecutor().adapter instanceof PostgresAdapter ? (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows[0]?.name : undefined;
  if (!tables.some((table) => table.name === 'meta' && table.schema === schema)) return 0;
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'version').executeTakeFirst();
  return row ? Number(row.value) : 0;
}
