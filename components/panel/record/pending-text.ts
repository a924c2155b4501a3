import { useEffect, useRef, useState } from 'react';

/** Text that is typed but not yet in the database, in this page. */
const pending = new Set<() => Promise<void>>();

/** Writes what was typed in the last moment; before a save, and when the page is hidden. @throws what the database throws; then it is still to be written. */
export async function flushText(): Promise<void> {
  await Promise.all([...pending].map((flush) => flush()));
}

/** At most this much typing is lost when the machine dies, also of somebody who types without a pause. */
const DELAY_MS = 250;

const same = (text: string) => text;

/**
 * Text that the agent types, kept here while it is typed and written a moment later. What arrives from the database (another window, a
 * better sentence taken) is shown unless this field is in the middle of typing. `storedAs` is what `write` makes of a text, where that
 * differs: what comes back of one's own writing never changes what stands in the field.
 */
export function usePendingText(
  stored: string,
  write: (text: string) => Promise<void>,
  storedAs: (text: string) => string = same,
): { text: string; setText: (text: string) => void } {
  const [text, setLocal] = useState(stored);
  const latest = useRef({ text: stored, dirty: false, write, storedAs });
  latest.current.write = write;
  latest.current.storedAs = storedAs;
  /** Written by this field and not yet come back from the database, oldest first. */
  const written = useRef<string[]>([]).current;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const underWay = useRef<Promise<void>>(Promise.resolve());
  const writeLatest = async () => {
    latest.current.dirty = false;
    const stored = latest.current.storedAs(latest.current.text);
    written.push(stored);
    try {
      await latest.current.write(latest.current.text);
    } catch (error) {
      // A full disk, say. It stands in the field, and is written with the next key, when the panel is hidden, or before the next save.
      written.splice(written.lastIndexOf(stored), 1);
      latest.current.dirty = true;
      throw error;
    }
  };
  const flush = useRef(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    // What is being written may still fail, and a save that did not wait for it would go without these words.
    for (let seen: Promise<void> | null = null; !latest.current.dirty && seen !== underWay.current; ) {
      seen = underWay.current;
      await seen.catch(() => undefined);
    }
    if (!latest.current.dirty) return;
    underWay.current = writeLatest();
    await underWay.current;
  }).current;

  useEffect(() => {
    const own = written.indexOf(stored);
    if (own >= 0) return void written.splice(0, own + 1);
    if (latest.current.dirty || stored === latest.current.storedAs(latest.current.text)) return;
    written.length = 0;
    latest.current.text = stored;
    setLocal(stored);
  }, [stored, written]);

  useEffect(() => {
    pending.add(flush);
    const onHide = () => void flush().catch(() => undefined);
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('pagehide', onHide);
    return () => {
      void flush().catch(() => undefined);
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
      timer.current ??= setTimeout(() => void flush().catch(() => undefined), DELAY_MS);
    },
  };
}
