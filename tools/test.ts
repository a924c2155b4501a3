// `npm test`: every check and every test, in order, each stage with its duration. Ends with one line 'N passed, N failed'.
// `--only types,lint,dead,borders,unit,postgres,component,simulation,build,faults,journeys` chooses; faults and journeys build the extension first.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from './lib/build.ts';
import { type Ran, root, runNode } from './lib/run.ts';
import { type Counted, runVitest } from './lib/vitest.ts';

type Stage = { title: string; run: () => Promise<Counted> };

/** A check counts as one test; what it has to say is only shown when it fails. */
const check = (title: string, work: () => Promise<Ran>): Stage => ({
  title,
  run: async () => {
    const { code, output } = await work();
    if (code === 0) return { passed: 1, failed: [] };
    console.log(output);
    return { passed: 0, failed: [title] };
  },
});

const tests = (title: string, project: string): Stage => ({ title, run: () => runVitest(project) });

/** A program of ours that says by itself what it does; it counts as one test. */
const shown = (title: string, file: string, args: readonly string[]): Stage => ({
  title,
  run: async () => ((await runNode(join(root, file), args, { show: true })).code === 0 ? { passed: 1, failed: [] } : { passed: 0, failed: [title] }),
});

const both = (title: string, ...parts: readonly Stage[]): Stage => ({
  title,
  run: async () => {
    const all: Counted[] = [];
    for (const part of parts) all.push(await part.run());
    return { passed: all.reduce((sum, one) => sum + one.passed, 0), failed: all.flatMap((one) => one.failed) };
  },
});

/** What is written by hand. Named, so that what a start or a test leaves behind is never looked at. */
const WRITTEN = [
  'bench',
  'components',
  'entrypoints',
  'lib',
  'server',
  'tests',
  'tools',
  'package.json',
  'tsconfig.json',
  'biome.json',
  'knip.json',
  'vitest.config.ts',
  'wxt.config.ts',
];

const stages = {
  types: check('types', () => runNode('typescript/bin/tsc', ['--noEmit', '-p', '.'])),
  lint: check('lint and format', () => runNode('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '--reporter=summary', ...WRITTEN])),
  dead: check('dead code', () => runNode('knip/bin/knip.js', ['--no-progress'])),
  borders: tests('borders and house rules', 'repo'),
  unit: tests('unit and endpoint', 'unit'),
  postgres: tests('endpoint on PostgreSQL', 'postgres'),
  component: tests('components', 'component'),
  simulation: both('simulation', tests('', 'simulation'), shown('the thousand seeds', 'tools/simulate.ts', ['--seeds', '1000'])),
  build: check('build of the extension', buildExtension),
  faults: tests('real faults', 'faults'),
  journeys: tests('journeys in Chromium', 'journeys'),
} satisfies Record<string, Stage>;

type Name = keyof typeof stages;
const names = Object.keys(stages) as Name[];

function chosen(only: string | undefined): Name[] {
  if (only === undefined) return names;
  const asked = only.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    console.error(`unknown: ${unknown.join(', ')}. Choose from ${names.join(', ')}.`);
    process.exit(2);
  }
  return names.filter((name) => asked.includes(name) || (name === 'build' && ['faults', 'journeys'].some((one) => asked.includes(one))));
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
let passed = 0;
const failed: string[] = [];
for (const name of chosen(values.only)) {
  const stage = stages[name];
  const started = performance.now();
  console.log(`\n== ${stage.title}`);
  // A stage that crashes is a failure of its own, and the others still run.
  const result = await stage
    .run()
    .catch((error: unknown) => ({ passed: 0, failed: [`${stage.title}: ${error instanceof Error ? error.message : String(error)}`] }));
  passed += result.passed;
  failed.push(...result.failed.map((what) => `${name}: ${what}`));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${stage.title}: ${result.failed.length === 0 ? 'ok' : `${result.failed.length} failed`}, ${seconds} s`);
}

if (failed.length > 0) console.log(['', 'Failed:', ...failed.map((what) => `  ${what}`)].join('\n'));
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
