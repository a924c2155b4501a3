import { describe, expect, it } from 'vitest';
import { auditFactsSchema } from '../../../lib/contract/audit.ts';
import type { RecordSearchReply } from '../../../lib/contract/search.ts';
import type { OpenEntry } from '../../../server/store/audit.ts';
import { aRecord, aSave, type Bench, bench, START } from '../support.ts';

const SAID = '袖口又脱线了';

async function withRecords(): Promise<Bench> {
  const b = await bench();
  for (let n = 1; n <= 5; n += 1) {
    const agentId = n % 2 === 0 ? 'ben' : 'ann';
    const record = aRecord({ id: `record-${n}`, agentId, startedAt: START - n * 1000, content: { said: { kind: 'text', text: SAID } } });
    await b.push(agentId, aSave(`m${n}`, record));
  }
  await b.push('oli', aSave('m6', aRecord({ id: 'record-6', agentId: 'oli', placeId: 'other-store' })));
  return b;
}

const ask = (change: object) => ({ filter: {}, words: null, cursor: null, limit: 2, exportId: 'export-1', ...change });

/** Every page, as an export asks for them. */
async function exported(b: Bench, agentId: string, change: object = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const reply = (await b.post('/v1/records/export', ask({ ...change, cursor }), agentId)).body as RecordSearchReply;
    ids.push(...reply.records.map(({ record }) => record.id));
    if (reply.next === null) return ids;
    cursor = reply.next;
  }
}

async function written(b: Bench) {
  const entries = await b.store.read(async (tx) => {
    const all: OpenEntry[] = [];
    for (const chain of await tx.audit.openChains()) all.push(...(await tx.audit.openEntries(chain, 1000)));
    return all;
  });
  return entries
    .map(({ entry }) => entry)
    .filter(({ action }) => action === 'records.export')
    .map(({ agentId, subject, facts }) => ({ agentId, subject, facts: auditFactsSchema.parse(JSON.parse(facts)) }));
}

describe('an export', () => {
  it.each([
    ['ann', ['record-1', 'record-3', 'record-5']],
    ['ben', ['record-2', 'record-4']],
    ['lee', ['record-1', 'record-2', 'record-3', 'record-4', 'record-5']],
    ['olga', ['record-6']],
  ])('by %s has all pages of what they may see, and no more', async (who, ids) => {
    expect(await exported(await withRecords(), who)).toEqual(ids);
  });

  it('by an agent has nobody else’s records, whatever it asks for', async () => {
    const b = await withRecords();
    expect(await exported(b, 'ann', { filter: { agents: ['ben'] } })).toEqual([]);
    expect(await exported(b, 'ann', { filter: { places: ['other-store'] } })).toEqual([]);
  });

  it('leaves an entry a page, with its filter and count and nothing that was said or typed', async () => {
    const b = await withRecords();
    const scripts = [{ id: 'retail-repair', version: 1 }, { id: 'retail-return' }];
    await exported(b, 'lee', { filter: { agents: ['ann', 'ben'], from: START - 60_000, outcomes: ['reached'], scripts }, words: '脱线' });
    const entries = await written(b);
    const filter = { agents: ['ann', 'ben'], from: START - 60_000, outcomes: ['reached'], scripts: ['retail-repair', 'retail-return'], scriptVersions: ['1'] };
    expect(entries).toEqual(
      [
        { count: 2, last: false },
        { count: 2, last: false },
        { count: 1, last: true },
      ].map((page) => ({ agentId: 'lee', subject: { kind: 'export', id: 'export-1' }, facts: { ...filter, ...page, total: 5, words: true } })),
    );
    expect(JSON.stringify(entries)).not.toMatch(/脱线/);
  });

  it('says how many departments were asked for, and not which: their names are free', async () => {
    const b = await withRecords();
    await exported(b, 'ann', { filter: { departments: ['王佳琪的部门', 'Repairs'] } });
    expect((await written(b)).map(({ facts }) => facts.departments)).toEqual([2]);
  });
});
