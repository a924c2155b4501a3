import { describe, expect, it } from 'vitest';
import type { AuditHeads } from '../../../lib/contract/audit.ts';
import { audit } from '../../../server/audit/audit.ts';
import { sealAll, startSealing } from '../../../server/audit/seal.ts';
import { verifyAudit } from '../../../server/audit/verify.ts';
import { createLog } from '../../../server/log.ts';
import { type Bench, bench, START } from '../support.ts';

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

describe('a chain', () => {
  it('is whole after every batch, with no entry left outside', async () => {
    const b = await bench();
    for (const count of [1, 9, 25]) await add(b, count);
    const result = await verify(b, await headsOf(b));
    expect(result).toMatchObject({ faults: [], open: 0 });
    // And the seven of the team that signed in.
    expect(result.entries).toBe(1 + 9 + 25 + 7);
    await add(b, 4);
    expect((await verify(b, await headsOf(b))).faults).toEqual([]);
  });

  it('stays whole beyond the heads that were exported', async () => {
    const b = await bench();
    await add(b, 8);
    const exported = await headsOf(b);
    await add(b, 8);
    expect((await verify(b, exported)).faults).toEqual([]);
  });

  it('says how many entries are too young for a batch', async () => {
    const b = await bench();
    expect(await verify(b)).toMatchObject({ faults: [], entries: 0, open: 7 });
  });

  it('takes more entries than a batch has room for', async () => {
    const b = await bench();
    await add(b, 4_400);
    const { batches, faults, entries } = await verify(b);
    expect([faults, entries]).toEqual([[], 4_407]);
    expect(batches).toBe(8);
  });

  it('is sealed once when two instances do it at once', async () => {
    const b = await bench();
    await add(b, 3);
    await b.store.write((tx) => audit(tx, null, START, { action: 'content.ship', subject: { kind: 'script', id: 's' } }));
    await Promise.all([sealAll(b.store), sealAll(b.store), sealAll(b.store)]);
    expect(await verify(b)).toMatchObject({ faults: [], open: 0 });
  });

  it('holds entries in the order in which they were written', async () => {
    const b = await bench();
    await b.store.write(async (tx) => {
      for (let n = 1; n <= 50; n += 1) await audit(tx, null, START, { action: 'content.ship', subject: { kind: 'script', id: 's' }, facts: { n } });
    });
    await sealAll(b.store);
    const sealed = await b.store.read((tx) => tx.audit.sealed('*', { after: 0, upTo: 50 }));
    expect(sealed.map(({ entry }) => (JSON.parse(entry.facts) as { n: number }).n)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });
});

describe('sealing', () => {
  it('goes on by itself after a change, and once more at the stop', async () => {
    const b = await bench();
    const sealer = startSealing({ store: b.store, log: createLog({ write: () => undefined }), everyMs: 5 });
    const isSealed = async () => (await verify(b)).open === 0;
    await expect.poll(isSealed).toBe(true);
    await b.store.write((tx) => audit(tx, null, START, { action: 'content.ship', subject: { kind: 'script', id: 's' } }));
    await expect.poll(isSealed).toBe(true);
    await b.store.write((tx) => audit(tx, null, START, { action: 'content.ship', subject: { kind: 'script', id: 't' } }));
    await sealer.stop();
    expect(await verify(b)).toMatchObject({ faults: [], open: 0 });
  });
});
