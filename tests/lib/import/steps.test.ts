import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importStepSchema } from '../../../lib/contract/undo-import.ts';
import { stepsBetween, takeBack } from '../../../lib/import/steps.ts';

const value = fc.oneof(fc.constant(null), fc.string(), fc.integer(), fc.array(fc.string(), { maxLength: 2 }));
const key = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor', '№'), fc.string({ minLength: 1, maxLength: 5 }));
const kept = fc.array(fc.tuple(key, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
/** A row such as a customer's: own fields, a person with what is kept under the file's headers. */
const row = fc.record({ class: value, optOut: value, person: fc.record({ name: value, more: kept }), detail: kept }, { requiredKeys: ['person', 'detail'] });

describe('steps', () => {
  it('lead back from any row to the one before, also after having been stored', () => {
    fc.assert(
      fc.property(row, row, (before, after) => {
        const steps = stepsBetween(before, after);
        const stored = JSON.parse(JSON.stringify(steps)).map((step: unknown) => importStepSchema.parse(step));
        expect(takeBack(after, stored)).toEqual({ row: before, kept: [] });
      }),
    );
  });

  it('lead back over several changes, the last first', () => {
    fc.assert(
      fc.property(row, row, row, (first, second, third) => {
        expect(takeBack(third, [...stepsBetween(first, second), ...stepsBetween(second, third)])).toEqual({ row: first, kept: [] });
      }),
    );
  });

  it('keep what was changed again since, and take back the rest', () => {
    const before = { class: null, person: { name: 'Wang', more: { a: '1' } } };
    const after = { class: 'gold', person: { name: 'Wang Yi', more: { a: '2', b: '3' } } };
    const now = { class: 'gold', person: { name: 'Wang Er', more: { a: '2', b: '3', c: '4' } } };
    expect(takeBack(now, stepsBetween(before, after))).toEqual({
      row: { class: null, person: { name: 'Wang Er', more: { a: '1', c: '4' } } },
      kept: [['person', 'name']],
    });
  });

  it('are none between rows that are the same', () => {
    fc.assert(fc.property(row, (one) => void expect(stepsBetween(one, { ...one })).toEqual([])));
  });
});
