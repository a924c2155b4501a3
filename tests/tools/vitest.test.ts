import { describe, expect, it } from 'vitest';
import { countReport } from '../../tools/lib/vitest.ts';

type Test = [name: string, status: string];
const file = (name: string, tests: Test[], status = tests.some(([, each]) => each === 'failed') ? 'failed' : 'passed', message = '') => ({
  name: `/project/tests/${name}`,
  status,
  message,
  assertionResults: tests.map(([fullName, each]) => ({ fullName, status: each })),
});
const count = (files: ReturnType<typeof file>[], code: number) => countReport({ testResults: files }, code, 'unit', '/project');

describe('counting a test run', () => {
  it('counts what passed and names what failed', () => {
    const files = [
      file('a.test.ts', [
        ['adds', 'passed'],
        ['divides', 'failed'],
      ]),
      file('b.test.ts', [['reads', 'passed']]),
    ];
    expect(count(files, 1)).toEqual({ passed: 2, failed: ['tests/a.test.ts › divides'] });
  });

  it.each(['skipped', 'pending', 'todo', 'disabled'])('takes a %s test for a failed one', (status) => {
    expect(
      count(
        [
          file('a.test.ts', [
            ['adds', 'passed'],
            ['later', status],
          ]),
        ],
        0,
      ).failed,
    ).toEqual([`tests/a.test.ts › later (${status})`]);
  });

  it('takes a file that does not load for one failure, with its reason', () => {
    expect(count([file('a.test.ts', [['adds', 'passed']]), file('b.test.ts', [], 'failed', 'no such export\nat …')], 1)).toEqual({
      passed: 1,
      failed: ['tests/b.test.ts (no such export)'],
    });
  });

  it('takes a run without tests for a failure', () => {
    expect(count([], 0)).toEqual({ passed: 0, failed: ['unit: no tests were found'] });
  });

  it('takes an error outside of every test for a failure', () => {
    expect(count([file('a.test.ts', [['adds', 'passed']])], 1)).toEqual({
      passed: 1,
      failed: ['unit: vitest ended with code 1 (an error outside of the tests)'],
    });
  });
});
