import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guaranteesSchema } from '../../../lib/contract/wire.ts';
import { guarantees } from '../../../lib/plan/guarantees.ts';
import { at, place, record, task } from './build.ts';

const now = at('2026-11-22', '16:00');
const tonight = at('2026-11-23', '00:00') - 1;
const noon = at('2026-11-22', '12:00');
const count = (tasks: Parameters<typeof guarantees>[0]['tasks'], records: Parameters<typeof guarantees>[0]['records'] = []) =>
  guarantees({ tasks, records, place: place(), now, isComplete: (one) => one.satisfaction !== null });
const open = (customerId: string, dueBy = tonight) => task({ id: `task-of-${customerId}`, customerId, dueBy });
const done = (customerId: string, dueBy = tonight, updatedAt = noon) => task({ id: `done-of-${customerId}`, customerId, dueBy, updatedAt, state: 'done' });

describe('guarantees', () => {
  it.each([
    ['nobody', count([]), [0, 0, 0]],
    ['due today and overdue', count([open('a'), open('b', 5)]), [2, 0, 0]],
    ['due tomorrow', count([open('a', tonight + 1)]), [0, 0, 0]],
    ['called today', count([open('a'), done('b')]), [2, 1, 1]],
    ['called ahead of the deadline', count([done('b', tonight + 9_999_999)]), [1, 1, 1]],
    ['called too late', count([done('b', noon - 1)]), [1, 1, 0]],
    ['called on the last millisecond', count([done('b', noon)]), [1, 1, 1]],
    ['called in the first minute of the day', count([done('b', tonight, at('2026-11-22', '00:00'))]), [1, 1, 1]],
    ['called yesterday', count([done('b', tonight, at('2026-11-21', '23:59'))]), [0, 0, 0]],
    ['closed without a call', count([task({ state: 'closed', closedBecause: 'opted-out', dueBy: tonight })]), [0, 0, 0]],
    ['one customer, one call made and one left', count([open('a'), done('a')]), [1, 0, 0]],
    ['one customer, two calls, one of them late', count([done('a'), { ...done('a', noon - 1), id: 'second' }]), [1, 1, 0]],
  ])('%s', (_, { due, called, inTime }, expected) => {
    expect([due, called, inTime]).toEqual(expected);
  });

  it('takes the time of the call, not of its record, for the deadline', () => {
    const call = record({ taskId: 'done-of-a', startedAt: noon - 60_000, savedAt: noon });
    expect(count([done('a', noon - 1)], [call]).inTime).toBe(1);
  });

  it('counts today’s attempts, complete or not, the newest revision of each', () => {
    const records = [
      record(),
      record({ id: 'record-2', satisfaction: null }),
      record({ id: 'record-3', satisfaction: null }),
      record({ id: 'record-3', revision: 2 }),
      record({ id: 'record-4', startedAt: at('2026-11-21', '23:59') }),
    ];
    expect(count([], records)).toMatchObject({ records: 3, complete: 2 });
  });

  it('goes by the place’s calendar', () => {
    const there = guarantees({ tasks: [open('a')], records: [], place: place({ timeZone: 'America/New_York' }), now: tonight, isComplete: () => true });
    expect(there.due).toBe(1);
    const before = guarantees({ tasks: [open('a', tonight + 20 * 3_600_000)], records: [], place: place(), now, isComplete: () => true });
    expect(before.due).toBe(0);
  });

  it('never counts more of a part than of the whole', () => {
    const some = fc.record({
      customerId: fc.constantFrom('a', 'b', 'c'),
      state: fc.constantFrom('open' as const, 'done' as const, 'closed' as const),
      dueBy: fc.integer({ min: noon - 9e7, max: noon + 9e7 }),
      updatedAt: fc.integer({ min: noon - 9e7, max: now }),
    });
    fc.assert(
      fc.property(fc.array(some), (list) => {
        const figures = guaranteesSchema.parse(count(list.map((one, n) => task({ ...one, id: `task-${n}` }))));
        return figures.inTime <= figures.called && figures.called <= figures.due && figures.complete <= figures.records;
      }),
    );
  });
});
