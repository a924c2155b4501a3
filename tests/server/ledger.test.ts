import { describe, expect, it } from 'vitest';
import type { LedgerReply, LedgerRequest } from '../../lib/contract/plan.ts';
import { aRow, aSave, type Bench, bench, HOUR, places, recordOf, rows } from './support.ts';

const ask = async (b: Bench, over: Partial<LedgerRequest> = {}) => {
  const request = { placeId: 'store', from: '2026-11-10', to: '2026-11-30', state: null, late: false, cursor: null, limit: 50, ...over };
  const { status, body } = await b.post('/v1/plan/ledger', request, 'quinn');
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as LedgerReply;
};
const totals = ({ totals: all }: LedgerReply) =>
  Object.fromEntries((all ?? []).filter(({ count }) => count > 0).map(({ state, count, late }) => [state, [count, late]]));

describe('the coverage of a place', () => {
  it('counts every service by what becomes of it, and what is due a day', async () => {
    const b = await bench();
    await b.importRows([
      ...rows(3),
      aRow(4, { optOut: true }),
      aRow(5, { phone: null }),
      aRow(6, { endedOn: '2026-11-12' }),
      aRow(7, { endedOn: '2026-10-20' }),
    ]);
    await b.importRows([aRow(8)], {}, 'olga');
    const before = await ask(b);
    expect(totals(before)).toEqual({ due: [4, 1], excluded: [2, 0] });
    expect(before).toMatchObject({ customers: 7, lookedAt: 7, next: null });
    expect(before.perDay.filter(({ calls }) => calls > 0)).toEqual([
      { day: '2026-11-18', calls: 1 },
      { day: '2026-11-19', calls: 3 },
    ]);
    const [work] = (await b.claim('ann')).work;
    await b.push('ann', aSave('m1', recordOf(work)));
    expect(totals(await ask(b))).toEqual({ done: [1, 1], due: [3, 0], excluded: [2, 0] });
    b.clock.time += 48 * HOUR;
    expect((await ask(b, { late: true, state: 'due' })).entries).toHaveLength(3);
  });

  it('names who has somebody now', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    await b.claim('ann');
    const why = (await ask(b)).entries.flatMap((entry) => entry.why);
    expect(why).toMatchObject([{ code: 'held', params: { agent: 'Agent ann' } }]);
  });

  it('is read in pages, each customer on one of them', async () => {
    const b = await bench();
    await b.importRows(rows(700));
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: LedgerReply = await ask(b, { cursor, limit: 100, state: 'due' });
      expect(page.totals === null).toBe(cursor !== null);
      seen.push(...page.entries.map(({ customerId }) => customerId));
      cursor = page.next;
      pages += 1;
    } while (cursor !== null);
    expect([seen.length, new Set(seen).size, pages]).toEqual([700, 700, 7]);
  });

  it('refuses days the wrong way round, and says where', async () => {
    const b = await bench();
    const { status, body } = await b.post(
      '/v1/plan/ledger',
      { placeId: 'store', from: '2026-12-01', to: '2026-11-01', state: null, late: false, cursor: null, limit: 5 },
      'lee',
    );
    expect([status, (body as { error: { field: string } }).error.field]).toEqual([400, 'to']);
  });

  it('knows what the people of the place can do in a day', async () => {
    const b = await bench();
    expect((await ask(b)).capacity).toBeNull();
    for (const [agentId, callsPerDay] of [
      ['ann', 40],
      ['ben', 30],
    ] as const) {
      expect((await b.post('/v1/people/save', { agentId, set: { callsPerDay } }, 'lee')).status).toBe(200);
    }
    expect((await ask(b)).capacity).toBe(70);
    await b.post('/v1/people/save', { agentId: 'ben', set: { active: false } }, 'lee');
    expect((await ask(b)).capacity).toBe(40);
  });
});

describe('what can be made in a day', () => {
  it('leaves out days that are closed and people who are not there', async () => {
    const b = await bench();
    await b.importRows(rows(3));
    const save = (agentId: string, set: object) => b.post('/v1/people/save', { agentId, set }, 'lee');
    expect((await ask(b)).perDay[0]).toEqual({ day: '2026-11-18', calls: 0 });
    await save('ann', { callsPerDay: 30 });
    await save('ben', { callsPerDay: 20, absences: [{ from: '2026-11-19', to: '2026-11-20' }] });
    const store = places.find(({ id }) => id === 'store');
    await b.post('/v1/places/save', { id: 'store', set: { hours: { ...store?.hours, closed: ['2026-11-20'] } } }, 'lee');
    const { capacity, perDay } = await ask(b);
    expect(capacity).toBe(50);
    expect(perDay.slice(0, 4)).toEqual([
      { day: '2026-11-18', calls: 0, capacity: 50 },
      { day: '2026-11-19', calls: 3, capacity: 30 },
      { day: '2026-11-20', calls: 0, capacity: 0 },
      { day: '2026-11-21', calls: 0, capacity: 50 },
    ]);
  });
});
