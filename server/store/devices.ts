import type { Device, DeviceTable, DeviceTokens } from './people-port.ts';
import { type Db, parse } from './rows.ts';

/** Devices and their tokens: only hashes of them. */
export function deviceTable(db: Db): DeviceTable {
  /** Not revoked, and of somebody who still works here. */
  const living = () =>
    db.selectFrom('devices as d').leftJoin('accounts as a', 'a.agent_id', 'd.agent_id').where('d.revoked_at', 'is', null).where('a.deactivated_at', 'is', null);
  const devices = () => db.selectFrom('devices').select(['id', 'agent_id', 'created_at', 'seen_at', 'revoked_at', 'personal']);
  return {
    async add({ id, agentId, label, at, tokens }) {
      await db
        .insertInto('devices')
        .values({ id, agent_id: agentId, created_at: at, seen_at: at, revoked_at: null, personal: JSON.stringify({ label }), ...columnsOf(tokens) })
        .execute();
    },
    async byTokens(tokenHashes, now) {
      const rows = await living()
        .select(['d.id', 'd.agent_id', 'd.token_hash'])
        .where('d.token_hash', 'in', tokenHashes)
        .where((e) => e.or([e('d.token_ends_at', 'is', null), e('d.token_ends_at', '>', now)]))
        .execute();
      return rows.map((row) => ({ id: row.id, agentId: row.agent_id, tokenHash: row.token_hash }));
    },
    async living(id) {
      const row = await living().select('d.agent_id').where('d.id', '=', id).executeTakeFirst();
      return row ? { agentId: row.agent_id } : null;
    },
    async byRefresh(refreshHash, now) {
      const row = await living()
        .selectAll('d')
        .where((e) => e.or([e('d.refresh_hash', '=', refreshHash), e('d.previous_hash', '=', refreshHash)]))
        .where('d.refresh_ends_at', '>', now)
        .executeTakeFirst();
      if (!row?.refresh_hash) return null;
      return {
        id: row.id,
        agentId: row.agent_id,
        tokens: {
          tokenHash: row.token_hash,
          tokenEndsAt: row.token_ends_at === null ? null : Number(row.token_ends_at),
          refreshHash: row.refresh_hash,
          previousHash: row.previous_hash,
          refreshEndsAt: Number(row.refresh_ends_at),
        },
      };
    },
    async renew(id, tokens, at) {
      await db
        .updateTable('devices')
        .set({ ...columnsOf(tokens), seen_at: at })
        .where('id', '=', id)
        .execute();
    },
    async get(id) {
      const row = await devices().where('id', '=', id).executeTakeFirst();
      return row ? deviceOf(row) : null;
    },
    async ofAgent(agentId) {
      const rows = await devices().where('agent_id', '=', agentId).orderBy('created_at', 'desc').orderBy('id').execute();
      return rows.map(deviceOf);
    },
    async revoke(id, at) {
      await db.updateTable('devices').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).execute();
    },
    async revokeOthers(agentId, keep, at) {
      const done = await db
        .updateTable('devices')
        .set({ revoked_at: at })
        .where('agent_id', '=', agentId)
        .where('id', '!=', keep)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return Number(done.numUpdatedRows);
    },
    async revokeAll(agentId, at) {
      await db.updateTable('devices').set({ revoked_at: at }).where('agent_id', '=', agentId).where('revoked_at', 'is', null).execute();
    },
  };
}

function columnsOf(tokens: DeviceTokens) {
  return {
    token_hash: tokens.tokenHash,
    token_ends_at: tokens.tokenEndsAt,
    refresh_hash: tokens.refreshHash,
    previous_hash: tokens.previousHash,
    refresh_ends_at: tokens.refreshEndsAt,
  };
}

type Row = { id: string; agent_id: string; created_at: number; seen_at: number | null; revoked_at: number | null; personal: string };

function deviceOf(row: Row): Device {
  const number = (value: number | null) => (value === null ? null : Number(value));
  const { label } = parse<{ label: string }>(row.personal);
  return { id: row.id, agentId: row.agent_id, label, createdAt: Number(row.created_at), seenAt: number(row.seen_at), revokedAt: number(row.revoked_at) };
}
