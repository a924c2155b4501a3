import { defineExtensionMessaging } from '@webext-core/messaging';

/** Every message between the extension's pages, on one screen. */
export type Messages = {
  /** To the background: send what waits, fetch, hold customers. Answers when the round is over. */
  sync(): void;
  /** To the panel: the agent pressed the key that brings the focus here. */
  focusPanel(): void;
};

export const { sendMessage, onMessage } = defineExtensionMessaging<Messages>();
