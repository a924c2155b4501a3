import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { AuditBatch, AuditEntry, AuditHeads } from '../../lib/contract/audit.ts';
import { insertRows } from './prepared.ts';
import { chunks, type Db } from './rows.ts';

/** Ids, times, words of closed lists and counts only: nothing here is personal. `n` and `hash` are null until a batch takes the entry up. */
export type AuditTables = {
  audit_entries: {
    id: string;
    chain: string;
    n: number | null;
    at: number;
    agent_id: string | null;
    device_id: string | null;
    action: string;
    subject_kind: string;
    subject_id: string | null;
    facts: string;
    hash: string | null;
  };
  audit_batches: { chain: string; n: number; first: number; last: number; count: number; prev: string; hash: string };
  audit_heads: { chain: string; n: number; last: number; hash: string };
};

/** An entry as it is stored: the facts are the very text, so that nothing about it can be changed unseen and nothing has to be read to check it. */
export type StoredEntry = Omit<AuditEntry, 'facts'> & { facts: string };
/** `id`: where the entry stands in the table; the chain does not know it. */
export type OpenEntry = { id: string; entry: Omit<StoredEntry, 'n'> };
export type SealedEntry = { entry: StoredEntry; hash: string };
export type Head = AuditHeads['heads'][number];

export type AuditTable = {
  /** An entry that no batch has yet. Its number is given when a batch takes it up, so that writers never wait for each other here. */
  add(entry: Omit<AuditEntry, 'n'>): Promise<void>;
  /** Chains with entries that no batch has. */
  openChains(): Promise<string[]>;
  /** In the order of their times, those of one instance in the order in which they were added. */
  openEntries(chain: string, limit: number): Promise<OpenEntry[]>;
  /** Keeps every other instance from sealing this chain until the transaction ends, and answers its end; null before its first batch. */
  lockHead(chain: string): Promise<Head | null>;
  seal(batch: AuditBatch, entries: readonly { id: string; n: number; hash: string }[]): Promise<void>;
  heads(): Promise<Head[]>;
  /** All chains that have anything at all. */
  chains(): Promise<string[]>;
  batches(chain: string, input: { after: number; limit: number }): Promise<AuditBatch[]>;
  /** Sealed ones after a number, in order. */
  sealed(chain: string, input: { after: number; upTo: number }): Promise<SealedEntry[]>;
  /** How many entries wait for a batch. */
  openCount(): Promise<number>;
};

/** Two instances never give the same id, and one gives them in order. */
const instance = randomBytes(9).toString('base64url');
let added = 0;
const nextId = () => `${instance}.${(added++).toString(36).padStart(8, '0')}`;

const columns = ['id', 'chain', 'n', 'at', 'agent_id', 'device_id', 'action', 'subject_kind', 'subject_id', 'facts', 'hash'] as const;

/** Of an entry that no batch has yet. */
export function rowOfEntry({ chain, at, agentId, deviceId, action, subject, facts }: Omit<AuditEntry, 'n'>): AuditTables['audit_entries'] {
  const who = { agent_id: agentId, device_id: deviceId, action, subject_kind: subject.kind, subject_id: subject.id };
  return { id: nextId(), n: null, hash: null, chain, at, ...who, facts: JSON.stringify(facts) };
}

function entryOf(row: AuditTables['audit_entries']): Omit<StoredEntry, 'n'> {
  return {
    chain: row.chain,
    at: Number(row.at),
    agentId: row.agent_id,
    deviceId: row.device_id,
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id },
    facts: row.facts,
  };
}

function batchOf(row: AuditTables['audit_batches']): AuditBatch {
  const { chain, prev, hash } = row;
  return { chain, n: Number(row.n), first: Number(row.first), last: Number(row.last), count: Number(row.count), prev, hash };
}

const headOf = ({ chain, n, last, hash }: AuditTables['audit_heads']): Head => ({ chain, n: Number(n), last: Number(last), hash });

export function auditTable(db: Db): AuditTable {
  return { ...writing(db), ...reading(db) };
}

function writing(db: Db): Pick<AuditTable, 'add' | 'lockHead' | 'seal'> {
  return {
    async add(entry) {
      await insertRows(db, 'audit_entries', [rowOfEntry(entry)]);
    },
    async lockHead(chain) {
      // Writing the row takes its lock on PostgreSQL; on SQLite the transaction has the one write lock already.
      const row = { chain, n: 0, last: 0, hash: '' };
      await db
        .insertInto('audit_heads')
        .values(row)
        .onConflict((conflict) => conflict.column('chain').doUpdateSet((e) => ({ chain: e.ref('excluded.chain') })))
        .execute();
      const head = await db.selectFrom('audit_heads').selectAll().where('chain', '=', chain).executeTakeFirstOrThrow();
      return Number(head.n) === 0 ? null : headOf(head);
    },
    async seal(batch, entries) {
      for (const part of chunks(entries, 100)) {
        const numbers = sql<number>`case id ${sql.join(
          part.map(({ id, n }) => sql`when ${id} then cast(${n} as bigint)`),
          sql` `,
        )} end`;
        const hashes = sql<string>`case id ${sql.join(
          part.map(({ id, hash }) => sql`when ${id} then ${hash}`),
          sql` `,
        )} end`;
        const ids = part.map(({ id }) => id);
        await db.updateTable('audit_entries').set({ n: numbers, hash: hashes }).where('id', 'in', ids).execute();
      }
      await db.insertInto('audit_batches').values(batch).execute();
      const { n, last, hash } = batch;
      await db.updateTable('audit_heads').set({ n, last, hash }).where('chain', '=', batch.chain).execute();
    },
  };
}

function reading(db: Db): Omit<AuditTable, 'add' | 'lockHead' | 'seal'> {
  return {
    async openChains() {
      return (await db.selectFrom('audit_entries').select('chain').distinct().where('n', 'is', null).execute()).map(({ chain }) => chain).sort();
    },
    async openEntries(chain, limit) {
      const rows = await db
        .selectFrom('audit_entries')
        .select(columns)
        .where('chain', '=', chain)
        .where('n', 'is', null)
        .orderBy('at')
        .orderBy('id')
        .limit(limit)
        .execute();
      // Sorted here: databases differ in how they compare letters.
      const order = (a: (typeof rows)[number], b: (typeof rows)[number]) => Number(a.at) - Number(b.at) || (a.id < b.id ? -1 : 1);
      return rows.sort(order).map((row) => ({ id: row.id, entry: entryOf(row) }));
    },
    async heads() {
      return (await db.selectFrom('audit_heads').selectAll().where('n', '>', 0).orderBy('chain').execute()).map(headOf);
    },
    async chains() {
      const [entries, batches, heads] = [
        await db.selectFrom('audit_entries').select('chain').distinct().execute(),
        await db.selectFrom('audit_batches').select('chain').distinct().execute(),
        await db.selectFrom('audit_heads').select('chain').execute(),
      ];
      return [...new Set([...entries, ...batches, ...heads].map(({ chain }) => chain))].sort();
    },
    async batches(chain, { after, limit }) {
      const rows = await db.selectFrom('audit_batches').selectAll().where('chain', '=', chain).where('n', '>', after).orderBy('n').limit(limit).execute();
      return rows.map(batchOf);
    },
    async sealed(chain, { after, upTo }) {
      const query = db.selectFrom('audit_entries').select(columns).where('chain', '=', chain).where('n', '>', after).where('n', '<=', upTo);
      return (await query.orderBy('n').execute()).map((row) => ({ entry: { ...entryOf(row), n: Number(row.n) }, hash: row.hash ?? '' }));
    },
    async openCount() {
      const query = db
        .selectFrom('audit_entries')
        .select((e) => e.fn.countAll().as('n'))
        .where('n', 'is', null);
      return Number((await query.executeTakeFirstOrThrow()).n);
    },
  };
}
