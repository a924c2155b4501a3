import { useEffect, useState } from 'react';
import { bus } from '../../lib/bus.ts';

/** Two live regions: the new line when the reader is free, a warning at once. */
export function Announcer() {
  const [said, setSaid] = useState('');
  const [warned, setWarned] = useState('');
  useEffect(() => {
    bus.on('say', setSaid);
    bus.on('warn', setWarned);
    return () => {
      bus.off('say', setSaid);
      bus.off('warn', setWarned);
    };
  }, []);
  return (
    <>
      <div role="status" aria-live="polite" className="sr-only">
        {said}
      </div>
      <div role="alert" aria-live="assertive" className="sr-only">
        {warned}
      </div>
    </>
  );
}
