// `npm run soak`: every fault many times over, and ten thousand seeds of the simulation. Writes .soak/report.md and ends by itself, within an hour.
// `--only NAMES` chooses, `--share 0.1` plays a tenth of each, `--out FILE` writes the report elsewhere.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withBrowser, withoutBrowser } from '../tests/faults/all.ts';
import type { Outcome } from '../tests/faults/fault.ts';
import { buildExtension } from './lib/build.ts';
import { root, runNode } from './lib/run.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    share: { type: 'string', default: '1' },
    out: { type: 'string', default: join(root, '.soak', 'report.md') },
    minutes: { type: 'string', default: '60' },
  },
});

const SEEDS = 10_000;
const share = Number(values.share);
const end = performance.now() + Number(values.minutes) * 60_000;

type Line = { name: string; passes: string; outcome: Outcome; seconds: number };

async function timed(name: string, passes: string, play: () => Promise<Outcome>): Promise<Line> {
  const started = performance.now();
  console.log(`\n== ${name}`);
  // A fault that cannot be played is no fault survived.
  const outcome = await play().catch((error: unknown): Outcome => ({ times: 0, problems: [error instanceof Error ? error.message : String(error)], seen: '' }));
  const seconds = (performance.now() - started) / 1000;
  console.log(`== ${name}: ${outcome.problems.length === 0 ? 'survived' : 'FAILED'} ${outcome.times} times, ${seconds.toFixed(0)} s`);
  for (const problem of outcome.problems) console.log(`   ${problem}`);
  return { name, passes, outcome, seconds };
}

async function simulation(times: number): Promise<Outcome> {
  const { code, output } = await runNode(join(root, 'tools/simulate.ts'), ['--seeds', String(times)]);
  const lines = output.split('\n');
  return { times, problems: code === 0 ? [] : lines.slice(0, -1), seen: lines.at(-1) ?? '' };
}

function report(lines: readonly Line[]): string {
  const { model } = cpus()[0] ?? { model: 'unknown' };
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = lines.map(
    ({ name, passes, outcome, seconds }) =>
      `| ${cell(name)} | ${outcome.times} | ${outcome.problems.length === 0 ? 'survived' : `**failed**: ${cell(outcome.problems.slice(0, 3).join('; '))}`} | ${cell(passes)} | ${cell(outcome.seen)} | ${seconds.toFixed(0)} s |`,
  );
  return [
    '# Soak',
    '',
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${cpus().length} × ${model}, Linux ${release()}, Node ${process.versions.node}. ${share === 1 ? 'Each as often as a whole one plays it.' : `Each a share of ${share} as often as a whole one plays it.`}`,
    '',
    '| fault | times | outcome | passes when | seen | took |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const wanted = values.only?.split(',').map((name) => name.trim().toLowerCase());
const isWanted = (name: string) => wanted === undefined || wanted.some((part) => name.toLowerCase().includes(part));
const { code, output } = await buildExtension();
if (code !== 0) throw new Error(`the extension was not built: ${output}`);

const lines: Line[] = [];
const add = async (name: string, passes: string, play: () => Promise<Outcome>) => {
  if (!isWanted(name)) return;
  const late = performance.now() > end;
  lines.push(await timed(name, passes, late ? async () => ({ times: 0, problems: ['not played: the hour was over'], seen: '' }) : play));
};
for (const { name, passes, long, play } of [...withoutBrowser, ...withBrowser]) await add(name, passes, () => play(Math.max(1, Math.round(long * share))));
await add('everything at once (simulated)', 'nothing lost, doubled or changed, queues empty; any failing seed replays', () =>
  simulation(Math.round(SEEDS * share)),
);

const file = resolve(values.out);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, report(lines));
const failed = lines.filter(({ outcome }) => outcome.problems.length > 0);
console.log(`\n${lines.length - failed.length} survived, ${failed.length} failed; the report is ${file}`);
process.exitCode = failed.length === 0 ? 0 : 1;
