import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditHeads } from '../../../lib/contract/audit.ts';
import { audit } from '../../../server/audit/audit.ts';
import { wordsOf } from '../../../server/audit/chain.ts';
import { sealAll } from '../../../server/audit/seal.ts';
import { verifyAudit } from '../../../server/audit/verify.ts';
import { type Bench, bench, START } from '../support.ts';
import { plainAttacks, thoroughAttacks } from './tampering.ts';

const TABLES = ['audit_entries', 'audit_batches', 'audit_heads'];
const CHAINS = ['centre', 'other-store', 'store', '*'];

async function add(b: Bench, count: number): Promise<void> {
  await b.store.write(async (tx) => {
    for (let n = 0; n < count; n += 1) {
      const placeId = CHAINS[n % CHAINS.length] ?? '*';
      const subject = { kind: 'record', id: `record-${n}` };
      await audit(tx, { agent: { id: 'ann', placeId }, deviceId: 'd1' }, START + n, { action: 'record.save', subject, facts: { outcome: 'reached', n } });
    }
  });
  await sealAll(b.store);
}

const verify = (b: Bench, exported: AuditHeads | null = null) => b.store.read((tx) => verifyAudit(tx, exported));
const headsOf = async (b: Bench): Promise<AuditHeads> => ({
  form: 'callside-audit-heads',
  version: 1,
  at: START,
  heads: await b.store.read((tx) => tx.audit.heads()),
});

describe('what was done to a chain behind the endpoint’s back', () => {
  let b: Bench;
  let raw: DatabaseSync;
  let exported: AuditHeads;

  beforeEach(async () => {
    b = await bench();
    for (const count of [12, 7, 16]) await add(b, count);
    exported = await headsOf(b);
    raw = new DatabaseSync(b.file);
    raw.exec('pragma synchronous = off');
    for (const table of TABLES) raw.exec(`create table kept_${table} as select * from ${table}`);
  });
  afterEach(() => raw.close());

  const restore = () => {
    for (const table of TABLES) raw.exec(`delete from ${table}; insert into ${table} select * from kept_${table}`);
  };
  const seeds = fc.tuple(fc.constantFrom(...CHAINS), fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 4 }));
  const picking = (numbers: number[]) => {
    let next = 0;
    return (below: number) => (numbers[next++ % numbers.length] ?? 0) % below;
  };

  for (const attack of plainAttacks) {
    it(`${attack.title} is found every time, and named`, async () => {
      await fc.assert(
        fc
          .asyncProperty(seeds, async ([chain, numbers]) => {
            raw.exec('begin');
            const { entry } = attack.run(raw, chain, picking(numbers));
            raw.exec('commit');
            const { faults } = await verify(b);
            expect(faults.length).toBeGreaterThan(0);
            expect(new Set(faults.map((fault) => fault.chain))).toEqual(new Set([chain]));
            if (entry !== null) expect(faults.map((fault) => fault.entry)).toContain(entry);
            expect(faults.map(wordsOf).join()).not.toMatch(/null|undefined/);
          })
          .afterEach(restore),
        { numRuns: 100 },
      );
    }, 60_000);
  }

  for (const attack of thoroughAttacks) {
    it(`${attack.title} is found with heads that were exported, and only with them`, async () => {
      await fc.assert(
        fc
          .asyncProperty(seeds, async ([chain, numbers]) => {
            raw.exec('begin');
            attack.run(raw, chain, picking(numbers));
            raw.exec('commit');
            expect((await verify(b)).faults).toEqual([]);
            const { faults } = await verify(b, exported);
            expect(new Set(faults.map((fault) => fault.chain))).toEqual(new Set([chain]));
            expect(faults[0]?.kind).toMatch(/rewritten|cut/);
          })
          .afterEach(restore),
        { numRuns: 100 },
      );
    }, 60_000);
  }
});
