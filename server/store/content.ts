import type { PhraseList } from '../../lib/contract/phrases.ts';
import type { Script } from '../../lib/contract/script.ts';
import type { StoredImport, StoredMutation, Tx } from './port.ts';
import { insertRows, prepared } from './prepared.ts';
import { type Db, parse, takeSeqs } from './rows.ts';
import type { Tables } from './tables.ts';

export function contentTable(db: Db): Tx['content'] {
  return {
    async script(id, version) {
      const row = await db.selectFrom('scripts').select('body').where('id', '=', id).where('version', '=', version).executeTakeFirst();
      return row ? parse<Script>(row.body) : null;
    },
    async phraseList(id, version) {
      const row = await db.selectFrom('phrase_lists').select('body').where('id', '=', id).where('version', '=', version).executeTakeFirst();
      return row ? parse<PhraseList>(row.body) : null;
    },
    // A published version never changes (design 9): the one that is there stays.
    async putScript(script, placeId) {
      await db
        .insertInto('scripts')
        .values({ id: script.id, version: script.version, place_id: placeId, seq: await takeSeqs(db, 1), body: JSON.stringify(script) })
        .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
        .execute();
    },
    async putPhraseList(list: PhraseList, placeId) {
      await db
        .insertInto('phrase_lists')
        .values({ id: list.id, version: list.version, place_id: placeId, seq: await takeSeqs(db, 1), body: JSON.stringify(list) })
        .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
        .execute();
    },
  };
}

export const mutationColumns = ['id', 'agent_id', 'body_hash', 'seq', 'received_at'] as const;

export function mutationOf(row: Tables['mutations']): StoredMutation {
  return { id: row.id, agentId: row.agent_id, bodyHash: row.body_hash, seq: Number(row.seq), receivedAt: Number(row.received_at) };
}

export function rowOfMutation({ id, agentId, bodyHash, seq, receivedAt }: StoredMutation): Tables['mutations'] {
  return { id, agent_id: agentId, body_hash: bodyHash, seq, received_at: receivedAt };
}

export function mutationTable(db: Db): Tx['mutations'] {
  return {
    async get(id) {
      const [row] = await prepared(db, 'mutation', () => db.selectFrom('mutations').select(mutationColumns).where('id', '=', id), [id]);
      return row ? mutationOf(row) : null;
    },
    async add(row) {
      const seq = await takeSeqs(db, 1);
      await insertRows(db, 'mutations', [rowOfMutation({ ...row, seq })]);
      return seq;
    },
  };
}

export function importTable(db: Db): Tx['imports'] {
  return {
    async get(id) {
      const row = await db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      const personal = parse<Pick<StoredImport, 'fileName' | 'reply'>>(row.personal);
      return { id: row.id, agentId: row.agent_id, placeId: row.place_id, bodyHash: row.body_hash, at: Number(row.created_at), ...personal };
    },
    async add({ id, agentId, placeId, bodyHash, at, fileName, reply }) {
      await db
        .insertInto('imports')
        .values({
          id,
          agent_id: agentId,
          place_id: placeId,
          body_hash: bodyHash,
          created_at: at,
          undone_at: null,
          personal: JSON.stringify({ fileName, reply }),
        })
        .execute();
    },
  };
}
