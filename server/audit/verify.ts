import type { AuditHeads } from '../../lib/contract/audit.ts';
import type { Head } from '../store/audit.ts';
import type { Tx } from '../store/port.ts';
import { type Fault, faultsOfBatch, faultsOfEnd } from './chain.ts';

const PAGE = 100;

export type Verified = { faults: Fault[]; chains: number; entries: number; batches: number /** Too young to be in a batch. */; open: number };

/** Reads every chain from its beginning. `exported`: heads that were kept elsewhere; without them a chain that was rewritten whole looks whole. */
export async function verifyAudit(tx: Tx, exported: AuditHeads | null = null): Promise<Verified> {
  const heads = await tx.audit.heads();
  const wanted = new Map((exported?.heads ?? []).map((head) => [head.chain, head]));
  const chains = [...new Set([...(await tx.audit.chains()), ...wanted.keys()])].sort();
  const result: Verified = { faults: [], chains: chains.length, entries: 0, batches: 0, open: await tx.audit.openCount() };
  for (const chain of chains) {
    const read = await readChain(tx, chain, result);
    const kept = heads.find((head) => head.chain === chain) ?? null;
    result.faults.push(...faultsOfEnd(chain, read.end, kept, wanted.get(chain) ?? null, read.seen));
    const outside = [
      ...(await tx.audit.sealed(chain, { after: Number.MIN_SAFE_INTEGER, upTo: 0 })),
      ...(await tx.audit.sealed(chain, { after: read.end?.last ?? 0, upTo: Number.MAX_SAFE_INTEGER })),
    ];
    for (const { entry } of outside) result.faults.push({ kind: 'extra', chain, entry: entry.n, batch: null });
  }
  return result;
}

async function readChain(tx: Tx, chain: string, result: Verified): Promise<{ end: Head | null; seen: Map<number, string> }> {
  const seen = new Map<number, string>();
  let end: Head | null = null;
  for (;;) {
    const batches = await tx.audit.batches(chain, { after: end?.n ?? 0, limit: PAGE });
    for (const batch of batches) {
      const sealed = await tx.audit.sealed(chain, { after: batch.first - 1, upTo: batch.last });
      result.faults.push(...faultsOfBatch(end, batch, sealed));
      result.entries += sealed.length;
      result.batches += 1;
      seen.set(batch.n, batch.hash);
      const { n, last, hash } = batch;
      end = { chain, n, last, hash };
    }
    if (batches.length < PAGE) return { end, seen };
  }
}
