import type { Id } from '../contract/basics.ts';
import type { DirectoryEntry } from '../contract/place.ts';

/** A list once some of it were changed, added (at the end) and taken away. */
export function changedById<T extends { id: Id }>(list: readonly T[], { put, drop }: { put: readonly T[]; drop: readonly Id[] }): T[] {
  const changed = new Map(put.map((one) => [one.id, one]));
  const known = new Set(list.map(({ id }) => id));
  const all = [...list.map((one) => changed.get(one.id) ?? one), ...put.filter(({ id }) => !known.has(id))];
  return all.filter(({ id }) => !drop.includes(id));
}

/** Those that have every word of the query somewhere, by department and name. Digits are found however a number is grouped. */
export function findEntries(entries: readonly DirectoryEntry[], query: string, compare: (a: string, b: string) => number): DirectoryEntry[] {
  const words = plain(query)
    .split(' ')
    .filter((word) => word !== '');
  const found = entries.filter((entry) => {
    const { name, department, role, phone, extension, note } = entry;
    const text = plain([name, department, role, note].join(' '));
    const digits = [phone, extension].map(digitsOf);
    return words.every((word) => text.includes(word) || (/^[\d+()./-]+$/.test(word) && digits.some((number) => number.includes(digitsOf(word)))));
  });
  return found.sort((a, b) => compare(a.department, b.department) || compare(a.name, b.name));
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}
