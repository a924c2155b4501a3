import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordFilterSchema } from '../../../lib/contract/search.ts';
import { type Chosen, chosenFromText, chosenToText, NOTHING_CHOSEN } from '../../../lib/quality/address.ts';
import { instantsOf, type Period } from '../../../lib/quality/period.ts';
import { someFilter } from '../../server/search/records.ts';

const periods = fc.constantFrom<Period | null>(null, 'week', 'lastMonth', { from: '2026-11-01', to: null }, { from: null, to: '2026-11-07' });

describe('what was chosen, in an address', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(someFilter, periods, (all, period) => {
        const { from: _from, to: _to, ...filter } = all;
        const chosen: Chosen = { period, filter };
        expect(chosenFromText(chosenToText(chosen))).toEqual(chosen);
      }),
    );
  });

  it('is nothing when nothing is chosen', () => {
    expect(chosenToText(NOTHING_CHOSEN)).toBe('');
    expect(chosenFromText('')).toEqual(NOTHING_CHOSEN);
  });

  it('is never more than a filter may be, whatever stands in the address', () => {
    const part = fc.constantFrom(
      'agents',
      'talkFrom',
      'late',
      'outcomes',
      'scripts',
      'departments',
      'period',
      '__proto__',
      'x',
      '=',
      '&',
      ',',
      '%',
      '%zz',
      'a@b',
      'true',
      '7',
      'reached',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        expect(recordFilterSchema.safeParse(chosenFromText(parts.join('')).filter).success).toBe(true);
      }),
    );
  });

  const read: [text: string, filter: Chosen['filter']][] = [
    ['outcomes=busy,no-answer&late=true', { outcomes: ['busy', 'no-answer'], late: true }],
    ['scripts=retail-repair@2', { scripts: [{ id: 'retail-repair', version: 2 }] }],
    ['departments=%E5%94%AE%E5%90%8E%2C%20A', { departments: ['售后, A'] }],
    ['outcomes=nonsense&agents=ann', { agents: ['ann'] }],
    ['talkFrom=60&talkTo=61', { talkFrom: 60 }],
  ];
  for (const [text, filter] of read) it(`reads ${text}`, () => expect(chosenFromText(text).filter).toEqual(filter));
});

describe('a period', () => {
  const now = Date.parse('2026-11-22T04:00:00Z');
  const zone = 'Asia/Shanghai';
  const at = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
  const cases: [period: Period, from: string | null, to: string | null][] = [
    ['today', '2026-11-22', null],
    ['yesterday', '2026-11-21', '2026-11-22'],
    ['week', '2026-11-16', null],
    ['last7', '2026-11-16', null],
    ['month', '2026-11-01', null],
    ['lastMonth', '2026-10-01', '2026-11-01'],
    [{ from: '2026-11-03', to: '2026-11-04' }, '2026-11-03', '2026-11-05'],
    [{ from: null, to: '2026-11-04' }, null, '2026-11-05'],
  ];
  for (const [period, from, to] of cases) {
    it(`${JSON.stringify(period)} runs from ${from} to before ${to}`, () => {
      expect(instantsOf(period, now, zone)).toEqual({ ...(from ? { from: at(from) } : {}), ...(to ? { to: at(to) } : {}) });
    });
  }
});
