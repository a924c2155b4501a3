import { readFileSync } from 'node:fs';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import type { ImportRow } from '../../../lib/contract/import.ts';
import { type CustomerFile, convert, readCustomerFile } from '../../../lib/import/import-file.ts';
import { type Merged, type MergeInput, mergeRows } from '../../../lib/import/merge.ts';
import type { ConvertedRows } from '../../../lib/import/rows.ts';

export const TODAY = '2026-11-22';
const NOW = Date.UTC(2026, 10, 22, 8);

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../fixtures/customers/${name}`, import.meta.url)));
}

export function fileOf(bytes: Uint8Array, region = 'CN'): CustomerFile {
  const read = readCustomerFile(bytes, 'customers.csv', { region, today: TODAY });
  if (!read.ok) throw new Error(`the file is refused: ${JSON.stringify(read.reason)}`);
  return read.file;
}

export function rowsOf(bytes: Uint8Array, region = 'CN'): ConvertedRows & { file: CustomerFile } {
  const file = fileOf(bytes, region);
  return { file, ...convert(file.table, file.mapping, { region, dayFirst: file.dayFirst.dayFirst, today: TODAY }) };
}

export function refusalOf(bytes: Uint8Array): string {
  const read = readCustomerFile(bytes, 'customers.csv', { region: 'CN', today: TODAY });
  return read.ok ? 'taken' : read.reason.code;
}

/** A store of customers in memory, as an endpoint or a panel would keep it. */
export class Shelf {
  customers = new Map<string, Customer>();
  services = new Map<string, Service>();
  private ids = 0;

  merge(rows: readonly ImportRow[], over: Partial<MergeInput> = {}): Merged {
    const merged = mergeRows({
      rows,
      existing: {
        byNumber: (number) => [...this.customers.values()].find((customer) => customer.person.number === number),
        byPhoneHash: (hash) => [...this.customers.values()].filter((customer) => customer.phoneHashes.includes(hash)),
        services: (customerId) => [...this.services.values()].filter((service) => service.customerId === customerId),
      },
      importId: 'import-1',
      source: 'customers.csv',
      placeId: 'store-1',
      startDate: '2026-11-01',
      now: NOW,
      newId: () => `id-${++this.ids}`,
      hash: (e164) => `h${e164.slice(1)}`,
      ...over,
    });
    for (const { customer } of merged.customers) this.customers.set(customer.id, customer);
    for (const service of merged.services) this.services.set(service.id, service);
    return merged;
  }

  named(name: string): Customer {
    const found = [...this.customers.values()].find((customer) => customer.person.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  }
}
