import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root, runNode } from './run.ts';

export type Counted = { passed: number /** What failed, by name. */; failed: string[] };

type Assertion = { fullName: string; status: string };
type File = { name: string; status: string; message: string; assertionResults: Assertion[] };
type Report = { testResults: File[] };

/**
 * Counts vitest's JSON report. A file that does not load is one failure; a test that was skipped is one too, since a test
 * that skips itself stays green for ever; so is a run that found no test, or failed outside of any.
 */
export function countReport(report: Report, exitCode: number, project: string, base: string = root): Counted {
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: relative(base, file.name) })));
  const failed = tests
    .filter((test) => test.status !== 'passed')
    .map((test) => `${test.file} › ${test.fullName}${test.status === 'failed' ? '' : ` (${test.status})`}`);
  for (const file of report.testResults) {
    const explained = file.assertionResults.some((test) => test.status === 'failed');
    if (file.status === 'failed' && !explained) failed.push(`${relative(base, file.name)} (${file.message.split('\n')[0] || 'failed outside its tests'})`);
  }
  if (tests.length === 0 && failed.length === 0) failed.push(`${project}: no tests were found`);
  if (exitCode !== 0 && failed.length === 0) failed.push(`${project}: vitest ended with code ${exitCode} (an error outside of the tests)`);
  return { passed: tests.filter((test) => test.status === 'passed').length, failed };
}

/** Runs one project of vitest.config.ts with its output shown. */
export async function runVitest(project: string): Promise<Counted> {
  const folder = mkdtempSync(join(tmpdir(), 'callside-test-'));
  const file = join(folder, 'report.json');
  try {
    const { code } = await runNode('vitest/vitest.mjs', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
      show: true,
    });
    if (!existsSync(file)) return { passed: 0, failed: [`${project}: vitest ended with code ${code} and without a report`] };
    return countReport(JSON.parse(readFileSync(file, 'utf8')) as Report, code, project);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
