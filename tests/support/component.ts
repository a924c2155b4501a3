import './extension.ts';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Testing Library cleans up by itself only where `afterEach` is a global.
afterEach(cleanup);
// No time decides a test: a busy machine is slow.
configure({ asyncUtilTimeout: 10_000 });

// What components ask of a browser and jsdom does not have.
class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= NoResizeObserver;
// Chromium answers a promise (156): an effect that hands it on as its clean-up breaks the screen when it goes.
Element.prototype.scrollIntoView ??= () => Promise.resolve();
window.matchMedia ??= (media: string): MediaQueryList => ({
  media,
  matches: false,
  onchange: null,
  addEventListener: () => {},
  removeEventListener: () => {},
  addListener: () => {},
  removeListener: () => {},
  dispatchEvent: () => false,
});
