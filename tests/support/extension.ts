import { fakeBrowser } from 'wxt/testing/fake-browser';

// `wxt/browser` looks for this once, when it is loaded: a file that needs it imports this file first.
Object.assign(globalThis, { browser: fakeBrowser });
