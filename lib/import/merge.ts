import type { Id, Instant, LocalDate } from '../contract/basics.ts';
import type { Customer, Service } from '../contract/customer.ts';
import type { ImportedRow, ImportRow } from '../contract/import.ts';
import type { Reason } from '../contract/reason.ts';
import { reason } from '../plan/reasons.ts';
import { allNumbers, ownNumbers, sameName } from './identity.ts';
import { type Corrected, earlierNames, earlierNumbers, hashesOf, layOver } from './merge-customer.ts';
import { detailOf, layServiceOver, sameService } from './merge-service.ts';
import { importReason } from './reasons.ts';
import { same } from './same.ts';

/** What is known already, loaded beforehand for the keys of `keysOf`; pages of one import see what earlier pages wrote. */
export type ExistingCustomers = {
  byNumber: (number: string) => Customer | undefined;
  byPhoneHash: (hash: string) => readonly Customer[];
  services: (customerId: Id) => readonly Service[];
  /** What an agent corrected in a call: a file does not overwrite it. Nothing when left out. */
  corrected?: (customerId: Id) => ReadonlySet<Corrected>;
};
export type MergeInput = {
  rows: readonly ImportRow[];
  existing: ExistingCustomers;
  importId: Id;
  /** Stands as the reason of an opt-out that the file brings: its name. */
  source: string;
  placeId: Id;
  /** Services that ended before this day are history. */
  startDate: LocalDate;
  now: Instant;
  newId: () => Id;
  /** Keyed hash of an E.164 phone. */
  hash: (e164: string) => string;
};
export type Merged = {
  /** New or changed ones only, whole. */
  customers: { customer: Customer; isNew: boolean }[];
  /** New or changed ones only, whole. */
  services: Service[];
  /** One for every row, in the order of the rows. */
  rows: ImportedRow[];
  /** The service each row is about, to say what the plan made of it; rows without a service are missing. */
  serviceOf: Map<number, Id>;
};

/** The keys to load `ExistingCustomers` for. */
export function keysOf(rows: readonly ImportRow[], hash: (e164: string) => string): { numbers: string[]; phoneHashes: string[] } {
  const numbers = new Set<string>();
  const phoneHashes = new Set<string>();
  for (const { customer } of rows) {
    if (customer.person.number !== null) numbers.add(customer.person.number);
    for (const e164 of allNumbers(customer.person)) phoneHashes.add(hash(e164));
  }
  return { numbers: [...numbers], phoneHashes: [...phoneHashes] };
}

const NOTHING: ReadonlySet<Corrected> = new Set();

type Held = { before: Customer | null; now: Customer; services: HeldService[]; touched: ImportedRow[] };
type HeldService = { before: Service | null; now: Service; touched: ImportedRow[] };

/**
 * Rows to customers and services (a row is a service of a customer).
 * - Merged by itself: the same card or customer number, or the same phone and the same name. A family's number never counts.
 * - The same number with another name *and* other phones is not the same customer (a card given to somebody else, or a slip
 *   of the pen): a customer of its own, and the holder of the number is proposed. With either in common it is a typing error
 *   or a new phone, and the newest value wins.
 * - The same phone alone is proposed in `maybeSameAs`, for new customers, never done.
 * - The same rows again change nothing: changes are judged by what all rows of a customer come to in the end.
 */
export function mergeRows(input: MergeInput): Merged {
  const desk = new Desk(input);
  const rows = input.rows.map((row) => desk.take(row));
  return { rows, ...desk.outcome() };
}

class Desk {
  private readonly held = new Map<Id, Held>();
  private readonly numbers = new Map<string, Id[]>();
  private readonly phones = new Map<string, Id[]>();
  private readonly serviceOf = new Map<number, Id>();
  private readonly taken: { row: ImportRow; held: Held; outcome: ImportedRow }[] = [];
  private readonly input: MergeInput;

  constructor(input: MergeInput) {
    this.input = input;
  }

  take(row: ImportRow): ImportedRow {
    const { found, perhaps } = this.find(row);
    const held = found ?? this.open(row);
    const outcome: ImportedRow = {
      row: row.row,
      status: found ? 'merged' : 'imported',
      changed: !found,
      customerId: held.now.id,
      maybeSameAs: found ? null : perhaps,
      noCall: null,
    };
    if (found) {
      const after = layOver(held.now, row.customer, { ...this.input, corrected: this.input.existing.corrected?.(held.now.id) ?? NOTHING });
      if (!same(after, held.now)) held.touched.push(outcome);
      held.now = after;
      this.index(after);
    }
    this.takeService(held, row, outcome);
    this.taken.push({ row, held, outcome });
    return outcome;
  }

  /** Changed ones, and each row's `changed` corrected where its change was undone by a later row. */
  outcome(): Omit<Merged, 'rows'> {
    const customers: Merged['customers'] = [];
    const services: Service[] = [];
    for (const held of this.held.values()) {
      if (held.before === null || !same(held.before, held.now)) {
        customers.push({ customer: { ...held.now, updatedAt: this.input.now }, isNew: held.before === null });
        for (const row of held.touched) row.changed = true;
      }
      for (const service of held.services) {
        if (service.before !== null && same(service.before, service.now)) continue;
        services.push(service.now);
        for (const row of service.touched) row.changed = true;
      }
    }
    // Only now: a later row may have opted the customer out.
    for (const { row, held, outcome } of this.taken) outcome.noCall = this.noCall(held, row);
    return { customers, services, serviceOf: this.serviceOf };
  }

  private find(row: ImportRow): { found: Held | null; perhaps: Id | null } {
    const { person } = row.customer;
    const holders = person.number === null ? [] : this.withNumber(person.number);
    const sharing = ownNumbers(person).flatMap((e164) => this.withPhone(e164));
    const ranked = [...new Set([...holders, ...sharing])]
      .map((held) => ({ held, likeness: likenessOf(held.now, person) }))
      .sort((a, b) => b.likeness.count - a.likeness.count || exactness(b.held, row) - exactness(a.held, row) || a.held.now.createdAt - b.held.now.createdAt);
    const best = ranked.find(({ likeness }) => likeness.same);
    if (best) return { found: best.held, perhaps: null };
    const alike = ranked.find(({ held, likeness }) => likeness.number || (likeness.phone && !atOtherExtension(held.now, row)));
    return { found: null, perhaps: alike?.held.now.id ?? null };
  }

  private withNumber(number: string): Held[] {
    const ids = new Set(this.numbers.get(number) ?? []);
    const customer = this.input.existing.byNumber(number);
    if (customer) ids.add(this.hold(customer).now.id);
    return [...ids].flatMap((id) => this.held.get(id) ?? []);
  }

  private withPhone(e164: string): Held[] {
    const hash = this.input.hash(e164);
    const ids = new Set(this.phones.get(hash) ?? []);
    for (const customer of this.input.existing.byPhoneHash(hash)) ids.add(this.hold(customer).now.id);
    return [...ids].flatMap((id) => this.held.get(id) ?? []);
  }

  private hold(customer: Customer): Held {
    const known = this.held.get(customer.id);
    if (known) return known;
    const services = this.input.existing.services(customer.id).map((service) => ({ before: service, now: service, touched: [] }));
    const held: Held = { before: customer, now: customer, services, touched: [] };
    this.held.set(customer.id, held);
    this.index(customer);
    return held;
  }

  private open(row: ImportRow): Held {
    const { input } = this;
    const { person, optOut, ...wishes } = row.customer;
    const customer: Customer = {
      id: input.newId(),
      placeId: input.placeId,
      person,
      ...wishes,
      timeZone: null,
      optOut: optOut === true ? { at: input.now, reason: input.source.slice(0, 500) } : null,
      phoneHashes: hashesOf(person, input.hash),
      createdAt: input.now,
      updatedAt: input.now,
    };
    const held: Held = { before: null, now: customer, services: [], touched: [] };
    this.held.set(customer.id, held);
    this.index(customer);
    return held;
  }

  private index(customer: Customer): void {
    const { number } = customer.person;
    if (number !== null) for (const known of [number, ...earlierNumbers(customer.person)]) note(this.numbers, known, customer.id);
    for (const hash of customer.phoneHashes) note(this.phones, hash, customer.id);
  }

  private takeService(held: Held, row: ImportRow, outcome: ImportedRow): void {
    const { service } = row;
    if (service === null) return;
    const known = held.services.find(({ now }) => sameService(now, service));
    if (known) {
      const after = layServiceOver(known.now, service, known.before ?? { history: true }, this.input.startDate);
      if (!same(after, known.now)) known.touched.push(outcome);
      known.now = after;
      this.serviceOf.set(row.row, after.id);
      return;
    }
    const { number: _, ...rest } = service;
    const created: Service = {
      ...rest,
      id: this.input.newId(),
      customerId: held.now.id,
      placeId: held.now.placeId,
      history: service.endedOn < this.input.startDate,
      detail: detailOf(service),
      importId: this.input.importId,
      createdAt: this.input.now,
    };
    held.services.push({ before: null, now: created, touched: [outcome] });
    this.serviceOf.set(row.row, created.id);
  }

  private noCall(held: Held, row: ImportRow): Reason | null {
    const { optOut } = held.now;
    if (optOut) return reason('opted-out', { at: optOut.at, reason: optOut.reason });
    if (row.service === null) return importReason('no-service', {});
    const service = held.services.find(({ now }) => now.id === this.serviceOf.get(row.row));
    return service?.now.history ? reason('history', { endedOn: service.now.endedOn }) : null;
  }
}

function note(index: Map<string, Id[]>, key: string, id: Id): void {
  const ids = index.get(key) ?? [];
  if (!ids.includes(id)) index.set(key, [...ids, id]);
}

type Likeness = { number: boolean; phone: boolean; same: boolean /** How much speaks for it. */; count: number };

/** What a customer and a row have in common, names and numbers that the customer had before included. */
function likenessOf(customer: Customer, row: ImportRow['customer']['person']): Likeness {
  const known = customer.person;
  const own = ownNumbers(row);
  const theirs = ownNumbers(known);
  const number = row.number !== null && (known.number === row.number || earlierNumbers(known).includes(row.number));
  const phone = own.some((e164) => theirs.includes(e164));
  const name = [known.name, ...earlierNames(known)].some((one) => sameName(one, row.name));
  const nothingElse = row.name === '' || known.name === '' || own.length === 0 || theirs.length === 0;
  const same = (number && (name || phone || nothingElse)) || (name && phone);
  return { number, phone, same, count: [number, phone, name].filter(Boolean).length };
}

/** Between two that are as much like it: the one whose number and name are these today, then the one that has this service. */
function exactness({ now, services }: Held, { customer: { person }, service }: ImportRow): number {
  const has = service !== null && services.some((one) => sameService(one.now, service));
  return (now.person.number === person.number ? 4 : 0) + (sameName(now.person.name, person.name) ? 2 : 0) + (has ? 1 : 0);
}

/** Two people behind one switchboard. */
function atOtherExtension(customer: Customer, row: ImportRow): boolean {
  const extensions = new Map(customer.person.phones.map((phone) => [phone.e164, phone.extension]));
  return row.customer.person.phones.some((phone) => {
    const theirs = extensions.get(phone.e164);
    return phone.extension !== null && theirs !== undefined && theirs !== null && theirs !== phone.extension;
  });
}
