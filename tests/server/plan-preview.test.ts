import { describe, expect, it } from 'vitest';
import type { PlanPreviewReply } from '../../lib/contract/plan.ts';
import type { Rule } from '../../lib/contract/rule.ts';
import { planBatch } from '../../server/planner.ts';
import { shippedScripts } from '../support/builders.ts';
import { aRow, type Bench, bench, places } from './support.ts';

const birthday: Rule = {
  id: 'birthday',
  trigger: { on: 'birthday' },
  fromDays: 0,
  withinDays: 0,
  purpose: 'after-repair',
  scriptId: 'retail-repair',
  priority: 2,
};
const inPlace = places.find(({ id }) => id === 'store')?.rules ?? [];
const born = (n: number, monthDay: string, name: string | null = null) => {
  const row = aRow(n);
  return { ...row, service: null, customer: { ...row.customer, class: name, person: { ...row.customer.person, birthday: `--${monthDay}` } } };
};

async function withCustomers(): Promise<Bench> {
  const b = await bench();
  await b.store.write(async (tx) => {
    for (const script of shippedScripts()) await tx.content.putScript(script, null);
  });
  await b.importRows([
    born(1, '12-02', 'Gold'),
    born(2, '12-01'),
    born(3, '11-18'),
    born(4, '03-01'),
    aRow(5, { kind: 'repair' }),
    aRow(6, { kind: 'repair' }),
  ]);
  await b.importRows([born(7, '12-01')], {}, 'olga');
  return b;
}
const preview = async (b: Bench, rules: Rule[], ruleId: string | null = 'birthday', by = 'lee') => {
  const answer = await b.post('/v1/plan/preview', { placeId: 'store', rules, ruleId }, by);
  return { status: answer.status, ...(answer.body as PlanPreviewReply) };
};

describe('the preview of rules', () => {
  it('counts the calls of one rule in the next 30 days, day by day, the first of them with why, and writes nothing', async () => {
    const b = await withCustomers();
    const before = await b.store.read((tx) => tx.lastSeq());
    const reply = await preview(b, [...inPlace, birthday]);
    expect(reply).toMatchObject({ status: 200, problems: [], classes: ['Gold'], kinds: ['repair'] });
    expect(reply.preview).toMatchObject({ calls: 3, customers: 6, lookedAt: 6, perRule: [{ ruleId: 'birthday', calls: 3 }] });
    expect(reply.preview?.perDay.filter(({ calls }) => calls > 0)).toEqual([
      { day: '2026-11-18', calls: 1 },
      { day: '2026-12-01', calls: 1 },
      { day: '2026-12-02', calls: 1 },
    ]);
    expect(reply.preview?.perDay).toHaveLength(31);
    expect(reply.preview?.first.map(({ name, class: one, why }) => [name, one, why])).toEqual([
      ['Customer 3', null, [{ code: 'birthday', params: { day: '2026-11-18' } }]],
      ['Customer 2', null, [{ code: 'birthday', params: { day: '2026-12-01' } }]],
      ['Customer 1', 'Gold', [{ code: 'birthday', params: { day: '2026-12-02' } }]],
    ]);
    expect(await b.store.read((tx) => tx.lastSeq())).toBe(before);
  });

  it('counts what all rules give together, and only of this place', async () => {
    const b = await withCustomers();
    expect((await preview(b, [...inPlace, birthday], null)).preview?.calls).toBe(5);
    expect((await preview(b, inPlace, null)).preview?.calls).toBe(2);
  });

  it('is what the planner then makes', async () => {
    const b = await withCustomers();
    const rules = [...inPlace, birthday];
    const counted = (await preview(b, rules, null)).preview?.calls;
    expect((await b.post('/v1/places/save', { id: 'store', set: { rules: { put: rules, drop: [] } } }, 'lee')).status).toBe(200);
    while (await planBatch(b.deps));
    expect(await b.store.read((tx) => tx.tasks.openIn(['store']))).toBe(counted);
  });

  it('says what is wrong instead, and such a rule is not saved', async () => {
    const b = await withCustomers();
    const rules = [...inPlace, { ...birthday, covers: { classes: ['Golf'] } }];
    expect(await preview(b, rules)).toMatchObject({
      preview: null,
      problems: [{ ruleId: 'birthday', field: 'covers.classes', code: 'unknown-class', params: { class: 'Golf' }, severity: 'wrong' }],
    });
    const { status, body } = await b.post('/v1/places/save', { id: 'store', set: { rules: { put: rules, drop: [] } } }, 'lee');
    expect([status, (body as { error: { field: string } }).error.field]).toEqual([400, 'set.rules.put.1.covers.classes']);
  });

  it('gives a new rule the day it came, and leaves the others as they are', async () => {
    const b = await withCustomers();
    const { body } = await b.post('/v1/places/save', { id: 'store', set: { rules: { put: [birthday], drop: [] } } }, 'lee');
    expect((body as { place: { rules: Rule[] } }).place.rules).toEqual([...inPlace, { ...birthday, since: '2026-11-18' }]);
  });

  it('lets two leads change two rules at once, and takes one away', async () => {
    const b = await withCustomers();
    const save = (put: Rule[], drop: string[] = []) => b.post('/v1/places/save', { id: 'store', set: { rules: { put, drop } } }, 'lee');
    const after = { ...(inPlace[0] as Rule), withinDays: 5 };
    await Promise.all([save([birthday]), save([after])]);
    const { body } = await save([], ['birthday']);
    expect((body as { place: { rules: Rule[] } }).place.rules).toEqual([after]);
  });

  it('is not stopped by what has long been wrong in another rule', async () => {
    const b = await withCustomers();
    await b.store.write(async (tx) => {
      const store = (await tx.places.all()).find(({ id }) => id === 'store');
      if (store) await tx.places.put({ ...store, rules: [...store.rules, { ...birthday, id: 'old', scriptId: 'gone' }] });
    });
    const put = (rule: Rule) => b.post('/v1/places/save', { id: 'store', set: { rules: { put: [rule], drop: [] } } }, 'lee');
    expect((await put(birthday)).status).toBe(200);
    expect((await put({ ...birthday, id: 'new', scriptId: 'gone' })).status).toBe(400);
  });
});
