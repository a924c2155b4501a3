import { describe, expect, it } from 'vitest';
import { divergenceSchema, type FieldDivergence } from '../../lib/contract/divergence.ts';
import { type DivergenceListReply, divergenceListReplySchema } from '../../lib/contract/wire.ts';
import { openDivergences, settleField, settleRecord } from '../../lib/db/divergences.ts';
import { ids } from '../support/builders.ts';
import { openDb } from '../support/db.ts';
import { type Panel, panelOf } from '../support/endpoint.ts';
import { aRecord, aRow, aSave, type Bench, bench, MINUTE, rows, START } from './support.ts';

const number = (digits: string) => ({ original: digits, e164: digits, label: 'main' as const, extension: null, doubtful: false });
const first = number('+8613800000001');
const set = (id: string, customerId: string, value: string, was?: object | null) => ({
  id,
  at: START,
  kind: 'customer.set',
  customerId,
  change: { field: 'phone', value: number(value), ...(was === undefined ? {} : { was }) },
});
const list = async (b: Bench, agentId = 'lee') => divergenceListReplySchema.parse((await b.get('/v1/divergences', agentId)).body);
const only = (reply: DivergenceListReply): FieldDivergence => {
  const divergence = reply.divergences[0]?.divergence;
  if (divergence?.kind !== 'customer-field' || reply.total !== 1) throw new Error(`${reply.total} divergences`);
  return divergence;
};
const values = (divergence: FieldDivergence) => divergence.versions.map(({ value, by }) => [value.field === 'phone' && value.value.e164, by?.id ?? null]);

/** Customer 1 of the store, whose phone ann and ben both corrected without knowing of each other. */
async function apart(): Promise<{ b: Bench; customerId: string }> {
  const b = await bench();
  await b.importRows([aRow(1, { phone: first.e164 })]);
  const customerId = (await b.claim('ann')).work[0]?.customer.id ?? '';
  await b.push('ann', set('m-ann', customerId, '+8613900000002', first));
  expect(await b.push('ben', set('m-ben', customerId, '+8613900000003', first))).toMatchObject([{ status: 'stored' }]);
  return { b, customerId };
}
const phoneOf = async (b: Bench, customerId: string) => (await b.store.read((tx) => tx.customers.get([customerId])))[0]?.person.phones[0]?.e164;

describe('two changes of one field', () => {
  it('made knowing each other are one after the other', async () => {
    const b = await bench();
    await b.importRows([aRow(1, { phone: first.e164 })]);
    const customerId = (await b.claim('ann')).work[0]?.customer.id ?? '';
    await b.push('ann', set('m1', customerId, '+8613900000002', first), set('m2', customerId, '+8613900000003', number('+8613900000002')));
    expect([await phoneOf(b, customerId), (await list(b)).total]).toEqual(['+8613900000003', 0]);
  });

  it('made apart are both kept: the first holds, and it says who said what', async () => {
    const { b, customerId } = await apart();
    expect(await phoneOf(b, customerId)).toBe('+8613900000002');
    const reply = await list(b);
    expect(values(only(reply))).toEqual([
      ['+8613900000002', 'ann'],
      ['+8613900000003', 'ben'],
    ]);
    expect(only(reply).versions.map(({ by }) => by?.name)).toEqual(['Agent ann', 'Agent ben']);
    expect(reply.divergences[0]?.customer?.id).toBe(customerId);
  });

  it('say nothing of who where it stands only in the file', async () => {
    const b = await bench();
    await b.importRows([aRow(1, { phone: first.e164 })]);
    const customerId = (await b.claim('ann')).work[0]?.customer.id ?? '';
    await b.push('ben', set('m-ben', customerId, '+8613900000003', number('+8613900000009')));
    expect(values(only(await list(b)))).toEqual([
      ['+8613800000001', null],
      ['+8613900000003', 'ben'],
    ]);
  });

  it('of which one was sent again still are two', async () => {
    const { b, customerId } = await apart();
    await b.push('ben', set('m-ben', customerId, '+8613900000003', first), set('m-ben-again', customerId, '+8613900000003', first));
    expect(values(only(await list(b)))).toHaveLength(2);
  });

  it('in a record that comes with its changes are judged by the changes', async () => {
    const { b, customerId } = await apart();
    const correction = { phone: number('+8613900000004'), preferredHours: null, language: null, optOut: null };
    const record = aRecord({ agentId: 'ben', customerId, content: { correction } });
    await b.push('ben', { ...aSave('m-save', record), changesFollow: true }, set('m-change', customerId, '+8613900000004', number('+8613900000003')));
    expect(await phoneOf(b, customerId)).toBe('+8613900000002');
    expect(values(only(await list(b)))).toEqual([
      ['+8613900000002', 'ann'],
      ['+8613900000004', 'ben'],
    ]);
  });

  it('never happen to an opt-out: it wins, whoever did not know of it', async () => {
    const { b, customerId } = await apart();
    const optOut = (id: string, reason: string) => ({
      id,
      at: START,
      kind: 'customer.set',
      customerId,
      change: { field: 'optOut', value: { at: START, reason } },
    });
    await b.push('ben', optOut('m1', 'by phone'));
    await b.push('ann', optOut('m2', 'by mail'));
    expect((await b.store.read((tx) => tx.customers.get([customerId])))[0]?.optOut?.reason).toBe('by phone');
    expect((await list(b)).total).toBe(1);
  });
});

describe('who sees versions side by side', () => {
  const reach: [agentId: string, total: number][] = [
    ['lee', 1],
    ['quinn', 1],
    ['ada', 1],
    ['olga', 0],
  ];
  for (const [agentId, total] of reach) {
    it(`${agentId} has ${total} in the list`, async () => {
      const { b } = await apart();
      const reply = await list(b, agentId);
      expect([reply.total, reply.divergences.length]).toEqual([total, total]);
    });
  }

  it('agents have no list of other people’s customers', async () => {
    const { b } = await apart();
    expect((await b.get('/v1/divergences', 'ann')).status).toBe(403);
  });

  it('come in pages that neither repeat nor miss one', async () => {
    const b = await bench();
    await b.importRows(rows(5));
    const customers = (await b.claim('ann', { want: 5 })).work.map(({ customer }) => customer);
    for (const { id, person } of customers) {
      await b.push('ann', set(`a-${id}`, id, '+8613900000002', person.phones[0]));
      await b.push('ben', set(`b-${id}`, id, '+8613900000003', person.phones[0]));
    }
    const pages: DivergenceListReply[] = [];
    for (let before = ''; ; ) {
      const page = divergenceListReplySchema.parse((await b.get(`/v1/divergences?limit=2${before}`, 'lee')).body);
      pages.push(page);
      if (page.next === null) break;
      before = `&before=${page.next}`;
    }
    expect(pages.map(({ divergences }) => divergences.length)).toEqual([2, 2, 1]);
    expect(new Set(pages.flatMap(({ divergences }) => divergences.map(({ divergence }) => divergence.id))).size).toBe(5);
  });
});

describe('choosing a version', () => {
  const choose = (divergence: FieldDivergence, index: number, id = 'm-choose', seen = divergence.versions.map((one) => one.id)) => ({
    id,
    at: START + MINUTE,
    kind: 'divergence.settle',
    divergenceId: divergence.id,
    customerId: divergence.customerId,
    choose: divergence.versions[index]?.id,
    seen,
  });

  it('writes it to the customer and closes the matter', async () => {
    const { b, customerId } = await apart();
    await b.push('lee', choose(only(await list(b)), 1));
    expect([await phoneOf(b, customerId), (await list(b)).total]).toEqual(['+8613900000003', 0]);
    const [customer] = await b.store.read((tx) => tx.customers.get([customerId]));
    expect(customer?.person.phones.map(({ e164 }) => e164)).toEqual(['+8613900000003', '+8613900000002', '+8613800000001']);
    expect((await b.post('/v1/find', { query: '13900000003' }, 'ann')).body).toMatchObject({ found: [{ customer: { id: customerId } }] });
  });

  it('leaves open what was not seen', async () => {
    const { b, customerId } = await apart();
    const seen = only(await list(b));
    await b.push('ann', set('m-third', customerId, '+8613900000004', number('+8613900000008')));
    await b.push('lee', choose(seen, 1));
    expect(values(only(await list(b))).map(([value]) => value)).toEqual(['+8613900000003', '+8613900000004']);
    expect(await phoneOf(b, customerId)).toBe('+8613900000003');
  });

  it('is open again where two people chose otherwise without knowing', async () => {
    const { b } = await apart();
    const seen = only(await list(b));
    await b.push('lee', choose(seen, 1, 'm-lee'));
    expect(await b.push('ann', choose(seen, 0, 'm-other'))).toMatchObject([{ status: 'stored' }]);
    expect(only(await list(b)).state).toBe('open');
  });

  it('is refused for one of another place, of another customer and one that is nowhere, alike', async () => {
    const { b } = await apart();
    const divergence = only(await list(b));
    const [foreign] = await b.push('oli', choose(divergence, 1));
    const [unknown] = await b.push('oli', { ...choose(divergence, 1, 'm-2'), divergenceId: 'nothing' });
    const [mixed] = await b.push('lee', { ...choose(divergence, 1, 'm-3'), customerId: 'another' });
    for (const result of [foreign, unknown, mixed]) {
      expect(result).toMatchObject({
        status: 'rejected',
        error: { kind: 'not-found', field: 'mutations.0.divergenceId', message: 'No such divergence within reach.' },
      });
    }
  });
});

describe('at the panels', () => {
  async function atPanels(): Promise<{ b: Bench; ann: Panel; ben: Panel; customerId: string }> {
    const { b, customerId } = await apart();
    return { b, customerId, ann: panelOf(b, 'ann', openDb()), ben: panelOf(b, 'ben', openDb()) };
  }

  it('come with the customer to whoever works with them, and to nobody else', async () => {
    const { ann, ben, customerId } = await atPanels();
    await ann.sync();
    await ben.sync();
    expect((await openDivergences(ann.db, customerId)).map((one) => divergenceSchema.parse(one).kind)).toEqual(['customer-field']);
    expect(await openDivergences(ben.db, null)).toEqual([]);
  });

  it('come by pull when they arise while the customer is held, and go when somebody has chosen', async () => {
    const b = await bench();
    await b.importRows([aRow(1, { phone: first.e164 })]);
    const ann = panelOf(b, 'ann', openDb());
    await ann.sync();
    const customerId = (await ann.db.customers.toArray())[0]?.id ?? '';
    await b.push('ann', set('m1', customerId, '+8613900000002', first));
    await b.push('ben', set('m2', customerId, '+8613900000003', first));
    await ann.sync();
    expect(await openDivergences(ann.db, customerId)).toHaveLength(1);
    const seen = only(await list(b));
    const versions = seen.versions.map(({ id }) => id);
    await b.push('lee', { id: 'm3', at: START, kind: 'divergence.settle', divergenceId: seen.id, customerId, choose: versions[1], seen: versions });
    await ann.sync();
    expect(await openDivergences(ann.db, customerId)).toEqual([]);
    expect((await ann.db.customers.get(customerId))?.person.phones[0]?.e164).toBe('+8613900000003');
  });

  it('are settled there at once, and at the endpoint with the next round', async () => {
    const { b, ann, customerId } = await atPanels();
    await ann.sync();
    const [divergence] = await openDivergences(ann.db, customerId);
    if (divergence?.kind !== 'customer-field') throw new Error('none');
    const input = { divergence, choose: divergence.versions[1]?.id ?? '', agent: { id: 'ann', name: 'Agent ann' }, now: START, newId: ids('settle') };
    expect(await settleField(ann.db, input)).toBe(true);
    expect(await settleField(ann.db, input)).toBe(false);
    expect((await ann.db.customers.get(customerId))?.person.phones[0]?.e164).toBe('+8613900000003');
    expect(await openDivergences(ann.db, null)).toEqual([]);
    expect((await ann.sync()).failure).toBeNull();
    expect([await ann.db.outbox.count(), (await list(b)).total, await phoneOf(b, customerId)]).toEqual([0, 0, '+8613900000003']);
  });
});

describe('revisions of a record made apart', () => {
  const { outcome, content } = aRecord();
  const revise = (id: string, satisfaction: string, basedOn = [1]) => ({
    id,
    at: START + MINUTE,
    kind: 'record.revise',
    recordId: 'record-1',
    basedOn,
    why: `why of ${id}`,
    outcome,
    satisfaction,
    content,
  });
  async function twoRevisions(): Promise<Bench> {
    const b = await bench();
    await b.push('ann', aSave('m1', aRecord()), revise('m2', 'fair'));
    await b.push('lee', revise('m3', 'not-rated'));
    return b;
  }

  it('stand in the same list, with both', async () => {
    const [listed] = (await list(await twoRevisions())).divergences;
    if (listed?.divergence.kind !== 'record') throw new Error('none');
    expect(listed.divergence.versions.map(({ record, by }) => [record.satisfaction, by?.name])).toEqual([
      ['fair', 'Agent ann'],
      ['not-rated', 'Agent lee'],
    ]);
  });

  it('are gone from it after a correction based on both', async () => {
    const b = await twoRevisions();
    await b.push('lee', revise('m4', 'fair', [2, 3]));
    expect((await list(b)).total).toBe(0);
  });

  it('reach the panel of whoever made the record, and are settled there', async () => {
    const b = await twoRevisions();
    const ann = panelOf(b, 'ann', openDb());
    const ben = panelOf(b, 'ben', openDb());
    await ann.sync();
    await ben.sync();
    expect(await openDivergences(ben.db, null)).toEqual([]);
    const [divergence] = await openDivergences(ann.db, null);
    if (divergence?.kind !== 'record') throw new Error('none');
    const input = { divergence, choose: 'revision-2', why: 'listened again', agent: { id: 'ann', name: 'Agent ann' }, now: START, newId: ids('settle') };
    expect((await settleRecord(ann.db, input)).ok).toBe(true);
    expect(await settleRecord(ann.db, input)).toEqual({ ok: false, kind: 'gone' });
    await ann.sync();
    expect([await ann.db.outbox.count(), (await list(b)).total]).toEqual([0, 0]);
    expect((await b.get('/v1/records/record-1', 'lee')).body).toMatchObject({ heads: [4], record: { satisfaction: 'fair', revised: { basedOn: [2, 3] } } });
  });
});
