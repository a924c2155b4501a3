import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestAppointments, suggestDeadlines } from '../../../lib/call/suggest-times.ts';
import type { PreferredHours } from '../../../lib/contract/customer.ts';
import type { CallingHours } from '../../../lib/contract/place.ts';
import { isOpen } from '../../../lib/plan/windows.ts';
import { localDateAt, localTimeAt } from '../../../lib/plan/zone.ts';
import { at, place, SHANGHAI, seasonal } from '../plan/build.ts';

const zone = fc.constantFrom(SHANGHAI, 'Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');
const now = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2028-12-31T00:00:00Z') });
const two = (value: number) => String(value).padStart(2, '0');
const windows = fc
  .uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 2, maxLength: 4 })
  .map((quarters) => quarters.toSorted((a, b) => a - b).map((quarter) => `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`))
  .map((times) => times.flatMap((from, index) => (index % 2 === 0 && times[index + 1] ? [{ from, to: times[index + 1] ?? from }] : [])));
const hours: fc.Arbitrary<CallingHours> = fc.record({
  seasons: fc
    .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), windows)
    .map(([weekdays, spans]) => [{ from: '01-01', to: '12-31', weekdays, windows: spans }]),
  closed: fc.constantFrom([], ['2027-01-01']),
});
const preferred: fc.Arbitrary<PreferredHours | null> = fc.constantFrom<(PreferredHours | null)[]>(
  null,
  { original: 'weekends', days: 'weekends', from: null, to: null },
  { original: 'after six', days: 'any', from: '18:00', to: null },
);
const increasing = (moments: number[]) => moments.every((one, index) => index === 0 || one > (moments[index - 1] ?? 0));

describe('moments for an appointment', () => {
  it('are in the future, in order, and inside the calling hours, whatever the clock and the hours', () => {
    fc.assert(
      fc.property(hours, zone, preferred, now, (given, inZone, wish, clock) => {
        const moments = suggestAppointments({ hours: given, zone: inZone, preferred: wish, now: clock });
        expect(moments.length).toBe(4);
        expect(moments[0]).toBeGreaterThanOrEqual(clock + 30 * 60_000);
        expect(increasing(moments)).toBe(true);
        for (const moment of moments) expect(isOpen({ hours: given, zone: inZone, preferred: wish, now: moment })).toBe(true);
        const days = moments.map((moment) => localDateAt(moment, inZone));
        for (const day of days) expect(days.filter((one) => one === day).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 200 },
    );
  });

  it('begin half an hour from now where that is open, on the hour or half hour', () => {
    const moments = suggestAppointments({ hours: seasonal, zone: SHANGHAI, preferred: null, now: at('2026-11-22', '14:10') });
    expect(moments.map((one) => `${localDateAt(one, SHANGHAI)} ${localTimeAt(one, SHANGHAI)}`)).toEqual([
      '2026-11-22 15:00',
      '2026-11-22 19:00',
      '2026-11-23 14:00',
      '2026-11-23 19:00',
    ]);
  });

  it('are none where the place never calls', () => {
    expect(suggestAppointments({ hours: { seasons: [], closed: [] }, zone: SHANGHAI, preferred: null, now: 0 })).toEqual([]);
  });
});

describe('moments by which a department answers', () => {
  it('are in the future and in order, whatever the clock', () => {
    fc.assert(
      fc.property(zone, now, (inZone, clock) => {
        const moments = suggestDeadlines({ zone: inZone, now: clock });
        expect(moments.length).toBe(4);
        expect(increasing([clock, ...moments])).toBe(true);
      }),
    );
  });

  it.each([
    ['10:05', ['2026-11-22 12:30', '2026-11-23 12:00', '2026-11-23 18:00', '2026-11-25 18:00']],
    ['16:30', ['2026-11-23 12:00', '2026-11-23 18:00', '2026-11-25 18:00', '2026-11-29 18:00']],
    ['23:59', ['2026-11-23 12:00', '2026-11-23 18:00', '2026-11-25 18:00', '2026-11-29 18:00']],
  ])('at %s', (time, expected) => {
    const moments = suggestDeadlines({ zone: place().timeZone, now: at('2026-11-22', time) });
    expect(moments.map((one) => `${localDateAt(one, SHANGHAI)} ${localTimeAt(one, SHANGHAI)}`)).toEqual(expected);
  });
});
