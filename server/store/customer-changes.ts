import type { Id } from '../../lib/contract/basics.ts';
import type { ChangeOfCustomer, CustomerChanged } from '../../lib/contract/customer-edit.ts';
import { type Db, parse } from './rows.ts';

export type CustomerChangeTables = {
  /** What somebody did to a file by hand; what it was stands in `personal`. */
  customer_changes: { id: string; customer_id: string; agent_id: string | null; at: number; personal: string };
};

export type CustomerChangeTable = {
  add(customerId: Id, change: ChangeOfCustomer): Promise<void>;
  /** Newest first, without what takes them back. */
  ofCustomer(customerId: Id, limit: number): Promise<ChangeOfCustomer[]>;
  get(id: Id): Promise<(ChangeOfCustomer & { customerId: Id }) | null>;
};

export function customerChangeTable(db: Db): CustomerChangeTable {
  const changeOf = (row: CustomerChangeTables['customer_changes']): ChangeOfCustomer & { customerId: Id } => ({
    id: row.id,
    customerId: row.customer_id,
    at: Number(row.at),
    agentId: row.agent_id,
    changed: parse<CustomerChanged>(row.personal),
  });
  return {
    async add(customerId, { id, at, agentId, changed }) {
      await db
        .insertInto('customer_changes')
        .values({ id, customer_id: customerId, agent_id: agentId, at, personal: JSON.stringify(changed) })
        .execute();
    },
    async ofCustomer(customerId, limit) {
      const rows = await db
        .selectFrom('customer_changes')
        .selectAll()
        .where('customer_id', '=', customerId)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => {
        const { customerId: _, changed, ...change } = changeOf(row);
        const { undo: _undo, ...told } = changed;
        return { ...change, changed: told };
      });
    },
    async get(id) {
      const row = await db.selectFrom('customer_changes').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? changeOf(row) : null;
    },
  };
}
