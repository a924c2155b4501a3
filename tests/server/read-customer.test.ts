import { describe, expect, it } from 'vitest';
import { customerPageSchema } from '../../lib/contract/customer-page.ts';
import { planBatch } from '../../server/planner.ts';
import { aRow, aSave, type Bench, bench, HOUR, recordOf, START } from './support.ts';

const read = async (b: Bench, customerId: string, agentId = 'lee') =>
  customerPageSchema.parse((await b.post('/v1/customers/read', { customerId }, agentId)).body);
const idOf = async (b: Bench, name: string) =>
  ((await b.post('/v1/find', { query: name }, 'ann')).body as { found: { customer: { id: string } }[] }).found[0]?.customer.id ?? '';

describe('the page of one customer', () => {
  it('says why the open call is next, and with whom the customer is', async () => {
    const b = await bench();
    await b.importRows([aRow(1)]);
    const page = await read(b, await idOf(b, 'Customer 1'));
    expect(page.customer.person.name).toBe('Customer 1');
    expect(page.services).toMatchObject([{ kind: 'repair', endedOn: '2026-11-16' }]);
    expect(page.open).toMatchObject([{ ok: true, nextAt: START }]);
    expect(page.open[0]?.why.map(({ code }) => code)).toContain('after-service');
    expect(page.heldBy).toBeNull();
    await b.claim('ann');
    expect((await read(b, page.customer.id)).heldBy).toEqual({ name: 'Agent ann', until: START + HOUR / 2 });
    expect((await read(b, page.customer.id, 'quinn')).open[0]?.why.map(({ code }) => code)).toContain('held');
  });

  it('says why no call follows: history, and a wish not to be called', async () => {
    const b = await bench();
    await b.importRows([aRow(1, { endedOn: '2026-10-20' }), aRow(2, { optOut: true })]);
    const old = await read(b, await idOf(b, 'Customer 1'));
    expect(old.open).toEqual([]);
    expect(old.unplanned.map(({ state, why }) => [state, why[0]?.code])).toEqual([['excluded', 'history']]);
    const out = await read(b, await idOf(b, 'Customer 2'));
    expect(out.unplanned.map(({ state, why }) => [state, why[0]?.code])).toEqual([['excluded', 'opted-out']]);
  });

  it('shows the calls with who made them, what was promised, and what was learnt or imported', async () => {
    const b = await bench();
    await b.importRows([aRow(1)]);
    const [work] = (await b.claim('ann')).work;
    const nextStep = { kind: 'refer', at: START + HOUR, note: 'the zip', department: 'Repairs' } as const;
    const correction = { phone: null, preferredHours: null, language: 'en', optOut: null };
    await b.push('ann', aSave('m1', recordOf(work, { content: { nextStep, correction } })));
    await planBatch(b.deps);
    const page = await read(b, work?.customer.id ?? '');
    expect(page.records).toMatchObject([{ agentName: 'Agent ann', record: { outcome: 'reached' } }]);
    expect(page.past).toMatchObject([{ state: 'done' }]);
    expect(page.points).toMatchObject([{ department: 'Repairs', note: 'the zip', late: false }]);
    expect(page.history.map(({ kind, by }) => [kind, by?.name])).toEqual([
      ['call', 'Agent ann'],
      ['import', 'Agent lee'],
    ]);
    b.clock.time += 2 * HOUR;
    expect((await read(b, page.customer.id)).points).toMatchObject([{ late: true }]);
  });

  it('is not there for another place, nor for an agent, nor once they are erased', async () => {
    const b = await bench();
    await b.importRows([aRow(1)]);
    const customerId = await idOf(b, 'Customer 1');
    expect((await b.post('/v1/customers/read', { customerId }, 'olga')).status).toBe(404);
    expect((await b.post('/v1/customers/read', { customerId }, 'ann')).status).toBe(403);
    await b.post('/v1/customers/erase', { customerId, why: 'asked' }, 'lee');
    expect((await b.post('/v1/customers/read', { customerId }, 'lee')).status).toBe(404);
  });
});
