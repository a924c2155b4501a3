import { browser } from 'wxt/browser';

/**
 * Puts the keyboard's focus into the side panel. Chromium gives a panel the focus only when it opens, and has no call for an open one
 * (w3c/webextensions#693), so an open one is taken away and opened again at once: what was typed is in the database and comes back.
 * Firefox has its own key for its sidebar. All without waiting: `open` wants the key press that is being handled.
 */
export function focusPanel(windowId: number): void {
  if (!import.meta.env.CHROME) return;
  void browser.sidePanel.setOptions({ enabled: false });
  void browser.sidePanel.setOptions({ enabled: true, path: 'sidepanel.html' });
  void browser.sidePanel.open({ windowId }).catch(() => undefined);
}
