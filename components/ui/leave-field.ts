import type { KeyboardEvent } from 'react';

/** Esc in a text: leaves it, so that the plain keys work again. In a dialog the focus stays within it, and the key does not close what is being written in. */
export function leaveField(event: KeyboardEvent<HTMLElement>): void {
  const dialog = event.currentTarget.closest<HTMLElement>('[role="dialog"]');
  if (!dialog) {
    event.currentTarget.blur();
    return;
  }
  event.stopPropagation();
  dialog.focus();
}
