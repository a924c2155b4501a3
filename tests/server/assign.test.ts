import { describe, expect, it } from 'vitest';
import type { AssignListReply, Assignment, AssignPreview, AssignRequest } from '../../lib/contract/assignment.ts';
import type { Rule } from '../../lib/contract/rule.ts';
import { planBatch } from '../../server/planner.ts';
import { shippedScripts } from '../support/builders.ts';
import { aRow, type Bench, bench, HOUR, rows, START } from './support.ts';

const request = (over: Partial<AssignRequest> = {}): AssignRequest => ({
  placeId: 'store',
  who: { kind: 'nobodys' },
  filter: null,
  agentIds: ['ann', 'ben'],
  seniorClasses: [],
  ...over,
});
async function ok<T>(answer: Promise<{ status: number; body: unknown }>): Promise<T> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as T;
}
const preview = (b: Bench, over: Partial<AssignRequest> = {}) => ok<AssignPreview>(b.post('/v1/assign/preview', request(over), 'lee'));
const apply = async (b: Bench, over: Partial<AssignRequest> = {}) => {
  const { seal } = await preview(b, over);
  return (await ok<{ assignment: Assignment }>(b.post('/v1/assign/apply', { ...request(over), seal }, 'lee'))).assignment;
};
const undo = (b: Bench, assignmentId: string) => ok<{ restored: number; changedSince: number }>(b.post('/v1/assign/undo', { assignmentId }, 'lee'));
const list = (b: Bench) => ok<AssignListReply>(b.post('/v1/assign/list', { placeId: 'store' }, 'lee'));
const loads = async (b: Bench) => {
  const { people, nobodys } = await list(b);
  const known = Object.fromEntries(people.filter(({ load }) => load.customers > 0).map(({ agentId, load }) => [agentId, load.customers]));
  return { ...known, nobody: nobodys.customers };
};
const setPerson = (b: Bench, agentId: string, set: object) => ok(b.post('/v1/people/save', { agentId, set }, 'lee'));
const drawnBy = async (b: Bench, agentId: string) => (await b.claim(agentId, { want: 10 })).work.map(({ customer }) => customer.person.name).sort();

describe('assigning customers', () => {
  it('shows before and after a person, changes nothing until it is done, and is taken back in one step', async () => {
    const b = await bench();
    await b.importRows(rows(10));
    const before = await preview(b);
    expect(before).toMatchObject({ moves: 10, customers: 10, left: [], nobodys: { before: { customers: 10, calls: 10 }, after: { customers: 0, calls: 0 } } });
    expect(before.perAgent).toEqual([
      { agentId: 'ann', name: 'Agent ann', before: { customers: 0, calls: 0 }, after: { customers: 5, calls: 5 } },
      { agentId: 'ben', name: 'Agent ben', before: { customers: 0, calls: 0 }, after: { customers: 5, calls: 5 } },
    ]);
    expect(before.first).toHaveLength(10);
    expect(before.first[0]).toMatchObject({ from: null, name: expect.stringContaining('Customer'), why: [{ code: 'assign-share' }] });
    expect(await loads(b)).toEqual({ nobody: 10 });
    const { id } = await apply(b);
    expect(await loads(b)).toEqual({ ann: 5, ben: 5, nobody: 0 });
    expect((await list(b)).assignments).toMatchObject([{ id, moves: 10, by: { id: 'lee' }, undoneAt: null }]);
    expect(await undo(b, id)).toMatchObject({ restored: 10, changedSince: 0 });
    expect(await loads(b)).toEqual({ nobody: 10 });
    expect(await undo(b, id)).toMatchObject({ restored: 0, changedSince: 0 });
  });

  it('does only what was shown', async () => {
    const b = await bench();
    await b.importRows(rows(4));
    const { seal } = await preview(b);
    await b.importRows([aRow(9)]);
    expect(await b.post('/v1/assign/apply', { ...request(), seal }, 'lee')).toMatchObject({ status: 409, body: { error: { field: 'seal' } } });
    expect(await loads(b)).toEqual({ nobody: 5 });
  });

  it('takes back only what was not assigned anew since', async () => {
    const b = await bench();
    await b.importRows(rows(4));
    const first = await apply(b, { agentIds: ['ann'] });
    b.clock.time += HOUR;
    const some = (await b.store.read((tx) => tx.customers.page({ placeIds: ['store'], after: null, limit: 10 }))).slice(0, 1).map(({ id }) => id);
    await apply(b, { who: { kind: 'these', customerIds: some }, agentIds: ['ben'] });
    expect(await undo(b, first.id)).toMatchObject({ restored: 3, changedSince: 1 });
    expect(await loads(b)).toEqual({ ben: 1, nobody: 3 });
  });

  it('narrows by a filter, says who is left and why, and gives back to everybody', async () => {
    const b = await bench();
    await b.importRows([aRow(1), aRow(2), { ...aRow(3), customer: { ...aRow(3).customer, class: 'gold', language: 'pl' } }]);
    expect(await preview(b, { filter: { classes: ['GOLD'] } })).toMatchObject({
      customers: 1,
      moves: 0,
      left: [{ count: 1, why: { code: 'left-language', params: { language: 'pl' } } }],
    });
    await apply(b, { filter: { query: 'customer 2' } });
    expect(await loads(b)).toMatchObject({ nobody: 2 });
    await apply(b, { who: { kind: 'all' }, agentIds: [] });
    expect(await loads(b)).toEqual({ nobody: 3 });
  });

  it('reassigns whom somebody who is away has, and leaves the others', async () => {
    const b = await bench();
    await b.importRows(rows(6));
    await apply(b);
    expect(await preview(b, { who: { kind: 'away' }, agentIds: ['ben'] })).toMatchObject({ customers: 0 });
    await setPerson(b, 'ann', { absences: [{ from: '2026-11-18', to: '2026-11-20' }] });
    expect((await list(b)).people.find(({ agentId }) => agentId === 'ann')).toMatchObject({ away: true, load: { customers: 3 } });
    await apply(b, { who: { kind: 'away' }, agentIds: ['ben'] });
    expect(await loads(b)).toEqual({ ben: 6, nobody: 0 });
  });

  it('refuses people who do not call, places out of reach, and whoever is no lead', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const ask = async (over: Partial<AssignRequest>, who = 'lee') => (await b.post('/v1/assign/preview', request(over), who)).status;
    expect(await ask({ agentIds: ['quinn'] })).toBe(404);
    expect(await ask({ agentIds: ['oli'] })).toBe(404);
    expect(await ask({ placeId: 'other-store' })).toBe(404);
    expect(await ask({}, 'ann')).toBe(403);
    const { id } = await apply(b);
    expect((await b.post('/v1/assign/undo', { assignmentId: id }, 'olga')).status).toBe(404);
  });
});

describe('the next call of somebody who has customers', () => {
  it('is of their own; others draw them from the afternoon of the last day, or while the owner is away', async () => {
    const b = await bench();
    await b.importRows(rows(4));
    await apply(b);
    const anns = await drawnBy(b, 'ann');
    expect(anns).toHaveLength(2);
    expect(await drawnBy(b, 'ben')).toHaveLength(2);
    // Given back, so that nothing but the owner stands in the way.
    await b.claim('ann', { want: 0 });
    const nothing = await b.claim('ben', { want: 10, hold: [] });
    expect(nothing.work.map(({ customer }) => customer.person.name)).not.toEqual(expect.arrayContaining(anns));
    await setPerson(b, 'ann', { absences: [{ from: '2026-11-18', to: '2026-11-18' }] });
    expect(await drawnBy(b, 'ben')).toHaveLength(4);
    await b.claim('ben', { want: 0 });
    await setPerson(b, 'ann', { absences: [] });
    // The last day is the 19th, and its afternoon begins at two.
    b.clock.time = Date.parse('2026-11-19T13:59:00+08:00');
    expect(await drawnBy(b, 'ben')).toHaveLength(2);
    b.clock.time = Date.parse('2026-11-19T14:00:00+08:00');
    expect(await drawnBy(b, 'ben')).toHaveLength(4);
  });

  it('is nobody else’s, which an empty screen says, with the moment at which that ends', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    await apply(b, { agentIds: ['ann'] });
    const { work, why, nextAt } = await b.claim('ben');
    expect(work).toEqual([]);
    expect(why).toEqual([{ code: 'all-owned', params: { count: 2, at: Date.parse('2026-11-19T14:00:00+08:00') } }]);
    expect(nextAt).toBe(Date.parse('2026-11-19T14:00:00+08:00'));
  });

  it('goes back to everybody when the owner moves to where they do not reach the customer', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    await apply(b, { agentIds: ['ann'] });
    await ok(b.post('/v1/people/save', { agentId: 'ann', set: { placeId: 'other-store' } }, 'ada'));
    expect(await loads(b)).toEqual({ nobody: 2 });
    expect(await drawnBy(b, 'ben')).toHaveLength(2);
  });

  it('is never about their own service when the lead says so', async () => {
    const b = await bench();
    await b.importRows([{ ...aRow(1), service: { ...(aRow(1).service as object), by: 'agent ANN' } as never }, aRow(2)]);
    expect(await drawnBy(b, 'ann')).toEqual(['Customer 1', 'Customer 2']);
    await b.claim('ann', { want: 0 });
    await ok(b.post('/v1/places/save', { id: 'store', set: { limits: { notOwnService: true } } }, 'lee'));
    expect(await drawnBy(b, 'ann')).toEqual(['Customer 2']);
    expect(await preview(b, { agentIds: ['ann'] })).toMatchObject({ moves: 1, left: [{ count: 1, why: { code: 'left-own-service' } }] });
  });
});

describe('a newly assigned customer (P13)', () => {
  const contact: Rule = {
    id: 'first-contact',
    trigger: { on: 'assigned' },
    fromDays: 0,
    withinDays: 7,
    purpose: 'first-contact',
    scriptId: 'occasion-first-contact',
    priority: 2,
  };

  it('is in the plan within a week of it, and not any more when it was taken back', async () => {
    const b = await bench();
    await b.store.write(async (tx) => {
      for (const script of shippedScripts()) await tx.content.putScript(script, null);
    });
    await b.importRows([{ ...aRow(1), service: null }]);
    await ok(b.post('/v1/places/save', { id: 'store', set: { rules: { put: [contact], drop: [] } } }, 'lee'));
    const settle = async () => {
      while (await planBatch(b.deps));
      const customers = await b.store.read((tx) => tx.customers.page({ placeIds: ['store'], after: null, limit: 10 }));
      return b.store.read((tx) =>
        tx.tasks.ofCustomers(
          customers.map(({ id }) => id),
          true,
        ),
      );
    };
    expect(await settle()).toEqual([]);
    const { id } = await apply(b);
    expect(await settle()).toMatchObject([{ purpose: 'first-contact', cause: { on: '2026-11-18' }, dueBy: Date.parse('2026-11-26T00:00:00+08:00') - 1 }]);
    expect((await list(b)).isFollowed).toBe(true);
    await undo(b, id);
    expect(await settle()).toEqual([]);
    expect(START).toBe(b.clock.time);
  });
});
