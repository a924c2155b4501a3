import { loadTraditional } from '../../lib/guard/traditional.ts';
import type { Simplify } from '../../lib/text/words.ts';

let loading: Promise<Simplify> | null = null;

/** The map from Traditional to Simplified characters, loaded once. */
export function loadSimplify(): Promise<Simplify> {
  loading ??= loadTraditional();
  return loading;
}
