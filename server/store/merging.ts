import type { Id } from '../../lib/contract/basics.ts';
import type { CustomerChanged } from '../../lib/contract/customer-edit.ts';
import type { Divergence } from '../../lib/contract/divergence.ts';
import type { FieldChangeRow } from './divergences.ts';
import { columnsOf, recordOf } from './records.ts';
import { chunks, type Db, inChunks, parse, takeSeqs } from './rows.ts';

/** Rows of one customer that become another's. */
export type Moved = { services: readonly Id[]; tasks: readonly Id[]; records: readonly Id[]; divergences: readonly Id[]; changes: readonly Id[] };

export type MergingTable = {
  /** All that hangs on a customer, by its ids. */
  rowsOf(customerId: Id): Promise<Moved>;
  /** Services and tasks only by their customer: whoever moves them puts them again. Records and versions side by side whole, under new numbers. */
  move(rows: Moved, toId: Id): Promise<void>;
  /** The records get new numbers, so that whoever has the customer from now on has them too. */
  touchRecords(customerId: Id): Promise<void>;
  fieldChanges(customerId: Id): Promise<Omit<FieldChangeRow, 'customerId'>[]>;
  removeFieldChange(customerId: Id, field: FieldChangeRow['field']): Promise<void>;
  setMerged(dropId: Id, keepId: Id): Promise<void>;
  /** Takes the marks off a row, so that it can be put again. */
  setSplit(dropId: Id): Promise<void>;
  /** Whoever went into this customer, also by way of others. */
  into(keepId: Id): Promise<Id[]>;
  /** The customer whom this one went into, at the end of it; null: none. */
  keptOf(dropId: Id): Promise<Id | null>;
  /** The newest merge that can be taken back. */
  lastMerge(keepId: Id): Promise<Id | null>;
  /** It cannot be taken back any more. */
  forgetUndo(changeId: Id): Promise<void>;
};

export function mergingTable(db: Db): MergingTable {
  return {
    rowsOf: (customerId) => rowsOf(db, customerId),
    async move({ services, tasks, records, divergences, changes }, toId) {
      for (const [table, ids] of [
        ['services', services],
        ['tasks', tasks],
        ['customer_changes', changes],
      ] as const) {
        for (const part of chunks(ids, 500)) await db.updateTable(table).set({ customer_id: toId }).where('id', 'in', part).execute();
      }
      await moveRecords(db, records, toId);
      await moveDivergences(db, divergences, toId);
    },
    async touchRecords(customerId) {
      const { records } = await rowsOf(db, customerId);
      await moveRecords(db, records, customerId);
    },
    async fieldChanges(customerId) {
      const rows = await db.selectFrom('field_changes').selectAll().where('customer_id', '=', customerId).orderBy('field').execute();
      return rows.map((row) => ({ field: row.field as FieldChangeRow['field'], agentId: row.agent_id, at: Number(row.at), valueHash: row.value_hash }));
    },
    async removeFieldChange(customerId, field) {
      await db.deleteFrom('field_changes').where('customer_id', '=', customerId).where('field', '=', field).execute();
    },
    async setMerged(dropId, keepId) {
      await db.updateTable('customers').set({ merged_into: keepId }).where('id', '=', dropId).execute();
    },
    async setSplit(dropId) {
      await db.deleteFrom('erased').where('customer_id', '=', dropId).execute();
      await db.updateTable('customers').set({ merged_into: null, erased_at: null }).where('id', '=', dropId).execute();
    },
    async into(keepId) {
      const found: Id[] = [];
      for (let next: Id[] = [keepId]; next.length > 0; ) {
        next = (await inChunks(next, (part) => db.selectFrom('customers').select('id').where('merged_into', 'in', part).execute())).map(({ id }) => id);
        found.push(...next);
      }
      return found;
    },
    async keptOf(dropId) {
      const next = (await db.selectFrom('customers').select('merged_into').where('id', '=', dropId).executeTakeFirst())?.merged_into ?? null;
      return next === null ? null : ((await mergingTable(db).keptOf(next)) ?? next);
    },
    async lastMerge(keepId) {
      const rows = await db.selectFrom('customer_changes').select(['id', 'personal']).where('customer_id', '=', keepId).orderBy('at', 'desc').execute();
      return rows.find(({ personal }) => parse<CustomerChanged>(personal).undo?.keepId === keepId)?.id ?? null;
    },
    async forgetUndo(changeId) {
      const row = await db.selectFrom('customer_changes').select('personal').where('id', '=', changeId).executeTakeFirstOrThrow();
      const { undo: _, ...changed } = parse<CustomerChanged>(row.personal);
      await db
        .updateTable('customer_changes')
        .set({ personal: JSON.stringify(changed) })
        .where('id', '=', changeId)
        .execute();
    },
  };
}

async function rowsOf(db: Db, customerId: Id): Promise<Moved> {
  const idsIn = async (table: 'services' | 'tasks' | 'records' | 'divergences' | 'customer_changes') => {
    const rows = await db.selectFrom(table).select('id').distinct().where('customer_id', '=', customerId).orderBy('id').execute();
    return rows.map(({ id }) => id);
  };
  return {
    services: await idsIn('services'),
    tasks: await idsIn('tasks'),
    records: await idsIn('records'),
    divergences: await idsIn('divergences'),
    changes: await idsIn('customer_changes'),
  };
}

async function moveRecords(db: Db, ids: readonly Id[], customerId: Id): Promise<void> {
  const rows = await inChunks(ids, (part) =>
    db.selectFrom('records').select(['id', 'revision', 'facts', 'personal']).where('id', 'in', part).orderBy('id').orderBy('revision').execute(),
  );
  let seq = rows.length > 0 ? await takeSeqs(db, rows.length) : 0;
  for (const row of rows) {
    await db
      .updateTable('records')
      .set({ customer_id: customerId, seq: seq++, ...columnsOf({ ...recordOf(row), customerId }) })
      .where('id', '=', row.id)
      .where('revision', '=', row.revision)
      .execute();
  }
}

async function moveDivergences(db: Db, ids: readonly Id[], customerId: Id): Promise<void> {
  const rows = await inChunks(ids, (part) => db.selectFrom('divergences').select(['id', 'personal']).where('id', 'in', part).orderBy('id').execute());
  let seq = rows.length > 0 ? await takeSeqs(db, rows.length) : 0;
  for (const row of rows) {
    const personal = JSON.stringify(divergenceOf(parse<Divergence>(row.personal), customerId));
    await db.updateTable('divergences').set({ customer_id: customerId, seq: seq++, personal }).where('id', '=', row.id).execute();
  }
}

function divergenceOf(divergence: Divergence, customerId: Id): Divergence {
  if (divergence.kind === 'customer-field') return { ...divergence, customerId };
  return { ...divergence, customerId, versions: divergence.versions.map((version) => ({ ...version, record: { ...version.record, customerId } })) };
}
