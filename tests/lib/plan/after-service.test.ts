import { describe, expect, it } from 'vitest';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import type { Place } from '../../../lib/contract/place.ts';
import { type Task, taskSchema } from '../../../lib/contract/task.ts';
import { afterAppoint } from '../../../lib/plan/after-record.ts';
import { planCustomer } from '../../../lib/plan/plan-customer.ts';
import { whyNoCall } from '../../../lib/plan/why-no-call.ts';
import { at, customer, phone, place, rule, service } from './build.ts';

const now = at('2026-11-22', '10:00');
type Change = { service?: Service; customer?: Customer; place?: Place; existing?: Task[]; now?: number };

/** The call that follows one service, or why none does. */
function plan(change: Change = {}) {
  const about = { service: service(), place: place(), now, ...change };
  const file = { customer: change.customer ?? customer(), services: [about.service], tasks: change.existing ?? [], calls: [] };
  const { changed } = planCustomer({ file, places: new Map([[about.place.id, about.place]]), now: about.now, newId: () => 'new-1' });
  return { task: changed[0] ?? null, excluded: whyNoCall({ ...about, file, changed }) };
}
const ended = (id: string, kinds: string[] | null, change = {}) => rule({ id, trigger: { on: 'service-ended', kinds }, ...change });
const byKind = [ended('any', null, { priority: 1 }), ended('surgery', ['门诊手术']), ended('full', ['Full service'], { fromDays: 0, withinDays: 0 })];

describe('the call after a service', () => {
  it('comes N days after it', () => {
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

  it('comes the same evening with 0 days', () => {
    const { task } = plan({ place: place({ rules: [rule({ fromDays: 0, withinDays: 0 })] }), service: service({ endedOn: '2026-11-22' }) });
    expect([task?.notBefore, task?.dueBy]).toEqual([at('2026-11-22', '00:00'), at('2026-11-23', '00:00') - 1]);
  });

  it('is as long as a day that has 25 hours', () => {
    const zone = 'Europe/London';
    const { task } = plan({
      customer: customer({ timeZone: zone }),
      place: place({ rules: [rule({ fromDays: 1, withinDays: 1 })] }),
      service: service({ endedOn: '2026-10-24' }),
    });
    expect((task?.dueBy ?? 0) + 1 - (task?.notBefore ?? 0)).toBe(25 * 3_600_000);
  });

  it.each([
    ['the kind’s own before the one for all', '门诊手术', 'surgery'],
    ['the one for all where none names the kind', '维修', 'any'],
    ['the kind’s own though the one for all has the lower priority', 'Full service', 'full'],
    ['names of another width, case and spacing', ' ＦＵＬＬ　service ', 'full'],
  ])('follows %s', (_, kind, id) => {
    expect(plan({ service: service({ kind }), place: place({ rules: byKind }) }).task).toMatchObject({ cause: { ruleId: id } });
  });

  it('goes back to the rule for all where the kind’s own does not cover the customer', () => {
    const rules = [ended('any', null), ended('gold', ['维修'], { covers: { classes: ['金卡'] } })];
    const ruleOf = (name: string | null) => plan({ place: place({ rules }), customer: customer({ class: name }) }).task?.cause;
    expect([ruleOf('金卡'), ruleOf('银卡'), ruleOf(null)]).toMatchObject([{ ruleId: 'gold' }, { ruleId: 'any' }, { ruleId: 'any' }]);
  });

  it.each([
    ['history', { service: service({ history: true }) }, 'history'],
    ['an opted-out customer', { customer: customer({ optOut: { at: 1, reason: 'asked' } }) }, 'opted-out'],
    ['a customer without a phone', { customer: customer({}, []) }, 'no-phone'],
    ['a number that was lost', { customer: customer({}, [phone({ original: '1.35000E+10', e164: null })]) }, 'no-usable-phone'],
    ['a kind without a rule', { place: place({ rules: byKind.slice(1) }) }, 'no-rule'],
    ['a rule that rests', { place: place({ rules: [rule({ paused: true })] }) }, 'no-rule'],
    ['a service whose days were over before the rule', { place: place({ rules: [rule({ since: '2026-11-24' })] }) }, 'no-rule'],
    ['a service that has not ended', { service: service({ endedOn: '2026-11-23' }) }, 'service-in-future'],
  ])('does not come for %s', (_, change, code) => {
    const { task, excluded } = plan(change);
    expect([task, excluded?.code]).toEqual([null, code]);
  });

  it('takes the customer’s today for what has ended', () => {
    const early = at('2026-11-22', '05:00'); // Still the 21st in New York.
    expect(plan({ service: service({ endedOn: '2026-11-22' }), now: early }).task).not.toBeNull();
    const there = plan({ service: service({ endedOn: '2026-11-22' }), now: early, customer: customer({ timeZone: 'America/New_York' }) });
    expect(there.excluded?.code).toBe('service-in-future');
  });

  it('is planned once, whatever has become of it', () => {
    const { task } = plan();
    if (!task) throw new Error('a task is planned');
    const appointed = afterAppoint({ task, agentId: 'agent-1', to: now, note: '', now });
    const { also: _, ...withoutTouches } = appointed;
    for (const existing of [task, { ...task, state: 'done' as const }, appointed, withoutTouches]) {
      expect(plan({ existing: [existing] })).toMatchObject({ task: null, excluded: { code: 'already-planned' } });
    }
  });

  it('is another one for another service', () => {
    const { task } = plan();
    const other = { ...task, serviceId: 'service-2', cause: { ...task?.cause, serviceId: 'service-2' }, state: 'done' } as Task;
    expect(plan({ existing: [other] }).task).toMatchObject({ state: 'open', serviceId: 'service-1' });
  });
});
