import { useEffect, useState } from 'react';
import { usePanel } from '../context.ts';

/** The clock's time, refreshed every `everyMs`. */
export function useNow(everyMs: number): number {
  const { clock } = usePanel();
  // A demo clock that is moved shows at once, not with the next tick.
  const offset = clock.demoOffset();
  const [now, setNow] = useState(() => clock.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the offset is a reason to look at the clock again
  useEffect(() => {
    setNow(clock.now());
    const timer = setInterval(() => setNow(clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs, offset]);
  return now;
}
