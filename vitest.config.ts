import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', environment: 'node', include: ['tests/{lib,server,repo,tools}/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'component', environment: 'jsdom', include: ['tests/components/**/*.test.tsx'], setupFiles: ['tests/support/component.ts'] },
      },
    ],
  },
});
