import type { Id } from '../../lib/contract/basics.ts';
import type { SavedFilter } from '../../lib/contract/filter.ts';
import { type Db, parse } from './rows.ts';

export type SavedFilterTables = { saved_filters: { id: string; place_id: string; created_at: number; personal: string } };

export type SavedFilterTable = {
  list(placeIds: readonly Id[]): Promise<SavedFilter[]>;
  get(id: Id): Promise<SavedFilter | null>;
  put(filter: SavedFilter): Promise<void>;
  remove(id: Id): Promise<void>;
};

export function savedFilterTable(db: Db): SavedFilterTable {
  // The name and the query may be about a person.
  const filterOf = ({ id, place_id, created_at, personal }: SavedFilterTables['saved_filters']): SavedFilter => ({
    ...parse<Pick<SavedFilter, 'name' | 'filter'>>(personal),
    id,
    placeId: place_id,
    createdAt: Number(created_at),
  });
  return {
    async list(placeIds) {
      const rows = await db.selectFrom('saved_filters').selectAll().where('place_id', 'in', placeIds).orderBy('created_at').orderBy('id').execute();
      return rows.map(filterOf);
    },
    async get(id) {
      const row = await db.selectFrom('saved_filters').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? filterOf(row) : null;
    },
    async put({ id, placeId, createdAt, name, filter }) {
      const columns = { place_id: placeId, personal: JSON.stringify({ name, filter }) };
      await db
        .insertInto('saved_filters')
        .values({ id, created_at: createdAt, ...columns })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
        .execute();
    },
    async remove(id) {
      await db.deleteFrom('saved_filters').where('id', '=', id).execute();
    },
  };
}
