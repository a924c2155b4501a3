import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerSchema } from '../../../lib/contract/customer.ts';
import type { CustomerChange } from '../../../lib/contract/mutation.ts';
import { type Outcome, outcomeSchema, type Record as RecordOfCall } from '../../../lib/contract/record.ts';
import { type Task, taskSchema } from '../../../lib/contract/task.ts';
import { afterAppoint, afterRecord, afterSkip, customerAfter } from '../../../lib/plan/after-record.ts';
import { offer } from '../../../lib/plan/offer.ts';
import { appointment, at, customer, noCorrection, phone, place, record, task } from './build.ts';

const now = at('2026-11-22', '15:06');
const ended = record().endedAt;
const MINUTE = 60_000;
const to = at('2026-11-23', '19:30');
const agreed = { kind: 'appointment' as const, at: to, note: 'after work', taskId: 'task-new' };
const tasksAfter = (one: RecordOfCall, own: Task | null = task(), openTasks: Task[] = own ? [own] : []) =>
  afterRecord({ record: one, task: own, openTasks, place: place(), now }).tasks;
const brief = (tasks: Task[]) => tasks.map(({ id, state, closedBecause }) => [id, state, closedBecause]);

describe('afterRecord, with its own task', () => {
  const retry = (minutes: number) => ({ state: 'open', closedBecause: null, notBefore: ended + minutes * MINUTE, claim: null });
  const done = { state: 'done', closedBecause: null };
  const table: { [O in Outcome]: [Partial<RecordOfCall>, object] } = {
    reached: [{}, done],
    family: [{ satisfaction: 'fair' }, done],
    'not-now': [{ satisfaction: null }, retry(120)],
    'no-answer': [{ satisfaction: null }, retry(120)],
    busy: [{ satisfaction: null }, retry(15)],
    voicemail: [{ satisfaction: null }, retry(120)],
    unreachable: [{ satisfaction: null }, retry(120)],
    'wrong-number': [{ satisfaction: null }, { state: 'closed', closedBecause: 'number-wrong' }],
    refused: [{ satisfaction: null }, done],
    'broken-off': [{ satisfaction: null }, retry(15)],
    abroad: [{ satisfaction: null }, retry(1440)],
  };

  it.each(outcomeSchema.options)('%s', (outcome) => {
    const [change, expected] = table[outcome];
    const held = task({ attempts: 1, claim: { id: 'claim-1', agentId: 'agent-1', expiresAt: now + 1 } });
    const [changed, ...others] = tasksAfter(record({ ...change, outcome }), held);
    expect(others).toEqual([]);
    expect(taskSchema.parse(changed)).toMatchObject({ ...expected, id: 'task-1', attempts: 2, lastOutcome: outcome, updatedAt: record().savedAt });
  });

  it.each(['no-answer', 'busy', 'voicemail', 'unreachable', 'broken-off', 'abroad'] as const)('waits as long after %s as the place says', (outcome) => {
    const retryMinutes = { 'no-answer': 61, busy: 62, voicemail: 63, unreachable: 64, 'broken-off': 65, abroad: 66 };
    const own = place({ limits: { ...place().limits, retryMinutes } });
    const after = afterRecord({ record: record({ outcome, satisfaction: null }), task: task(), openTasks: [task()], place: own, now });
    expect(after.tasks).toMatchObject([retry(retryMinutes[outcome])]);
  });

  it('goes on while the family has not answered the questions', () => {
    expect(tasksAfter(record({ outcome: 'family', satisfaction: null }))).toMatchObject([retry(120)]);
  });

  it('tries the right number at once when it was given', () => {
    const right = record({ outcome: 'wrong-number', satisfaction: null, content: { correction: { ...noCorrection, phone: phone() } } });
    expect(tasksAfter(right)).toMatchObject([retry(0)]);
  });

  it('makes an appointment of this agent and closes the old task as covered', () => {
    const [old, made] = tasksAfter(record({ outcome: 'not-now', satisfaction: null, content: { nextStep: agreed } }));
    expect(old).toMatchObject({ id: 'task-1', state: 'closed', closedBecause: 'covered' });
    expect(taskSchema.parse(made)).toMatchObject({
      id: 'task-new',
      agentId: 'agent-1',
      notBefore: to,
      state: 'open',
      purpose: 'after-service',
      serviceId: 'service-1',
      cause: { kind: 'appointment', recordId: 'record-1', fromTaskId: 'task-1', note: 'after work' },
    });
  });

  it('keeps a call done when another one is agreed on', () => {
    expect(brief(tasksAfter(record({ content: { nextStep: agreed } })))).toEqual([
      ['task-1', 'done', null],
      ['task-new', 'open', null],
    ]);
  });

  it('brings the appointment back to that agent at that time, not before and not to others', () => {
    const made = tasksAfter(record({ outcome: 'not-now', content: { nextStep: agreed } }))[1];
    if (!made) throw new Error('an appointment is made');
    const ask = (agentId: string, when: number) =>
      offer({ task: made, customer: customer(), place: place(), agentId, calls: { lastYear: 0, lastAt: null }, now: when }).ok;
    expect([ask('agent-1', to - 1), ask('agent-1', to), ask('agent-2', to)]).toEqual([false, true, false]);
  });

  it('closes every open task of a customer who opts out, and makes no appointment', () => {
    const optedOut = record({ outcome: 'refused', satisfaction: null, content: { nextStep: agreed, correction: { ...noCorrection, optOut: '' } } });
    const others = [task({ id: 'task-2' }), appointment(), task({ id: 'task-3', state: 'done' })];
    expect(brief(tasksAfter(optedOut, task(), [task(), ...others]))).toEqual([
      ['task-1', 'done', null],
      ['task-2', 'closed', 'opted-out'],
      ['task-a', 'closed', 'opted-out'],
    ]);
    const unanswered = { ...optedOut, outcome: 'voicemail' as const };
    expect(brief(tasksAfter(unanswered))).toEqual([['task-1', 'closed', 'opted-out']]);
  });

  it('leaves a task alone that somebody has finished in the meantime', () => {
    expect(tasksAfter(record(), task({ state: 'done', updatedAt: 7 }))).toEqual([]);
    expect(tasksAfter(record({ outcome: 'busy' }), task({ state: 'closed', closedBecause: 'opted-out' }))).toEqual([]);
  });

  it('does not believe a clock that runs ahead', () => {
    const [changed] = tasksAfter(record({ outcome: 'busy', satisfaction: null, endedAt: now + 400 * 86_400_000 }));
    expect(changed?.notBefore).toBe(now + 15 * MINUTE);
  });

  it('counts a corrected record as no other attempt', () => {
    expect(tasksAfter(record({ outcome: 'busy', satisfaction: null, revision: 2 }))).toEqual([]);
  });

  it('is the same on a machine that hears of it later', () => {
    const one = record({ outcome: 'no-answer', content: { nextStep: agreed } });
    expect(afterRecord({ record: one, task: task(), openTasks: [task()], place: place(), now: now + 86_400_000 }).tasks).toEqual(tasksAfter(one));
  });
});

describe('afterRecord, without a task (C13)', () => {
  const callBack = record({ taskId: null, direction: 'in', serviceId: 'service-2' });
  const older = task({ id: 'older', dueBy: 1, serviceId: 'service-9' });
  const same = task({ id: 'same', dueBy: 3, serviceId: 'service-2', notBefore: now + 1 });
  const ahead = task({ id: 'ahead', dueBy: 2, serviceId: 'service-9', notBefore: now + 1 });

  it.each<[string, RecordOfCall, Task[], [string, string, string | null][]]>([
    ['the same service first, due or not', callBack, [older, same], [['same', 'done', null]]],
    ['else the oldest that is due', callBack, [task(), older, ahead], [['older', 'done', null]]],
    ['none that is not due yet', callBack, [ahead], []],
    ['none when nobody was reached', { ...callBack, outcome: 'no-answer' }, [older, same], []],
    ['none for another’s task id', { ...callBack, taskId: 'task-gone' }, [older, same], []],
    [
      'another time agreed on',
      { ...callBack, outcome: 'not-now', content: { ...callBack.content, nextStep: agreed } },
      [same],
      [
        ['same', 'closed', 'covered'],
        ['task-new', 'open', null],
      ],
    ],
  ])('closes %s', (_, one, open, expected) => {
    expect(brief(tasksAfter(one, null, open))).toEqual(expected);
  });

  it('makes an appointment for a customer who has no task', () => {
    expect(tasksAfter({ ...callBack, outcome: 'not-now', content: { ...callBack.content, nextStep: agreed } }, null)).toMatchObject([
      { id: 'task-new', customerId: 'customer-1', scriptId: 'after-service', cause: { fromTaskId: null } },
    ]);
  });

  it('changes nothing for an unknown caller', () => {
    expect(tasksAfter({ ...callBack, customerId: null, content: { ...callBack.content, nextStep: agreed } }, null)).toEqual([]);
  });
});

describe('afterRecord, twice', () => {
  const records = fc
    .record({
      outcome: fc.constantFrom(...outcomeSchema.options),
      satisfaction: fc.constantFrom(null, 'satisfied' as const),
      hasTask: fc.boolean(),
      agreedOn: fc.boolean(),
      optOut: fc.constantFrom(null, '', 'asked'),
      newPhone: fc.boolean(),
      serviceId: fc.constantFrom(null, 'service-1', 'service-2'),
      ahead: fc.integer({ min: -3, max: 3 }),
      revision: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ hasTask, agreedOn, optOut, newPhone, ahead, ...rest }) =>
      record({
        ...rest,
        taskId: hasTask ? 'task-1' : null,
        endedAt: now + ahead * 1_000_000,
        content: { nextStep: agreedOn ? agreed : { kind: 'none' }, correction: { ...noCorrection, optOut, phone: newPhone ? phone() : null } },
      }),
    );

  it('changes nothing the second time, however late it comes', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 0, max: 1e9 }), (one, delay) => {
        const before = [task(), task({ id: 'task-2', serviceId: 'service-2' }), appointment({ notBefore: 5 })];
        const own = one.taskId === null ? null : (before[0] ?? null);
        const first = new Map(
          [...before, ...afterRecord({ record: one, task: own, openTasks: before, place: place(), now }).tasks].map((item) => [item.id, item]),
        );
        for (const item of first.values()) taskSchema.parse(item);
        const again = { record: one, task: one.taskId === null ? null : (first.get('task-1') ?? null), openTasks: [...first.values()], place: place() };
        expect(afterRecord({ ...again, now: now + delay }).tasks).toEqual([]);
      }),
    );
  });

  it('does not bring back what was done with the appointment since', () => {
    const one = record({ outcome: 'not-now', content: { nextStep: agreed } });
    const [old, made] = tasksAfter(one);
    if (!old || !made) throw new Error('both are there');
    const skipped = afterSkip({ task: made, agentId: 'agent-1', reason: 'ill', until: to + 1, now: to });
    expect(tasksAfter(one, old, [skipped])).toEqual([]);
    expect(tasksAfter({ ...one, taskId: null }, null, [skipped])).toEqual([]);
  });
});

describe('afterSkip and afterAppoint', () => {
  const held = task({ claim: { id: 'claim-1', agentId: 'agent-1', expiresAt: now + 1 }, attempts: 2, lastOutcome: 'busy' });

  it('puts a task back, not before then, with the reason', () => {
    expect(afterSkip({ task: held, agentId: 'agent-1', reason: '换人', until: to, now })).toEqual({
      ...held,
      claim: null,
      notBefore: to,
      updatedAt: now,
      skips: [{ at: now, agentId: 'agent-1', reason: '换人' }],
    });
  });

  it('never makes a task earlier than it was', () => {
    const later = task({ notBefore: to });
    expect(afterSkip({ task: later, agentId: 'agent-1', reason: 'r', until: now, now }).notBefore).toBe(to);
  });

  it('turns a task into an appointment of the agent', () => {
    const turned = afterAppoint({ task: held, agentId: 'agent-1', to, note: 'by SMS', now });
    expect(taskSchema.parse(turned)).toMatchObject({
      id: 'task-1',
      agentId: 'agent-1',
      notBefore: to,
      attempts: 2,
      claim: null,
      cause: { kind: 'appointment', recordId: null, note: 'by SMS' },
    });
    expect(turned.dueBy).toBeGreaterThan(to);
  });

  it('leaves a task that is not open', () => {
    const closed = task({ state: 'closed', closedBecause: 'opted-out' });
    expect(afterSkip({ task: closed, agentId: 'agent-1', reason: 'r', until: to, now })).toBe(closed);
    expect(afterAppoint({ task: closed, agentId: 'agent-1', to, note: '', now })).toBe(closed);
  });
});

describe('customerAfter', () => {
  const corrected = phone({ original: '139 0000 0002', e164: '+8613900000002' });
  const family = phone({ original: '137 0000 0003', e164: '+8613700000003', label: 'family' });
  const apply = (change: CustomerChange, to = customer({}, [phone(), family]), hash: string | null = 'hash-2') =>
    customerSchema.parse(customerAfter(to, change, now, hash));

  it('puts a corrected phone first and keeps the old one as other', () => {
    const changed = apply({ field: 'phone', value: corrected });
    expect(changed.person.phones).toEqual([corrected, { ...phone(), label: 'other' }, family]);
    expect(changed).toMatchObject({ phoneHashes: ['hash-2', 'hash-1'], updatedAt: now });
  });

  it('keeps a phone once, whatever its spelling', () => {
    const respelt = phone({ original: '+86 138-0000-0001' });
    expect(apply({ field: 'phone', value: respelt }, undefined, 'hash-1')).toMatchObject({ person: { phones: [respelt, family] }, phoneHashes: ['hash-1'] });
    const lost = phone({ original: '1.35000E+10', e164: null });
    expect(apply({ field: 'phone', value: lost }, customer({}, [lost]), null).person.phones).toEqual([lost]);
  });

  it('keeps ten phones at most', () => {
    const many = Array.from({ length: 10 }, (_, n) => phone({ original: `${n}`, e164: `+861380000000${n}` }));
    expect(apply({ field: 'phone', value: corrected }, customer({ phoneHashes: many.map((_, n) => `${n}`) }, many)).person.phones).toHaveLength(10);
  });

  it('leaves the main phone main when the family’s is corrected', () => {
    const changed = apply({ field: 'phone', value: { ...corrected, label: 'family' } });
    expect(changed.person.phones.map(({ label }) => label)).toEqual(['family', 'main', 'family']);
  });

  it('sets language and preferred hours', () => {
    const preferredHours = { original: '周末', days: 'weekends' as const, from: null, to: null };
    expect(apply({ field: 'language', value: 'yue' }).language).toBe('yue');
    expect(apply({ field: 'preferredHours', value: preferredHours }).preferredHours).toEqual(preferredHours);
  });

  it('never undoes an opt-out', () => {
    const first = apply({ field: 'optOut', value: { at: 5, reason: 'asked' } });
    expect(first.optOut).toEqual({ at: 5, reason: 'asked' });
    const changes: CustomerChange[] = [
      { field: 'optOut', value: { at: 9, reason: '' } },
      { field: 'language', value: 'en' },
      { field: 'phone', value: corrected },
    ];
    for (const change of changes) expect(apply(change, first).optOut).toEqual({ at: 5, reason: 'asked' });
  });
});

describe('another attempt', () => {
  const limited = (limits: Partial<ReturnType<typeof place>['limits']>) => place({ limits: { ...place().limits, ...limits } });
  const attempt = (limits: Parameters<typeof limited>[0], change: Partial<RecordOfCall> = {}, own = task({ attempts: 2 })) =>
    afterRecord({
      record: record({ outcome: 'no-answer', satisfaction: null, ...change }),
      task: own,
      openTasks: [own],
      place: limited(limits),
      now: at('2026-11-22', '23:00'),
    }).tasks[0];

  it.each<[string, number, Partial<RecordOfCall>, object]>([
    ['is the last one when so many did not get through', 3, {}, { state: 'closed', closedBecause: 'not-reached', attempts: 3 }],
    ['follows while there are some left', 4, {}, { state: 'open', attempts: 3 }],
    ['always follows with 0', 0, {}, { state: 'open' }],
    [
      'follows the right number whatever came before',
      1,
      { outcome: 'wrong-number', content: { ...record().content, correction: { ...noCorrection, phone: phone() } } },
      { state: 'open' },
    ],
    ['does not undo an answer', 3, { outcome: 'reached', satisfaction: 'satisfied' }, { state: 'done' }],
  ])('%s', (_, attemptsPerTask, change, wanted) => {
    expect(attempt({ attemptsPerTask }, change)).toMatchObject(wanted);
  });

  it.each<[string, string, RecordOfCall['outcome'], number, string]>([
    ['the afternoon after a morning', '09:10', 'no-answer', 60, '2026-11-22 12:00'],
    ['the evening after an afternoon', '14:10', 'voicemail', 60, '2026-11-22 18:00'],
    ['the next day after an evening', '19:10', 'unreachable', 60, '2026-11-23 00:00'],
    ['as the delay says when that is another part', '11:30', 'no-answer', 60, '2026-11-22 12:30'],
    ['soon when the line was only busy', '09:10', 'busy', 60, '2026-11-22 09:25'],
  ])('is %s', (_, time, outcome, minutes, wanted) => {
    const endedAt = at('2026-11-22', time);
    const then = attempt({ otherPartOfDay: true, retryMinutes: { 'no-answer': minutes, busy: 15 } }, { outcome, endedAt, startedAt: endedAt - MINUTE });
    const [day = '', clock = ''] = wanted.split(' ');
    expect(then?.notBefore).toBe(at(day, clock));
  });
});
