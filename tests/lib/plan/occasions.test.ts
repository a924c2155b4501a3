import { getSolarDateFromLunar } from 'chinese-days';
import { describe, expect, it } from 'vitest';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import type { Covers, Festival, Rule, Trigger } from '../../../lib/contract/rule.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { localDateOf } from '../../../lib/plan/days.ts';
import { festivalDay, LUNAR_UNTIL } from '../../../lib/plan/festivals.ts';
import { planCustomer } from '../../../lib/plan/plan-customer.ts';
import type { HeardCall } from '../../../lib/plan/touches.ts';
import { localDateAt } from '../../../lib/plan/zone.ts';
import type { Complaint } from '../../../lib/record/complaints.ts';
import { task as aTask, at, customer, place, rule, SHANGHAI, service } from './build.ts';

type Case = {
  trigger: Trigger;
  days?: readonly [number, number];
  covers?: Covers;
  since?: string;
  person?: Partial<Customer['person']>;
  of?: Partial<Customer>;
};
type File = { services?: Service[]; calls?: HeardCall[]; complaints?: Complaint[]; tasks?: Task[]; at: string };

/** First and last day of every call that is planned at noon of a day. */
function daysOf(
  { trigger, days = [0, 0], covers, since, person, of }: Case,
  { services = [], calls = [], complaints = [], tasks = [], at: day }: File,
): string[] {
  const one: Rule = rule({ trigger, fromDays: days[0], withinDays: days[1], ...(covers && { covers }), ...(since !== undefined && { since }) });
  const base = customer(of);
  const file = { customer: { ...base, person: { ...base.person, ...person } }, services, tasks, calls, complaints };
  let n = 0;
  const { changed } = planCustomer({ file, places: new Map([['store-1', place({ rules: [one] })]]), now: at(day, '12:00'), newId: () => `t-${n++}` });
  return changed.map(({ notBefore, dueBy }) => `${localDateAt(notBefore, SHANGHAI)}..${localDateAt(dueBy, SHANGHAI)}`);
}
const permit = (change: Partial<Service> = {}) =>
  service({ kind: '许可证', item: null, history: true, endedOn: '2024-03-10', nextDate: '2027-03-10', ...change });
const heard = (day: string, change: Partial<HeardCall> = {}): HeardCall => ({
  id: `r-${day}`,
  outcome: 'reached',
  purpose: 'first-call',
  satisfaction: 'satisfied',
  serviceId: null,
  startedAt: at(day, '15:00'),
  ...change,
});

describe('a birthday', () => {
  const birthday: Case = { trigger: { on: 'birthday' }, person: { birthday: '1990-12-05' } };

  it.each([
    ['in the plan a month before', '2026-11-05', ['2026-12-05..2026-12-05']],
    ['not in it earlier', '2026-11-04', []],
    ['on the day', '2026-12-05', ['2026-12-05..2026-12-05']],
    ['nothing once it is over', '2026-12-06', []],
    ['next year’s in its turn', '2027-11-20', ['2027-12-05..2027-12-05']],
  ])('is %s', (_, day, wanted) => {
    expect(daysOf(birthday, { at: day })).toEqual(wanted);
  });

  it.each([
    ['the 28th where the year has no 29th', '2027-02-10', ['2027-02-28..2027-02-28']],
    ['the 29th where it has one', '2028-02-10', ['2028-02-29..2028-02-29']],
  ])('of 29 February is %s', (_, day, wanted) => {
    expect(daysOf({ ...birthday, person: { birthday: '--02-29' } }, { at: day })).toEqual(wanted);
  });

  it('of 1 January is planned over the end of the year', () => {
    expect(daysOf({ ...birthday, person: { birthday: '--01-01' } }, { at: '2026-12-15' })).toEqual(['2027-01-01..2027-01-01']);
  });

  it('is none for who has told none', () => {
    expect(daysOf({ ...birthday, person: { birthday: null } }, { at: '2026-12-01' })).toEqual([]);
  });
});

describe('festivals', () => {
  const lunar: [Festival, string][] = [
    ['spring-festival', '01-01'],
    ['lantern', '01-15'],
    ['dragon-boat', '05-05'],
    ['qixi', '07-07'],
    ['mid-autumn', '08-15'],
    ['double-ninth', '09-09'],
  ];

  it.each(lunar)('%s falls on its solar day in every year of the table', (festival, day) => {
    for (let year = 2025; year <= LUNAR_UNTIL; year++) {
      const found = festivalDay(festival, year);
      expect([year, found === null ? null : localDateOf(found)]).toEqual([year, getSolarDateFromLunar(`${year}-${day}`).date]);
    }
  });

  it('are those of the printed calendar for 2026 to 2032', () => {
    const spring = ['2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03', '2031-01-23', '2032-02-11'];
    const moon = ['2026-09-25', '2027-09-15', '2028-10-03', '2029-09-22', '2030-09-12', '2031-10-01', '2032-09-19'];
    const found = (festival: Festival) => spring.map((_, n) => localDateOf(festivalDay(festival, 2026 + n) ?? 0));
    expect([found('spring-festival'), found('mid-autumn')]).toEqual([spring, moon]);
  });

  it('are called for on their day', () => {
    expect(daysOf({ trigger: { on: 'festival', festival: 'spring-festival' }, days: [-3, 0] }, { at: '2027-01-20' })).toEqual(['2027-02-03..2027-02-06']);
    expect(daysOf({ trigger: { on: 'yearly', monthDay: '12-18' } }, { at: '2026-12-01' })).toEqual(['2026-12-18..2026-12-18']);
  });

  it('are none beyond the table', () => {
    expect(festivalDay('qixi', LUNAR_UNTIL + 1)).toBeNull();
  });
});

describe('a renewal', () => {
  const second = { fromDays: -15, withinDays: -7 };
  const renewal: Case = { trigger: { on: 'renewal', kinds: ['许可证'], everyMonths: 36, second }, days: [-60, -30] };

  it('has a first and a second reminder before its date', () => {
    expect(daysOf(renewal, { at: '2027-02-01', services: [permit()] })).toEqual(['2027-01-09..2027-02-08', '2027-02-23..2027-03-03']);
    expect(daysOf(renewal, { at: '2026-12-11', services: [permit()] })).toEqual(['2027-01-09..2027-02-08']);
  });

  it('counts from the service where the file has no date', () => {
    expect(daysOf(renewal, { at: '2026-12-20', services: [permit({ nextDate: null })] })).toEqual(['2027-01-09..2027-02-08']);
  });

  it('is yearly in some cities', () => {
    const rhythms = [{ cities: ['深圳'], everyMonths: 12 }];
    const one: Case = { ...renewal, trigger: { on: 'renewal', kinds: null, everyMonths: 36, rhythms } };
    const services = (where: string) => [permit({ where, endedOn: '2026-02-10', nextDate: '2029-02-10' })];
    expect(daysOf(one, { at: '2026-12-01', services: services('深圳') })).toEqual(['2026-12-12..2027-01-11']);
    expect(daysOf(one, { at: '2026-12-01', services: services('广州') })).toEqual([]);
  });

  it('is not called for once it was renewed', () => {
    const renewed = permit({ id: 'service-2', endedOn: '2027-01-20', nextDate: '2030-01-20' });
    expect(daysOf(renewal, { at: '2027-02-01', services: [permit(), renewed] })).toEqual([]);
  });

  it('is not called for when it had run out before the rule', () => {
    expect(daysOf({ ...renewal, since: '2028-01-01' }, { at: '2028-01-01', services: [permit()] })).toEqual([]);
  });
});

describe('recurring care', () => {
  const quarterly: Case = { trigger: { on: 'recurring', since: 'service', kinds: null, everyMonths: 3 }, days: [0, 14] };

  it.each([
    ['2026-11-20', ['2026-12-01..2026-12-15']],
    ['2026-12-10', ['2026-12-01..2026-12-15']],
    ['2027-02-15', ['2026-12-01..2026-12-15', '2027-03-01..2027-03-15']],
    ['2027-03-01', ['2027-03-01..2027-03-15']],
  ])('comes every three months, the one before is past when the next begins (%s)', (day, wanted) => {
    expect(daysOf(quarterly, { at: day, services: [service({ endedOn: '2026-09-01' })] })).toEqual(wanted);
  });

  it('takes the last day of a shorter month', () => {
    expect(daysOf(quarterly, { at: '2027-02-10', services: [service({ endedOn: '2026-11-30' })] })).toEqual(['2027-02-28..2027-03-14']);
  });

  it('comes more often for some classes', () => {
    const rhythms = [{ classes: ['钻石'], everyMonths: 1 }];
    const one: Case = { ...quarterly, trigger: { on: 'recurring', since: 'service', kinds: null, everyMonths: 3, rhythms } };
    const days = (name: string) => daysOf({ ...one, of: { class: name } }, { at: '2026-11-20', services: [service({ endedOn: '2026-11-10' })] });
    expect([days('钻石'), days('普通')]).toEqual([['2026-12-10..2026-12-24'], []]);
  });

  it('since the last call that was heard', () => {
    const one: Case = { trigger: { on: 'recurring', since: 'call', kinds: null, everyMonths: 3 }, days: [-7, 0] };
    expect(daysOf(one, { at: '2027-02-10', calls: [heard('2026-08-01'), heard('2026-11-20')] })).toEqual(['2027-02-13..2027-02-20']);
    expect(daysOf(one, { at: '2027-02-10' })).toEqual([]);
  });
});

describe('other occasions', () => {
  it('lapsed: sixty to ninety days after the last service, history too', () => {
    const lapsed: Case = { trigger: { on: 'lapsed', kinds: null }, days: [60, 90] };
    const services = [service({ id: 'old', endedOn: '2026-05-01', history: true }), service({ endedOn: '2026-09-20', history: true })];
    expect(daysOf(lapsed, { at: '2026-11-20', services })).toEqual(['2026-11-19..2026-12-19']);
    expect(daysOf(lapsed, { at: '2026-11-20', services: [...services, service({ id: 'new', endedOn: '2026-11-19' })] })).toEqual([]);
  });

  it.each([
    ['1,200', ['2026-10-01..2026-10-31']],
    ['999', []],
    ['', []],
    ['many', []],
  ])('points, once a quarter from so many on (%s)', (text, wanted) => {
    const points: Case = {
      trigger: { on: 'points', column: '可用积分', atLeast: 1000, everyMonths: 3 },
      days: [0, 30],
      person: { more: { ' 可用积分 ': text } },
    };
    expect(daysOf(points, { at: '2026-10-10' })).toEqual(wanted);
  });

  it('a campaign, once in its days', () => {
    const period: Case = { trigger: { on: 'period', from: '2026-12-10', to: '2026-12-20' } };
    expect(daysOf(period, { at: '2026-12-01' })).toEqual(['2026-12-10..2026-12-20']);
    expect(daysOf(period, { at: '2026-12-21' })).toEqual([]);
  });

  it('after a call of a purpose that ended so', () => {
    const one: Case = { trigger: { on: 'call-made', purposes: ['first-call'], satisfaction: 'dissatisfied' }, days: [1, 3] };
    const calls = [
      heard('2026-11-18'),
      heard('2026-11-19', { satisfaction: 'dissatisfied' }),
      heard('2026-11-20', { satisfaction: 'dissatisfied', purpose: 'other' }),
    ];
    expect(daysOf(one, { at: '2026-11-20', calls })).toEqual(['2026-11-20..2026-11-22']);
  });

  describe('after a complaint was answered', () => {
    const one: Case = { trigger: { on: 'complaint' }, days: [1, 3] };
    const answered = (change: Partial<Complaint> = {}): Complaint => ({
      answerBy: at('2026-11-18', '18:00'),
      serviceId: 'service-1',
      settled: false,
      ...change,
    });
    const task = (state: Task['state']) =>
      aTask({ state, cause: { kind: 'rule', ruleId: 'within-three-days', serviceId: 'service-1', on: '2026-11-18', occasion: 'complaint' } });

    it('is from the day after it was promised', () => {
      expect(daysOf(one, { at: '2026-11-10', complaints: [answered()] })).toEqual(['2026-11-19..2026-11-21']);
    });

    it('is not when another call has reached the customer since', () => {
      expect(daysOf(one, { at: '2026-11-20', complaints: [answered({ settled: true })] })).toEqual([]);
    });

    it('is once, and what was begun for it stays after that call', () => {
      expect(daysOf(one, { at: '2026-11-20', complaints: [answered()], tasks: [task('done')] })).toEqual([]);
      expect(daysOf(one, { at: '2026-11-20', complaints: [answered({ settled: true })], tasks: [task('done')] })).toEqual([]);
    });
  });

  it.each<[string, Covers, number]>([
    ['a class', { classes: ['金卡'] }, 1],
    ['another class', { classes: ['银卡'] }, 0],
    ['a part of the product', { products: ['大衣'] }, 1],
    ['another product', { products: ['靴子'] }, 0],
    ['the language with its region', { languages: ['zh'] }, 1],
    ['another region', { languages: ['zh-TW'] }, 0],
    ['a city', { cities: ['长沙', '广州'] }, 1],
    ['a city of none', { cities: ['广州'] }, 0],
    ['a kind of service', { kinds: ['维修'] }, 1],
    ['another kind', { kinds: ['购买'] }, 0],
    ['one service that fits all that is asked, not two that fit a part each', { cities: ['株洲'], products: ['大衣'] }, 0],
    ['the last service on the last day', { lastFrom: '2026-11-01', lastTo: '2026-11-10' }, 1],
    ['a last service that was later', { lastTo: '2026-11-09' }, 0],
    ['a last service that was earlier', { lastFrom: '2026-11-11' }, 0],
    ['all of them together', { classes: ['金卡'], products: ['大衣'], cities: ['株洲'] }, 0],
  ])('cover %s', (_, covers, count) => {
    const one: Case = { trigger: { on: 'birthday' }, person: { birthday: '--12-01' }, of: { class: ' 金卡' }, covers };
    const services = [
      service({ item: '羊毛大衣', where: '长沙', history: true, endedOn: '2026-11-10' }),
      service({ id: 'older', item: '皮鞋', where: '株洲', history: true, endedOn: '2026-10-01' }),
    ];
    expect(daysOf(one, { at: '2026-11-20', services })).toHaveLength(count);
  });
});
