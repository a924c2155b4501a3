import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { careHours } from '../../lib/plan/default-place.ts';
import { isOpen } from '../../lib/plan/windows.ts';
import { aroundOpening, demoStart, readDemo, writeDemo } from '../../tools/tour/demo-clock.ts';

const place = { hours: careHours, timeZone: 'Asia/Shanghai' };
const at = (text: string) => Date.parse(`${text}+08:00`);
const open = (now: number) => isOpen({ hours: place.hours, zone: place.timeZone, preferred: null, now });
const moments = fc.integer({ min: at('2026-01-01T00:00:00'), max: at('2028-01-01T00:00:00') });

describe('the demo clock', () => {
  it.each([
    ['in the middle of the hours it is now', '2026-11-22T14:30:00', '2026-11-22T14:30:00'],
    ['at night it is the next afternoon', '2026-11-22T23:00:00', '2026-11-23T14:05:00'],
    ['between the hours it is the evening', '2026-11-22T17:00:00', '2026-11-22T19:05:00'],
    ['near the end of the hours it is the next ones', '2026-11-22T16:10:00', '2026-11-22T19:05:00'],
    ['in summer the afternoon begins later', '2026-07-01T10:00:00', '2026-07-01T14:35:00'],
  ])('%s', (_, now, begins) => {
    expect(demoStart(place, at(now))).toBe(at(begins));
  });

  it('never steps back, and people may be called for half an hour at least', () => {
    fc.assert(
      fc.property(moments, (now) => {
        const start = demoStart(place, now);
        return start >= now && open(start) && open(start + 30 * 60_000);
      }),
    );
  });

  it('shows the closed hours just before the open ones', () => {
    fc.assert(
      fc.property(moments, (now) => {
        const around = aroundOpening(place, now);
        return around.closed >= now && !open(around.closed) && around.open > around.closed && open(around.open);
      }),
    );
  });

  it('is remembered with the folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'callside-clock-'));
    const file = join(folder, 'demo-clock.json');
    expect(readDemo(file)).toBeNull();
    writeDemo(file, { offset: 5, seededAt: 7 });
    expect(readDemo(file)).toEqual({ offset: 5, seededAt: 7 });
    writeFileSync(file, '{"offset":"soon"}');
    expect(readDemo(file)).toBeNull();
    rmSync(folder, { recursive: true });
  });
});
