import { useLayoutEffect, useRef } from 'react';

/** Keys by `event.code`, so that a layout or an input method does not move them: `KeyX`, `Digit1`, `Enter`, `Ctrl+Enter`, `Alt+Enter`, `Shift+Slash`. */
export type KeyMap = { [combination: string]: (() => void) | undefined };

/** The number pad's keys do what their twins do. */
const keypad: { [code: string]: string } = { NumpadEnter: 'Enter', NumpadDivide: 'Slash' };

export function combinationOf(event: KeyboardEvent): string {
  const code = /^Numpad\d$/.test(event.code) ? `Digit${event.code.at(-1)}` : (keypad[event.code] ?? event.code);
  // Command on a Mac does what Control does elsewhere.
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  return `${control}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${code}`;
}

/** In a text field the plain keys belong to the text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type);
}

/** Enter and Space on a focused control are that control's own. */
function isOwnKey(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.code !== 'Enter' && event.code !== 'Space' && event.code !== 'NumpadEnter') return false;
  return event.target instanceof HTMLElement && event.target.closest('button, a, summary, [role="radio"], [role="menuitem"], [role="option"]') !== null;
}

/**
 * Listens on the document while `enabled`. Nothing fires while an input method composes, while a dialog is open above
 * (unless `inDialog`), or, for keys without Ctrl or Alt, in a text field.
 */
export function useKeys(keys: KeyMap, options: { enabled?: boolean; inDialog?: boolean } = {}): void {
  const { enabled = true, inDialog = false } = options;
  const current = useRef(keys);
  current.current = keys;
  // Before the screen is painted: what can be seen can be pressed.
  useLayoutEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.repeat) return;
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (!modified && (isTyping(event.target) || isOwnKey(event))) return;
      if (!inDialog && document.querySelector('[role="dialog"]')) return;
      const action = current.current[combinationOf(event)];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled, inDialog]);
}
