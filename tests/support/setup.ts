import fc from 'fast-check';
import { afterEach } from 'vitest';
import { clearAway } from './after-each.ts';

/** The same cases in every run, so that a red run is red again; another number looks at others, `random` at new ones each time. */
const seed = process.env.CALLSIDE_SEED ?? '20261122';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });

afterEach(clearAway);
