import { describe, expect, it } from 'vitest';
import { taskSchema } from '../../../lib/contract/task.ts';
import { afterAppoint } from '../../../lib/plan/after-record.ts';
import { planService } from '../../../lib/plan/rules.ts';
import { at, customer, phone, place, rule, service } from './build.ts';

const now = at('2026-11-22', '10:00');
const plan = (change: Partial<Parameters<typeof planService>[0]> = {}) =>
  planService({ service: service(), customer: customer(), place: place(), existing: [], now, newId: () => 'new-1', ...change });
const byKind = [
  rule({ id: 'any', priority: 1 }),
  rule({ id: 'surgery', priority: 1, trigger: { on: 'service-ended', kinds: ['门诊手术'] } }),
  rule({ id: 'full', priority: 2, trigger: { on: 'service-ended', kinds: ['Full service'] }, fromDays: 0, withinDays: 0 }),
];

describe('planService', () => {
  it('plans a call N days after the service', () => {
    const { task, excluded } = plan();
    expect(excluded).toBeNull();
    expect(taskSchema.parse(task)).toMatchObject({
      id: 'new-1',
      state: 'open',
      agentId: null,
      cause: { kind: 'rule', ruleId: 'within-three-days', serviceId: 'service-1' },
      notBefore: at('2026-11-21', '00:00'),
      dueBy: at('2026-11-24', '00:00') - 1,
    });
  });

  it('counts the days on the customer’s calendar', () => {
    const zone = 'America/New_York';
    const { task } = plan({ customer: customer({ timeZone: zone }) });
    expect([task?.notBefore, task?.dueBy]).toEqual([at('2026-11-21', '00:00', zone), at('2026-11-24', '00:00', zone) - 1]);
  });

  it.each([
    ['over the year', '2026-12-30', '2026-12-31', '2027-01-03'],
    ['over 29 February', '2028-02-28', '2028-02-29', '2028-03-03'],
    ['in a year without it', '2027-02-28', '2027-03-01', '2027-03-04'],
  ])('counts %s', (_, endedOn, from, end) => {
    const { task } = plan({ service: service({ endedOn }), now: at('2029-01-01', '00:00') });
    expect([task?.notBefore, task?.dueBy]).toEqual([at(from, '00:00'), at(end, '00:00') - 1]);
  });

  it('plans the same evening with 0 days', () => {
    const { task } = plan({ place: place({ rules: [rule({ fromDays: 0, withinDays: 0 })] }), service: service({ endedOn: '2026-11-22' }) });
    expect([task?.notBefore, task?.dueBy]).toEqual([at('2026-11-22', '00:00'), at('2026-11-23', '00:00') - 1]);
  });

  it.each([
    ['the kind’s own before the one for all', '门诊手术', byKind, 'surgery'],
    ['what fits', '维修', byKind, 'any'],
    ['the lower priority first', 'Full service', byKind, 'any'],
    ['names of another width, case and spacing', ' ＦＵＬＬ　service ', byKind.slice(2), 'full'],
  ])('takes %s', (_, kind, rules, id) => {
    expect(plan({ service: service({ kind }), place: place({ rules }) }).task?.cause).toMatchObject({ ruleId: id });
  });

  it.each([
    ['history', { service: service({ history: true }) }, 'history'],
    ['an opted-out customer', { customer: customer({ optOut: { at: 1, reason: 'asked' } }) }, 'opted-out'],
    ['a customer without a phone', { customer: customer({}, []) }, 'no-phone'],
    ['a number that was lost', { customer: customer({}, [phone({ original: '1.35000E+10', e164: null })]) }, 'no-usable-phone'],
    ['a kind without a rule', { place: place({ rules: byKind.slice(1) }) }, 'no-rule'],
    ['a service that has not ended', { service: service({ endedOn: '2026-11-23' }) }, 'service-in-future'],
  ])('plans nothing for %s', (_, change, code) => {
    const { task, excluded } = plan(change);
    expect([task, excluded?.code]).toEqual([null, code]);
  });

  it('takes the customer’s today for what has ended', () => {
    const early = at('2026-11-22', '05:00'); // Still the 21st in New York.
    expect(plan({ service: service({ endedOn: '2026-11-22' }), now: early }).task).not.toBeNull();
    const there = plan({ service: service({ endedOn: '2026-11-22' }), now: early, customer: customer({ timeZone: 'America/New_York' }) });
    expect(there.excluded?.code).toBe('service-in-future');
  });

  it('plans the same service once, whatever has become of its task', () => {
    const { task } = plan();
    if (!task) throw new Error('a task is planned');
    const appointed = afterAppoint({ task, agentId: 'agent-1', to: now, note: '', now });
    for (const existing of [task, { ...task, state: 'done' as const }, appointed]) {
      expect(plan({ existing: [existing] }).excluded?.code).toBe('already-planned');
    }
    expect(plan({ existing: [{ ...task, cause: { ...task.cause, serviceId: 'service-2' }, serviceId: 'service-2' } as typeof task] }).task).not.toBeNull();
  });
});
