import { useEffect, useRef, useState } from 'react';

/** Text that is typed but not yet in the database, in this page. */
const pending = new Set<() => Promise<void>>();

/** Writes what was typed in the last moment; before a save, and when the page is hidden. */
export async function flushText(): Promise<void> {
  await Promise.all([...pending].map((flush) => flush()));
}

/** At most this much typing is lost when the machine dies. */
const DELAY_MS = 250;

/**
 * Text that the agent types, kept here while it is typed and written a moment later. What arrives from the database (another window, a
 * better sentence taken) is shown unless this field is in the middle of typing.
 */
export function usePendingText(stored: string, write: (text: string) => Promise<void>): { text: string; setText: (text: string) => void } {
  const [text, setLocal] = useState(stored);
  const latest = useRef({ text: stored, dirty: false, write });
  latest.current.write = write;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = useRef(async () => {
    clearTimeout(timer.current);
    if (!latest.current.dirty) return;
    latest.current.dirty = false;
    await latest.current.write(latest.current.text);
  }).current;

  useEffect(() => {
    if (!latest.current.dirty && stored !== latest.current.text) {
      latest.current.text = stored;
      setLocal(stored);
    }
  }, [stored]);

  useEffect(() => {
    pending.add(flush);
    const onHide = () => void flush();
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('pagehide', onHide);
    return () => {
      void flush();
      pending.delete(flush);
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('pagehide', onHide);
    };
  }, [flush]);

  return {
    text,
    setText: (next) => {
      latest.current.text = next;
      latest.current.dirty = true;
      setLocal(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), DELAY_MS);
    },
  };
}
