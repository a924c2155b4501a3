import type { DatabaseSync } from 'node:sqlite';
import { hashOfBatch, hashOfEntry, NOTHING_BEFORE } from '../../../server/audit/chain.ts';

/** What somebody with the database file in hand can do. `pick` draws a number below another. */
export type Attack = { title: string; run(db: DatabaseSync, chain: string, pick: (below: number) => number): { entry: number | null } };

type Row = {
  id: string;
  chain: string;
  n: number;
  at: number;
  agent_id: string | null;
  device_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  facts: string;
};

const rowsOf = (db: DatabaseSync, chain: string) =>
  db.prepare('select * from audit_entries where chain = ? and n is not null order by n').all(chain) as unknown as Row[];
const batchesOf = (db: DatabaseSync, chain: string) =>
  db.prepare('select * from audit_batches where chain = ? order by n').all(chain) as unknown as {
    chain: string;
    n: number;
    first: number;
    last: number;
    count: number;
  }[];
const oneOf = <T>(list: readonly T[], pick: (below: number) => number): T => {
  const found = list[pick(list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

const hashOfRow = (row: Row) =>
  hashOfEntry({
    chain: row.chain,
    n: row.n,
    at: row.at,
    agentId: row.agent_id,
    deviceId: row.device_id,
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id },
    facts: row.facts,
  });

const changes = [
  `at = at + 1`,
  `agent_id = 'ben'`,
  `agent_id = null`,
  `device_id = 'another'`,
  `action = 'record.nothing'`,
  `subject_kind = 'customers'`,
  `subject_id = 'somebody-else'`,
  `subject_id = subject_id || '0'`,
  `facts = '{"count":0}'`,
  `facts = facts || ' '`,
];

function edit(db: DatabaseSync, chain: string, pick: (below: number) => number): Row {
  const row = oneOf(rowsOf(db, chain), pick);
  for (let from = pick(changes.length); ; from += 1) {
    db.exec(`update audit_entries set ${changes[from % changes.length]} where id = '${row.id}'`);
    const now = rowsOf(db, chain).find(({ id }) => id === row.id);
    if (now && hashOfRow(now) !== hashOfRow(row)) return now;
  }
}

/** Seals the whole chain anew, as somebody who knows this program would. */
function sealAnew(db: DatabaseSync, chain: string): void {
  let prev = NOTHING_BEFORE;
  for (const row of rowsOf(db, chain)) db.prepare('update audit_entries set hash = ? where id = ?').run(hashOfRow(row), row.id);
  for (const { n, first, last, count } of batchesOf(db, chain)) {
    const hashes = rowsOf(db, chain)
      .filter((row) => row.n >= first && row.n <= last)
      .map(hashOfRow);
    const hash = hashOfBatch({ chain, n, first, last, count, prev }, hashes);
    db.prepare('update audit_batches set prev = ?, hash = ? where chain = ? and n = ?').run(prev, hash, chain, n);
    db.prepare('update audit_heads set hash = ? where chain = ? and n = ?').run(hash, chain, n);
    prev = hash;
  }
}

/** Each is found by the database alone. */
export const plainAttacks: readonly Attack[] = [
  {
    title: 'an edited entry',
    run: (db, chain, pick) => ({ entry: edit(db, chain, pick).n }),
  },
  {
    title: 'an edited entry with its hash made anew',
    run(db, chain, pick) {
      const row = edit(db, chain, pick);
      db.prepare('update audit_entries set hash = ? where id = ?').run(hashOfRow(row), row.id);
      return { entry: null };
    },
  },
  {
    title: 'a deleted entry',
    run(db, chain, pick) {
      const row = oneOf(rowsOf(db, chain), pick);
      db.prepare('delete from audit_entries where id = ?').run(row.id);
      return { entry: row.n };
    },
  },
  {
    title: 'a deleted entry with the later ones moved up',
    run(db, chain, pick) {
      const rows = rowsOf(db, chain);
      const row = oneOf(rows, pick);
      db.prepare('delete from audit_entries where id = ?').run(row.id);
      for (const later of rows.filter(({ n }) => n > row.n)) db.prepare('update audit_entries set n = ? where id = ?').run(later.n - 1, later.id);
      return { entry: row.n };
    },
  },
  {
    title: 'two entries in the other order',
    run(db, chain, pick) {
      const rows = rowsOf(db, chain);
      const first = pick(rows.length - 1);
      const [a, b] = [rows[first], rows[first + 1 + pick(rows.length - first - 1)]];
      if (!a || !b) throw new Error('two entries are wanted');
      const put = db.prepare('update audit_entries set n = ? where id = ?');
      put.run(-1, a.id);
      put.run(a.n, b.id);
      put.run(b.n, a.id);
      return { entry: a.n };
    },
  },
  {
    title: 'a tail that was cut off',
    run(db, chain, pick) {
      const { n } = oneOf(rowsOf(db, chain), pick);
      db.prepare('delete from audit_entries where chain = ? and n >= ?').run(chain, n);
      return { entry: n };
    },
  },
  {
    title: 'a tail that was cut off with its batches',
    run(db, chain, pick) {
      const { n, first } = oneOf(batchesOf(db, chain), pick);
      db.prepare('delete from audit_entries where chain = ? and n >= ?').run(chain, first);
      db.prepare('delete from audit_batches where chain = ? and n >= ?').run(chain, n);
      return { entry: first };
    },
  },
  {
    title: 'a deleted batch in the middle',
    run(db, chain, pick) {
      const batches = batchesOf(db, chain);
      const { n } = oneOf(batches.slice(0, -1), pick);
      db.prepare('delete from audit_batches where chain = ? and n = ?').run(chain, n);
      return { entry: null };
    },
  },
  {
    title: 'an entry that nobody sealed',
    run(db, chain) {
      const [row] = rowsOf(db, chain);
      const last = rowsOf(db, chain).length + 1;
      db.prepare(
        "insert into audit_entries select 'forged', chain, ?, at, agent_id, device_id, action, subject_kind, subject_id, facts, hash from audit_entries where id = ?",
      ).run(last, row?.id ?? '');
      return { entry: last };
    },
  },
];

/** Each leaves a chain that is whole in itself: found by heads that were exported before. */
export const thoroughAttacks: readonly Attack[] = [
  {
    title: 'a chain rewritten whole around an edited entry',
    run(db, chain, pick) {
      edit(db, chain, pick);
      sealAnew(db, chain);
      return { entry: null };
    },
  },
  {
    title: 'a tail cut off without a trace',
    run(db, chain, pick) {
      const { n, first } = oneOf(batchesOf(db, chain), pick);
      db.prepare('delete from audit_entries where chain = ? and n >= ?').run(chain, first);
      db.prepare('delete from audit_batches where chain = ? and n >= ?').run(chain, n);
      db.prepare('delete from audit_heads where chain = ?').run(chain);
      const before = db.prepare('select chain, n, last, hash from audit_batches where chain = ? order by n desc limit 1').get(chain);
      if (before) db.prepare('insert into audit_heads values (?, ?, ?, ?)').run(...(Object.values(before) as (string | number)[]));
      return { entry: first };
    },
  },
  {
    title: 'a whole chain deleted',
    run(db, chain) {
      for (const table of ['audit_entries', 'audit_batches', 'audit_heads']) db.prepare(`delete from ${table} where chain = ?`).run(chain);
      return { entry: 1 };
    },
  },
];
