import type { Id, Instant } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { ImportedRow, ImportReply, ImportRequest } from '../contract/import.ts';
import type { Place } from '../contract/place.ts';
import type { Task } from '../contract/task.ts';
import { changesOf } from '../import/changes.ts';
import { allNumbers } from '../import/identity.ts';
import { keysOf, type Merged, mergeRows } from '../import/merge.ts';
import { earlierNumbers } from '../import/merge-customer.ts';
import { afterOptOut } from '../plan/after-record.ts';
import { planCustomer } from '../plan/plan-customer.ts';
import type { CustomerFile as PlanFile } from '../plan/touches.ts';
import { whyNoCall } from '../plan/why-no-call.ts';
import type { CallsideDb } from './database.ts';
import { noteImport } from './imports-local.ts';
import { ofCustomers } from './of-customers.ts';
import { planFiles } from './plan-local.ts';

export type LocalImportDeps = {
  db: CallsideDb;
  place: Place;
  now: () => Instant;
  newId: () => Id;
  /** Keyed hash of an E.164 phone; async, so it is asked for before the transaction. */
  hash: (e164: string) => Promise<string>;
};
export type LocalImport = { ok: true; reply: ImportReply } | { ok: false; kind: 'conflict' };

/** What became of an import, kept so that the same `importId` answers the same. `print` tells another file under the same id. */
type StoredImport = { key: string; at: Instant; print: string; reply: ImportReply };
type Hashes = Map<string, string>;
/** What the importer's book is told: the customers, and how the table stands after them. */
type Written = { customers: Merged['customers']; stamp: string };
type Attempt = { kind: 'done'; reply: ImportReply; written: Written | null } | { kind: 'conflict' } | { kind: 'hashes'; missing: string[] };

/** Customers looked through at a time: a page of the table is read in one go, and the window stays responsive between pages. */
const SCAN = 1000;

/**
 * Imports for an agent alone, into this computer's database: customers, services and the calls that follow, all or nothing in one transaction.
 * The importer remembers who has which card and phone from one part of a file to the next, because no index may hold numbers (design 16).
 * @throws what the database throws, QuotaExceededError above all; then nothing was written.
 */
export function createLocalImporter(deps: LocalImportDeps): (request: ImportRequest) => Promise<LocalImport> {
  const book = new CustomerBook();
  return async (request) => {
    const hashes: Hashes = new Map();
    let wanted = [...new Set(request.rows.flatMap((row) => allNumbers(row.customer.person)))];
    for (;;) {
      await Promise.all(wanted.map(async (e164) => hashes.set(e164, await deps.hash(e164))));
      const attempt = await inTransaction(deps, request, { hashes, book });
      if (attempt.kind === 'done') {
        // Only what was really written is remembered.
        if (attempt.written) book.take(attempt.written);
        return { ok: true, reply: attempt.reply };
      }
      if (attempt.kind === 'conflict') return { ok: false, kind: 'conflict' };
      wanted = attempt.missing;
    }
  };
}

async function inTransaction(deps: LocalImportDeps, request: ImportRequest, { hashes, book }: { hashes: Hashes; book: CustomerBook }): Promise<Attempt> {
  const { db } = deps;
  const now = deps.now();
  return db.transaction('rw', [db.customers, db.services, db.records, db.tasks, db.meta], async (): Promise<Attempt> => {
    const imports = db.table<StoredImport, string>('meta');
    const key = `import:${request.importId}`;
    const print = [request.fileName, request.startDate, request.rows.length, request.rows[0]?.row, request.rows.at(-1)?.row].join('|');
    const known = await imports.get(key);
    if (known) return known.print === print ? { kind: 'done', reply: known.reply, written: null } : { kind: 'conflict' };

    const customers = await loadKnown(db, request, hashes, book);
    // A customer that is merged keeps phones the file does not have; their hashes are made outside, where waiting is allowed.
    const missing = [...new Set([...customers.values()].flatMap(({ person }) => allNumbers(person)))].filter((e164) => !hashes.has(e164));
    if (missing.length > 0) return { kind: 'hashes', missing };
    const services = await ofCustomers(db.services, [...customers.keys()]);
    const merged = merge(deps, request, { customers, services, hashes, book, now });
    const { tasks, rows } = await plan(deps, merged, { customers, now });
    await db.customers.bulkPut(merged.customers.map(({ customer }) => customer));
    await db.services.bulkPut(merged.services);
    await db.tasks.bulkPut(tasks.changed);
    const reply: ImportReply = { importId: request.importId, rows, tasks: tasks.planned };
    await imports.put({ key, at: now, print, reply });
    await noteImport(
      db,
      { importId: request.importId, at: now, fileName: request.fileName, rows: rows.length },
      changesOf(merged, { customers, services, tasks: tasks.closed }),
    );
    return { kind: 'done', reply, written: { customers: merged.customers, stamp: await stampOf(db) } };
  });
}

/** Customers that a row could be about: by a number of theirs, or a phone. */
async function loadKnown(db: CallsideDb, request: ImportRequest, hashes: Hashes, book: CustomerBook): Promise<Map<Id, Customer>> {
  await book.fill(db);
  const { numbers, phoneHashes } = keysOf(request.rows, (e164) => hashes.get(e164) ?? '');
  const ids = new Set([...numbers.flatMap((number) => book.idOf(number) ?? []), ...phoneHashes.flatMap((hash) => book.withPhone(hash))]);
  const found = await db.customers.bulkGet([...ids]);
  return new Map(found.flatMap((customer) => (customer ? [[customer.id, customer] as const] : [])));
}

type Known = { customers: ReadonlyMap<Id, Customer>; now: Instant };

function merge(deps: LocalImportDeps, request: ImportRequest, known: Known & { services: readonly Service[]; hashes: Hashes; book: CustomerBook }): Merged {
  const { customers, hashes, book, now } = known;
  const services = Map.groupBy(known.services, (service) => service.customerId);
  const phoned = new Map<string, Customer[]>();
  for (const customer of customers.values()) {
    for (const hash of customer.phoneHashes) phoned.set(hash, [...(phoned.get(hash) ?? []), customer]);
  }
  return mergeRows({
    rows: request.rows,
    existing: {
      byNumber: (number) => customers.get(book.idOf(number) ?? ''),
      byPhoneHash: (hash) => phoned.get(hash) ?? [],
      services: (customerId) => services.get(customerId) ?? [],
    },
    importId: request.importId,
    source: request.fileName,
    placeId: deps.place.id,
    startDate: request.startDate,
    now,
    newId: deps.newId,
    hash: (e164) => hashes.get(e164) ?? '',
  });
}

/** `closed`: those that the file ended, before and after. */
type Planned = { rows: ImportedRow[]; tasks: { changed: Task[]; planned: number; closed: [Task, Task][] } };

/** The call that follows each row's service, or why none does; calls to those whom the file opts out are closed. */
async function plan({ db, place, newId }: LocalImportDeps, merged: Merged, { customers: before, now }: Known): Promise<Planned> {
  const customers = new Map([...before, ...merged.customers.map(({ customer }) => [customer.id, customer] as const)]);
  const written = new Map(merged.services.map((service) => [service.id, service]));
  const wanted = [...new Set(merged.serviceOf.values())].filter((id) => !written.has(id));
  const unchanged = await db.services.bulkGet(wanted);
  const services = new Map<Id, Service>([...written, ...unchanged.flatMap((service) => (service ? [[service.id, service] as const] : []))]);
  const named = [...new Set(merged.rows.map((row) => row.customerId))].flatMap((id) => customers.get(id) ?? []);
  const places = new Map([[place.id, place]]);
  const files = await planFiles(db, named, { places, services: merged.services });
  const plans = new Map(files.map((file) => [file.customer.id, { file, ...planCustomer({ file, places, now, newId }) }]));
  const rows = merged.rows.map((row) => {
    const service = services.get(merged.serviceOf.get(row.row) ?? '');
    const own = plans.get(row.customerId);
    return row.noCall || !service || !own ? row : { ...row, noCall: whyNoCall({ service, file: own.file, changed: own.changed, place, now }) };
  });
  const ended = files.flatMap((file) => optedOut(file, now));
  const changed = [...ended, ...[...plans.values()].flatMap((own) => own.changed)];
  const known = new Map(files.flatMap(({ tasks }) => tasks.map((task) => [task.id, task])));
  const closed = [...new Map(changed.map((task) => [task.id, task])).values()].flatMap((task): [Task, Task][] => {
    const before = known.get(task.id);
    return before?.state === 'open' && task.closedBecause === 'opted-out' ? [[before, task]] : [];
  });
  return { rows, tasks: { changed, planned: changed.filter(({ id }) => !known.has(id)).length, closed } };
}

/** A file can opt somebody out; the calls that were begun end there too. */
function optedOut({ customer, tasks }: PlanFile, now: number): Task[] {
  return customer.optOut
    ? afterOptOut(
        tasks.filter(({ state }) => state === 'open'),
        now,
      )
    : [];
}

/**
 * Which customers have or had a card number, and which a phone, by its hash. No index holds numbers, and asking an index for thousands of phones one by one
 * takes longer than this. Read anew whenever a customer was written by another way in between.
 */
class CustomerBook {
  private readonly holders = new Map<string, { id: Id; since: Instant }>();
  private readonly earlier = new Map<string, Id>();
  private readonly phones = new Map<string, Set<Id>>();
  private stamp = '';

  idOf(number: string): Id | undefined {
    return this.holders.get(number)?.id ?? this.earlier.get(number);
  }

  withPhone(hash: string): Id[] {
    return [...(this.phones.get(hash) ?? [])];
  }

  take({ customers, stamp }: Written): void {
    for (const { customer } of customers) this.note(customer);
    this.stamp = stamp;
  }

  async fill(db: CallsideDb): Promise<void> {
    const stamp = await stampOf(db);
    if (stamp === this.stamp) return;
    this.holders.clear();
    this.earlier.clear();
    this.phones.clear();
    for (let last = ''; ; ) {
      const page = await db.customers.where('id').above(last).limit(SCAN).toArray();
      for (const customer of page) this.note(customer);
      last = page.at(-1)?.id ?? last;
      if (page.length < SCAN) break;
    }
    this.stamp = stamp;
  }

  /** A card that two customers name is the older one's. */
  private note({ id, createdAt, person, phoneHashes }: Customer): void {
    const holder = person.number === null ? undefined : this.holders.get(person.number);
    if (person.number !== null && (!holder || createdAt < holder.since)) this.holders.set(person.number, { id, since: createdAt });
    for (const number of earlierNumbers(person)) this.earlier.set(number, id);
    for (const hash of phoneHashes) this.phones.set(hash, (this.phones.get(hash) ?? new Set()).add(id));
  }
}

/** Changes with every customer that is added or changed. */
async function stampOf(db: CallsideDb): Promise<string> {
  const [newest] = await db.customers.orderBy('updatedAt').reverse().limit(1).keys();
  return `${await db.customers.count()}|${String(newest ?? '')}`;
}
