import { sql } from 'kysely';
import type { Agent } from '../../lib/contract/agent.ts';
import type { Account, AccountTable, PeopleTable, PersonRow } from './people-port.ts';
import { type Db, inChunks, parse } from './rows.ts';

export function accountTable(db: Db): AccountTable {
  return {
    async get(agentId) {
      const row = await db.selectFrom('accounts').selectAll().where('agent_id', '=', agentId).executeTakeFirst();
      return row ? accountOf(row) : { agentId, login: null, password: null, deactivatedAt: null };
    },
    async byLogin(hash) {
      const row = await db.selectFrom('accounts').selectAll().where('login_hash', '=', hash).executeTakeFirst();
      return row ? accountOf(row) : null;
    },
    async put({ agentId, login, password, deactivatedAt }, at) {
      const row = {
        login_hash: login?.hash ?? null,
        password_hash: password,
        deactivated_at: deactivatedAt,
        updated_at: at,
        personal: JSON.stringify({ login: login?.name ?? null }),
      };
      await db
        .insertInto('accounts')
        .values({ agent_id: agentId, ...row })
        .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(row))
        .execute();
    },
  };
}

function accountOf(row: {
  agent_id: string;
  login_hash: string | null;
  password_hash: string | null;
  deactivated_at: number | null;
  personal: string;
}): Account {
  const { login } = parse<{ login: string | null }>(row.personal);
  return {
    agentId: row.agent_id,
    login: login === null || row.login_hash === null ? null : { name: login, hash: row.login_hash },
    password: row.password_hash,
    deactivatedAt: row.deactivated_at === null ? null : Number(row.deactivated_at),
  };
}

export function peopleTable(db: Db): PeopleTable {
  const rows = (now: number) =>
    db
      .selectFrom('agents as g')
      .leftJoin('accounts as a', 'a.agent_id', 'g.id')
      .select(['g.id', 'g.personal', 'g.created_at', 'a.personal as account', 'a.deactivated_at'])
      .select(sql<number>`case when a.password_hash is null then 0 else 1 end`.as('has_password'))
      .select((e) => [
        e
          .selectFrom('devices as d')
          .select((d) => d.fn.countAll().as('n'))
          .whereRef('d.agent_id', '=', 'g.id')
          .where('d.revoked_at', 'is', null)
          .as('devices'),
        e
          .selectFrom('devices as d')
          .select((d) => d.fn.max('d.seen_at').as('at'))
          .whereRef('d.agent_id', '=', 'g.id')
          .as('seen_at'),
        e
          .selectFrom('codes as c')
          .select((c) => c.fn.max('c.expires_at').as('at'))
          .whereRef('c.agent_id', '=', 'g.id')
          .where('c.used_at', 'is', null)
          .where('c.expires_at', '>', now)
          .as('code_until'),
      ]);
  return {
    async list(placeIds, now) {
      const found = await inChunks(placeIds, (part) => rows(now).where('g.place_id', 'in', part).execute());
      return found.map(personOf).toSorted((a, b) => (a.agent.id < b.agent.id ? -1 : 1));
    },
    async get(agentId, now) {
      const row = await rows(now).where('g.id', '=', agentId).executeTakeFirst();
      return row ? personOf(row) : null;
    },
    async update(agent) {
      await db
        .updateTable('agents')
        .set({ place_id: agent.placeId, role: agent.role, personal: JSON.stringify(agent) })
        .where('id', '=', agent.id)
        .execute();
    },
    async endCodes(agentId, at) {
      await db.updateTable('codes').set({ used_at: at }).where('agent_id', '=', agentId).where('used_at', 'is', null).execute();
    },
    async admins() {
      const found = await db
        .selectFrom('agents as g')
        .leftJoin('accounts as a', 'a.agent_id', 'g.id')
        .select('g.personal')
        .where('g.role', '=', 'admin')
        .where('a.deactivated_at', 'is', null)
        .execute();
      return found.map((row) => parse<Agent>(row.personal));
    },
  };
}

type Row = {
  id: string;
  personal: string;
  created_at: number;
  account: string | null;
  deactivated_at: number | null;
  has_password: number;
  devices: string | number | bigint | null;
  seen_at: number | null;
  code_until: number | null;
};

function personOf(row: Row): PersonRow {
  const number = (value: number | string | bigint | null) => (value === null ? null : Number(value));
  return {
    agent: parse<Agent>(row.personal),
    login: row.account === null ? null : parse<{ login: string | null }>(row.account).login,
    hasPassword: Number(row.has_password) === 1,
    deactivatedAt: number(row.deactivated_at),
    createdAt: Number(row.created_at),
    devices: Number(row.devices ?? 0),
    seenAt: number(row.seen_at),
    codeUntil: number(row.code_until),
  };
}
