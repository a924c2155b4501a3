import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PreferredHours } from '../../../lib/contract/customer.ts';
import type { CallingHours } from '../../../lib/contract/place.ts';
import { ignoredPreference, isOpen, nextOpening, windowsOn } from '../../../lib/plan/windows.ts';
import { addDays, localDateAt, localTimeAt } from '../../../lib/plan/zone.ts';
import { always, at, SHANGHAI, seasonal } from './build.ts';

const prefer = (change: Partial<PreferredHours>): PreferredHours => ({ original: 'wish', days: 'any', from: null, to: null, ...change });
const shown = (hours: CallingHours, day: string, preferred: PreferredHours | null = null, zone = SHANGHAI) =>
  windowsOn({ hours, day, zone, preferred }).map(({ from, to }) => `${localTimeAt(from, zone)}-${localTimeAt(to, zone)}`);
const one = (from: string, to: string, start: string, end: string, weekdays = [1, 2, 3, 4, 5, 6, 7]): CallingHours => ({
  seasons: [{ from, to, weekdays, windows: [{ from: start, to: end }] }],
  closed: [],
});

describe('windowsOn', () => {
  const summer = ['14:30-16:30', '19:00-20:00'];
  const winter = ['14:00-16:30', '19:00-20:00'];
  it.each([
    ['2026-05-01', summer],
    ['2026-07-15', summer],
    ['2026-09-30', summer],
    ['2026-10-01', winter],
    ['2026-12-31', winter],
    ['2027-01-01', winter],
    ['2028-02-29', winter],
    ['2026-04-30', winter],
  ])('has on %s %j', (day, expected) => {
    expect(shown(seasonal, day)).toEqual(expected);
  });

  it('is empty on a closed day, on a weekday that is not named and in no season', () => {
    expect(shown({ ...seasonal, closed: ['2026-10-01'] }, '2026-10-01')).toEqual([]);
    expect(shown(one('01-01', '12-31', '09:00', '17:00', [1, 2, 3, 4, 5]), '2026-11-28')).toEqual([]);
    expect(shown(one('05-01', '09-30', '09:00', '17:00'), '2026-11-20')).toEqual([]);
  });

  it('is empty on a public holiday where these are closed, and has a working day’s hours on a make-up day', () => {
    const office = { ...one('01-01', '12-31', '09:00', '17:00', [1, 2, 3, 4, 5]), holidays: 'CN' as const };
    const weekend = { ...one('01-01', '12-31', '09:00', '17:00', [6, 7]), holidays: 'CN' as const };
    // The Saturday before the Spring Festival of 2026 is worked, the Friday of National Day is not, nor the Saturday after it.
    expect([shown(office, '2026-02-14'), shown(weekend, '2026-02-14')]).toEqual([['09:00-17:00'], []]);
    expect([shown(office, '2026-10-02'), shown(weekend, '2026-10-03'), shown(seasonal, '2026-10-02')]).toEqual([[], [], winter]);
    expect(shown(office, '2026-10-10')).toEqual(['09:00-17:00']);
    expect(shown(office, '2026-09-20')).toEqual(['09:00-17:00']);
    // Whoever likes weekdays works on that Saturday too; whoever likes weekends does not have one.
    expect([shown(office, '2026-02-14', prefer({ days: 'weekdays' })), shown(office, '2026-02-14', prefer({ days: 'weekends' }))]).toEqual([
      ['09:00-17:00'],
      [],
    ]);
  });

  it('keeps 29 February inside a season of one day, and passes it over in other years', () => {
    const leap = one('02-29', '02-29', '09:00', '10:00');
    expect([shown(leap, '2028-02-29'), shown(leap, '2027-03-01'), shown(leap, '2027-02-28')]).toEqual([['09:00-10:00'], [], []]);
  });

  it('joins the windows of seasons that overlap', () => {
    const both: CallingHours = {
      seasons: [...one('01-01', '12-31', '09:00', '12:00').seasons, ...one('11-01', '11-30', '11:00', '15:00').seasons],
      closed: [],
    };
    expect([shown(both, '2026-11-20'), shown(both, '2026-12-20')]).toEqual([['09:00-15:00'], ['09:00-12:00']]);
  });

  it.each<[string, Partial<PreferredHours>, string, string[]]>([
    ['after 18:00', { from: '18:00' }, '2026-11-20', ['19:00-20:00']],
    ['before 15:00', { to: '15:00' }, '2026-11-20', ['14:00-15:00']],
    ['over two windows', { from: '16:00', to: '19:30' }, '2026-11-20', ['16:00-16:30', '19:00-19:30']],
    ['weekends, on a Friday', { days: 'weekends' }, '2026-11-20', []],
    ['weekends, on a Saturday', { days: 'weekends' }, '2026-11-21', winter],
    ['weekdays, on a Sunday', { days: 'weekdays' }, '2026-11-22', []],
    ['over midnight', { from: '19:30', to: '14:10' }, '2026-11-20', ['14:00-14:10', '19:30-20:00']],
    ['where we never call', { from: '08:00', to: '09:00' }, '2026-11-20', []],
  ])('is narrowed to %s', (_, preferred, day, expected) => {
    expect(shown(seasonal, day, prefer(preferred))).toEqual(expected);
  });

  it('loses what the gap of summer time swallows and stretches over the hour that comes twice', () => {
    const hours = one('01-01', '12-31', '01:00', '02:00');
    const zone = 'Europe/London';
    expect(windowsOn({ hours, day: '2026-03-29', zone, preferred: null })).toEqual([]);
    const [window] = windowsOn({ hours, day: '2026-10-25', zone, preferred: null });
    expect(window && window.to - window.from).toBe(2 * 3_600_000);
    const [half] = windowsOn({ hours: one('01-01', '12-31', '01:30', '03:00'), day: '2026-03-29', zone, preferred: null });
    expect(half).toEqual({ from: Date.parse('2026-03-29T01:00:00Z'), to: Date.parse('2026-03-29T02:00:00Z') });
  });
});

describe('nextOpening', () => {
  it.each([
    ['before the window', '2026-11-20', '12:00', '2026-11-20', '14:00'],
    ['inside it', '2026-11-20', '14:10', '2026-11-20', '14:10'],
    ['at its end', '2026-11-20', '16:30', '2026-11-20', '19:00'],
    ['in the night', '2026-11-20', '23:00', '2026-11-21', '14:00'],
    ['over the new year', '2026-12-31', '20:00', '2027-01-01', '14:00'],
    ['into summer', '2026-04-30', '20:00', '2026-05-01', '14:30'],
  ])('%s', (_, day, time, nextDay, nextTime) => {
    expect(nextOpening({ hours: seasonal, zone: SHANGHAI, preferred: null, after: at(day, time) })).toBe(at(nextDay, nextTime));
  });

  it('passes over closed days', () => {
    const hours = { ...seasonal, closed: ['2026-11-21', '2026-11-22'] };
    expect(nextOpening({ hours, zone: SHANGHAI, preferred: null, after: at('2026-11-20', '21:00') })).toBe(at('2026-11-23', '14:00'));
  });

  it('waits most of a year for the next season', () => {
    const may = one('05-01', '05-31', '14:00', '15:00');
    expect(nextOpening({ hours: may, zone: SHANGHAI, preferred: null, after: at('2026-06-01', '00:00') })).toBe(at('2027-05-01', '14:00'));
  });

  it.each([
    ['13:59', false],
    ['14:00', true],
    ['16:29', true],
    ['16:30', false],
  ])('is open at %s: %s', (time, open) => {
    expect(isOpen({ hours: seasonal, zone: SHANGHAI, preferred: null, now: at('2026-11-20', time) })).toBe(open);
  });

  it('goes by the clock of a customer nine hours away', () => {
    const zone = 'Atlantic/Azores';
    const after = at('2026-11-20', '15:00'); // 06:00 there
    expect(isOpen({ hours: seasonal, zone, preferred: null, now: after })).toBe(false);
    expect(nextOpening({ hours: seasonal, zone, preferred: null, after })).toBe(at('2026-11-20', '14:00', zone));
  });

  it('is null where nothing ever opens', () => {
    const closed = { seasons: [], closed: [] };
    expect(nextOpening({ hours: closed, zone: SHANGHAI, preferred: prefer({ days: 'weekends' }), after: 0 })).toBeNull();
    expect(ignoredPreference({ hours: closed, zone: SHANGHAI, preferred: prefer({ days: 'weekends' }), now: 0 })).toBe(false);
  });

  it('waits for the preference, and sets it aside when two weeks have nothing for it', () => {
    const after = at('2026-11-23', '14:30');
    const ask = (preferred: PreferredHours, hours = seasonal) => ({
      ignored: ignoredPreference({ hours, zone: SHANGHAI, preferred, now: after }),
      next: nextOpening({ hours, zone: SHANGHAI, preferred, after }),
      open: isOpen({ hours, zone: SHANGHAI, preferred, now: after }),
    });
    expect(ask(prefer({ days: 'weekends' }))).toEqual({ ignored: false, next: at('2026-11-28', '14:00'), open: false });
    expect(ask(prefer({ from: '08:00', to: '09:00' }))).toEqual({ ignored: true, next: after, open: true });
    expect(ask(prefer({ days: 'weekends' }), one('01-01', '12-31', '14:00', '16:00', [1, 2, 3, 4, 5]))).toEqual({ ignored: true, next: after, open: true });
  });

  it('does not take a long holiday for a preference that cannot be kept', () => {
    const after = at('2026-11-02', '12:00');
    const closed = Array.from({ length: 21 }, (_, n) => addDays('2026-11-02', n));
    const preferred = prefer({ days: 'weekends' });
    expect(nextOpening({ hours: { ...seasonal, closed }, zone: SHANGHAI, preferred, after })).toBe(at('2026-11-28', '14:00'));
  });

  const times = fc.integer({ min: 0, max: 47 }).map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
  const monthDays = fc.integer({ min: 0, max: 365 }).map((n) => addDays('2028-01-01', n).slice(5));
  const windowOf = fc.tuple(times, times).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a === b ? '24:00' : a }));
  const seasons = fc.record({
    from: monthDays,
    to: monthDays,
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    windows: fc.array(windowOf, { minLength: 1, maxLength: 2 }),
  });
  const preferences = fc.option(
    fc.record({
      original: fc.constant(''),
      days: fc.constantFrom('any' as const, 'weekdays' as const, 'weekends' as const),
      from: fc.option(times),
      to: fc.option(times),
    }),
  );
  const closedDays = fc.array(
    fc.integer({ min: 0, max: 800 }).map((n) => addDays('2026-01-01', n)),
    { maxLength: 20 },
  );

  it('is inside a window, not before `after`, and nothing earlier is open', () => {
    fc.assert(
      fc.property(
        fc.record({ seasons: fc.array(seasons, { maxLength: 3 }), closed: closedDays, holidays: fc.constantFrom(undefined, 'CN' as const) }),
        fc.constantFrom('Asia/Shanghai', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe'),
        preferences,
        fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-01') }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 30, maxLength: 30 }),
        (hours, zone, preferred, after, samples) => {
          const next = nextOpening({ hours, zone, preferred, after });
          const end = next ?? after + 365 * 86_400_000;
          if (next !== null) {
            expect(next).toBeGreaterThanOrEqual(after);
            expect(isOpen({ hours, zone, preferred, now: next })).toBe(true);
            const days = [localDateAt(next, zone)].flatMap((day) => windowsOn({ hours, day, zone, preferred: null }));
            expect(days.some(({ from, to }) => from <= next && next < to)).toBe(true);
          }
          for (const sample of [...samples, 0.999_999_999]) {
            const earlier = Math.floor(after + sample * (end - after));
            if (earlier < end) expect(isOpen({ hours, zone, preferred, now: earlier })).toBe(false);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is now, at any moment, where it is always open', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (after) => nextOpening({ hours: always, zone: 'Europe/London', preferred: null, after }) === after),
    );
  });
});
