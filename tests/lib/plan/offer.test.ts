import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonSchema } from '../../../lib/contract/reason.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { claim, claimExpired, release } from '../../../lib/plan/claims.ts';
import { callsMade } from '../../../lib/plan/limits.ts';
import { compareTasks, explainNothing, offer } from '../../../lib/plan/offer.ts';
import { reason, reasonParams } from '../../../lib/plan/reasons.ts';
import { always, appointment, at, customer, phone, place, record, service, task } from './build.ts';

type Input = Parameters<typeof offer>[0];
const never = { lastYear: 0, lastAt: null };
const ask = (change: Partial<Input> = {}) =>
  offer({
    task: task(),
    customer: customer(),
    place: place(),
    agentId: 'agent-1',
    calls: never,
    now: at('2026-11-22', '15:00'),
    services: [service()],
    ...change,
  });
const heardAt = (day: string, time: string) => ({ lastYear: 1, lastAt: at(day, time) });
const spaced = (daysBetweenCalls: number) => place({ limits: { ...place().limits, daysBetweenCalls } });
const codes = (change: Partial<Input>) => ask(change).why.map(({ code }) => code);
const held = (agentId: string, until: number) => ({ id: 'claim-1', agentId, expiresAt: until });

describe('offer, why this one', () => {
  it('says which service, how long ago, until when, and that it is open', () => {
    expect(ask()).toEqual({
      ok: true,
      why: [
        reason('after-service', { kind: '维修', item: '羊毛外套', days: 2 }),
        reason('due-tomorrow', { at: task().dueBy }),
        reason('open-now', { from: at('2026-11-22', '14:00'), to: at('2026-11-22', '16:30') }),
      ],
    });
  });

  it.each<[string, Partial<Input>, string[]]>([
    ['the service is not known', { services: [] }, ['follow-up', 'due-tomorrow', 'open-now']],
    ['the first day', { now: at('2026-11-21', '15:00') }, ['after-service', 'due-in', 'open-now']],
    ['the last day', { now: at('2026-11-23', '15:00') }, ['after-service', 'due-today', 'open-now']],
    ['the day after', { now: at('2026-11-24', '15:00') }, ['after-service', 'overdue', 'open-now']],
    [
      'the same evening',
      { task: task({ notBefore: at('2026-11-20', '00:00') }), now: at('2026-11-20', '19:30') },
      ['after-service-today', 'due-in', 'open-now'],
    ],
    ['tried before', { task: task({ attempts: 2, lastOutcome: 'busy' }) }, ['after-service', 'due-tomorrow', 'tried', 'open-now']],
    [
      'skipped before',
      { task: task({ skips: [{ at: 1, agentId: 'agent-2', reason: 'other language' }] }) },
      ['after-service', 'due-tomorrow', 'skipped', 'open-now'],
    ],
    ['held by this agent', { task: task({ claim: held('agent-1', at('2026-11-22', '15:30')) }) }, ['after-service', 'due-tomorrow', 'open-now']],
    ['another’s claim that ran out', { task: task({ claim: held('agent-2', at('2026-11-22', '15:00')) }) }, ['after-service', 'due-tomorrow', 'open-now']],
    ['an appointment, punctual', { task: appointment(), now: at('2026-11-22', '18:02') }, ['appointment', 'agreed-time']],
    ['an appointment, late', { task: appointment(), now: at('2026-11-22', '19:10') }, ['appointment', 'appointment-late', 'open-now']],
    [
      'an appointment its agent missed, the next day, anybody',
      { task: appointment(), agentId: 'agent-2', now: at('2026-11-23', '14:00') },
      ['appointment-missed', 'overdue', 'open-now'],
    ],
    [
      'a preference that cannot be kept',
      { customer: customer({ preferredHours: { original: '早上', days: 'any', from: '07:00', to: '08:00' } }) },
      ['after-service', 'due-tomorrow', 'open-now', 'preference-ignored'],
    ],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
    expect(ask(change).ok).toBe(true);
  });
});

describe('offer, why not this one', () => {
  const later = at('2026-11-22', '17:00');
  const evening = at('2026-11-22', '19:00');
  const weekend = { original: '周末', days: 'weekends' as const, from: null, to: null };
  it.each<[string, Partial<Input>, string[], number | null]>([
    ['done', { task: task({ state: 'done' }) }, ['done'], null],
    ['closed', { task: task({ state: 'closed', closedBecause: 'number-wrong' }) }, ['closed-number-wrong'], null],
    ['opted out', { customer: customer({ optOut: { at: 1, reason: 'asked' } }) }, ['opted-out'], null],
    ['no phone', { customer: customer({}, []) }, ['no-phone'], null],
    ['no phone that can be dialled', { customer: customer({}, [phone({ e164: null })]) }, ['no-usable-phone'], null],
    ['called ten times', { calls: { lastYear: 10, lastAt: at('2026-11-01', '15:00') } }, ['yearly-limit'], null],
    ['called this morning', { calls: heardAt('2026-11-22', '10:00') }, ['called-lately'], at('2026-11-23', '14:00')],
    ['called two days ago, three days between', { calls: heardAt('2026-11-20', '19:59'), place: spaced(3) }, ['called-lately'], at('2026-11-23', '14:00')],
    [
      'called today where the customer is, though not here',
      { calls: heardAt('2026-11-22', '09:30'), customer: customer({ timeZone: 'Atlantic/Azores' }), now: at('2026-11-22', '23:00') },
      ['called-lately'],
      at('2026-11-23', '14:00', 'Atlantic/Azores'),
    ],
    [
      'a public holiday',
      { place: place({ hours: { ...place().hours, holidays: 'CN' } }), now: at('2026-10-06', '15:00') },
      ['not-yet'],
      at('2026-11-21', '14:00'),
    ],
    [
      'a public holiday, and when it is over',
      { place: place({ hours: { ...place().hours, holidays: 'CN' } }), task: task({ notBefore: at('2026-10-01', '00:00') }), now: at('2026-10-06', '15:00') },
      ['public-holiday'],
      at('2026-10-08', '14:00'),
    ],
    ['never open', { place: place({ hours: { seasons: [], closed: [] } }) }, ['never-open'], null],
    ['not yet', { now: at('2026-11-20', '15:00') }, ['not-yet'], at('2026-11-21', '14:00')],
    ['retried later', { task: task({ notBefore: later, attempts: 1, lastOutcome: 'no-answer' }) }, ['retry-later'], evening],
    [
      'skipped until later',
      { task: task({ notBefore: later, updatedAt: 5, skips: [{ at: 5, agentId: 'agent-1', reason: 'r' }] }) },
      ['skipped-until'],
      evening,
    ],
    ['between the windows', { now: later }, ['closed-now'], evening],
    ['a closed day', { place: place({ hours: { ...place().hours, closed: ['2026-11-22'] } }) }, ['closed-day'], at('2026-11-23', '14:00')],
    [
      'not when the customer likes it',
      { customer: customer({ preferredHours: weekend }), now: at('2026-11-23', '15:00') },
      ['preferred-later'],
      at('2026-11-28', '14:00'),
    ],
    ['asleep nine hours away', { customer: customer({ timeZone: 'Atlantic/Azores' }) }, ['closed-now'], at('2026-11-22', '14:00', 'Atlantic/Azores')],
    ['held by another', { task: task({ claim: held('agent-2', at('2026-11-22', '15:20')) }) }, ['held'], at('2026-11-22', '15:20')],
    ['held by another past closing', { task: task({ claim: held('agent-2', later) }) }, ['held'], evening],
    ['own appointment, before its time', { task: appointment() }, ['appointment-later'], at('2026-11-22', '18:00')],
    ['another’s appointment', { task: appointment(), agentId: 'agent-2', now: at('2026-11-22', '18:10') }, ['appointment-other'], at('2026-11-23', '14:00')],
    [
      'an agreed time long past, outside the hours',
      { task: appointment({ notBefore: at('2026-11-22', '17:00') }), now: at('2026-11-22', '18:30') },
      ['closed-now'],
      evening,
    ],
  ])('%s', (_, change, expected, nextAt) => {
    const answer = ask(change);
    expect(answer.why.map(({ code }) => code)).toEqual(expected);
    expect(answer).toMatchObject({ ok: false, nextAt });
  });

  it('names the agent when the name is known, and the customer’s own time', () => {
    const nameOf = () => '李明';
    expect(ask({ task: task({ claim: held('agent-2', later) }), nameOf }).why[0]).toEqual(reason('held', { agent: '李明', until: later }));
    expect(ask({ customer: customer({ timeZone: 'Atlantic/Azores' }) }).why[0]?.params).toMatchObject({ time: '06:00' });
  });

  it('an agreed time that we missed or put off obeys the hours again', () => {
    const now = at('2026-11-22', '18:10');
    expect(ask({ task: appointment(), now }).ok).toBe(true);
    expect(ask({ task: appointment({ attempts: 1, lastOutcome: 'no-answer' }), now }).ok).toBe(false);
    expect(ask({ task: appointment({ updatedAt: 5, skips: [{ at: 5, agentId: 'agent-1', reason: 'r' }] }), now }).ok).toBe(false);
  });
});

const tasks = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    isAppointment: fc.boolean(),
    agentId: fc.constantFrom(null, 'agent-1', 'agent-2'),
    notBefore: fc.integer({ min: 0, max: 4 }),
    dueBy: fc.integer({ min: 0, max: 3 }),
    priority: fc.integer({ min: 0, max: 2 }),
    state: fc.constantFrom('open' as const, 'done' as const, 'closed' as const),
    holder: fc.constantFrom(null, 'agent-1', 'agent-2'),
    lastOutcome: fc.constantFrom(null, 'busy', 'reached'),
  })
  .map(({ isAppointment, holder, ...rest }) =>
    task({ ...rest, ...(isAppointment ? { cause: appointment().cause } : {}), claim: holder === null ? null : held(holder, 3) }),
  );

describe('offer, whatever holds', () => {
  const anyInput = fc
    .record({
      task: tasks,
      now: fc.integer({ min: 0, max: 400_000_000 }),
      lastYear: fc.integer({ min: 0, max: 20 }),
      ago: fc.option(fc.integer({ min: 0, max: 400_000_000 })),
      daysBetweenCalls: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ lastYear, ago, daysBetweenCalls, ...input }) => ({
      ...input,
      calls: { lastYear, lastAt: ago === null ? null : input.now - ago },
      place: place({ limits: { ...place().limits, daysBetweenCalls } }),
    }));

  it('an opted-out customer is never offered', () => {
    const optedOut = customer({ optOut: { at: 0, reason: '' } });
    fc.assert(
      fc.property(
        anyInput,
        fc.constantFrom(always, place().hours),
        (input, hours) => !ask({ ...input, customer: optedOut, place: { ...input.place, hours } }).ok,
      ),
    );
  });

  it('a reason always answers, in the shape of the contract, and a known code', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { why } = ask(input);
        expect(why.length).toBeGreaterThan(0);
        for (const one of why) expect(Object.keys(reasonParams)).toContain(reasonSchema.parse(one).code);
      }),
    );
  });

  it('the next moment is later than now, and then it is offered', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const answer = ask(input);
        if (answer.ok || answer.nextAt === null) return;
        expect(answer.nextAt).toBeGreaterThan(input.now);
        expect(ask({ ...input, now: answer.nextAt }).ok).toBe(true);
      }),
    );
  });
});

describe('compareTasks', () => {
  const now = 2;
  it('is a total order: antisymmetric, transitive, and equal only for the same task', () => {
    const compare = compareTasks(now);
    fc.assert(
      fc.property(tasks, tasks, tasks, (a, b, c) => {
        expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
        if (a.id !== b.id) expect(compare(a, b)).not.toBe(0);
      }),
    );
  });

  it('puts appointments whose time has come first, then the deadline, the priority, the id', () => {
    const order: Task[] = [
      appointment({ id: 'z', notBefore: 1, dueBy: 99 }),
      appointment({ id: 'y', notBefore: 2, dueBy: 50 }),
      task({ id: 'x', dueBy: 5, priority: 9 }),
      task({ id: 'w', dueBy: 6, priority: 1 }),
      task({ id: 'u', dueBy: 6, priority: 2 }),
      task({ id: 'v', dueBy: 6, priority: 2 }),
      appointment({ id: 'a', notBefore: 3, dueBy: 7 }),
    ];
    expect(
      [...order]
        .reverse()
        .sort(compareTasks(now))
        .map(({ id }) => id),
    ).toEqual(order.map(({ id }) => id));
  });
});

describe('claims', () => {
  it('hold until they run out, to the millisecond, or are given back', () => {
    const mine = claim(task(), { claimId: 'claim-1', agentId: 'agent-1', now: 1000, minutes: 30 });
    expect([0, 1_800_999, 1_801_000].map((now) => claimExpired(mine, now))).toEqual([false, false, true]);
    expect([claimExpired(task(), 0), release(mine)]).toEqual([true, task()]);
  });
});

describe('explainNothing', () => {
  const explain = (list: [Task, Partial<Input>?][], now = at('2026-11-22', '15:00'), change: Partial<Input> = {}) => {
    const answer = explainNothing({
      tasks: list.map(([one, more]) => ({ task: one, customer: more?.customer ?? customer(), place: place(), calls: more?.calls ?? never })),
      agentId: 'agent-1',
      now,
      ...change,
    });
    return { codes: answer.why.map(({ code }) => code), first: answer.why[0]?.params, nextAt: answer.nextAt };
  };
  const evening = at('2026-11-22', '19:00');

  it.each<[string, ReturnType<typeof explain>, string[], number | null]>([
    ['nothing at all', explain([]), ['nothing-planned'], null],
    ['all done', explain([[task({ state: 'done' })]]), ['all-done'], null],
    ['outside the hours', explain([[task()], [task()]], at('2026-11-22', '17:00')), ['all-outside-hours'], evening],
    ['all held', explain([[task({ claim: held('agent-2', at('2026-11-22', '15:20')) })]]), ['all-held'], at('2026-11-22', '15:20')],
    ['nothing due yet', explain([[task()]], at('2026-11-20', '15:00')), ['all-later'], at('2026-11-21', '14:00')],
    ['an appointment ahead', explain([[appointment()]]), ['next-appointment'], at('2026-11-22', '18:00')],
    ['appointments of others', explain([[appointment({ agentId: 'agent-2' })]]), ['all-others-appointments'], at('2026-11-23', '14:00')],
    ['none that may be called', explain([[task(), { calls: { lastYear: 10, lastAt: null } }]]), ['none-callable'], null],
    ['something after all', explain([[appointment()], [task()]]), [], at('2026-11-22', '15:00')],
    [
      'several, the soonest first',
      explain([[task(), { calls: { lastYear: 10, lastAt: null } }], [task({ notBefore: at('2026-11-23', '00:00') })], [appointment()]]),
      ['next-appointment', 'all-later', 'none-callable'],
      at('2026-11-22', '18:00'),
    ],
  ])('%s', (_, answer, expected, nextAt) => {
    expect(answer).toMatchObject({ codes: expected, nextAt });
  });

  it('counts, and tells the note of the next appointment', () => {
    expect(explain([[task()], [task()]], at('2026-11-22', '17:00')).first).toEqual({ count: 2, at: evening });
    expect(explain([[appointment()]]).first).toEqual({ at: at('2026-11-22', '18:00'), note: 'after work' });
  });
});

describe('days between two calls', () => {
  const morning = heardAt('2026-11-22', '10:00');
  it.each<[string, Partial<Input>]>([
    ['yesterday, one a day', { calls: heardAt('2026-11-21', '19:59') }],
    [
      'late yesterday where the customer is, though today here',
      { calls: heardAt('2026-11-22', '07:30'), customer: customer({ timeZone: 'Atlantic/Azores' }), now: at('2026-11-22', '23:00') },
    ],
    ['today, as many as are due', { calls: morning, place: spaced(0) }],
    ['today, at the time that was agreed', { calls: morning, task: appointment(), now: at('2026-11-22', '18:05') }],
    [
      'today, for another attempt of the same call',
      { calls: morning, task: task({ attempts: 1, lastOutcome: 'broken-off', notBefore: at('2026-11-22', '10:30') }) },
    ],
    ['three days ago, three days between', { calls: heardAt('2026-11-19', '15:00'), place: spaced(3) }],
  ])('does not stand in the way: %s', (_, change) => {
    expect(ask(change).ok).toBe(true);
  });

  it('says when the last one was', () => {
    expect(ask({ calls: morning, place: spaced(2) }).why).toEqual([
      reason('called-lately', { at: at('2026-11-24', '00:00'), last: at('2026-11-22', '10:00'), days: 2 }),
    ]);
  });
});

describe('callsMade', () => {
  const now = at('2026-11-22', '15:00');
  it.each([
    ['a call that was heard', record(), 1],
    ['one that nobody answered', record({ outcome: 'no-answer' }), 0],
    ['a call of the customer’s', record({ direction: 'in' }), 0],
    ['a year and a day ago', record({ startedAt: at('2025-11-21', '15:00') }), 0],
    ['not quite a year ago', record({ startedAt: at('2025-11-23', '15:00') }), 1],
  ])('%s', (_, one, count) => {
    expect(callsMade([one], now)).toEqual({ lastYear: count, lastAt: count === 0 ? null : one.startedAt });
  });

  it('counts revisions of one record once, and knows the last call whatever the order', () => {
    const later = record({ id: 'record-2', startedAt: at('2026-11-22', '15:00') });
    const records = [record({ startedAt: at('2026-11-21', '15:00') }), later, record({ startedAt: at('2026-11-21', '15:00'), revision: 2 })];
    expect(callsMade(records, now)).toEqual({ lastYear: 2, lastAt: later.startedAt });
  });

  it('does not believe a clock that runs ahead', () => {
    expect(callsMade([record({ startedAt: at('2030-01-01', '15:00') })], now).lastAt).toBe(now);
  });
});

describe('reason', () => {
  it('cuts long words to what the contract holds, never through a character', () => {
    for (const note of ['x'.repeat(500), `${'x'.repeat(298)}😀${'x'.repeat(9)}`, '😀'.repeat(250)]) {
      const cut = reasonSchema.parse(reason('appointment', { at: 0, note })).params.note;
      expect(String(cut).isWellFormed()).toBe(true);
      expect(String(cut)).toMatch(/…$/);
    }
  });
});

describe('calls that are kept for complaints', () => {
  const limits = { ...place().limits, callsPerYear: 10, complaintReserve: 2 };
  const asked = (lastYear: number, purpose: string) => ask({ place: place({ limits }), task: task({ purpose }), calls: { lastYear, lastAt: null } }).ok;

  it.each([
    [7, 'after-service', true],
    [8, 'after-service', false],
    [9, 'complaint-follow-up', true],
    [10, 'complaint-follow-up', false],
  ])('after %i calls a %s is offered: %s', (lastYear, purpose, wanted) => {
    expect(asked(lastYear, purpose)).toBe(wanted);
  });
});

describe('times of its own', () => {
  const morning = task({ windows: [{ from: '09:00', to: '11:30' }], notBefore: at('2026-11-22', '00:00') });

  it.each([
    ['is offered in them', '10:00', {}, true],
    ['and not in the place’s hours', '15:00', {}, false],
    ['nor on a day on which the place is closed', '10:00', { closed: ['2026-11-22'] }, false],
    ['nor on a weekday without hours', '10:00', { seasons: [] }, false],
  ])('%s', (_, time, hours, wanted) => {
    const closedToo = place({ hours: { ...place().hours, ...hours } });
    expect(ask({ task: morning, place: closedToo, now: at('2026-11-22', time) }).ok).toBe(wanted);
  });

  it('say when they begin', () => {
    expect(ask({ task: morning, now: at('2026-11-22', '08:00') })).toMatchObject({ ok: false, nextAt: at('2026-11-22', '09:00') });
  });
});
