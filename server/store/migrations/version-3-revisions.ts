import type { Migration } from '../migrations.ts';
import { runAll } from './run-all.ts';

/** Corrections of a record: which mutation made a revision, and whether it stands beside another. */
export const version3: Migration = (db) => runAll(db, statements);

const statements = [`alter table records add column made_by text`, `alter table records add column apart integer not null default 0`];
