import { describe, expect, it } from 'vitest';
import { audit } from '../../../server/audit/audit.ts';
import type { OpenEntry } from '../../../server/store/audit.ts';
import { aRow, aSave, type Bench, bench, recordOf, rows, START } from '../support.ts';

/** What was written down since the team signed in. */
async function entries(b: Bench) {
  const found = await b.store.read(async (tx) => {
    const all: OpenEntry[] = [];
    for (const chain of await tx.audit.openChains()) all.push(...(await tx.audit.openEntries(chain, 1000)));
    return all;
  });
  return found.map(({ entry }) => ({ ...entry, facts: JSON.parse(entry.facts) as unknown })).filter(({ action }) => action !== 'device.enrol');
}

const deeds = async (b: Bench) => (await entries(b)).map(({ chain, agentId, action }) => `${chain} ${agentId} ${action}`).sort();

describe('the audit', () => {
  it('has an entry for every change of a day, in the chain of the place', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    const [work] = (await b.claim('ann')).work;
    await b.push('ann', aSave('m1', recordOf(work)));
    await b.post('/v1/codes', { agent: { name: 'New', role: 'agent', placeId: 'store', languages: [] } }, 'ada');
    await b.post('/v1/sign-out', {}, 'ann');
    expect(await deeds(b)).toEqual([
      'store ada agent.invite',
      'store ann device.sign-out',
      'store ann record.save',
      'store ann tasks.draw',
      'store lee customers.import',
    ]);
  });

  it('says who, by which device, when, what, and about which thing', async () => {
    const b = await bench();
    const record = recordOf(await drawn(b));
    await b.push('ann', aSave('m1', record));
    const saved = (await entries(b)).find(({ action }) => action === 'record.save');
    expect(saved).toEqual({
      chain: 'store',
      at: START,
      agentId: 'ann',
      deviceId: expect.stringMatching(/^id-\d+$/),
      action: 'record.save',
      subject: { kind: 'record', id: record.id },
      facts: { mutationId: 'm1', revision: 1, outcome: 'reached' },
    });
  });

  it('names the record that is here when a call that came back is saved again under another id', async () => {
    const b = await bench();
    const first = recordOf(await drawn(b), { callId: 'call-1' });
    await b.push('ann', aSave('m1', first), aSave('m2', { ...first, id: 'another', savedAt: first.savedAt + 1 }));
    const saved = (await entries(b)).filter(({ action }) => action === 'record.save');
    expect(saved.map(({ subject, facts }) => [subject.id, facts])).toEqual([
      [first.id, { mutationId: 'm1', revision: 1, outcome: 'reached' }],
      [first.id, { mutationId: 'm2', revision: 2, outcome: 'reached' }],
    ]);
  });

  it('has an entry for every bulk read, and none for reading what is one’s own', async () => {
    const b = await bench();
    await b.importRows([aRow(1)]);
    await b.get('/v1/records', 'quinn');
    await b.get('/v1/records', 'ann');
    await b.get('/v1/pull?cursor=0', 'ann');
    await b.post('/v1/customers/list', { cursor: null, limit: 10, query: null }, 'lee');
    await b.post('/v1/find', { query: 'Customer 1' }, 'ann');
    expect(await deeds(b)).toEqual(['centre quinn records.list', 'store ann customers.find', 'store lee customers.import', 'store lee customers.list']);
  });

  it('has none for what was refused, sent twice, or only renewed', async () => {
    const b = await bench();
    const record = recordOf(await drawn(b));
    await b.push('ann', aSave('m1', record));
    const before = await deeds(b);
    await b.push('ann', aSave('m1', record), { ...aSave('m2', record), at: 'noon' }, aSave('m3', { ...record, id: 'r2', placeId: 'other-store' }));
    await b.post('/v1/customers/list', { cursor: null, limit: 10, query: null }, 'ann');
    await b.claim('ann', { want: 0 });
    expect(await deeds(b)).toEqual(before);
  });

  it('undoes a change that cannot be written down, and holds nothing that could be a sentence', async () => {
    const b = await bench();
    const actor = { agent: { id: 'ann', placeId: 'store' }, deviceId: null };
    const said = b.store.write(async (tx) => {
      await tx.meta.set('changed', 'yes');
      await audit(tx, actor, START, { action: 'record.save', subject: { kind: 'record', id: null }, facts: { said: 'The cuff tore again' } });
    });
    await expect(said).rejects.toThrow();
    expect(await b.store.read((tx) => tx.meta.get('changed'))).toBeNull();
    expect(await entries(b)).toEqual([]);
  });

  it('keeps what the endpoint does by itself in a chain of its own', async () => {
    const b = await bench();
    await b.store.write((tx) => audit(tx, null, START, { action: 'content.ship', subject: { kind: 'script', id: 'retail-repair' }, facts: { version: 2 } }));
    expect(await entries(b)).toMatchObject([{ chain: '*', agentId: null, deviceId: null, facts: { version: 2 } }]);
  });
});

async function drawn(b: Bench) {
  await b.importRows(rows(1));
  const [work] = (await b.claim('ann')).work;
  if (!work) throw new Error('nothing was drawn');
  return work;
}
