import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../lib/contract/place.ts';
import type { Rule, Trigger } from '../../../lib/contract/rule.ts';
import { type Task, taskSchema } from '../../../lib/contract/task.ts';
import { afterAppoint, afterRecord, afterSkip } from '../../../lib/plan/after-record.ts';
import { wasHeard } from '../../../lib/plan/limits.ts';
import { isFree, planCustomer } from '../../../lib/plan/plan-customer.ts';
import type { CustomerFile } from '../../../lib/plan/touches.ts';
import { touchesIn } from '../../../lib/plan/touches.ts';
import { localDateAt } from '../../../lib/plan/zone.ts';
import { at, customer, place, record, rule, SHANGHAI, service } from './build.ts';

const DAY = 86_400_000;

const birthday = rule({ id: 'birthday', trigger: { on: 'birthday' }, fromDays: 0, withinDays: 0, purpose: 'birthday', scriptId: 'birthday', priority: 2 });
const renewal = rule({
  id: 'renewal',
  trigger: { on: 'renewal', kinds: null, everyMonths: 12 },
  fromDays: -30,
  withinDays: -10,
  purpose: 'renewal',
  scriptId: 'renewal',
  priority: 1,
});
const care = rule({
  id: 'care',
  trigger: { on: 'recurring', since: 'service', kinds: null, everyMonths: 3 },
  fromDays: 0,
  withinDays: 10,
  purpose: 'care',
  scriptId: 'care',
  priority: 4,
});

const store = (rules: Rule[]): ReadonlyMap<string, Place> => new Map([['store-1', place({ rules })]]);
const born = (monthDay: string) => customer({ person: { ...customer().person, birthday: `--${monthDay}` } });
const fileOf = (change: Partial<CustomerFile> = {}): CustomerFile => ({ customer: customer(), services: [], tasks: [], calls: [], ...change });

/** Ids that do not repeat within one test. */
function planner(rules: Rule[]) {
  let n = 0;
  const places = store(rules);
  return (file: CustomerFile, now: number) => planCustomer({ file, places, now, newId: () => `new-${n++}` });
}
const days = ({ notBefore, dueBy }: Task) => `${localDateAt(notBefore, SHANGHAI)}..${localDateAt(dueBy, SHANGHAI)}`;

/** The file once its plan is written. */
function written(file: CustomerFile, changed: readonly Task[]): CustomerFile {
  const tasks = new Map([...file.tasks, ...changed].map((task) => [task.id, task]));
  return { ...file, tasks: [...tasks.values()] };
}

describe('touches that are due together', () => {
  const due = service({ endedOn: '2025-12-25', history: true });

  it('are one call on the days that suit all of them, with the script of the first priority and all reasons', () => {
    const { changed } = planner([birthday, renewal])(fileOf({ customer: born('12-05'), services: [due] }), at('2026-11-25', '10:00'));
    expect(changed.map(days)).toEqual(['2026-12-05..2026-12-05']);
    expect(taskSchema.parse(changed[0])).toMatchObject({
      scriptId: 'renewal',
      serviceId: 'service-1',
      cause: { kind: 'rule', ruleId: 'renewal', on: '2026-12-25', occasion: 'renewal' },
      also: [{ ruleId: 'birthday', serviceId: null, on: '2026-12-05', occasion: 'birthday' }],
    });
  });

  it('meet when one may be spoken of up to six days early, never when a wish would be', () => {
    const plan = planner([rule({ id: 'after' }), care]);
    // Care from the 28th on, the call after the service until the 23rd.
    const services = [service({ id: 'a', endedOn: '2026-11-20' }), service({ id: 'b', endedOn: '2026-08-28', history: true })];
    expect(plan(fileOf({ services: services.slice(1) }), at('2026-11-20', '10:00')).changed.map(days)).toEqual(['2026-11-28..2026-12-08']);
    const both = planner([
      rule({ id: 'after', trigger: { on: 'service-ended', kinds: ['维修'] } }),
      { ...care, trigger: { on: 'recurring', since: 'service', kinds: ['保养'], everyMonths: 3 } },
    ]);
    const kinds = [services[0] ?? service(), service({ id: 'b', kind: '保养', endedOn: '2026-08-28', history: true })];
    expect(both(fileOf({ services: kinds }), at('2026-11-20', '10:00')).changed.map(days)).toEqual(['2026-11-22..2026-11-23']);
    const wish = planner([rule({ id: 'after' }), birthday])(fileOf({ customer: born('11-24'), services: [service()] }), at('2026-11-20', '10:00'));
    expect(wish.changed.map(days)).toEqual(['2026-11-21..2026-11-23', '2026-11-24..2026-11-24']);
  });

  it('join a call that was begun or agreed on, and leave its time', () => {
    const plan = planner([birthday, renewal]);
    const file = fileOf({ customer: born('12-05'), services: [due] });
    const [task] = plan(fileOf({ services: [due] }), at('2026-11-26', '10:00')).changed;
    if (!task) throw new Error('a renewal is planned');
    const tried: Task = { ...task, attempts: 1, lastOutcome: 'busy' };
    expect(plan({ ...file, tasks: [tried] }, at('2026-11-26', '10:00')).changed).toEqual([
      { ...tried, also: [{ ruleId: 'birthday', serviceId: null, on: '2026-12-05', occasion: 'birthday' }], updatedAt: at('2026-11-26', '10:00') },
    ]);
  });

  it('wait while an agent has the call before them, and say until when', () => {
    const plan = planner([birthday, renewal]);
    const now = at('2026-11-26', '10:00');
    const [task] = plan(fileOf({ services: [due] }), now).changed;
    const held: Task = { ...(task as Task), claim: { id: 'c', agentId: 'agent-1', expiresAt: now + 3_600_000 } };
    const file = fileOf({ customer: born('12-05'), services: [due], tasks: [held] });
    expect(plan(file, now)).toEqual({ changed: [], again: now + 3_600_000 });
    expect(plan(file, now + 3_600_000).changed.map(days)).toEqual(['2026-12-05..2026-12-05']);
  });
});

describe('a greeting in the morning', () => {
  const windows = [{ from: '09:00', to: '11:30' }];
  const greeting = { ...birthday, windows };

  it('has its own times', () => {
    const { changed } = planner([greeting])(fileOf({ customer: born('12-05') }), at('2026-12-01', '10:00'));
    expect(changed).toMatchObject([{ windows }]);
  });

  it('gives them up in one call with what is none', () => {
    const due = service({ endedOn: '2025-12-25', history: true });
    const { changed } = planner([greeting, renewal])(fileOf({ customer: born('12-05'), services: [due] }), at('2026-12-01', '10:00'));
    expect(changed.map((task) => [task.also?.length, task.windows])).toEqual([[1, undefined]]);
  });

  it('follows its rule to other times', () => {
    const file = fileOf({ customer: born('12-05') });
    const now = at('2026-12-01', '10:00');
    const before = written(file, planner([greeting])(file, now).changed);
    const later = [{ from: '10:00', to: '12:00' }];
    expect(planner([{ ...greeting, windows: later }])(before, now).changed).toMatchObject([{ id: before.tasks[0]?.id, windows: later }]);
    expect(planner([birthday])(before, now).changed[0]?.windows).toBeUndefined();
  });
});

describe('what nothing asks for any more', () => {
  const now = at('2026-11-22', '10:00');
  const planned = planner([rule()])(fileOf({ services: [service()] }), now).changed;

  it.each<[string, Rule[], Partial<CustomerFile>, number, Task['closedBecause']]>([
    ['is withdrawn when its rule is gone', [], {}, now, 'withdrawn'],
    ['is missed when it was overdue then', [], {}, at('2026-11-30', '10:00'), 'missed'],
    ['ends with an opt-out', [rule()], { customer: customer({ optOut: { at: 1, reason: 'asked' } }) }, now, 'opted-out'],
    ['is withdrawn from who cannot be called', [rule()], { customer: customer({}, []) }, now, 'withdrawn'],
  ])('%s', (_, rules, change, then, closedBecause) => {
    const { changed } = planner(rules)(fileOf({ services: [service()], tasks: planned, ...change }), then);
    expect(changed).toEqual([{ ...planned[0], state: 'closed', closedBecause, updatedAt: then }]);
  });

  it('nothing asks for a call where a place is closed, until it opens again', () => {
    const closed = new Map([['store-1', place({ rules: [rule()], closedAt: 1 })]]);
    expect(planCustomer({ file: fileOf({ services: [service()] }), places: closed, now, newId: () => 'new' }).changed).toEqual([]);
  });

  it('stays when somebody has begun it', () => {
    for (const begun of [{ attempts: 1 }, { skips: [{ at: 1, agentId: 'a', reason: 'later' }] }, { claim: { id: 'c', agentId: 'a', expiresAt: now + 1 } }]) {
      const tasks = planned.map((task): Task => ({ ...task, ...begun }));
      expect(planner([])(fileOf({ services: [service()], tasks }), now).changed).toEqual([]);
    }
  });

  it('comes again when the rule comes back', () => {
    const [closed] = planner([])(fileOf({ services: [service()], tasks: planned }), now).changed;
    expect(planner([rule()])(fileOf({ services: [service()], tasks: [closed as Task] }), now).changed).toMatchObject([
      { state: 'open', cause: { ruleId: 'within-three-days' } },
    ]);
  });

  it('a wish whose day went by is missed', () => {
    const plan = planner([birthday]);
    const file = fileOf({ customer: born('12-05') });
    const before = plan(file, at('2026-12-01', '10:00'));
    expect(plan(written(file, before.changed), at('2026-12-06', '00:00')).changed).toMatchObject([{ state: 'closed', closedBecause: 'missed' }]);
  });
});

// A random history: rules come and go, services happen, the clock goes on (or back), agents try, skip, appoint and finish.
const names = ['维修', '保养'];
const start = at('2026-06-01', '09:00');
const anEvent = fc.oneof(
  fc.record({
    is: fc.constant('service'),
    kind: fc.constantFrom(...names),
    ago: fc.integer({ min: -2, max: 400 }),
    history: fc.boolean(),
    next: fc.option(fc.integer({ min: -20, max: 400 })),
  }),
  fc.record({
    is: fc.constant('call'),
    outcome: fc.constantFrom('reached', 'busy', 'not-now', 'refused', 'wrong-number'),
  }),
  fc.record({ is: fc.constant('skip'), days: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ is: fc.constant('appoint'), days: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ is: fc.constant('claim'), minutes: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ is: fc.constant('wait'), hours: fc.integer({ min: 0, max: 60 * 24 }) }),
);
type Event = typeof anEvent extends fc.Arbitrary<infer E> ? E : never;

const fixed = (trigger: Trigger) => fc.constant(trigger);
const aTrigger: fc.Arbitrary<Trigger> = fc.oneof(
  fixed({ on: 'service-ended', kinds: null }),
  fixed({ on: 'service-ended', kinds: ['维修'] }),
  fc.record({
    on: fc.constant('recurring'),
    since: fc.constantFrom('service', 'call'),
    kinds: fc.constant(null),
    everyMonths: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    on: fc.constant('renewal'),
    kinds: fc.constant(null),
    everyMonths: fc.constantFrom(null, 6),
    second: fc.constant({ fromDays: -9, withinDays: -1 }),
  }),
  fixed({ on: 'birthday' }),
  fixed({ on: 'yearly', monthDay: '02-29' }),
  fixed({ on: 'festival', festival: 'mid-autumn' }),
  fixed({ on: 'period', from: '2026-08-01', to: '2026-08-20' }),
  fixed({ on: 'lapsed', kinds: null }),
  fixed({ on: 'points', column: '积分', atLeast: 10, everyMonths: 3 }),
  fixed({ on: 'call-made', purposes: ['after-service'], satisfaction: null }),
);

const aRule = (id: string) =>
  fc
    .record({
      trigger: aTrigger,
      fromDays: fc.integer({ min: -20, max: 20 }),
      width: fc.integer({ min: 0, max: 40 }),
      priority: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ width, ...one }): Rule => rule({ id, ...one, withinDays: one.fromDays + width }));
const rules = fc.tuple(aRule('r1'), aRule('r2'), aRule('r3'), aRule('r4')).map((all) => [...all]);

/** What happens to the file at `now`, as the endpoint would do it. */
function happened(file: CustomerFile, event: Event, now: number, n: number): CustomerFile {
  const open = file.tasks.find(({ state }) => state === 'open');
  const change = (tasks: readonly Task[]) => written(file, tasks);
  switch (event.is) {
    case 'wait':
      return file;
    case 'service': {
      const day = (ahead: number) => localDateAt(now + ahead * DAY, SHANGHAI);
      const one = service({
        id: `s-${n}`,
        kind: event.kind,
        endedOn: day(-event.ago),
        history: event.history,
        nextDate: event.next === null ? null : day(event.next),
      });
      return { ...file, services: [...file.services, one] };
    }
    case 'call': {
      if (!open) return file;
      const content = { ...record().content, nextStep: null };
      const one = record({
        id: `rec-${n}`,
        taskId: open.id,
        purpose: open.purpose,
        outcome: event.outcome,
        startedAt: now,
        endedAt: now,
        savedAt: now,
        content,
      });
      const { tasks } = afterRecord({ record: one, task: open, openTasks: file.tasks.filter(({ state }) => state === 'open'), place: place(), now });
      return { ...change(tasks), calls: wasHeard(event.outcome) ? [...file.calls, one] : file.calls };
    }
    case 'skip':
      return open ? change([afterSkip({ task: open, agentId: 'a', reason: 'later', until: now + event.days * DAY, now })]) : file;
    case 'appoint':
      return open ? change([afterAppoint({ task: open, agentId: 'a', to: now + event.days * DAY, note: '', now })]) : file;
    case 'claim':
      return open ? change([{ ...open, claim: { id: `c-${n}`, agentId: 'a', expiresAt: now + event.minutes * 60_000 } }]) : file;
  }
}

/** Without ids and times of writing: what a full plan from nothing must equal. */
const essence = (tasks: readonly Task[]) =>
  tasks
    .filter(({ state }) => state === 'open')
    .map((task) => ({ days: days(task), cause: task.cause, also: task.also ?? [], script: task.scriptId, priority: task.priority }))
    .map((one) => JSON.stringify(one))
    .sort();

describe('planning again', () => {
  const somebody = customer({ createdAt: start, person: { ...customer().person, birthday: '1990-07-15', more: { 积分: '12' } } });

  it('only those whom a change or the day touches equals planning everybody, and planning from nothing, whatever happens', () => {
    fc.assert(
      fc.property(rules, fc.array(anEvent, { minLength: 1, maxLength: 14 }), (all, events) => {
        const plan = planner(all);
        let [now, n] = [start, 0];
        let file: CustomerFile = fileOf({ customer: somebody });
        let again = now;
        for (const event of events) {
          if (event.is === 'wait') now += event.hours * 3_600_000;
          file = happened(file, event, now, n++);
          const full = plan(file, now);
          // Nothing happened to this customer and its time has not come: whoever leaves them out loses nothing.
          if (event.is === 'wait' && now < again) expect(full.changed).toEqual([]);
          const kept = file.tasks.filter((task) => !isFree(task, now));
          const fromNothing = plan({ ...file, tasks: kept }, now);
          file = written(file, full.changed);
          expect(essence(file.tasks)).toEqual(essence(written({ ...file, tasks: kept }, fromNothing.changed).tasks));
          const once = plan(file, now);
          expect(once.changed).toEqual([]);
          expect(once.again).toBeGreaterThan(now);
          again = once.again;
          for (const task of file.tasks) taskSchema.parse(task);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('asks for each touch once: no two tasks that are open, done or agreed on are about the same', () => {
    fc.assert(
      fc.property(rules, fc.array(anEvent, { minLength: 1, maxLength: 14 }), (all, events) => {
        const plan = planner(all);
        let [now, n] = [start, 0];
        let file: CustomerFile = fileOf({ customer: somebody });
        for (const event of events) {
          if (event.is === 'wait') now += event.hours * 3_600_000;
          file = happened(file, event, now, n++);
          file = written(file, plan(file, now).changed);
          const counted = file.tasks.filter(({ closedBecause }) => closedBecause !== 'withdrawn' && closedBecause !== 'missed');
          const keys = counted.flatMap(touchesIn).map(({ ruleId, serviceId, on, reminder }) => [ruleId, serviceId, on, reminder].join());
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('with a clock that was set back takes nothing away that is still to come', () => {
    const plan = planner([birthday, renewal]);
    const file = fileOf({ customer: born('12-05'), services: [service({ endedOn: '2025-12-25', history: true })] });
    const first = written(file, plan(file, at('2026-11-28', '10:00')).changed);
    const back = written(first, plan(first, at('2026-11-27', '10:00')).changed);
    expect(essence(back.tasks)).toEqual(essence(first.tasks));
  });

  it('a customer nine hours away has their own days', () => {
    const plan = planner([birthday]);
    const there = { ...born('12-05'), timeZone: 'Europe/London' };
    const { changed } = plan(fileOf({ customer: there }), at('2026-12-01', '10:00'));
    expect(changed[0]).toMatchObject({ notBefore: at('2026-12-05', '00:00', 'Europe/London'), dueBy: at('2026-12-06', '00:00', 'Europe/London') - 1 });
  });
});
