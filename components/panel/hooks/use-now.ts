import { useEffect, useState } from 'react';
import { usePanel } from '../context.ts';

/** The clock's time, refreshed every `everyMs`. */
export function useNow(everyMs: number): number {
  const { clock } = usePanel();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    setNow(clock.now());
    const timer = setInterval(() => setNow(clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}
