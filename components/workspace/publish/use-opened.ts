import { useEffect, useState } from 'react';

/** The list of problems says which one to go to: a place as a problem names it. */
export const JUMP = 'callside-jump';
export type Jump = { thing: string; where: string };

export function jumpTo(jump: Jump): void {
  window.dispatchEvent(new CustomEvent<Jump>(JUMP, { detail: jump }));
}

/** Which step, phrase or part of the form is open, by hand or because a problem stands there. */
export function useOpened(first: string): { opened: string; open: (thing: string) => void } {
  const [opened, open] = useState(first);
  useEffect(() => {
    const onJump = (event: Event) => {
      const { thing, where } = (event as CustomEvent<Jump>).detail;
      open(thing);
      // After the form of that thing has been drawn.
      requestAnimationFrame(() => requestAnimationFrame(() => focusAt(where)));
    };
    window.addEventListener(JUMP, onJump);
    return () => window.removeEventListener(JUMP, onJump);
  }, []);
  return { opened, open };
}

/** The field whose place is the longest beginning of `where`. */
function focusAt(where: string): void {
  const places = [...document.querySelectorAll<HTMLElement>('[data-where]')];
  const fits = places.filter(({ dataset }) => where === dataset.where || where.startsWith(`${dataset.where}.`));
  const place = fits.toSorted((one, other) => (other.dataset.where ?? '').length - (one.dataset.where ?? '').length)[0];
  place?.scrollIntoView({ block: 'center' });
  for (let details = place?.closest('details'); details; details = details.parentElement?.closest('details')) details.open = true;
  // The words before the list of what can be put into them.
  const field = place?.querySelector<HTMLElement>('textarea') ?? place?.querySelector<HTMLElement>('select, input, button');
  field?.focus();
}
