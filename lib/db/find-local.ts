import type { Customer, Service } from '../contract/customer.ts';
import { parsePhone } from '../phone/phone.ts';
import type { CallsideDb } from './database.ts';

export type Found = { customer: Customer; lastService: Service | null };

/** Customers on this computer by name, number or phone in any form; at most 20, best first. No index holds a name, so all are read. */
export async function findLocal(db: CallsideDb, query: string, region: string): Promise<Found[]> {
  const wanted = query.normalize('NFKC').trim().toLowerCase();
  if (wanted === '') return [];
  const parsed = parsePhone(wanted, region);
  const e164 = parsed.ok ? parsed.phone.e164 : null;
  const digits = wanted.replace(/\D/g, '');
  const ranked: { customer: Customer; rank: number }[] = [];
  await db.customers.each((customer) => {
    const rank = rankOf(customer, { wanted, e164, digits });
    if (rank > 0) ranked.push({ customer, rank });
  });
  const best = ranked.sort((a, b) => b.rank - a.rank || a.customer.person.name.length - b.customer.person.name.length).slice(0, 20);
  return Promise.all(
    best.map(async ({ customer }) => {
      const services = await db.services.where('customerId').equals(customer.id).toArray();
      return { customer, lastService: services.sort((a, b) => b.endedOn.localeCompare(a.endedOn))[0] ?? null };
    }),
  );
}

/** 3: the whole name, number or phone; 2: its beginning; 1: a part; 0: not at all. */
function rankOf({ person }: Customer, query: { wanted: string; e164: string | null; digits: string }): number {
  const { wanted, e164, digits } = query;
  const texts = [person.name, person.company, person.number].filter((text) => text !== null).map((text) => text.normalize('NFKC').toLowerCase());
  if (e164 && person.phones.some((phone) => phone.e164 === e164)) return 3;
  if (texts.includes(wanted)) return 3;
  if (texts.some((text) => text.startsWith(wanted))) return 2;
  if (texts.some((text) => text.includes(wanted))) return 1;
  return digits.length >= 4 &&
    digits.length === wanted.replace(/[\s()+-]/g, '').length &&
    person.phones.some(({ e164: number, original }) => [number ?? '', original].some((form) => form.replace(/\D/g, '').includes(digits)))
    ? 1
    : 0;
}
