import { describe, expect, it } from 'vitest';
import { type Plant, plants } from './plants.ts';
import { type Run, simulate } from './world.ts';

async function firstFound(plant: Plant): Promise<Run | null> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const run = await simulate(seed, { plant });
    if (run.problems.length > 0) return run;
  }
  return null;
}

/** Enough for the rarest of the planted bugs. */
const SEEDS = 150;

describe('the simulation', () => {
  it('plays a seed again as it was played, and another one otherwise', async () => {
    for (const seed of [3, 11, 42]) {
      const [first, again] = [await simulate(seed), await simulate(seed)];
      expect(again.trace).toEqual(first.trace);
      expect(again).toEqual(first);
    }
    expect((await simulate(4)).trace).not.toEqual((await simulate(5)).trace);
  });

  it('has nothing to complain of when nothing goes wrong, and work is done', async () => {
    for (const seed of [1, 2, 3]) {
      const run = await simulate(seed, { faults: 'none' });
      expect(run.problems).toEqual([]);
      expect(run.counts.saved).toBeGreaterThan(1);
      expect(run.counts.stored).toBe(run.counts.saved);
    }
  });
});

describe('the checker finds a planted bug', () => {
  it.each(Object.entries<Plant>(plants))('%s', async (_name, plant) => {
    const run = await firstFound(plant);
    expect(run, `not found in ${SEEDS} seeds`).not.toBeNull();
    // It is the bug that was found, and not a fault of the seed.
    expect((await simulate(run?.seed ?? 1)).problems).toEqual([]);
  });
});
