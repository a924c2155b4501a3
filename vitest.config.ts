import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // Most of a small file's time is loading the program: files of one worker share it. And every core works: vitest leaves one idle.
          isolate: false,
          maxWorkers: '100%',
          testTimeout: 30_000,
          hookTimeout: 30_000,
          setupFiles: ['tests/support/setup.ts'],
          include: ['tests/{lib,server,tools}/**/*.test.ts'],
        },
      },
      // `tools/simulate.ts` plays the thousand seeds; here stand the proofs that they mean something.
      { test: { name: 'simulation', environment: 'node', include: ['tests/simulation/**/*.test.ts'], testTimeout: 120_000 } },
      {
        // The endpoint's tests again, on PostgreSQL: `bench()` takes a database of this cluster.
        test: {
          name: 'postgres',
          environment: 'node',
          isolate: false,
          maxWorkers: '100%',
          globalSetup: ['tests/support/postgres.ts'],
          setupFiles: ['tests/support/setup.ts'],
          include: ['tests/postgres/**/*.test.ts', 'tests/server/**/*.test.ts'],
          // What is about SQLite's file, and about the program on the command line.
          exclude: ['tests/server/**/*.sqlite.test.ts', 'tests/server/{start-endpoint,sample}.test.ts', 'tests/server/commands/**'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        test: { name: 'faults', environment: 'node', include: ['tests/faults/**/*.test.ts'], testTimeout: 240_000, fileParallelism: false, maxWorkers: 1 },
      },
      { test: { name: 'repo', environment: 'node', testTimeout: 30_000, include: ['tests/repo/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'component',
          environment: 'jsdom',
          maxWorkers: '100%',
          // No time decides a test: a machine that does something else as well is slow.
          testTimeout: 30_000,
          include: ['tests/components/**/*.test.tsx'],
          setupFiles: ['tests/support/setup.ts', 'tests/support/component.ts'],
        },
      },
      {
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['tests/journeys/**/*.test.ts'],
          // One Chromium at a time: two of them starve each other's timers on a small machine.
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
