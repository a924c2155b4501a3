import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directoryEntrySchema } from '../../../lib/contract/place.ts';
import { changedById, findEntries } from '../../../lib/people/directory.ts';
import { anEntry, someEntries } from '../../support/directory.ts';

const { compare } = new Intl.Collator('en');

describe('the directory', () => {
  it.each([
    ['everybody, by department and name', '', ['lab', 'workshop', 'wu']],
    ['a part of the name', 'desk', ['workshop']],
    ['the name in other letters', 'ＷＯＲＫＳＨＯＰ', ['workshop']],
    ['a Chinese name', '晓芳', ['wu']],
    ['the department', 'labo', ['lab']],
    ['what they know', '投诉', ['wu']],
    ['a note', 'coat number', ['workshop']],
    ['two words in any order', 'zips repairs', ['workshop']],
    ['a number that is grouped otherwise', '79460101', ['workshop']],
    ['a number with its groups', '020 7946', ['workshop']],
    ['the extension', '12', ['workshop']],
    ['nobody', 'zips laboratory', []],
    ['blanks as nothing asked', '   ', ['lab', 'workshop', 'wu']],
  ])('finds %s', (_, query, wanted) => {
    expect(findEntries(someEntries, query, compare).map(({ id }) => id)).toEqual(wanted);
  });

  it('takes no word of letters for a number', () => {
    expect(findEntries([anEntry({ phone: '', extension: '' })], 'x', compare)).toEqual([]);
    expect(findEntries([anEntry({ phone: '', extension: '' })], '-', compare).length).toBeLessThanOrEqual(1);
  });

  it('needs a name, and cuts off blanks', () => {
    expect(directoryEntrySchema.safeParse(anEntry({ name: '  ' })).success).toBe(false);
    expect(directoryEntrySchema.parse(anEntry({ name: ' Wu ', phone: ' 12 ' }))).toMatchObject({ name: 'Wu', phone: '12' });
  });

  it('keeps two changes of two entries, whichever comes first', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const entries = fc.uniqueArray(fc.record({ id, name: fc.string() }), { selector: (one) => one.id });
    fc.assert(
      fc.property(entries, fc.record({ id, name: fc.string() }), id, (list, put, drop) => {
        fc.pre(put.id !== drop);
        const [first, second] = [
          { put: [put], drop: [] },
          { put: [], drop: [drop] },
        ];
        const one = changedById(changedById(list, first), second);
        expect(changedById(changedById(list, second), first)).toEqual(one);
        expect(one.find((entry) => entry.id === put.id)).toEqual(put);
        expect(one.some((entry) => entry.id === drop)).toBe(false);
      }),
    );
  });
});
