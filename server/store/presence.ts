import type { Id, Instant } from '../../lib/contract/basics.ts';
import type { Presence } from '../../lib/contract/presence.ts';
import { type Db, inChunks, parse } from './rows.ts';

/** The last word of each device. Counts and versions; nothing personal. */
export type PresenceTables = {
  presence: { device_id: string; agent_id: string; at: number; in_call_since: number | null; unsent: number; rejected: number; facts: string };
};

type Facts = Pick<Presence, 'versions' | 'refused' | 'app'>;
export type PresenceRow = Facts & { deviceId: Id; agentId: Id; at: Instant; inCallSince: Instant | null; unsent: number; rejected: number };
export type Newest = { kind: 'script' | 'phrase-list'; id: Id; placeId: Id | null; version: number };

export type PresenceTable = {
  put(row: PresenceRow): Promise<void>;
  /** Of devices that are not cut off. */
  ofAgents(agentIds: readonly Id[]): Promise<PresenceRow[]>;
  /** The newest version of everything, for each place that has one of its own. */
  newest(): Promise<Newest[]>;
};

export function presenceTable(db: Db): PresenceTable {
  return {
    async put({ deviceId, agentId, at, inCallSince, unsent, rejected, versions, refused, app }) {
      const row = { agent_id: agentId, at, in_call_since: inCallSince, unsent, rejected, facts: JSON.stringify({ versions, refused, app }) };
      await db
        .insertInto('presence')
        .values({ device_id: deviceId, ...row })
        .onConflict((conflict) => conflict.column('device_id').doUpdateSet(row))
        .execute();
    },
    async ofAgents(agentIds) {
      const rows = await inChunks(agentIds, (part) =>
        db
          .selectFrom('presence as p')
          .innerJoin('devices as d', 'd.id', 'p.device_id')
          .selectAll('p')
          .where('p.agent_id', 'in', part)
          .where('d.revoked_at', 'is', null)
          .execute(),
      );
      return rows.map((row) => ({
        ...parse<Facts>(row.facts),
        deviceId: row.device_id,
        agentId: row.agent_id,
        at: Number(row.at),
        inCallSince: row.in_call_since === null ? null : Number(row.in_call_since),
        unsent: Number(row.unsent),
        rejected: Number(row.rejected),
      }));
    },
    async newest() {
      const of = async (table: 'scripts' | 'phrase_lists', kind: Newest['kind']): Promise<Newest[]> => {
        const rows = await db
          .selectFrom(table)
          .select((e) => ['id', 'place_id', e.fn.max('version').as('version')])
          .groupBy(['id', 'place_id'])
          .execute();
        return rows.map((row) => ({ kind, id: row.id, placeId: row.place_id, version: Number(row.version) }));
      };
      return [...(await of('scripts', 'script')), ...(await of('phrase_lists', 'phrase-list'))];
    },
  };
}
