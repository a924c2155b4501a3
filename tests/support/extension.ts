import { fakeBrowser } from 'wxt/testing/fake-browser';

// `wxt/browser` looks for this once, when it is loaded, so it stands here before any test file.
Object.assign(globalThis, { browser: fakeBrowser });
