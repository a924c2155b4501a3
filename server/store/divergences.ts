import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Divergence, FieldDivergence, RecordDivergence } from '../../lib/contract/divergence.ts';
import { type Db, inChunks, parse, takeSeqs } from './rows.ts';

export type DivergenceTables = {
  divergences: {
    id: string;
    kind: string;
    place_id: string;
    customer_id: string | null;
    field: string | null;
    record_id: string | null;
    /** Who made the record. */
    agent_id: string | null;
    state: string;
    created_at: number;
    seq: number;
    personal: string;
  };
  /** Who last changed a field of a customer, and when. `value_hash`: keyed, to tell whether that is still what stands there. */
  field_changes: { customer_id: string; field: string; agent_id: string; at: number; value_hash: string };
};

export type ListedDivergence = { seq: number; divergence: Divergence };

export type DivergenceTable = {
  put(divergence: Divergence): Promise<void>;
  get(id: Id): Promise<Divergence | null>;
  openOfField(customerId: Id, field: FieldDivergence['field']): Promise<FieldDivergence | null>;
  openOfRecord(recordId: Id): Promise<RecordDivergence | null>;
  /** Open ones of fields of these customers. */
  openOfCustomers(ids: readonly Id[]): Promise<FieldDivergence[]>;
  /** Open ones, newest first. */
  list(input: { placeIds: readonly Id[]; before: number | null; limit: number }): Promise<ListedDivergence[]>;
  count(placeIds: readonly Id[]): Promise<number>;
  /** After a number, of fields of these customers and of records of this agent. */
  after(input: { after: number; upTo: number; customerIds: readonly Id[]; agentId: Id }): Promise<ListedDivergence[]>;
};

export type FieldChangeRow = { customerId: Id; field: FieldDivergence['field']; agentId: Id; at: Instant; valueHash: string };
export type FieldChangeTable = {
  get(customerId: Id, field: FieldDivergence['field']): Promise<FieldChangeRow | null>;
  put(row: FieldChangeRow): Promise<void>;
};

export function divergenceTable(db: Db): DivergenceTable {
  const open = () => db.selectFrom('divergences').select(['seq', 'personal']).where('state', '=', 'open');
  return {
    async put(divergence) {
      const columns = { state: divergence.state, seq: await takeSeqs(db, 1), personal: JSON.stringify(divergence) };
      await db
        .insertInto('divergences')
        .values({
          id: divergence.id,
          kind: divergence.kind,
          place_id: divergence.placeId,
          customer_id: divergence.customerId,
          field: divergence.kind === 'customer-field' ? divergence.field : null,
          record_id: divergence.kind === 'record' ? divergence.recordId : null,
          agent_id: divergence.kind === 'record' ? divergence.agentId : null,
          created_at: divergence.createdAt,
          ...columns,
        })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
        .execute();
    },
    async get(id) {
      const row = await db.selectFrom('divergences').select('personal').where('id', '=', id).executeTakeFirst();
      return row ? parse<Divergence>(row.personal) : null;
    },
    async openOfField(customerId, field) {
      const row = await open().where('customer_id', '=', customerId).where('field', '=', field).executeTakeFirst();
      return row ? parse<FieldDivergence>(row.personal) : null;
    },
    async openOfRecord(recordId) {
      const row = await open().where('record_id', '=', recordId).executeTakeFirst();
      return row ? parse<RecordDivergence>(row.personal) : null;
    },
    async openOfCustomers(ids) {
      const rows = await inChunks(ids, (part) => open().where('customer_id', 'in', part).where('kind', '=', 'customer-field').orderBy('seq').execute());
      return rows.map((row) => parse<FieldDivergence>(row.personal));
    },
    async list({ placeIds, before, limit }) {
      let query = open().where('place_id', 'in', placeIds);
      if (before !== null) query = query.where('seq', '<', before);
      return (await query.orderBy('seq', 'desc').limit(limit).execute()).map(listed);
    },
    async count(placeIds) {
      const row = await db
        .selectFrom('divergences')
        .select((e) => e.fn.countAll().as('n'))
        .where('state', '=', 'open')
        .where('place_id', 'in', placeIds)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    async after({ after, upTo, customerIds, agentId }) {
      const changed = () => db.selectFrom('divergences').select(['seq', 'personal']).where('seq', '>', after).orderBy('seq').limit(upTo);
      const own = await changed().where('agent_id', '=', agentId).execute();
      const ofFields = await inChunks(customerIds, (part) => changed().where('customer_id', 'in', part).where('kind', '=', 'customer-field').execute());
      return [...own, ...ofFields].map(listed);
    },
  };
}

function listed(row: { seq: number; personal: string }): ListedDivergence {
  return { seq: Number(row.seq), divergence: parse<Divergence>(row.personal) };
}

export function fieldChangeTable(db: Db): FieldChangeTable {
  return {
    async get(customerId, field) {
      const row = await db.selectFrom('field_changes').selectAll().where('customer_id', '=', customerId).where('field', '=', field).executeTakeFirst();
      return row ? { customerId, field, agentId: row.agent_id, at: Number(row.at), valueHash: row.value_hash } : null;
    },
    async put({ customerId, field, agentId, at, valueHash }) {
      const columns = { agent_id: agentId, at, value_hash: valueHash };
      await db
        .insertInto('field_changes')
        .values({ customer_id: customerId, field, ...columns })
        .onConflict((conflict) => conflict.columns(['customer_id', 'field']).doUpdateSet(columns))
        .execute();
    },
  };
}
