import { describe, expect, it } from 'vitest';
import type { Customer } from '../../lib/contract/customer.ts';
import type { RecordListReply } from '../../lib/contract/wire.ts';
import { aRecord, aRow, aSave, type Bench, bench, rows, START } from './support.ts';

async function recordsOf(b: Bench, agentId = 'lee'): Promise<RecordListReply> {
  return (await b.get('/v1/records?limit=200', agentId)).body as RecordListReply;
}

const aCustomer = (id: string, placeId = 'store'): Customer => ({
  id,
  placeId,
  person: { ...aRow(1).customer.person, name: 'Rang us', number: null },
  class: null,
  language: null,
  timeZone: null,
  preferredHours: null,
  optOut: null,
  phoneHashes: ['hash-of-the-panel'],
  createdAt: START,
  updatedAt: START,
});

describe('push', () => {
  it('stores a mutation once however often it is sent', async () => {
    const b = await bench();
    const save = aSave('m1', aRecord());
    const [first] = await b.push('ann', save);
    expect(first).toMatchObject({ id: 'm1', status: 'stored' });
    for (let n = 0; n < 5; n += 1) {
      const results = await b.push('ann', ...Array.from({ length: 100 }, () => save));
      for (const result of results) expect(result).toEqual({ ...first, status: 'duplicate' });
    }
    expect((await recordsOf(b)).total).toBe(1);
  });

  it('stores one when the same is sent by many requests at once', async () => {
    const b = await bench();
    const save = aSave('m1', aRecord());
    const results = (await Promise.all(Array.from({ length: 30 }, () => b.push('ann', save)))).flat();
    expect(results.filter((result) => result.status === 'stored')).toHaveLength(1);
    expect(new Set(results.map((result) => result.status !== 'rejected' && result.seq)).size).toBe(1);
    expect((await recordsOf(b)).total).toBe(1);
  });

  it('knows the same body in another order of keys', async () => {
    const b = await bench();
    const save = aSave('m1', aRecord());
    const turned = Object.fromEntries(Object.entries(save).reverse());
    expect((await b.push('ann', save, turned)).map((result) => result.status)).toEqual(['stored', 'duplicate']);
  });

  it('answers a conflict to the same id with another body, and keeps the first', async () => {
    const b = await bench();
    await b.push('ann', aSave('m1', aRecord()));
    const [result] = await b.push('ann', aSave('m1', aRecord({ satisfaction: 'dissatisfied' })));
    expect(result).toMatchObject({ id: 'm1', status: 'rejected', error: { kind: 'conflict', field: 'mutations.0.id', retry: false } });
    expect((await recordsOf(b)).records.map(({ record }) => record.satisfaction)).toEqual(['satisfied']);
  });

  it('answers a conflict to the id of another agent', async () => {
    const b = await bench();
    await b.push('ann', aSave('m1', aRecord()));
    const [result] = await b.push('ben', aSave('m1', aRecord()));
    expect(result).toMatchObject({ status: 'rejected', error: { kind: 'conflict' } });
  });

  it('stores 93 of a batch with 7 broken rows, each of these with its field', async () => {
    const b = await bench();
    const broken = new Map<number, [change: object, field: string]>([
      [3, [{ outcome: 'perhaps' }, 'record.outcome']],
      [17, [{ savedAt: 'yesterday' }, 'record.savedAt']],
      [31, [{ agentId: 'ben' }, 'record.agentId']],
      [32, [{ customerId: 'nobody' }, 'record.customerId']],
      [58, [{ content: { ...aRecord().content, said: { kind: 'text' } } }, 'record.content.said.text']],
      [77, [{ placeId: 'other-store' }, 'record.placeId']],
      [99, [{ walk: { scriptId: 'a script', version: 1, choices: [] } }, 'record.walk.scriptId']],
    ]);
    const batch = Array.from({ length: 100 }, (_, n) => {
      const save = aSave(`m${n}`, aRecord({ id: `record-${n}`, callId: `call-${n}` }));
      return { ...save, record: { ...aRecord({ id: `record-${n}`, callId: `call-${n}` }), ...broken.get(n)?.[0] } };
    });
    const results = await b.push('ann', ...batch);
    expect(results.filter((result) => result.status === 'stored')).toHaveLength(93);
    for (const [n, [, field]] of broken) {
      expect(results[n]).toMatchObject({ id: `m${n}`, status: 'rejected', error: { field: `mutations.${n}.${field}`, retry: false } });
    }
    expect((await recordsOf(b)).total).toBe(93);
  });

  it('names rows by whatever id they have, and rejects what is no mutation', async () => {
    const b = await bench();
    const results = await b.push('ann', null, 'text', { id: 'm7', kind: 'record.burn' }, [], { id: 5 });
    expect(results.map((result) => [result.id, result.status])).toEqual([
      ['', 'rejected'],
      ['', 'rejected'],
      ['m7', 'rejected'],
      ['', 'rejected'],
      ['', 'rejected'],
    ]);
  });

  it('takes a rejected row once it is corrected, under the same id', async () => {
    const b = await bench();
    const save = aSave('m1', aRecord());
    const [rejected] = await b.push('ann', { ...save, record: { ...aRecord(), outcome: null } });
    expect(rejected?.status).toBe('rejected');
    expect((await b.push('ann', save))[0]?.status).toBe('stored');
  });

  it('answers foreign and unknown ids alike', async () => {
    const b = await bench();
    await b.importRows(rows(1), {}, 'olga');
    const foreign = (await b.claim('oli')).work[0];
    if (!foreign) throw new Error('nothing was drawn');
    const pairs: [object, object][] = [
      [{ customerId: foreign.customer.id }, { customerId: 'nobody' }],
      [{ taskId: foreign.task.id }, { taskId: 'no-task' }],
      [{ serviceId: foreign.task.serviceId }, { serviceId: 'no-service' }],
      [{ placeId: 'other-store' }, { placeId: 'no-place' }],
      [{ agentId: 'ben' }, { agentId: 'nobody' }],
    ];
    for (const [theirs, unknown] of pairs) {
      const [a, c] = await b.push('ann', ...[theirs, unknown].map((change) => ({ ...aSave('m1', aRecord()), record: { ...aRecord(), ...change } })));
      const plain = (result: unknown) => JSON.stringify(result).replace(/mutations\.\d/, '');
      expect(a?.status).toBe('rejected');
      expect(plain(a)).toBe(plain(c));
    }
    const taskIds = [foreign.task.id, 'no-task'];
    const skips = await b.push('ann', ...taskIds.map((taskId, n) => ({ id: `s${n}`, at: START, kind: 'task.skip', taskId, reason: 'later', until: START })));
    expect(skips.map((result) => result.status === 'rejected' && result.error.kind)).toEqual(['not-found', 'not-found']);
    const sets = await b.push('ann', {
      id: 'c1',
      at: START,
      kind: 'customer.set',
      customerId: foreign.customer.id,
      change: { field: 'language', value: 'en' },
    });
    expect(sets[0]).toMatchObject({ status: 'rejected', error: { kind: 'not-found', field: 'mutations.0.customerId' } });
  });

  it('takes a record of a customer who was added in the same batch', async () => {
    const b = await bench();
    const add = { id: 'm1', at: START, kind: 'customer.add', customer: aCustomer('new-1') };
    const results = await b.push('ann', add, aSave('m2', aRecord({ customerId: 'new-1', direction: 'in' })));
    expect(results.map((result) => result.status)).toEqual(['stored', 'stored']);
    const [listed] = (await recordsOf(b)).records;
    expect(listed).toMatchObject({ record: { customerId: 'new-1' }, customer: { person: { name: 'Rang us' } }, agentName: 'Agent ann' });
    // The hash is keyed with the endpoint's own secret, whatever the panel sends.
    expect(listed?.customer?.phoneHashes).not.toContain('hash-of-the-panel');
    const [again] = await b.push('ann', { ...add, id: 'm3' });
    expect(again).toMatchObject({ status: 'rejected', error: { kind: 'conflict', field: 'mutations.0.customer.id' } });
  });

  it('keeps HTML, formulas and emoji exactly as they came', async () => {
    const b = await bench();
    const text = "<img src=x onerror=alert(1)> & \"q\" =cmd|'/c calc'!A1 \u0000 \u2028 衣服👗🏽 𠮷 \\u0041 %00 '); drop table records; --";
    const record = aRecord({ content: { said: { kind: 'text', text }, party: { name: `=1+1${text}`.slice(0, 200), note: '' } } });
    expect((await b.push('ann', aSave('m1', record)))[0]?.status).toBe('stored');
    expect((await recordsOf(b)).records[0]?.record).toEqual(record);
  });
});
