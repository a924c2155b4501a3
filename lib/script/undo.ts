import type { Instant } from '../contract/basics.ts';

/** What was written, what may be taken back, and what may be done again. */
export type Writing<T> = { past: readonly T[]; now: T; future: readonly T[]; last: { field: string; at: Instant } | null };

/** Typing in one field within this time is one step back. */
const TOGETHER_MS = 1_500;
const MOST_STEPS = 200;

export function startWriting<T>(now: T): Writing<T> {
  return { past: [], now, future: [], last: null };
}

/** `field`: where somebody types; null for a deed that is a step of its own. */
export function write<T>(writing: Writing<T>, next: T, field: string | null, at: Instant): Writing<T> {
  if (next === writing.now) return writing;
  const goesOn = field !== null && writing.last?.field === field && at - writing.last.at < TOGETHER_MS;
  const past = goesOn ? writing.past : [...writing.past, writing.now].slice(-MOST_STEPS);
  return { past, now: next, future: [], last: field === null ? null : { field, at } };
}

export function undo<T>(writing: Writing<T>): Writing<T> {
  const before = writing.past.at(-1);
  if (before === undefined) return writing;
  return { past: writing.past.slice(0, -1), now: before, future: [writing.now, ...writing.future], last: null };
}

export function redo<T>(writing: Writing<T>): Writing<T> {
  const [next, ...rest] = writing.future;
  if (next === undefined) return writing;
  return { past: [...writing.past, writing.now], now: next, future: rest, last: null };
}
