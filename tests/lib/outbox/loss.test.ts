import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Loss, lossSchema, type Mirror, mirrorSchema } from '../../../lib/contract/mirror.ts';
import { both, type Found, lossOf, noteOf, spanOf, withoutKnown } from '../../../lib/outbox/loss.ts';

const mirror: Mirror = {
  dbId: 'db-1',
  high: 9,
  unsent: [
    { id: 'm-8', at: 80 },
    { id: 'm-9', at: 90 },
  ],
};
const found = (change: Partial<Found> = {}): Found => ({ dbId: 'db-1', high: 9, unsent: new Set(['m-8', 'm-9']), ...change });
const NOW = 1000;

describe('the database against what was noted outside it', () => {
  it.each<[string, Mirror | null, Found, Loss['how'] | null]>([
    ['the same', mirror, found(), null],
    ['the same, further on', mirror, found({ high: 12 }), null],
    ['the same, its rows sent', mirror, found({ unsent: new Set() }), null],
    ['a first start', null, found({ dbId: null, high: 0, unsent: new Set() }), null],
    ['a note that was cleared', null, found(), null],
    ['a new one in its place', mirror, found({ dbId: null, high: 0, unsent: new Set() }), 'gone'],
    ['another one in its place', mirror, found({ dbId: 'db-2', high: 30 }), 'gone'],
    ['an older state of it', mirror, found({ high: 8, unsent: new Set(['m-8']) }), 'cut'],
  ])('%s', (_title, note, state, how) => {
    expect(lossOf(note, state, NOW)?.how ?? null).toBe(how);
  });

  it('names what was unsent and is not there', () => {
    expect(lossOf(mirror, found({ high: 8, unsent: new Set(['m-8']) }), NOW)).toEqual({
      foundAt: NOW,
      how: 'cut',
      missing: [{ id: 'm-9', at: 90 }],
      asked: false,
    });
  });
});

describe('a loss', () => {
  const loss: Loss = { foundAt: NOW, how: 'gone', missing: mirror.unsent, asked: false };

  it('is less what the endpoint has', () => {
    expect(withoutKnown(loss, new Set(['m-8', 'm-elsewhere']))).toEqual({ ...loss, asked: true, missing: [{ id: 'm-9', at: 90 }] });
  });

  it('on top of one that was not read yet is told with it, nothing twice', () => {
    const after: Loss = {
      foundAt: NOW + 1,
      how: 'cut',
      missing: [
        { id: 'm-9', at: 90 },
        { id: 'm-10', at: 100 },
      ],
      asked: false,
    };
    expect(both(loss, after)).toEqual({
      ...after,
      missing: [
        { id: 'm-8', at: 80 },
        { id: 'm-9', at: 90 },
        { id: 'm-10', at: 100 },
      ],
    });
    expect(both(null, after)).toBe(after);
  });

  it('spans from the first to the last that is missing', () => {
    expect(spanOf(loss)).toEqual({ from: 80, to: 90 });
    expect(spanOf({ ...loss, missing: [] })).toBeNull();
  });
});

describe('the note for the next start', () => {
  const unsent = fc.array(fc.record({ id: fc.stringMatching(/^[a-z0-9-]{1,12}$/), at: fc.nat() }), { maxLength: 20 });

  it('never falls for one database, and holds ids and times alone', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), unsent, (before, high, rows) => {
        const next = noteOf({ dbId: 'db-1', high: before, unsent: [] }, { dbId: 'db-1', high, unsent: rows });
        expect(next.high).toBe(Math.max(before, high));
        expect(mirrorSchema.safeParse(next).success).toBe(true);
      }),
    );
  });

  it('begins anew for another', () => {
    expect(noteOf(mirror, { dbId: 'db-2', high: 1, unsent: [] })).toEqual({ dbId: 'db-2', high: 1, unsent: [] });
  });

  it('finds no loss in a database that only went on', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), unsent, (high, more, rows) => {
        const note = noteOf(null, { dbId: 'db-1', high, unsent: rows });
        expect(lossOf(note, { dbId: 'db-1', high: high + more, unsent: new Set() }, NOW)).toBeNull();
      }),
    );
  });

  it('is a note that can be read again', () => {
    const loss = lossOf(mirror, found({ dbId: null, high: 0, unsent: new Set() }), NOW);
    expect(lossSchema.safeParse(loss).success).toBe(true);
  });
});
