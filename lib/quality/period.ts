import type { Instant, LocalDate } from '../contract/basics.ts';
import { localDateSchema } from '../contract/basics.ts';
import { addDays, instantOf, localDateAt, weekdayOf } from '../plan/zone.ts';

export const PRESETS = ['today', 'yesterday', 'week', 'last7', 'month', 'lastMonth'] as const;
export type Preset = (typeof PRESETS)[number];

/** From when to when: by a word that moves with the calendar, or by days, both of them inclusive. */
export type Period = Preset | { from: LocalDate | null; to: LocalDate | null };

/** The period on a calendar: `from` inclusive, `to` exclusive. Weeks begin on Monday. */
export function instantsOf(period: Period, now: Instant, zone: string): { from?: Instant; to?: Instant } {
  const { from, to } = typeof period === 'string' ? daysOf(period, localDateAt(now, zone)) : period;
  return {
    ...(from === null ? {} : { from: instantOf(from, '00:00', zone) }),
    ...(to === null ? {} : { to: instantOf(addDays(to, 1), '00:00', zone) }),
  };
}

function daysOf(preset: Preset, today: LocalDate): { from: LocalDate; to: LocalDate | null } {
  switch (preset) {
    case 'today':
      return { from: today, to: null };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: addDays(today, 1 - weekdayOf(today)), to: null };
    case 'last7':
      return { from: addDays(today, -6), to: null };
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: null };
    case 'lastMonth': {
      const last = addDays(`${today.slice(0, 7)}-01`, -1);
      return { from: `${last.slice(0, 7)}-01`, to: last };
    }
  }
}

/** `week`, `2026-11-01..2026-11-07`, `2026-11-01..`, for an address. */
export function periodToText(period: Period): string {
  return typeof period === 'string' ? period : `${period.from ?? ''}..${period.to ?? ''}`;
}

/** Null when it is none. */
export function periodFromText(text: string): Period | null {
  const preset = PRESETS.find((one) => one === text);
  if (preset) return preset;
  const [from = '', to = '', more] = text.split('..');
  if (more !== undefined || !text.includes('..')) return null;
  const day = (part: string) => (part === '' ? null : localDateSchema.safeParse(part).data);
  const ends = { from: day(from), to: day(to) };
  if (ends.from === undefined || ends.to === undefined || (ends.from === null && ends.to === null)) return null;
  return { from: ends.from, to: ends.to };
}
