import { useEffect, useState } from 'react';
import type { PhraseList } from '../../../lib/contract/phrases.ts';
import { compileGuard, type Guard } from '../../../lib/guard/guard.ts';
import { loadTraditional } from '../../../lib/guard/traditional.ts';

const compiled = new Map<string, Guard>();

/** The guard of these list versions, compiled once; Traditional characters are folded as soon as their map has loaded. */
export function useGuard(lists: readonly PhraseList[]): Guard | null {
  const key = lists.map(({ id, version }) => `${id}@${version}`).join();
  const [guard, setGuard] = useState<Guard | null>(() => compiled.get(key) ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names the versions, which are immutable
  useEffect(() => {
    let gone = false;
    const known = compiled.get(key);
    if (known) return setGuard(known);
    setGuard(compileGuard(lists));
    void loadTraditional().then((toSimplified) => {
      const full = compileGuard(lists, { toSimplified });
      compiled.set(key, full);
      if (!gone) setGuard(full);
    });
    return () => {
      gone = true;
    };
  }, [key]);
  return guard;
}
