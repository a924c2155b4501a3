import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../lib/contract/agent.ts';
import { type Assignable, type Assignee, type AssignOptions, assign } from '../../../lib/plan/assign.ts';
import { daysAtWork, isAbsent } from '../../../lib/plan/at-work.ts';

const who = (id: string, change: Partial<Agent> = {}, more: Partial<Assignee> = {}): Assignee => ({
  agent: { id, name: id, role: 'agent', placeId: 'store-1', languages: ['zh-CN'], ...change },
  load: { customers: 0, calls: 0 },
  days: 30,
  reach: new Set(['store-1']),
  ...more,
});
const customer = (id: string, change: Partial<Assignable> = {}): Assignable => ({
  id,
  placeId: 'store-1',
  class: null,
  language: null,
  items: [],
  by: [],
  calls: 1,
  ownerId: null,
  ...change,
});
const many = (count: number, change: Partial<Assignable> = {}) => Array.from({ length: count }, (_, n) => customer(`c-${String(n).padStart(3, '0')}`, change));
const plainly: AssignOptions = { seniorClasses: [], notOwnService: true };

/** How many each was given; who could not be given to anybody stands under `nobody`. */
function given(customers: readonly Assignable[], assignees: readonly Assignee[], options = plainly): { [id: string]: number } {
  const counts: { [id: string]: number } = {};
  for (const { to } of assign(customers, assignees, options)) counts[to ?? 'nobody'] = (counts[to ?? 'nobody'] ?? 0) + 1;
  return counts;
}

describe('assignment balances number', () => {
  it.each<[string, Assignee[], { [id: string]: number }]>([
    ['evenly between equals', [who('ann'), who('bo')], { ann: 30, bo: 30 }],
    ['by the calls each can make in a day', [who('ann', { callsPerDay: 40 }), who('bo', { callsPerDay: 20 })], { ann: 40, bo: 20 }],
    ['by the days each is there', [who('ann'), who('bo', {}, { days: 15 })], { ann: 40, bo: 20 }],
    ['with what each has already', [who('ann', {}, { load: { customers: 20, calls: 20 } }), who('bo')], { ann: 20, bo: 40 }],
  ])('%s', (_, assignees, expected) => {
    expect(given(many(60), assignees)).toEqual(expected);
  });

  it('counts calls, not only customers', () => {
    const heavy = Array.from({ length: 10 }, (_, n) => customer(`heavy-${n}`, { calls: 5 }));
    const calls = new Map<string, number>();
    for (const { customerId, to } of assign([...heavy, ...many(50)], [who('ann'), who('bo')], plainly)) {
      calls.set(to ?? '', (calls.get(to ?? '') ?? 0) + (customerId.startsWith('heavy') ? 5 : 1));
    }
    expect(Math.abs((calls.get('ann') ?? 0) - (calls.get('bo') ?? 0))).toBeLessThanOrEqual(3);
  });
});

describe('assignment looks at ability', () => {
  it('gives nobody a customer whose language they do not speak, and says who is left', () => {
    const english = who('bo', { languages: ['en-GB'] });
    expect(given(many(10, { language: 'en' }), [who('ann'), english])).toEqual({ bo: 10 });
    const [move] = assign([customer('c', { language: 'pl' })], [who('ann'), english], plainly);
    expect(move).toEqual({ customerId: 'c', to: null, why: [{ code: 'left-language', params: { language: 'pl' } }] });
  });

  it('takes people without languages, and customers without one, as they come', () => {
    expect(given(many(10, { language: 'pl' }), [who('ann', { languages: [] })])).toEqual({ ann: 10 });
    expect(given(many(10), [who('ann')])).toEqual({ ann: 10 });
  });

  it('gives those first who know the product, up to a quarter more than their share', () => {
    const down = many(40, { items: ['轻薄羽绒服'] });
    const counts = given(down, [who('ann', { products: ['羽绒服'] }), who('bo'), who('cy', { products: ['皮鞋'] })]);
    expect(counts.ann).toBeGreaterThan(counts.bo ?? 0);
    expect(counts.bo).toBeGreaterThan(counts.cy ?? 0);
    expect(counts.ann).toBeLessThanOrEqual(Math.ceil((40 / 3) * 1.6));
    const why = assign(down, [who('ann', { products: ['羽绒服'] }), who('bo')], plainly).find(({ to }) => to === 'ann')?.why;
    expect(why?.[0]).toEqual({ code: 'assign-product', params: { product: '羽绒服' } });
  });

  it('gives important classes to senior people first', () => {
    const team = [who('new', { seniority: 'new' }), who('old', { seniority: 'senior' })];
    const important = many(6, { class: '钻石' });
    const others = Array.from({ length: 54 }, (_, n) => customer(`o-${n}`));
    const moves = assign([...important, ...others], team, { ...plainly, seniorClasses: ['钻石'] });
    expect(moves.slice(0, 6).map(({ to }) => to)).toEqual(Array(6).fill('old'));
    expect(moves.filter(({ to }) => to === 'old')).toHaveLength(30);
  });

  it('gives nobody their own service, unless the lead lets it', () => {
    const own = customer('c', { by: ['Ａnn '] });
    expect(given([own], [who('ann'), who('bo')])).toEqual({ bo: 1 });
    expect(assign([own], [who('ann')], plainly)[0]).toMatchObject({ to: null, why: [{ code: 'left-own-service' }] });
    expect(given([own], [who('ann')], { ...plainly, notOwnService: false })).toEqual({ ann: 1 });
  });

  it('gives nobody a customer of a place they do not reach', () => {
    expect(assign([customer('c', { placeId: 'store-2' })], [who('ann')], plainly)[0]).toMatchObject({ to: null, why: [{ code: 'left-place' }] });
  });

  it('leaves a customer with whom they know as long as that is fair', () => {
    const team = [who('ann'), who('bo')];
    const settled = many(40).map((one, n) => ({ ...one, ownerId: n % 2 === 0 ? 'ann' : 'bo' }));
    expect(assign(settled, team, plainly).every(({ to }, n) => to === settled[n]?.ownerId)).toBe(true);
    const unfair = many(40, { ownerId: 'ann' });
    expect(given(unfair, team).bo).toBeGreaterThan(15);
  });

  it('leaves everybody where they are when there is nobody to assign to', () => {
    expect(given(many(3), [])).toEqual({ nobody: 3 });
  });
});

describe('an assignment, whatever the team', () => {
  const languages = fc.subarray(['zh-CN', 'en', 'yue']);
  const team = fc.array(
    fc.record({
      languages,
      callsPerDay: fc.integer({ min: 0, max: 60 }),
      days: fc.integer({ min: 0, max: 30 }),
      products: fc.subarray(['coat', 'shoe']),
      places: fc.subarray(['store-1', 'store-2']),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const customers = fc.array(
    fc.record({
      placeId: fc.constantFrom('store-1', 'store-2'),
      language: fc.constantFrom(null, 'zh-CN', 'en', 'yue'),
      items: fc.subarray(['red coat', 'left shoe']),
      by: fc.subarray(['p0', 'p1']),
      calls: fc.integer({ min: 0, max: 4 }),
      class: fc.constantFrom(null, 'gold'),
      ownerId: fc.constantFrom(null, 'p0', 'p1'),
    }),
    { maxLength: 40 },
  );

  it('breaks no rule, leaves nobody whom somebody can take, and does not depend on the order', () => {
    fc.assert(
      fc.property(team, customers, fc.integer(), (people, wanted, turn) => {
        const assignees = people.map(({ days, places, ...agent }, n) => who(`p${n}`, agent, { days, reach: new Set(places) }));
        const all = wanted.map((one, n) => customer(`c${n}`, one));
        const options = { seniorClasses: ['gold'], notOwnService: true };
        const moves = assign(all, assignees, options);
        const can = (one: Assignable, { agent, reach }: Assignee) =>
          reach.has(one.placeId) &&
          !one.by.includes(agent.name) &&
          (one.language === null || agent.languages.length === 0 || agent.languages.some((tag) => tag.split('-')[0] === one.language?.split('-')[0]));
        for (const [n, { customerId, to, why }] of moves.entries()) {
          const one = all[n] as Assignable;
          expect(customerId).toBe(one.id);
          expect(why.length).toBeGreaterThan(0);
          const able = assignees.filter((assignee) => can(one, assignee));
          expect(to === null ? able.length === 0 : able.some(({ agent }) => agent.id === to)).toBe(true);
        }
        const at = all.length === 0 ? 0 : Math.abs(turn) % all.length;
        const turned = assign([...all.slice(at), ...all.slice(0, at)], assignees.toReversed(), options);
        expect(new Map(turned.map(({ customerId, to }) => [customerId, to]))).toEqual(new Map(moves.map(({ customerId, to }) => [customerId, to])));
      }),
      { numRuns: 200 },
    );
  });
});

describe('absences', () => {
  const away = { absences: [{ from: '2026-12-30', to: '2027-01-02' }] };

  it.each([
    ['2026-12-29', false],
    ['2026-12-30', true],
    ['2027-01-02', true],
    ['2027-01-03', false],
  ])('count both ends: %s', (day, absent) => {
    expect(isAbsent(away, day)).toBe(absent);
  });

  it('take days away from those at work', () => {
    expect(daysAtWork(away, '2026-12-28', 10)).toBe(6);
    expect(daysAtWork({}, '2026-12-28', 10)).toBe(10);
  });
});
