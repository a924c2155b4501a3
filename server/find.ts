import type { Id } from '../lib/contract/basics.ts';
import type { Customer, Service } from '../lib/contract/customer.ts';
import type { FindReply } from '../lib/contract/wire.ts';
import { parsePhone } from '../lib/phone/phone.ts';
import type { Deps, Session } from './context.ts';
import type { Tx } from './store/port.ts';

const SHOWN = 20;
const PAGE = 1000;

type Match = { customer: Customer; rank: number };

/** Customers within reach by name, phone in any form, or number; the best twenty. */
export async function find(deps: Deps, session: Session, query: string): Promise<FindReply> {
  return deps.store.read(async (tx) => {
    const matches = (await matching(tx, session, query)).slice(0, SHOWN + 1);
    const shown = matches.slice(0, SHOWN);
    const ids = shown.map((customer) => customer.id);
    const services = lastServices(await tx.services.ofCustomers(ids));
    const holders = await holdersOf(tx, ids, deps.clock.now());
    return {
      found: shown.map((customer) => ({ customer, lastService: services.get(customer.id) ?? null, heldBy: holders.get(customer.id) ?? null })),
      more: matches.length > SHOWN,
    };
  });
}

/**
 * All that match, best first. No index may hold a name (design 16), so the customers are read through: some 100 ms for 20,000 of them.
 */
export async function matching(tx: Tx, session: Session, query: string): Promise<Customer[]> {
  const match = matcher(query, session.place.region);
  const found: Match[] = [];
  for (let after: Id | null = null; ; ) {
    const page: Customer[] = await tx.customers.page({ placeIds: session.scope, after, limit: PAGE });
    for (const customer of page) {
      const rank = match(customer);
      if (rank > 0) found.push({ customer, rank });
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < PAGE) break;
    // Others may be answered meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const order = (a: Match, b: Match) =>
    b.rank - a.rank || a.customer.person.name.length - b.customer.person.name.length || (a.customer.id < b.customer.id ? -1 : 1);
  return found.sort(order).map(({ customer }) => customer);
}

/** How well a customer fits: 3 the whole name, phone or number, 2 its beginning, 1 a part, 0 not at all. */
export function matcher(query: string, region: string): (customer: Customer) => number {
  const words = fold(query);
  const number = numberKey(query);
  const digits = phoneDigits(query);
  const parsed = digits.length >= 5 ? parsePhone(query, region) : null;
  const e164 = parsed?.ok ? parsed.phone.e164 : null;
  return ({ person }) => {
    const names = [person.name, person.company ?? '', `${person.family ?? ''}${person.given ?? ''}`, `${person.given ?? ''} ${person.family ?? ''}`];
    const ranks = [...names.map((name) => rankOf(fold(name), words)), rankOf(numberKey(person.number ?? ''), number)];
    if (digits.length >= 3) {
      for (const phone of person.phones) {
        const own = (phone.e164 ?? phone.original).replace(/\D/g, '');
        ranks.push(phone.e164 !== null && phone.e164 === e164 ? 3 : own.endsWith(digits) ? 2 : own.includes(digits) ? 1 : 0);
      }
    }
    return Math.max(...ranks);
  };
}

function rankOf(text: string, part: string): number {
  if (part === '' || !text.includes(part)) return 0;
  if (text === part) return 3;
  return text.startsWith(part) ? 2 : 1;
}

/** Case, width and spaces do not matter in a customer number. */
function numberKey(number: string): string {
  return number.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
}

/** Letters of Latin names that Unicode does not take apart. */
const plainLetters: { [letter: string]: string } = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };

/** Case, width, accents and spaces do not matter in a name. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđßæœ]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/[\s·.,'’-]/g, '');
}

/** The digits of something that looks like a phone, without the zeros or plus in front; empty for words. */
function phoneDigits(query: string): string {
  const plain = query.normalize('NFKC').trim();
  return /^[+\d\s().\-/]+$/.test(plain) ? plain.replace(/\D/g, '').replace(/^0+/, '') : '';
}

/** `services` of several customers, the newest of each first. */
export function lastServices(services: readonly Service[]): Map<Id, Service> {
  const last = new Map<Id, Service>();
  for (const service of services) if (!last.has(service.customerId)) last.set(service.customerId, service);
  return last;
}

export async function holdersOf(tx: Tx, customerIds: readonly Id[], now: number): Promise<Map<Id, { name: string; until: number }>> {
  const holds = (await tx.holds.get(customerIds)).filter((hold) => hold.expiresAt > now);
  const names = await tx.agents.names(holds.map((hold) => hold.agentId));
  return new Map(holds.map((hold) => [hold.customerId, { name: names.get(hold.agentId) ?? '', until: hold.expiresAt }]));
}
