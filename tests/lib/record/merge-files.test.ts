import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Customer, Phone } from '../../../lib/contract/customer.ts';
import type { TakenField } from '../../../lib/contract/customer-merge.ts';
import { earlierNames, earlierNumbers } from '../../../lib/import/merge-customer.ts';
import { blankCustomer } from '../../../lib/record/erased.ts';
import { mergedOf, unmergedOf } from '../../../lib/record/merge-files.ts';

const blank = { ...blankCustomer({ id: 'c', placeId: 'store', createdAt: 0, updatedAt: 0 }), optOut: null };
const phone = (n: number, label: Phone['label'] = 'main'): Phone => {
  const e164 = `+44770090${String(n).padStart(4, '0')}`;
  return { original: e164, e164, label, extension: null, doubtful: false };
};

const word = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null });
const optOut = fc.option(fc.record({ at: fc.nat(9), reason: fc.constantFrom('x', 'y') }), { nil: null });
const customers: fc.Arbitrary<Customer> = fc
  .record({
    name: fc.constantFrom('', 'Ann Sample', 'Ben Sample', 'ann sample'),
    number: word,
    email: word,
    note: word,
    birthday: fc.constantFrom(null, '1980-02-03', '--02-03'),
    age: fc.constantFrom(null, 40),
    more: fc.dictionary(fc.constantFrom('city', 'shoe', '№', '≈'), fc.constantFrom('k', 'l')),
    phones: fc.uniqueArray(fc.nat(12), { maxLength: 8 }).map((all) => all.map((n, index) => phone(n, index === 0 ? 'main' : 'other'))),
    tags: fc.option(fc.uniqueArray(fc.constantFrom('p', 'q', 'r')), { nil: undefined }),
    class: word,
    optOut,
  })
  .map(({ class: classOf, tags, optOut: wish, ...person }) => ({
    ...blank,
    person: { ...blank.person, ...person },
    class: classOf,
    optOut: wish,
    ...(tags ? { tags } : {}),
  }));
const takes = fc.subarray<TakenField>(['name', 'number', 'email', 'note', 'birthday', 'phones', 'tags', 'class']);

describe('two files as one', () => {
  it('loses no phone as long as there is room, no tag, no number, no name and no wish, and is taken back to what it was', () => {
    fc.assert(
      fc.property(customers, customers, takes, (keep, drop, take) => {
        const merged = mergedOf(keep, drop, take);
        const { person } = merged;
        const phones = new Set([...keep.person.phones, ...drop.person.phones].map(({ e164 }) => e164));
        expect(person.phones).toHaveLength(Math.min(10, phones.size));
        expect(person.phones.filter(({ label }) => label === 'main')).toHaveLength(Math.min(1, phones.size));
        expect(new Set(merged.tags)).toEqual(new Set([...(keep.tags ?? []), ...(drop.tags ?? [])]));
        const numbers = [person.number, ...earlierNumbers(person)];
        const names = [person.name, ...earlierNames(person)];
        for (const one of [keep.person, drop.person]) {
          expect(numbers).toEqual(expect.arrayContaining([...earlierNumbers(one), ...(one.number === null ? [] : [one.number])]));
          expect(names).toEqual(expect.arrayContaining([...earlierNames(one), ...(one.name === '' ? [] : [one.name])]));
        }
        expect(merged.optOut === null).toBe(keep.optOut === null && drop.optOut === null);
        expect(unmergedOf(merged, { before: keep, after: merged })).toEqual(keep);
      }),
    );
  });

  it.each([
    [{ until: '2026-12-01' }, {}, undefined],
    [{}, { until: '2026-12-01' }, undefined],
    [{ until: '2026-12-01' }, { until: '2027-01-01' }, '2027-01-01'],
    [{ until: '2027-01-01' }, { until: '2026-12-01' }, '2027-01-01'],
  ])('of the wishes %j and %j keeps the one that lasts longer', (a, b, until) => {
    const wish = (over: object) => ({ ...blank, optOut: { at: 1, reason: '', ...over } });
    expect(mergedOf(wish(a), wish(b), []).optOut?.until).toBe(until);
  });

  it('keeps what was changed after it, when it is taken back', () => {
    const keep = { ...blank, person: { ...blank.person, name: 'Ann Sample', more: { city: 'Leeds' } } };
    const drop = { ...blank, person: { ...blank.person, name: 'Anne Sample', email: 'ann@example.com', more: { shoe: '38' } } };
    const after = mergedOf(keep, drop, ['name', 'email']);
    const now = { ...after, class: 'gold', person: { ...after.person, email: 'new@example.com', more: { ...after.person.more, city: 'York' } } };
    expect(unmergedOf(now, { before: keep, after })).toEqual({
      ...keep,
      class: 'gold',
      person: { ...keep.person, email: 'new@example.com', more: { city: 'York' } },
    });
  });
});
