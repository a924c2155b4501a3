import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../lib/contract/mutation.ts';
import { outboxRowSchema } from '../../../lib/contract/outbox.ts';
import { again, backoff, batch, faulted, MOST_FAULTS, outboxRow, postponed, rejected } from '../../../lib/outbox/outbox.ts';
import { anOutboxRow } from '../../support/builders.ts';
import { customer, record } from '../plan/build.ts';

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;
const now = Date.parse('2026-11-22T08:00:00Z');
const error = { kind: 'offline', message: 'not reached', field: null } as const;

const save = (n: number, change: Parameters<typeof record>[0]): Mutation => ({
  id: `m-${n}`,
  at: 1,
  kind: 'record.save',
  record: record({ id: `r-${n}`, ...change }),
});
const add = (n: number, id: string): Mutation => ({ id: `m-${n}`, at: 1, kind: 'customer.add', customer: customer({ id }) });
const set = (n: number, id: string): Mutation => ({
  id: `m-${n}`,
  at: 1,
  kind: 'customer.set',
  customerId: id,
  change: { field: 'language', value: 'en' },
});
const skip = (n: number, taskId: string): Mutation => ({ id: `m-${n}`, at: 1, kind: 'task.skip', taskId, reason: 'busy', until: 2 });
const correct = (n: number, recordId: string): Mutation => {
  const { outcome, satisfaction, content } = record();
  return { id: `m-${n}`, at: 1, kind: 'record.revise', recordId, basedOn: [1], why: 'a slip', outcome, satisfaction, content };
};
const numbers = (rows: { n: number }[]) => rows.map(({ n }) => n);

describe('waiting between attempts', () => {
  it('doubles with every attempt, and is never more than five minutes', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempts, random) => {
        const wait = backoff(attempts, random);
        const ceiling = Math.min(5 * MINUTE, 2_000 * 2 ** Math.min(attempts, 30));
        expect(wait).toBeGreaterThanOrEqual(ceiling / 2);
        expect(wait).toBeLessThanOrEqual(ceiling);
      }),
    );
  });

  it('spreads panels that failed together', () => {
    expect(new Set([0, 0.25, 0.5, 0.75].map((random) => backoff(8, random))).size).toBe(4);
  });

  it('is as long as the endpoint asked, where that is longer than its own', () => {
    expect(postponed(anOutboxRow(1), error, now, 0, 30_000).nextAt).toBe(now + 30_000);
    expect(postponed(anOutboxRow(1, { attempts: 30 }), error, now, 0.5, 1_000).nextAt).toBeGreaterThan(now + 2 * MINUTE);
  });

  it('is no shorter because the endpoint asked for hours', () => {
    const row = postponed(anOutboxRow(1), error, now, 0, 3 * 60 * MINUTE);
    expect(batch([row], now + 5 * MINUTE - 1, 50)).toEqual([]);
    expect(numbers(batch([row], now + 10 * MINUTE, 50))).toEqual([1]);
  });
});

describe('a row of the outbox', () => {
  const row = anOutboxRow(7);

  it('begins as waiting, to be sent now', () => {
    const fresh = { n: 1, ...outboxRow(row.mutation, now) };
    expect(outboxRowSchema.safeParse(fresh).success).toBe(true);
    expect(fresh).toMatchObject({ id: row.mutation.id, state: 'waiting', attempts: 0, nextAt: now, lastError: null });
  });

  it('keeps its id, its number and its mutation whatever happens to it', () => {
    const after = [postponed(row, error, now, 0.5), rejected(row, { kind: 'invalid', message: 'no', field: 'record.outcome' }, now), again(row, now)];
    for (const one of after) {
      expect([one.id, one.n, one.mutation]).toEqual([row.id, 7, row.mutation]);
      expect(outboxRowSchema.safeParse(one).success).toBe(true);
    }
  });

  it('that was rejected says why and where, and is never sent by itself', () => {
    const no = rejected(row, { kind: 'invalid', message: 'no', field: 'record.outcome' }, now);
    expect(no).toMatchObject({ state: 'rejected', attempts: 1, lastError: { kind: 'invalid', field: 'record.outcome', at: now } });
    expect(batch([no], now + YEAR, 50)).toEqual([]);
    expect(numbers(batch([again(no, now)], now, 50))).toEqual([7]);
  });
});

describe('a row with which the endpoint has a fault again and again', () => {
  const fault = { kind: 'internal', message: 'x', field: null } as const;
  const failing = (times: number, row = anOutboxRow(1)) => Array.from({ length: times }).reduce<typeof row>((one) => faulted(one, fault, now, 0.5), row);

  it('is tried for a while, and then needs a person; it is never dropped', () => {
    expect(failing(MOST_FAULTS - 1)).toMatchObject({ state: 'waiting', faults: MOST_FAULTS - 1 });
    const last = failing(MOST_FAULTS);
    expect(last).toMatchObject({ state: 'rejected', lastError: { kind: 'internal', at: now }, mutation: anOutboxRow(1).mutation });
    expect(outboxRowSchema.safeParse(last).success).toBe(true);
  });

  it('is tried for at least ten minutes, whatever the chances', () => {
    let row = anOutboxRow(1);
    let at = now;
    while (row.state === 'waiting') {
      row = faulted(row, fault, at, 0);
      at = Math.max(at, row.nextAt);
    }
    expect(at - now).toBeGreaterThan(10 * MINUTE);
  });

  it('counts no outage: being unreachable for days is nobody’s fault', () => {
    let row = failing(3);
    for (let n = 0; n < 1000; n += 1) row = postponed(row, error, now, 0.5);
    expect(row).toMatchObject({ state: 'waiting', faults: 3 });
  });

  it('begins anew when a person sends it again', () => {
    expect(again(failing(MOST_FAULTS), now)).not.toHaveProperty('faults');
  });

  it('goes alone, after all the others, and what is about the same customer waits behind it', () => {
    const suspect = { ...failing(3), nextAt: now };
    const about = anOutboxRow(2, { mutation: save(2, { customerId: 'c-1', taskId: null }) });
    expect(numbers(batch([suspect, about, anOutboxRow(3), { ...failing(3, anOutboxRow(4)), nextAt: now }], now, 50))).toEqual([3]);
    expect(numbers(batch([suspect, about, { ...failing(3, anOutboxRow(4)), nextAt: now }], now, 50))).toEqual([1]);
  });
});

describe('what is sent now', () => {
  it('is what waits, oldest first, as many as fit', () => {
    const rows = [3, 1, 5, 2, 4].map((n) => anOutboxRow(n));
    expect(numbers(batch(rows, now, 50))).toEqual([1, 2, 3, 4, 5]);
    expect(numbers(batch(rows, now, 3))).toEqual([1, 2, 3]);
  });

  it('has a new customer before the record about them', () => {
    const rows = [anOutboxRow(2, { mutation: save(2, { customerId: 'new', taskId: null }) }), anOutboxRow(1, { mutation: add(1, 'new') })];
    expect(numbers(batch(rows, now, 50))).toEqual([1, 2]);
    expect(numbers(batch(rows, now, 1))).toEqual([1]);
  });

  it('has no record whose customer still waits, and all the others', () => {
    const rows = [
      anOutboxRow(1, { mutation: add(1, 'new'), nextAt: now + MINUTE }),
      anOutboxRow(2, { mutation: save(2, { customerId: 'new', taskId: null }) }),
      anOutboxRow(3, { mutation: set(3, 'new') }),
      anOutboxRow(4),
      anOutboxRow(5, { mutation: skip(5, 't-9') }),
    ];
    expect(numbers(batch(rows, now, 50))).toEqual([4, 5]);
    expect(numbers(batch(rows, now + MINUTE, 50))).toEqual([1, 2, 3, 4, 5]);
  });

  it('has nothing about a customer that the endpoint refused to add', () => {
    const rows = [
      anOutboxRow(1, { mutation: add(1, 'new'), state: 'rejected' }),
      anOutboxRow(2, { mutation: save(2, { customerId: 'new', taskId: null }) }),
      anOutboxRow(3),
    ];
    expect(numbers(batch(rows, now, 50))).toEqual([3]);
  });

  it.each([
    ['record', save(1, { customerId: 'c', taskId: 't' })],
    ['change of the customer', set(1, 'c')],
    ['skip', skip(1, 't')],
  ])('has later rows about the same customer after a rejected %s: nobody waits for what may never be mended', (_title, mutation) => {
    const rows = [anOutboxRow(1, { mutation, state: 'rejected' }), anOutboxRow(2, { mutation: save(2, { customerId: 'c', taskId: 't' }) })];
    expect(numbers(batch(rows, now, 50))).toEqual([2]);
  });

  it('keeps the order of a record, its task, and the appointment made in it', () => {
    const nextStep = { kind: 'appointment', at: now, note: '', taskId: 't-new' } as const;
    const early = anOutboxRow(1, { mutation: save(1, { customerId: 'c', taskId: 't', content: { nextStep } }), nextAt: now + MINUTE });
    for (const taskId of ['t', 't-new']) expect(batch([early, anOutboxRow(2, { mutation: skip(2, taskId) })], now, 50)).toEqual([]);
    expect(numbers(batch([early, anOutboxRow(2, { mutation: skip(2, 'another') })], now, 50))).toEqual([2]);
  });

  it('has no correction before the record it corrects, nor before an earlier correction', () => {
    const rows = (first: Partial<Parameters<typeof anOutboxRow>[1]>) => [
      anOutboxRow(1, { mutation: save(1, { id: 'r', customerId: 'c', taskId: 't' }), ...first }),
      anOutboxRow(2, { mutation: correct(2, 'r') }),
      anOutboxRow(3, { mutation: correct(3, 'another') }),
    ];
    expect(numbers(batch(rows({ nextAt: now + MINUTE }), now, 50))).toEqual([3]);
    expect(numbers(batch(rows({ state: 'rejected' }), now, 50))).toEqual([3]);
    expect(numbers(batch(rows({ mutation: correct(1, 'r'), nextAt: now + MINUTE }), now, 50))).toEqual([3]);
    expect(numbers(batch(rows({}), now, 50))).toEqual([1, 2, 3]);
  });

  it('is not held for years by a clock that was ahead and is set back', () => {
    for (const years of [1, 10]) {
      const row = postponed(anOutboxRow(1, { attempts: 20 }), error, now + years * YEAR, 0.99);
      expect(numbers(batch([row], now, 50))).toEqual([1]);
    }
    const ahead = postponed(anOutboxRow(1, { attempts: 20 }), error, now - 10 * YEAR, 0.99);
    expect(numbers(batch([ahead], now, 50))).toEqual([1]);
  });

  it('never has a row before an older one about the same customer, whatever waits', () => {
    const subject = fc.constantFrom('a', 'b', 'c');
    const mutation = (n: number): fc.Arbitrary<Mutation> =>
      fc.oneof(
        subject.map((id) => save(n, { customerId: id, taskId: `task-${id}` })),
        subject.map((id) => set(n, id)),
        subject.map((id) => add(n, id)),
      );
    const rows = fc
      .array(fc.tuple(fc.boolean(), fc.constant(null)), { maxLength: 12 })
      .chain((list) =>
        fc.tuple(
          ...list.map(([early], index) =>
            mutation(index + 1).map((one) => anOutboxRow(index + 1, { mutation: one, nextAt: early ? now + MINUTE : now - index })),
          ),
        ),
      );
    const about = (one: Mutation) =>
      one.kind === 'record.save' ? one.record.customerId : one.kind === 'customer.add' ? one.customer.id : 'customerId' in one && one.customerId;
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 12 }), (all, size) => {
        const sent = new Set(numbers(batch(all, now, size)));
        expect(sent.size).toBeLessThanOrEqual(size);
        for (const row of all) {
          const older = all.filter((one) => one.n < row.n && about(one.mutation) === about(row.mutation));
          if (sent.has(row.n)) expect(older.every((one) => sent.has(one.n))).toBe(true);
          // Nothing else may hold it up.
          const free = row.nextAt <= now && older.every((one) => one.nextAt <= now);
          if (free && sent.size < size) expect(sent.has(row.n)).toBe(true);
        }
      }),
    );
  });
});
