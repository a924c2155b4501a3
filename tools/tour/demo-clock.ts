import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Place } from '../../lib/contract/place.ts';
import { nextOpening, openWindow } from '../../lib/plan/windows.ts';

const MINUTE = 60_000;
/** A start that would soon run into the end of the hours waits for the next ones. */
const ENOUGH = 40 * MINUTE;

export type Hours = Pick<Place, 'hours' | 'timeZone'>;

/**
 * When the demonstration begins: now, or where it had come to, if people may be called for a good while; otherwise some minutes into the next
 * calling hours. Never earlier than `now` (UTC ms), so that a demonstration that goes on another day does not step back.
 */
export function demoStart({ hours, timeZone }: Hours, now: number): number {
  const question = { hours, zone: timeZone, preferred: null };
  const open = openWindow({ ...question, now });
  if (open && open.to - now >= ENOUGH) return now;
  const next = nextOpening({ ...question, after: open ? open.to : now });
  if (next === null) throw new Error('the place has no calling hours');
  return next + 5 * MINUTE;
}

/** Ten minutes before the next calling hours, and some minutes into them: for showing what an agent sees at each. Never earlier than `now`. */
export function aroundOpening({ hours, timeZone }: Hours, now: number): { closed: number; open: number } {
  const question = { hours, zone: timeZone, preferred: null };
  const opening = nextOpening({ ...question, after: openWindow({ ...question, now })?.to ?? now });
  if (opening === null) throw new Error('the place has no calling hours');
  return { closed: Math.max(now, opening - 10 * MINUTE), open: opening + 5 * MINUTE };
}

/** What a folder remembers: how far (ms) its clock is ahead of the machine's, and when (UTC ms) its sample was made. */
export type Demo = { offset: number; seededAt: number };

/** Null before the first start. */
export function readDemo(file: string): Demo | null {
  if (!existsSync(file)) return null;
  const { offset, seededAt } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Demo>;
  return typeof offset === 'number' && typeof seededAt === 'number' ? { offset, seededAt } : null;
}

export function writeDemo(file: string, demo: Demo): void {
  writeFileSync(file, `${JSON.stringify(demo)}\n`);
}
