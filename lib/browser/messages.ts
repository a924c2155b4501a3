import { defineExtensionMessaging } from '@webext-core/messaging';

/** Every message between the extension's pages, on one screen. */
export type Messages = {
  /** To the background: send what waits, fetch, and, for an open panel, hold customers. Answers when the round is over. */
  sync(options: { hold: boolean }): void;
  /** To the background: a call began or ended; the lead sees it at once. */
  presence(): void;
  /** To the background: whether the panel has the keyboard's focus. */
  panelFocused(focused: boolean): void;
};

export const { sendMessage, onMessage } = defineExtensionMessaging<Messages>();
