import { sql } from 'kysely';
import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { ImportChange, ImportStep, Undone } from '../../lib/contract/undo-import.ts';
import { chunks, type Db, inChunks, parse, takeSeqs } from './rows.ts';

/** What each import changed, in order, from 1; `n` 0 is the import itself (see `Summary`). `personal`: the steps, null of a row that was new. */
export type ImportChangeTables = { import_changes: { import_id: string; n: number; kind: string; row_id: string; personal: string | null } };

/** What a list says of an import, without its thousands of rows; `undone` stands with the first part. */
type Summary = { fileName: string; rows: number; undone?: Undone };

/** One request of an import. `summary` null: of a time that kept no changes. */
export type ImportPart = { id: Id; agentId: Id; placeId: Id; at: Instant; undoneAt: Instant | null; summary: Summary | null };

export type ImportChangeTable = {
  add(importId: Id, summary: Summary, changes: readonly ImportChange[]): Promise<void>;
  /** In order. */
  of(importId: Id): Promise<ImportChange[]>;
  /** Parts of these places, newest first, at most so many. */
  newest(placeIds: readonly Id[], most: number): Promise<Omit<ImportPart, 'summary'>[]>;
  /** An import by its own id or by that of its parts. */
  parts(importId: Id): Promise<ImportPart[]>;
  summaries(importIds: readonly Id[]): Promise<Map<Id, Summary>>;
  setUndone(importIds: readonly Id[], first: Id, undone: Undone): Promise<void>;
  /** What was kept of these rows goes; `importId`: all of that import but what it kept of these. */
  forget(rowIds: readonly Id[]): Promise<void>;
  forgetBut(importId: Id, rowIds: ReadonlySet<Id>): Promise<void>;
  /** Customers among these with a record. */
  called(customerIds: readonly Id[]): Promise<Set<Id>>;
  /** Customers among these whom somebody corrected or merged, by hand. */
  corrected(customerIds: readonly Id[]): Promise<Set<Id>>;
  /** Customers whose rows are blank already are in no list from now on, and every panel hears of it as of one who was erased. */
  takeAway(customers: readonly { id: Id; placeId: Id }[], at: Instant): Promise<void>;
};

const SUMMARY = 0;

export function importChangeTable(db: Db): ImportChangeTable {
  return {
    async add(importId, summary, changes) {
      const rows = changes.map(({ kind, rowId, steps }, index) => ({ n: index + 1, kind, row_id: rowId, personal: steps && JSON.stringify(steps) }));
      const all = [{ n: SUMMARY, kind: 'import', row_id: importId, personal: JSON.stringify(summary) }, ...rows];
      for (const part of chunks(all, 150)) {
        await db
          .insertInto('import_changes')
          .values(part.map((row) => ({ import_id: importId, ...row })))
          .execute();
      }
    },
    async of(importId) {
      const rows = await db
        .selectFrom('import_changes')
        .select(['kind', 'row_id', 'personal'])
        .where('import_id', '=', importId)
        .where('n', '>', SUMMARY)
        .orderBy('n')
        .execute();
      return rows.map(({ kind, row_id, personal }) => ({
        kind: kind as ImportChange['kind'],
        rowId: row_id,
        steps: personal === null ? null : parse<ImportStep[]>(personal),
      }));
    },
    async newest(placeIds, most) {
      const rows = await partRows(db).where('place_id', 'in', placeIds).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(most).execute();
      return rows.map(partOf);
    },
    async parts(importId) {
      // The parts' ids begin with the import's and a dot; the next character of ASCII is a slash.
      const rows = await partRows(db)
        .where((e) => e.or([e('id', '=', importId), e.and([e('id', '>', `${importId}.`), e('id', '<', `${importId}/`)])]))
        .execute();
      const summaries = await summariesOf(
        db,
        rows.map(({ id }) => id),
      );
      return rows.map((row) => ({ ...partOf(row), summary: summaries.get(row.id) ?? null }));
    },
    summaries: (importIds) => summariesOf(db, importIds),
    async setUndone(importIds, first, undone) {
      for (const part of chunks(importIds)) await db.updateTable('imports').set({ undone_at: undone.at }).where('id', 'in', part).execute();
      const summary = (await summariesOf(db, [first])).get(first);
      if (!summary) return;
      const personal = JSON.stringify({ ...summary, undone });
      await db.updateTable('import_changes').set({ personal }).where('import_id', '=', first).where('n', '=', SUMMARY).execute();
    },
    async forget(rowIds) {
      for (const part of chunks(rowIds)) await db.deleteFrom('import_changes').where('row_id', 'in', part).where('n', '>', SUMMARY).execute();
    },
    async forgetBut(importId, rowIds) {
      const rows = await db.selectFrom('import_changes').select(['n', 'row_id']).where('import_id', '=', importId).where('n', '>', SUMMARY).execute();
      const over = rows.filter((row) => !rowIds.has(row.row_id)).map(({ n }) => n);
      for (const part of chunks(over, 500)) await db.deleteFrom('import_changes').where('import_id', '=', importId).where('n', 'in', part).execute();
    },
    async called(customerIds) {
      const rows = await inChunks(customerIds, (part) => db.selectFrom('records').select('customer_id').distinct().where('customer_id', 'in', part).execute());
      return new Set(rows.flatMap(({ customer_id }) => customer_id ?? []));
    },
    async corrected(customerIds) {
      const found = new Set<Id>();
      // The list stands three times in the statement.
      for (const part of chunks(customerIds, 300)) {
        const ids = sql.join(part);
        const { rows } = await sql<{ id: string }>`select customer_id as id from field_changes where customer_id in (${ids})
          union select customer_id from customer_changes where customer_id in (${ids})
          union select id from customers where id in (${ids}) and merged_into is not null`.execute(db);
        for (const { id } of rows) found.add(id);
      }
      return found;
    },
    async takeAway(customers, at) {
      let seq = customers.length > 0 ? await takeSeqs(db, customers.length) : 0;
      for (const part of chunks(customers, 100)) {
        const ids = part.map(({ id }) => id);
        await db.updateTable('customers').set({ erased_at: at, callable: 0, calling: '[null]' }).where('id', 'in', ids).execute();
        await db
          .insertInto('erased')
          .values(part.map(({ id, placeId }) => ({ customer_id: id, place_id: placeId, at, seq: seq++ })))
          .execute();
      }
    },
  };
}

function partRows(db: Db) {
  return db.selectFrom('imports').select(['id', 'agent_id', 'place_id', 'created_at', 'undone_at']);
}

function partOf(row: { id: string; agent_id: string; place_id: string; created_at: number; undone_at: number | null }): Omit<ImportPart, 'summary'> {
  const undoneAt = row.undone_at === null ? null : Number(row.undone_at);
  return { id: row.id, agentId: row.agent_id, placeId: row.place_id, at: Number(row.created_at), undoneAt };
}

async function summariesOf(db: Db, importIds: readonly Id[]): Promise<Map<Id, Summary>> {
  const rows = await inChunks(importIds, (part) =>
    db.selectFrom('import_changes').select(['import_id', 'personal']).where('n', '=', SUMMARY).where('import_id', 'in', part).execute(),
  );
  return new Map(rows.flatMap(({ import_id, personal }) => (personal === null ? [] : [[import_id, parse<Summary>(personal)] as const])));
}
