import { useEffect, useState } from 'react';

type Item<T> = { getValue: () => Promise<T>; watch: (changed: (value: T) => void) => () => void };

/** A stored setting, followed while it changes elsewhere. Undefined until it is read. */
export function useStored<T>(item: Item<T>): T | undefined {
  const [value, setValue] = useState<T | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    void item.getValue().then((read) => {
      if (!gone) setValue(() => read);
    });
    const stop = item.watch((next) => setValue(() => next));
    return () => {
      gone = true;
      stop();
    };
  }, [item]);
  return value;
}
