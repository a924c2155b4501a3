import { describe, expect, it } from 'vitest';
import type { Rule } from '../../lib/contract/rule.ts';
import type { Task } from '../../lib/contract/task.ts';
import { planBatch, startPlanner } from '../../server/planner.ts';
import { shippedScripts } from '../support/builders.ts';
import { aRecord, aRow, aSave, type Bench, HOUR, places, recordOf, rows, START, bench as withoutScripts } from './support.ts';

const DAY = 24 * HOUR;
const birthday: Rule = {
  id: 'birthday',
  trigger: { on: 'birthday' },
  fromDays: 0,
  withinDays: 0,
  purpose: 'after-repair',
  scriptId: 'retail-repair',
  priority: 2,
};
const store = () => {
  const place = places.find(({ id }) => id === 'store');
  if (!place) throw new Error('the store is there');
  return place;
};
const born = (n: number, monthDay: string) => {
  const row = aRow(n);
  return { ...row, service: null, customer: { ...row.customer, person: { ...row.customer.person, birthday: `--${monthDay}` } } };
};

/** With the scripts that rules name. */
async function bench(): Promise<Bench> {
  const b = await withoutScripts();
  await b.store.write(async (tx) => {
    for (const script of shippedScripts()) await tx.content.putScript(script, null);
  });
  return b;
}

/** Until nothing is left to plan. */
async function settled(b: Bench): Promise<number> {
  let batches = 0;
  while (await planBatch(b.deps)) batches += 1;
  return batches;
}
const tasksOf = (b: Bench, state: Task['state'] = 'open') =>
  b.store.read(async (tx) => {
    const customers = await tx.customers.page({ placeIds: ['store'], after: null, limit: 3000 });
    const all = await tx.tasks.ofCustomers(
      customers.map(({ id }) => id),
      false,
    );
    return all.filter((task) => task.state === state);
  });
/** The store's rules are these from now on. */
const setRules = (b: Bench, put: Rule[]) => {
  const drop = ['after-any', 'birthday', 'care'].filter((id) => !put.some((one) => one.id === id));
  return b.post('/v1/places/save', { id: 'store', set: { rules: { put, drop } } }, 'lee');
};

describe('the planner', () => {
  it('plans those of a place anew when its rules change, and nobody else', async () => {
    const b = await bench();
    await b.importRows([born(1, '12-01'), born(2, '12-02'), born(3, '03-01')]);
    await b.importRows([born(4, '12-01')], {}, 'olga');
    await settled(b);
    expect(await tasksOf(b)).toEqual([]);
    expect((await setRules(b, [...store().rules, birthday])).status).toBe(200);
    await settled(b);
    expect((await tasksOf(b)).map(({ cause }) => cause)).toMatchObject([{ on: '2026-12-01' }, { on: '2026-12-02' }]);
    expect((await setRules(b, store().rules)).status).toBe(200);
    await settled(b);
    expect(await tasksOf(b)).toEqual([]);
    expect(await tasksOf(b, 'closed')).toMatchObject([{ closedBecause: 'withdrawn' }, { closedBecause: 'withdrawn' }]);
  });

  it('brings a call into the plan when the clock says so, and says that a wish was missed', async () => {
    const b = await bench();
    await setRules(b, [birthday]);
    await b.importRows([born(1, '01-10')]);
    await settled(b);
    expect(await tasksOf(b)).toEqual([]);
    b.clock.time = Date.parse('2026-12-11T00:00:00+08:00') - 1;
    expect(await settled(b)).toBe(0);
    b.clock.time += 1;
    expect(await settled(b)).toBe(1);
    expect(await tasksOf(b)).toMatchObject([{ cause: { on: '2027-01-10' } }]);
    b.clock.time = Date.parse('2027-01-11T00:00:00+08:00');
    await settled(b);
    expect(await tasksOf(b)).toEqual([]);
    expect(await tasksOf(b, 'closed')).toMatchObject([{ closedBecause: 'missed' }]);
  });

  it('follows what agents do: a call that was heard begins the next round of care', async () => {
    const b = await bench();
    const care: Rule = { ...birthday, id: 'care', trigger: { on: 'recurring', since: 'call', kinds: null, everyMonths: 1 }, withinDays: 5 };
    await setRules(b, [...store().rules, care]);
    await b.importRows(rows(1));
    await settled(b);
    const [work] = (await b.claim('ann')).work;
    await b.push('ann', aSave('m1', recordOf(work)));
    await settled(b);
    expect(await tasksOf(b)).toMatchObject([{ cause: { ruleId: 'care', on: '2026-12-18' }, notBefore: Date.parse('2026-12-18T00:00:00+08:00') }]);
    expect(await settled(b)).toBe(0);
  });

  it('leaves a call that an agent has before them, whatever the rules say now', async () => {
    const b = await bench();
    await b.importRows(rows(2));
    const [held] = (await b.claim('ann')).work;
    await setRules(b, []);
    await settled(b);
    expect((await tasksOf(b)).map(({ id }) => id)).toEqual([held?.task.id]);
    await b.push('ann', aSave('m1', recordOf(held)));
    expect(await tasksOf(b, 'done')).toHaveLength(1);
  });

  it('goes on where it was after a restart, in batches, and two at once do it once', async () => {
    const b = await bench();
    await b.importRows(Array.from({ length: 2000 }, (_, n) => born(n + 1, '12-01')));
    await setRules(b, [birthday]);
    await planBatch(b.deps);
    const some = (await tasksOf(b)).length;
    expect([some > 0, some < 2000]).toEqual([true, true]);
    await b.restart();
    await Promise.all([settled(b), settled(b)]);
    const tasks = await tasksOf(b);
    expect([tasks.length, new Set(tasks.map(({ customerId }) => customerId)).size]).toEqual([2000, 2000]);
  });

  it('looks by itself after every change, and stops', async () => {
    const b = await bench();
    const planner = startPlanner(b.deps);
    await setRules(b, [birthday]);
    await b.importRows([born(1, '12-01')]);
    await planner.caughtUp();
    expect(await tasksOf(b)).toHaveLength(1);
    await planner.stop();
    b.clock.time = START + 400 * DAY;
    expect(await tasksOf(b)).toHaveLength(1);
  });

  it('comes to an end with a customer who was erased', async () => {
    const b = await bench();
    await setRules(b, [birthday]);
    await b.importRows([born(1, '12-01'), born(2, '12-02')]);
    await settled(b);
    const [task] = await tasksOf(b);
    expect((await b.post('/v1/customers/erase', { customerId: task?.customerId, why: 'asked' }, 'lee')).status).toBe(200);
    await setRules(b, []);
    expect(await settled(b)).toBeLessThan(5);
    expect(await tasksOf(b)).toEqual([]);
  });

  it('lets a greeting be drawn in its own morning, and says when that is', async () => {
    const b = await bench();
    // The place opens at nine; the greeting is for half past six to half past eight.
    await setRules(b, [{ ...birthday, windows: [{ from: '06:30', to: '08:30' }] }]);
    await b.importRows([born(1, '11-20')]);
    await settled(b);
    const morning = (time: string) => Date.parse(`2026-11-20T${time}:00+08:00`);
    b.clock.time = morning('06:00');
    expect(await b.claim('ann')).toMatchObject({ work: [], nextAt: morning('06:30') });
    b.clock.time = morning('10:00');
    expect((await b.claim('ann')).work).toEqual([]);
    b.clock.time = morning('07:00');
    expect((await b.claim('ann')).work).toMatchObject([{ task: { cause: { ruleId: 'birthday' } } }]);
  });
});

describe('a complaint that was answered (P8)', () => {
  it('brings a call after the day of the answer, and none when another one came before', async () => {
    const b = await bench();
    await setRules(b, [
      { ...birthday, id: 'after-any', trigger: { on: 'service-ended', kinds: null }, withinDays: 3 },
      { ...birthday, id: 'care', trigger: { on: 'complaint' }, fromDays: 1, withinDays: 3, purpose: 'complaint-follow-up', scriptId: 'occasion-complaint' },
    ]);
    await b.importRows(rows(2));
    await settled(b);
    const { work } = await b.claim('ann', { want: 2 });
    const nextStep = { kind: 'refer', at: START + DAY, note: 'the seam', department: 'Repairs' } as const;
    const complaint = { kind: 'complaint', about: 'the seam', department: 'Repairs' } as const;
    for (const [n, one] of work.entries()) {
      await b.push('ann', aSave(`m${n}`, recordOf(one, { id: `r${n}`, satisfaction: 'dissatisfied', content: { complaint, nextStep } })));
    }
    await settled(b);
    const planned = (await tasksOf(b)).filter(({ purpose }) => purpose === 'complaint-follow-up');
    expect(planned).toHaveLength(2);
    expect(planned[0]).toMatchObject({
      cause: { on: '2026-11-19', occasion: 'complaint' },
      notBefore: Date.parse('2026-11-20T00:00:00+08:00'),
      dueBy: Date.parse('2026-11-23T00:00:00+08:00') - 1,
    });
    // They ring back themselves before it: nothing is left to call about.
    const customerId = work[0]?.customer.id ?? '';
    const later = aRecord({ id: 'r9', customerId, direction: 'in', startedAt: START + HOUR, savedAt: START + HOUR });
    await b.push('ann', aSave('m9', later));
    await settled(b);
    expect((await tasksOf(b)).filter(({ purpose }) => purpose === 'complaint-follow-up')).toHaveLength(1);
  });
});
