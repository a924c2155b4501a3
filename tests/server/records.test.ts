import { describe, expect, it } from 'vitest';
import type { RecordListReply } from '../../lib/contract/wire.ts';
import { aRecord, aSave, type Bench, bench, START } from './support.ts';

const list = async (b: Bench, agentId: string, query = '') => (await b.get(`/v1/records${query}`, agentId)).body as RecordListReply;

async function withRecords(): Promise<Bench> {
  const b = await bench();
  for (let n = 1; n <= 7; n += 1) {
    const agentId = n % 2 === 0 ? 'ben' : 'ann';
    b.clock.time += 1000;
    await b.push(agentId, aSave(`m${n}`, aRecord({ id: `record-${n}`, agentId })));
  }
  await b.push('oli', aSave('m8', aRecord({ id: 'record-8', agentId: 'oli', placeId: 'other-store' })));
  return b;
}

describe('records', () => {
  it('are listed newest first, each with when it was received and by whom it was made', async () => {
    const b = await withRecords();
    const { records, total, next } = await list(b, 'lee');
    expect(records.map(({ record }) => record.id)).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `record-${n}`));
    expect(records[0]).toMatchObject({ receivedAt: START + 7000, agentName: 'Agent ann', customer: null, record: aRecord({ id: 'record-7' }) });
    expect([total, next]).toEqual([7, null]);
  });

  it('come in pages that neither repeat nor miss one while others are added', async () => {
    const b = await withRecords();
    const first = await list(b, 'lee', '?limit=3');
    await b.push('ann', aSave('m9', aRecord({ id: 'record-9' })));
    const second = await list(b, 'lee', `?limit=3&before=${first.next}`);
    const third = await list(b, 'lee', `?limit=3&before=${second.next}`);
    expect([...first.records, ...second.records, ...third.records].map(({ record }) => record.id)).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `record-${n}`));
    expect(third.next).toBeNull();
  });

  const reach: [agentId: string, ids: number[]][] = [
    ['ann', [7, 5, 3, 1]],
    ['ben', [6, 4, 2]],
    ['quinn', [8, 7, 6, 5, 4, 3, 2, 1]],
    ['ada', [8, 7, 6, 5, 4, 3, 2, 1]],
    ['oli', [8]],
    ['olga', [8]],
  ];
  for (const [agentId, ids] of reach) {
    it(`${agentId} reaches ${ids.length} of 8`, async () => {
      const b = await withRecords();
      expect((await list(b, agentId)).records.map(({ record }) => record.id)).toEqual(ids.map((n) => `record-${n}`));
      for (let n = 1; n <= 8; n += 1) expect([n, (await b.get(`/v1/records/record-${n}`, agentId)).status]).toEqual([n, ids.includes(n) ? 200 : 404]);
    });
  }

  it('one is the same alone as in the list', async () => {
    const b = await withRecords();
    expect((await b.get('/v1/records/record-7', 'lee')).body).toMatchObject((await list(b, 'lee')).records[0] ?? {});
  });
});
