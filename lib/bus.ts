import mitt from 'mitt';

/** Events of a call inside one page. */
export type CallEvents = {
  /** Said to screen readers when the reader is free: the new line, what was saved. */
  say: string;
  /** Said at once: a warning. */
  warn: string;
};

export const bus = mitt<CallEvents>();
