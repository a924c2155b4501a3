import { useMemo, useSyncExternalStore } from 'react';
import { type Chosen, chosenFromText, chosenToText } from '../../../lib/quality/address.ts';
import { chosenText, showChosen, subscribe } from '../use-route.ts';

/** What was chosen to see, as the address has it, so that it can be kept and passed on. */
export function useChosen(): [Chosen, (chosen: Chosen) => void] {
  const text = useSyncExternalStore(subscribe, () => chosenText(location.hash));
  return [useMemo(() => chosenFromText(text), [text]), (chosen) => showChosen(chosenToText(chosen))];
}
