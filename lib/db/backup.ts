import type { BackupBody } from '../contract/backup.ts';
import type { Id } from '../contract/basics.ts';
import type { Customer } from '../contract/customer.ts';
import type { Mutation } from '../contract/mutation.ts';
import type { OutboxRow } from '../contract/outbox.ts';
import type { CallsideDb, StoredRecord } from './database.ts';

/** More in one transaction, and the page stands still. */
const PART = 250;

type Rows = Pick<BackupBody, 'outbox' | 'records' | 'calls' | 'customers' | 'services' | 'tasks'>;

/** Everything for a backup file, as of one moment. */
export function rowsForBackup(db: CallsideDb, { mode, agentId }: { mode: BackupBody['mode']; agentId: Id }): Promise<Rows> {
  return db.transaction('r', [db.outbox, db.records, db.calls, db.customers, db.services, db.tasks], async () => {
    const outbox = await db.outbox.orderBy('n').toArray();
    const calls = await db.calls.toArray();
    const records = await db.records.toArray();
    if (mode === 'alone')
      return { outbox, calls, records, customers: await db.customers.toArray(), services: await db.services.toArray(), tasks: await db.tasks.toArray() };
    const own = records.filter((record) => record.agentId === agentId || record.revised?.by === agentId);
    // Their files are the endpoint's; only whoever an unsent change or the open call is about comes along.
    const customerIds = [...new Set([...outbox.flatMap(({ mutation }) => customersOf(mutation)), ...calls.flatMap(({ customerId }) => customerId ?? [])])];
    const customers = (await db.customers.bulkGet(customerIds)).filter((one) => one !== undefined);
    return { outbox, calls, records: own, customers, services: await db.services.where('customerId').anyOf(customerIds).toArray(), tasks: [] };
  });
}

function customersOf(mutation: Mutation): Id[] {
  switch (mutation.kind) {
    case 'record.save':
      return mutation.record.customerId === null ? [] : [mutation.record.customerId];
    case 'customer.add':
      return [mutation.customer.id];
    case 'customer.set':
      return [mutation.customerId];
    default:
      return [];
  }
}

/** What came of reading a backup in: rows that were not here before. */
export type Merged = { outbox: number; records: number; calls: number; customers: number };

/**
 * Merges by id: what is here and newer stays, the same file twice changes nothing. `phoneHash`: of this computer, for the file's may come from another;
 * null where the endpoint makes it.
 */
export async function mergeBackup(db: CallsideDb, body: BackupBody, phoneHash: (e164: string) => Promise<string | null>): Promise<Merged> {
  let customers = 0;
  for (const part of partsOf(body.customers)) {
    const hashed = await Promise.all(part.map((customer) => withHashes(customer, phoneHash)));
    customers += await db.transaction('rw', db.customers, async () => {
      const here = await db.customers.bulkGet(hashed.map(({ id }) => id));
      await db.customers.bulkPut(newerThan(here, hashed));
      return here.filter((row) => row === undefined).length;
    });
  }
  for (const part of partsOf(body.services)) {
    await db.transaction('rw', db.services, async () => {
      const here = await db.services.bulkGet(part.map(({ id }) => id));
      await db.services.bulkPut(part.filter((_, index) => here[index] === undefined));
    });
  }
  for (const part of partsOf(body.tasks)) {
    await db.transaction('rw', db.tasks, async () => db.tasks.bulkPut(newerThan(await db.tasks.bulkGet(part.map(({ id }) => id)), part)));
  }
  return db.transaction('rw', [db.outbox, db.records, db.calls], async () => {
    const records = await mergeRecords(db, body.records);
    const outbox = await mergeOutbox(db, body.outbox);
    return { outbox, records, calls: await mergeCalls(db, body.calls), customers };
  });
}

async function mergeRecords(db: CallsideDb, rows: readonly StoredRecord[]): Promise<number> {
  const here = await db.records.bulkGet(rows.map(({ id }) => id));
  const fresh = rows.filter((row, index) => {
    const known = here[index];
    return !known || (known.revision < row.revision && known.sentAt !== null);
  });
  await db.records.bulkPut(fresh);
  return fresh.length;
}

/** A row whose record the endpoint has by now is not sent again: it may have been corrected on its way, under another id. */
async function mergeOutbox(db: CallsideDb, rows: readonly OutboxRow[]): Promise<number> {
  let added = 0;
  for (const { n: _, ...row } of rows.toSorted((a, b) => a.n - b.n)) {
    const isHere = (await db.outbox.where('id').equals(row.id).count()) > 0;
    const record = row.mutation.kind === 'record.save' ? await db.records.get(row.mutation.record.id) : undefined;
    if (isHere || (record && record.sentAt !== null)) continue;
    await db.outbox.add(row as OutboxRow);
    added += 1;
  }
  return added;
}

/** An open call comes back only where none is open, and not when it was saved since. */
async function mergeCalls(db: CallsideDb, calls: BackupBody['calls']): Promise<number> {
  const [call] = calls;
  if (!call || (await db.calls.count()) > 0) return 0;
  if ((await db.records.filter(({ callId }) => callId === call.id).count()) > 0) return 0;
  await db.calls.add(call);
  return 1;
}

/** Those that are not here, or changed since. */
function newerThan<T extends { updatedAt: number }>(here: readonly (T | undefined)[], rows: readonly T[]): T[] {
  return rows.filter((row, index) => (here[index]?.updatedAt ?? Number.NEGATIVE_INFINITY) < row.updatedAt);
}

async function withHashes(customer: Customer, phoneHash: (e164: string) => Promise<string | null>): Promise<Customer> {
  const hashes = await Promise.all(customer.person.phones.map(({ e164 }) => (e164 === null ? null : phoneHash(e164))));
  return { ...customer, phoneHashes: hashes.filter((hash) => hash !== null) };
}

function* partsOf<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += PART) yield rows.slice(from, from + PART);
}
