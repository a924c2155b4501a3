import { describe, expect, it } from 'vitest';
import { type RecordReply, recordReplySchema } from '../../lib/contract/revision.ts';
import type { RecordListReply } from '../../lib/contract/wire.ts';
import { reviseRecord } from '../../lib/db/revise-record.ts';
import { openDb } from '../support/db.ts';
import { panelOf } from '../support/endpoint.ts';
import { aRecord, aSave, type Bench, bench, MINUTE, recordOf, rows, START } from './support.ts';

const one = async (b: Bench, agentId = 'lee', id = 'record-1') => recordReplySchema.parse((await b.get(`/v1/records/${id}`, agentId)).body);
const listed = async (b: Bench, agentId = 'lee') => ((await b.get('/v1/records', agentId)).body as RecordListReply).records;

const correction = (id: string, basedOn: number[], over: object = {}) => {
  const { outcome, satisfaction, content } = aRecord();
  return { id, at: START + MINUTE, kind: 'record.revise', recordId: 'record-1', basedOn, why: 'listened again', outcome, satisfaction, content, ...over };
};

async function saved(): Promise<Bench> {
  const b = await bench();
  await b.push('ann', aSave('m1', aRecord()));
  return b;
}

const numbers = ({ revisions, heads }: RecordReply) => [revisions.map(({ revision }) => revision), heads];

describe('a correction', () => {
  it('is a new revision with who, when and why; the one before stays as it was', async () => {
    const b = await saved();
    const said = { kind: 'text', text: 'It fits, the zip sticks' };
    expect(await b.push('lee', correction('m2', [1], { satisfaction: 'fair', content: { ...aRecord().content, said } }))).toMatchObject([{ status: 'stored' }]);
    const { record, revisions, heads, names, apart } = await one(b);
    expect(record).toEqual({
      ...aRecord({ satisfaction: 'fair', content: { said: { kind: 'text', text: said.text } } }),
      revision: 2,
      revised: { by: 'lee', at: START + MINUTE, why: 'listened again', basedOn: [1] },
    });
    expect(revisions).toEqual([aRecord(), record]);
    expect([heads, apart, names]).toEqual([[2], undefined, { ann: 'Agent ann', lee: 'Agent lee' }]);
    expect((await listed(b)).map((row) => row.record)).toEqual([record]);
  });

  it('happens once however often it is sent', async () => {
    const b = await saved();
    const results = [...(await b.push('ann', correction('m2', [1]))), ...(await b.push('ann', correction('m2', [1]), correction('m2', [1])))];
    expect(results.map(({ status }) => status)).toEqual(['stored', 'duplicate', 'duplicate']);
    expect(numbers(await one(b))).toEqual([[1, 2], [2]]);
  });

  it('changes no task and no customer', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    const record = recordOf(work[0], { outcome: 'no-answer', satisfaction: null });
    await b.push('ann', aSave('m1', record));
    const before = await b.store.read(async (tx) => [
      await tx.tasks.ofCustomers([record.customerId ?? ''], false),
      await tx.customers.get([record.customerId ?? '']),
    ]);
    const optOut = { ...aRecord().content, correction: { ...aRecord().content.correction, language: 'en' } };
    expect(await b.push('ann', correction('m2', [1], { content: optOut }))).toMatchObject([{ status: 'stored' }]);
    expect(
      await b.store.read(async (tx) => [await tx.tasks.ofCustomers([record.customerId ?? ''], false), await tx.customers.get([record.customerId ?? ''])]),
    ).toEqual(before);
  });

  const people: [agentId: string, status: string][] = [
    ['ann', 'stored'],
    ['lee', 'stored'],
    ['ada', 'stored'],
    ['ben', 'not-found'],
    ['oli', 'not-found'],
    ['olga', 'not-found'],
  ];
  for (const [agentId, expected] of people) {
    it(`by ${agentId} is ${expected}, as that of a record that is nowhere would be`, async () => {
      const b = await saved();
      const [here, nowhere] = await b.push(agentId, correction('m2', [1]), correction('m3', [1], { recordId: 'nothing' }));
      expect(here?.status === 'rejected' ? here.error.kind : here?.status).toBe(expected);
      const refusal = { status: 'rejected', error: { kind: 'not-found', field: 'mutations.1.recordId' } };
      expect(nowhere).toMatchObject(refusal);
      if (here?.status === 'rejected' && nowhere?.status === 'rejected') expect(here.error.message).toBe(nowhere.error.message);
    });
  }

  it('is not for those who only read', async () => {
    const b = await saved();
    expect((await b.post('/v1/push', { mutations: [correction('m2', [1])] }, 'quinn')).status).toBe(403);
  });

  it('is refused while something that the outcome requires is missing, and nothing is stored', async () => {
    const b = await saved();
    const [result] = await b.push('ann', correction('m2', [1], { satisfaction: null }));
    expect(result).toMatchObject({ status: 'rejected', error: { kind: 'invalid', field: 'mutations.0.content', retry: false } });
    expect(numbers(await one(b))).toEqual([[1], [1]]);
  });

  it('cannot be based on what is not there', async () => {
    const b = await saved();
    expect(await b.push('ann', correction('m2', [2]))).toMatchObject([{ status: 'rejected', error: { kind: 'conflict', field: 'mutations.0.basedOn' } }]);
  });

  it('cannot be told by a record that comes whole, in another’s name', async () => {
    const b = await saved();
    const revised = { by: 'lee', at: START, why: 'x', basedOn: [1] };
    const results = await b.push('ann', aSave('m2', aRecord({ revision: 2, revised })), aSave('m3', aRecord({ id: 'record-2', revised })));
    for (const result of results) expect(result).toMatchObject({ status: 'rejected', error: { kind: 'invalid' } });
  });
});

describe('two corrections made apart', () => {
  async function apart(): Promise<Bench> {
    const b = await saved();
    await b.push('ann', correction('m2', [1], { satisfaction: 'fair' }));
    await b.push('lee', correction('m3', [1], { satisfaction: 'dissatisfied', content: { ...aRecord().content, answered: { kind: 'text', text: 'sorry' } } }));
    return b;
  }

  it('are both kept, and the record says so in every list', async () => {
    const b = await apart();
    const reply = await one(b);
    expect(numbers(reply)).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
    expect(reply.revisions.map(({ satisfaction }) => satisfaction)).toEqual(['satisfied', 'fair', 'dissatisfied']);
    expect(reply.apart).toBe(true);
    expect((await listed(b))[0]?.apart).toBe(true);
  });

  it('stay apart while a third continues one of them', async () => {
    const b = await apart();
    await b.push('ann', correction('m4', [2]));
    expect((await one(b)).heads).toEqual([3, 4]);
    expect((await listed(b))[0]?.apart).toBe(true);
  });

  it('are settled by one that is based on both', async () => {
    const b = await apart();
    await b.push('lee', correction('m4', [2, 3]));
    const reply = await one(b);
    expect([reply.heads, reply.apart, (await listed(b))[0]?.apart]).toEqual([[4], undefined, undefined]);
  });
});

describe('corrections made without a network', () => {
  const fix = (why: string, satisfaction: 'fair' | 'satisfied') => ({
    ...aRecord(),
    recordId: 'record-1',
    agentId: 'ann',
    script: null,
    why,
    satisfaction,
    now: START,
    newId: () => `fix-${why}`,
  });

  it('arrive behind the record they correct, one continuing the other, and beside what somebody else wrote meanwhile', async () => {
    const b = await saved();
    const panel = panelOf(b, 'ann', openDb());
    await panel.db.records.put({ ...aRecord(), sentAt: START });
    await reviseRecord(panel.db, fix('first', 'fair'));
    await reviseRecord(panel.db, fix('second', 'satisfied'));
    await b.push('lee', correction('m2', [1]));
    expect((await panel.sync()).failure).toBeNull();
    expect(await panel.db.outbox.count()).toBe(0);
    const { revisions, heads } = await one(b);
    expect(revisions.map(({ revised }) => revised && [revised.by, revised.why, revised.basedOn])).toEqual([
      undefined,
      ['lee', 'listened again', [1]],
      ['ann', 'first', [1]],
      ['ann', 'second', [3]],
    ]);
    expect(heads).toEqual([2, 4]);
  });

  it('continue each other also when the first went out before the second was made', async () => {
    const b = await saved();
    const panel = panelOf(b, 'ann', openDb());
    await panel.db.records.put({ ...aRecord(), sentAt: START });
    await b.push('lee', correction('m2', [1]));
    await reviseRecord(panel.db, fix('first', 'fair'));
    await panel.sync();
    await reviseRecord(panel.db, fix('second', 'satisfied'));
    await panel.sync();
    expect((await one(b)).revisions.at(-1)?.revised).toMatchObject({ why: 'second', basedOn: [3] });
  });

  it('are not overwritten by the endpoint’s older word while they wait', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const panel = panelOf(b, 'ann', openDb(), (path) => (path === '/v1/push' ? 'fault' : 'fine'));
    const { work } = await b.claim('ann');
    await b.push('ann', aSave('m1', recordOf(work[0])));
    await panel.db.records.put({ ...recordOf(work[0]), sentAt: START });
    await reviseRecord(panel.db, fix('first', 'fair'));
    await panel.take(work[0]?.customer.id ?? '');
    await panel.sync();
    expect(await panel.db.records.get('record-1')).toMatchObject({ satisfaction: 'fair', sentAt: null });
  });
});
