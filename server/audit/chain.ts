import { createHash } from 'node:crypto';
import type { AuditBatch } from '../../lib/contract/audit.ts';
import type { Head, OpenEntry, SealedEntry, StoredEntry } from '../store/audit.ts';

/** What stands before the first batch of a chain. */
export const NOTHING_BEFORE = '0'.repeat(64);

const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Over everything an entry says, its number included: an entry cannot be put elsewhere. */
export function hashOfEntry(entry: StoredEntry): string {
  const { chain, n, at, agentId, deviceId, action, subject, facts } = entry;
  return sha256([chain, n, at, agentId, deviceId, action, subject.kind, subject.id, facts]);
}

/** Over the hashes of its entries and the batch before it: what is sealed seals all that came before. */
export function hashOfBatch(batch: Omit<AuditBatch, 'hash'>, entries: readonly string[]): string {
  const { chain, n, first, last, count, prev } = batch;
  return sha256([chain, n, first, last, count, prev, entries]);
}

/** The next batch of a chain over these entries. `head`: its end so far. */
export function nextBatch(
  chain: string,
  head: Head | null,
  open: readonly OpenEntry[],
): { batch: AuditBatch; entries: { id: string; n: number; hash: string }[] } {
  const first = (head?.last ?? 0) + 1;
  const entries = open.map(({ id, entry }, index) => ({ id, n: first + index, hash: hashOfEntry({ ...entry, n: first + index }) }));
  const batch = { chain, n: (head?.n ?? 0) + 1, first, last: first + open.length - 1, count: open.length, prev: head?.hash ?? NOTHING_BEFORE };
  const hashes = entries.map(({ hash }) => hash);
  return { batch: { ...batch, hash: hashOfBatch(batch, hashes) }, entries };
}

/**
 * What is wrong, and where: `entry` and `batch` are numbers in the chain. `edited`: it says something else than when it was sealed, or stands elsewhere;
 * `missing`: deleted; `replaced`: changed together with its hashes, found by what follows it; `cut`: the end is gone; `rewritten`: not what the
 * exported heads say; `extra`: sealed by nobody.
 */
export type Fault = { kind: 'edited' | 'missing' | 'replaced' | 'cut' | 'rewritten' | 'extra'; chain: string; entry: number | null; batch: number | null };

/** One batch with its entries, after the one before it. */
export function faultsOfBatch(before: Head | null, batch: AuditBatch, sealed: readonly SealedEntry[]): Fault[] {
  const { chain, n } = batch;
  const at = (kind: Fault['kind'], entry: number | null = null): Fault => ({ kind, chain, entry, batch: n });
  const faults: Fault[] = [];
  if (n !== (before?.n ?? 0) + 1) faults.push({ kind: 'missing', chain, entry: null, batch: (before?.n ?? 0) + 1 });
  else if (batch.first !== (before?.last ?? 0) + 1) faults.push(at('replaced'));
  const byNumber = Map.groupBy(sealed, ({ entry }) => entry.n);
  const hashes: string[] = [];
  // The numbers are those that were sealed, so a batch that claims too many must not make us count for ever.
  const last = Math.min(batch.last, batch.first + sealed.length + 1);
  for (let number = batch.first; number <= last; number += 1) {
    const [one, another] = byNumber.get(number) ?? [];
    if (!one) faults.push(at('missing', number));
    else if (another || hashOfEntry(one.entry) !== one.hash) faults.push(at('edited', number));
    hashes.push(one?.hash ?? '');
  }
  if (faults.length > 0) return faults;
  const isWhole = batch.count === sealed.length && batch.last === batch.first + batch.count - 1 && hashOfBatch(batch, hashes) === batch.hash;
  return isWhole && batch.prev === (before?.hash ?? NOTHING_BEFORE) ? [] : [at('replaced')];
}

/** The end that was read against the end that the database keeps, and against the one that was exported. `seen`: batches by number. */
export function faultsOfEnd(chain: string, end: Head | null, kept: Head | null, exported: Head | null, seen: ReadonlyMap<number, string>): Fault[] {
  const [last, lastEntry] = [end?.n ?? 0, end?.last ?? 0];
  const faults: Fault[] = [];
  for (const head of [kept, exported]) {
    if (!head) continue;
    if (head.n > last) faults.push({ kind: 'cut', chain, entry: lastEntry + 1, batch: last + 1 });
    else if (seen.get(head.n) !== head.hash) faults.push({ kind: head === kept ? 'replaced' : 'rewritten', chain, entry: null, batch: head.n });
  }
  // The database's own word of its end is behind, or gone.
  if (last > 0 && kept?.n !== last && !(kept && kept.n > last)) faults.push({ kind: 'replaced', chain, entry: null, batch: last });
  return faults;
}

/** One line for a person. */
export function wordsOf({ kind, chain, entry, batch }: Fault): string {
  const where = chain === '*' ? 'The endpoint’s own chain' : `Place ${chain}`;
  const what = entry === null ? `batch ${batch}` : batch === null ? `entry ${entry}` : `entry ${entry} (batch ${batch})`;
  const says: { [K in Fault['kind']]: string } = {
    edited: `${what} was edited or moved`,
    missing: `${what} is missing`,
    replaced: `${what} was changed together with its hashes`,
    cut: `everything from ${what} on is missing`,
    rewritten: `${what} is not the one that the exported heads name: it or something before it was rewritten`,
    extra: `${what} was put in from outside`,
  };
  return `${where}: ${says[kind]}.`;
}
