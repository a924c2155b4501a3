import { useEffect, useState } from 'react';
import { bus } from '../../lib/bus.ts';

/** Two live regions: the new line when the reader is free, a warning at once. */
export function Announcer() {
  const [said, setSaid] = useState('');
  const [warned, setWarned] = useState('');
  useEffect(() => {
    const say = (words: string) => setSaid((before) => anew(before, words));
    const warn = (words: string) => setWarned((before) => anew(before, words));
    bus.on('say', say);
    bus.on('warn', warn);
    return () => {
      bus.off('say', say);
      bus.off('warn', warn);
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

/** A region is read when it changes: the same words again differ by a space that nobody hears. */
function anew(before: string, words: string): string {
  return before === words ? `${words}\u00a0` : words;
}
