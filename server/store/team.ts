import type { Agent } from '../../lib/contract/agent.ts';
import type { Place } from '../../lib/contract/place.ts';
import type { AgentTable, Tx } from './port.ts';
import { type Db, inChunks, parse, takeSeqs } from './rows.ts';

/** Every request reads the places, which seldom change and hold whole directories: what has the same text is the same place. Nobody changes one in its place. */
const read = new Map<string, { body: string; place: Place }>();

function placeOf(id: string, body: string): Place {
  const known = read.get(id);
  if (known?.body === body) return known.place;
  const place = parse<Place>(body);
  read.set(id, { body, place });
  return place;
}

export function placeTable(db: Db): Tx['places'] {
  return {
    async all() {
      const rows = await db.selectFrom('places').select(['id', 'body']).orderBy('id').execute();
      return rows.map((row) => placeOf(row.id, row.body));
    },
    async put(place) {
      const row = { parent_id: place.parentId, seq: await takeSeqs(db, 1), body: JSON.stringify(place) };
      await db
        .insertInto('places')
        .values({ id: place.id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
  };
}

export function agentTable(db: Db): AgentTable {
  return {
    async count() {
      const row = await db
        .selectFrom('agents')
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    async get(id) {
      const row = await db.selectFrom('agents').select('personal').where('id', '=', id).executeTakeFirst();
      return row ? parse<Agent>(row.personal) : null;
    },
    async of(ids) {
      const rows = await inChunks([...new Set(ids)], (part) => db.selectFrom('agents').select('personal').where('id', 'in', part).execute());
      return rows.map((row) => parse<Agent>(row.personal));
    },
    async names(ids) {
      const rows = await inChunks([...new Set(ids)], (part) => db.selectFrom('agents').select(['id', 'personal']).where('id', 'in', part).execute());
      return new Map(rows.map((row) => [row.id, parse<Agent>(row.personal).name]));
    },
    async add(agent, at) {
      await db
        .insertInto('agents')
        .values({ id: agent.id, place_id: agent.placeId, role: agent.role, created_at: at, personal: JSON.stringify(agent) })
        .execute();
    },
    async addCode({ hash, agentId, expiresAt, at }) {
      await db.insertInto('codes').values({ code_hash: hash, agent_id: agentId, created_at: at, expires_at: expiresAt, used_at: null }).execute();
    },
    async code(hash) {
      const row = await db.selectFrom('codes').selectAll().where('code_hash', '=', hash).executeTakeFirst();
      return row ? { agentId: row.agent_id, expiresAt: Number(row.expires_at), usedAt: row.used_at === null ? null : Number(row.used_at) } : null;
    },
    async useCode(hash, at) {
      await db.updateTable('codes').set({ used_at: at }).where('code_hash', '=', hash).execute();
    },
  };
}
