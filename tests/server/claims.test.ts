import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorSchema } from '../../lib/contract/errors.ts';
import { compareTasks } from '../../lib/plan/offer.ts';
import { isPostgres } from '../support/test-database.ts';
import { aPlace, aRecord, aRow, aSave, type Bench, bench, HOUR, MINUTE, recordOf, rows, START } from './support.ts';

const LEASE = 30 * MINUTE;

describe('claims', () => {
  it('draws in the order of the plan and answers the whole file', async () => {
    const b = await bench();
    await b.importRows([aRow(1, { endedOn: '2026-11-17' }), aRow(2, { endedOn: '2026-11-16' }), aRow(3, { endedOn: '2026-11-18' })]);
    const { work, waiting, why } = await b.claim('ann', { want: 2 });
    expect(work.map(({ customer }) => customer.person.name)).toEqual(['Customer 2', 'Customer 1']);
    expect(work[0]).toMatchObject({ task: { claim: { agentId: 'ann', expiresAt: START + LEASE } }, services: [{ kind: 'repair' }], records: [] });
    expect({ waiting, why }).toEqual({ waiting: 1, why: [] });
  });

  it('orders the whole pool as compareTasks does', async () => {
    const b = await bench();
    await b.importRows(rows(60));
    const { drawn, due } = await b.store.write(async (tx) => {
      const ids = (await tx.customers.page({ placeIds: ['store'], after: null, limit: 100 })).map(({ id }) => id);
      const appointment = { kind: 'appointment', recordId: null, fromTaskId: null, note: '' } as const;
      const tasks = (await tx.tasks.ofCustomers(ids, true)).map((task, n) => ({
        ...task,
        priority: n % 3,
        dueBy: START + (n % 4) * HOUR,
        ...(n % 5 === 0 ? { cause: appointment, notBefore: START - (n % 10) * MINUTE } : {}),
        ...(n % 11 === 0 ? { notBefore: START + 1 } : {}),
      }));
      await tx.tasks.put(tasks);
      const groups = await tx.tasks.pool({ placeIds: ['store'], now: START });
      const drawn = await tx.tasks.candidates({ placeIds: ['store'], groups, now: START, owners: null, offset: 0, limit: 100 });
      return { drawn, due: tasks.filter((task) => task.notBefore <= START) };
    });
    expect(due.length).toBeGreaterThan(50);
    expect(drawn).toEqual(due.sort(compareTasks(START)).map(({ id }) => id));
  });

  it('never gives two agents the same customer, however they draw at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            agent: fc.constantFrom('ann', 'ben', 'lee', 'ada'),
            want: fc.integer({ min: 0, max: 6 }),
            keep: fc.boolean(),
            later: fc.integer({ min: 0, max: 40 }),
          }),
          {
            minLength: 4,
            maxLength: 24,
          },
        ),
        async (draws) => {
          const b = await bench();
          // Every third customer has two services, and so two tasks.
          await b.importRows(rows(12).flatMap((row, n) => (n % 3 === 0 ? [row, { ...aRow(n + 1, { kind: 'purchase' }), row: 100 + n }] : [row])));
          const holding = new Map<string, { customers: string[]; tasks: string[]; until: number }>();
          for (let at = 0; at < draws.length; at += 4) {
            // One agent's claims go one at a time (lib/sync/in-turn.ts): of two at once nobody could say which was last.
            const turn = [...new Map(draws.slice(at, at + 4).map((one) => [one.agent, one])).values()];
            const replies = await Promise.all(
              turn.map(async ({ agent, want, keep }) => ({
                agent,
                reply: await b.claim(agent, { want, hold: keep ? (holding.get(agent)?.tasks ?? []) : [] }),
              })),
            );
            for (const { agent, reply } of replies) {
              holding.set(agent, {
                customers: reply.work.map(({ customer }) => customer.id),
                tasks: reply.work.map(({ task }) => task.id),
                until: b.clock.time + LEASE,
              });
            }
            const held = [...holding.values()].filter(({ until }) => until > b.clock.time).flatMap(({ customers }) => [...new Set(customers)]);
            expect(new Set(held).size).toBe(held.length);
            b.clock.time += (turn[0]?.later ?? 0) * MINUTE;
          }
          await b.store.close();
        },
      ),
      { numRuns: isPostgres() ? 4 : 12, seed: 20261118 },
    );
  }, 60_000);

  it('gives a customer with two tasks to one agent only', async () => {
    const b = await bench();
    await b.importRows([aRow(1), { ...aRow(1, { kind: 'purchase' }), row: 3 }]);
    expect((await b.claim('ann')).work).toHaveLength(1);
    expect((await b.claim('ben', { want: 10 })).work).toEqual([]);
  });

  it('renews what is named and gives back the rest', async () => {
    const b = await bench();
    await b.importRows(rows(3));
    const { work } = await b.claim('ann', { want: 3 });
    b.clock.time += 10 * MINUTE;
    const kept = await b.claim('ann', { want: 1, hold: [work[1]?.task.id ?? ''] });
    expect(kept.work.map(({ task }) => [task.id, task.claim?.expiresAt])).toEqual([[work[1]?.task.id, START + 10 * MINUTE + LEASE]]);
    expect((await b.claim('ben', { want: 10 })).work.map(({ task }) => task.id)).toEqual([work[0]?.task.id, work[2]?.task.id]);
  });

  it('gives a lapsed customer to the next who asks', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    b.clock.time += LEASE - 1;
    const before = await b.claim('ben');
    expect(before.work).toEqual([]);
    expect(before.why).toEqual([{ code: 'all-held', params: { count: 1, at: START + LEASE } }]);
    b.clock.time += 1;
    expect((await b.claim('ben')).work[0]?.task.id).toBe(work[0]?.task.id);
    expect((await b.claim('ann', { hold: [work[0]?.task.id ?? ''] })).work).toEqual([]);
  });

  it('renews a lapsed lease that nobody took', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    b.clock.time += 2 * HOUR;
    expect((await b.claim('ann', { want: 0, hold: [work[0]?.task.id ?? ''] })).work).toHaveLength(1);
    expect((await b.claim('ben')).work).toEqual([]);
  });

  it('does not hold what another agent has, or what is out of reach, because it is named', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    await b.importRows(rows(1), {}, 'olga');
    const mine = (await b.claim('ann')).work[0]?.task.id ?? '';
    const foreign = (await b.claim('oli')).work[0]?.task.id ?? '';
    expect((await b.claim('ben', { want: 0, hold: [mine, foreign, 'no-such-task'] })).work).toEqual([]);
    expect((await b.claim('ann', { want: 0, hold: [mine] })).work).toHaveLength(1);
  });

  it('gives back everything at sign-out', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    await b.claim('ann', { want: 2 });
    await b.post('/v1/sign-out', {}, 'ann');
    expect((await b.claim('ben', { want: 10 })).work).toHaveLength(2);
  });

  it('keeps stores apart', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    expect((await b.claim('oli', { want: 10 })).work).toEqual([]);
    expect((await b.claim('ada', { want: 10 })).work).toHaveLength(2);
  });

  it('adds an appointment of the agent that has come to what is held', async () => {
    const b = await bench();
    await b.importRows(rows(3));
    const first = (await b.claim('ann')).work[0];
    const nextStep = { kind: 'appointment', at: START + HOUR, note: '', taskId: 'appointment-1' } as const;
    await b.push('ann', aSave('m1', recordOf(first, { outcome: 'not-now', satisfaction: null, content: { nextStep } })));
    const held = (await b.claim('ann', { want: 2 })).work.map(({ task }) => task.id);
    b.clock.time += HOUR;
    const { work } = await b.claim('ann', { want: 2, hold: held });
    expect(work.map(({ task }) => task.id)).toEqual(['appointment-1', ...held]);
  });

  it('stops at ten heard calls a year', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const file = (await b.claim('ann')).work[0];
    const calls = Array.from({ length: 10 }, (_, n) => {
      const startedAt = START - (n + 1) * 24 * HOUR;
      const record = aRecord({
        id: `r${n}`,
        customerId: file?.customer.id ?? '',
        startedAt,
        savedAt: startedAt,
        satisfaction: 'not-rated',
        outcome: 'not-now',
      });
      return aSave(`m${n}`, record);
    });
    await b.push('ann', ...calls);
    await b.claim('ann', { want: 0 });
    const reply = await b.claim('ben');
    expect(reply.work).toEqual([]);
    expect(reply.why.map(({ code }) => code)).toEqual(['none-callable']);
  });

  it('says why nothing can be called and when something can', async () => {
    const b = await bench();
    expect((await b.claim('ann')).why.map(({ code }) => code)).toEqual(['nothing-planned']);
    await b.importRows(rows(2));
    b.clock.time = Date.parse('2026-11-18T21:30:00+08:00');
    const opens = Date.parse('2026-11-19T09:00:00+08:00');
    expect(await b.claim('ann')).toMatchObject({ work: [], waiting: 2, nextAt: opens, why: [{ code: 'all-outside-hours', params: { count: 2, at: opens } }] });
  });

  it('finds the one customer whose hours are open behind many whose hours are closed', async () => {
    const b = await bench();
    const early = { original: 'mornings', days: 'any', from: '09:00', to: '10:00' } as const;
    const many = rows(300).map((row) => ({ ...row, customer: { ...row.customer, preferredHours: early } }));
    await b.importRows([...many, aRow(999, { endedOn: '2026-11-18' })]);
    expect((await b.claim('ann')).work[0]?.customer.person.name).toBe('Customer 999');
  });

  it('uses the hours of the place a task belongs to', async () => {
    const b = await bench();
    const closed = aPlace({ hours: { seasons: [], closed: [] } });
    await b.store.write((tx) => tx.places.put(closed));
    await b.importRows(rows(1));
    expect(await b.claim('ann')).toMatchObject({ work: [], nextAt: null, why: [{ code: 'none-callable' }] });
  });
});

describe('days between two calls', () => {
  /** Too far apart to be one call. */
  const twoServices = [aRow(1), { ...aRow(1, { kind: 'purchase', endedOn: '2026-11-11' }), row: 9 }];

  it('leave a customer who was called today in peace, say until when, and bring them back then', async () => {
    const b = await bench();
    await b.importRows(twoServices);
    const { work } = await b.claim('ann');
    await b.push('ann', aSave('m1', recordOf(work[0])));
    const tomorrow = Date.parse('2026-11-19T09:00:00+08:00');
    expect(await b.claim('ben')).toMatchObject({ work: [], why: [{ code: 'all-later', params: { count: 1, at: tomorrow } }], nextAt: tomorrow });
    b.clock.time = tomorrow;
    expect((await b.claim('ben')).work.map(({ task }) => task.customerId)).toEqual([work[0]?.customer.id]);
  });

  it('are as many as the lead says, and none when nobody heard the call', async () => {
    const b = await bench();
    const limits = (daysBetweenCalls: number) => b.post('/v1/places/save', { id: 'store', set: { limits: { daysBetweenCalls } } }, 'lee');
    expect((await limits(0)).status).toBe(200);
    await b.importRows(twoServices);
    const first = (await b.claim('ann')).work[0];
    await b.push('ann', aSave('m1', recordOf(first)));
    expect((await b.claim('ann')).work).toHaveLength(1);
    await limits(3);
    const until = Date.parse('2026-11-21T09:00:00+08:00');
    expect(await b.claim('ann')).toMatchObject({ work: [], nextAt: until });
  });
});

describe('the three guarantees', () => {
  it('count customers, not tasks, and those of the places within reach', async () => {
    const b = await bench();
    const late = { endedOn: '2026-11-14' };
    await b.importRows([
      aRow(1, late),
      { ...aRow(1, { kind: 'purchase', endedOn: '2026-11-09' }), row: 50 },
      aRow(2, late),
      aRow(3, { endedOn: '2026-11-15' }),
      aRow(4, { endedOn: '2026-11-18' }),
    ]);
    await b.importRows([aRow(9, late)], {}, 'olga');
    const none = { due: 3, called: 0, inTime: 0, records: 0, complete: 0 };
    expect((await b.claim('ben', { want: 0 })).guarantees).toEqual(none);
    expect((await b.claim('ada', { want: 0 })).guarantees).toEqual({ ...none, due: 4 });
    const drawn = (await b.claim('ann', { want: 4 })).work;
    const ofOne = (name: string) => drawn.filter(({ customer }) => customer.person.name === name);
    const save = (n: number, work: (typeof drawn)[number] | undefined, over = {}) =>
      aSave(`m${n}`, recordOf(work, { id: `r${n}`, savedAt: START + n, ...over }));
    // One of two tasks of the first customer: still to be called.
    await b.push('ann', save(1, ofOne('Customer 1')[0]), save(2, ofOne('Customer 3')[0]), save(3, ofOne('Customer 2')[0], { content: { said: null } }));
    expect((await b.claim('ben', { want: 0 })).guarantees).toEqual({ due: 3, called: 2, inTime: 1, records: 3, complete: 2 });
    await b.push('ann', save(4, ofOne('Customer 1')[1]));
    expect((await b.claim('ben', { want: 0 })).guarantees).toEqual({ due: 3, called: 3, inTime: 1, records: 4, complete: 3 });
    b.clock.time += 24 * HOUR;
    expect((await b.claim('ben', { want: 0 })).guarantees).toEqual({ due: 0, called: 0, inTime: 0, records: 0, complete: 0 });
  });
});

describe('a customer without a task', () => {
  it('is held with the open task, and nobody else gets either', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const customerId = (await b.claim('ann')).work[0]?.customer.id ?? '';
    await b.claim('ann', { want: 0 });
    const { customer } = await b.claim('ben', { want: 0, customerId });
    expect(customer).toMatchObject({ customer: { id: customerId }, services: [{}], task: { claim: { agentId: 'ben' } } });
    expect((await b.claim('ann')).work).toEqual([]);
    const held = await b.post('/v1/claims', { want: 0, hold: [], customerId }, 'ann');
    expect(held.status).toBe(409);
    expect(errorSchema.parse(held.body).error).toEqual({ kind: 'held', message: 'This customer is with Agent ben.', field: 'customerId', retry: false });
  });

  it('stays held through a renewal, until the record', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const customerId = (await b.claim('ann')).work[0]?.customer.id ?? '';
    await b.claim('ann', { want: 0 });
    await b.claim('ben', { want: 0, customerId });
    await b.claim('ben', { want: 0 });
    expect((await b.claim('ann')).work).toEqual([]);
    await b.push('ben', aSave('m1', aRecord({ agentId: 'ben', customerId, outcome: 'no-answer', satisfaction: null })));
    expect((await b.claim('ann')).work).toHaveLength(1);
  });

  it('gives back the one found before', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    const [one, two] = (await b.claim('ann', { want: 2 })).work.map(({ customer }) => customer.id);
    await b.claim('ann', { want: 0 });
    await b.claim('ann', { want: 0, customerId: one ?? '' });
    await b.claim('ann', { want: 0, customerId: two ?? '' });
    expect((await b.claim('ben', { want: 9 })).work.map(({ customer }) => customer.id)).toEqual([one]);
  });

  it('is not found in another store', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const customerId = (await b.claim('ann')).work[0]?.customer.id ?? '';
    const [foreign, unknown] = [
      await b.post('/v1/claims', { want: 0, hold: [], customerId }, 'oli'),
      await b.post('/v1/claims', { want: 0, hold: [], customerId: 'no' }, 'oli'),
    ];
    expect(foreign).toEqual(unknown);
    expect(foreign.status).toBe(404);
  });
});

describe('hours of a purpose', () => {
  const morning = [{ from: '01-01', to: '12-31', weekdays: [1, 2, 3, 4, 5, 6, 7], windows: [{ from: '08:00', to: '09:00' }] }];
  const setHours = (b: Bench, purposeHours: unknown) => b.post('/v1/places/save', { id: 'store', set: { purposeHours } }, 'lee');
  const at = (time: string) => Date.parse(`2026-11-18T${time}:00+08:00`);

  it('stand instead of the place’s, for its calls alone, and an empty screen knows them', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    expect((await setHours(b, [{ id: 'early', purposes: ['after-repair'], seasons: morning }])).status).toBe(200);
    // Three in the afternoon: the place is open, these calls wait for the morning.
    const { work, why, nextAt } = await b.claim('ann');
    expect([work.length, why[0]?.code, nextAt]).toEqual([0, 'all-outside-hours', at('08:00') + 24 * HOUR]);
    // Half past eight: the place is closed, and they are called.
    b.clock.time = at('08:30') + 24 * HOUR;
    expect((await b.claim('ann', { want: 2 })).work).toHaveLength(2);
    await setHours(b, [{ id: 'early', purposes: ['birthday'], seasons: morning }]);
    await b.claim('ann', { want: 0 });
    expect((await b.claim('ben', { want: 2 })).work).toEqual([]);
  });

  it('of a purpose that stands twice are those where it stands first', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const noon = [{ ...morning[0], windows: [{ from: '12:00', to: '13:00' }] }];
    await setHours(b, [
      { id: 'early', purposes: ['birthday', 'after-repair'], seasons: morning },
      { id: 'noon', purposes: ['after-repair', 'care'], seasons: noon },
    ]);
    b.clock.time = at('12:30');
    expect((await b.claim('ann')).work).toEqual([]);
    b.clock.time = at('08:30') + 24 * HOUR;
    expect((await b.claim('ann')).work).toHaveLength(1);
  });

  it('are refused where they cannot be meant', async () => {
    const b = await bench();
    const wrong = [{ ...morning[0], windows: [{ from: '10:00', to: '09:00' }] }];
    expect((await setHours(b, [{ id: 'early', purposes: [], seasons: morning }])).status).toBe(400);
    expect((await setHours(b, [{ id: 'early', purposes: ['birthday'], seasons: wrong }])).status).toBe(400);
  });
});

describe('a rule that names who makes its calls', () => {
  it('is drawn by them, also when hundreds of its calls stand before another one', async () => {
    const b = await bench();
    await b.importRows([...rows(300), aRow(500, { endedOn: '2026-11-18', kind: 'exchange' })]);
    await b.store.write(async (tx) => {
      const [store] = (await tx.places.all()).filter(({ id }) => id === 'store');
      if (!store) throw new Error('the store is there');
      const [rule] = store.rules;
      if (!rule) throw new Error('it has a rule');
      const exchange = { ...rule, id: 'after-exchange', trigger: { on: 'service-ended' as const, kinds: ['exchange'] } };
      await tx.places.put({ ...store, rules: [{ ...rule, agentIds: ['ben'] }, exchange] });
      const tasks = await tx.tasks.ofCustomers(
        (await tx.customers.page({ placeIds: ['store'], after: null, limit: 400 })).map(({ id }) => id),
        true,
      );
      const isExchange = ({ dueBy }: { dueBy: number }) => dueBy > Date.parse('2026-11-21T00:00:00+08:00');
      await tx.tasks.put(
        tasks.map((task) => (isExchange(task) && task.cause.kind === 'rule' ? { ...task, cause: { ...task.cause, ruleId: 'after-exchange' } } : task)),
      );
    });
    expect((await b.claim('ann', { want: 3 })).work.map(({ customer }) => customer.person.name)).toEqual(['Customer 500']);
    expect((await b.claim('ben', { want: 3 })).work).toHaveLength(3);
  });
});

describe('what is counted once', () => {
  it('is counted anew after every change that alters it, by whomever', async () => {
    const b = await bench();
    const waiting = async (agentId: string) => {
      const { waiting: left, guarantees } = await b.claim(agentId, { want: 0 });
      return [left, guarantees.due];
    };
    expect(await waiting('ann')).toEqual([0, 0]);
    await b.importRows(rows(4));
    b.clock.time = Date.parse('2026-11-19T15:00:00+08:00');
    expect(await waiting('ann')).toEqual([4, 4]);
    const [work] = (await b.claim('ben', { want: 1 })).work;
    // Held ones are no part of what is kept.
    expect(await waiting('ann')).toEqual([3, 4]);
    const { time } = b.clock;
    await b.push('ben', aSave('m1', recordOf(work, { agentId: 'ben', startedAt: time, answeredAt: time, endedAt: time, savedAt: time })));
    expect(await waiting('ann')).toEqual([3, 4]);
    await b.importRows([aRow(9)]);
    expect(await waiting('ann')).toEqual([4, 5]);
    // The other store has its own.
    expect(await waiting('oli')).toEqual([0, 0]);
  });
});
