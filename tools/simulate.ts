// `npm run simulate`: shifts of panels and endpoint under faults, one a seed. `--seeds 1000 [--from 1]` plays many and tells which failed; `--seed 17` plays
// one again and prints all that happened in it.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Run } from '../tests/simulation/world.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string', default: '1' }, seed: { type: 'string' }, worker: { type: 'boolean', default: false } },
});

/** What a worker sends home of one run. */
type Played = Pick<Run, 'seed' | 'problems' | 'counts'>;

async function play(seed: number): Promise<Run> {
  const { simulate } = await import('../tests/simulation/world.ts');
  return simulate(seed);
}

async function showOne(seed: number): Promise<number> {
  const run = await play(seed);
  console.log(run.trace.join('\n'));
  console.log(`\nseed ${seed}: ${JSON.stringify(run.counts)}`);
  for (const { what, of } of run.problems) console.log(`  ${what}: ${of}`);
  if (run.problems.length === 0) console.log('  nothing lost, nothing doubled, nothing waits');
  return run.problems.length === 0 ? 0 : 1;
}

/** Seeds are handed out one by one, so that no worker waits for another. */
async function showMany(from: number, count: number): Promise<number> {
  const started = performance.now();
  const failed: Played[] = [];
  const sums = { saved: 0, requests: 0, steps: 0 };
  let next = from;
  let done = 0;
  const until = from + count;
  const crew = Array.from({ length: Math.min(availableParallelism(), count) }, () => {
    const worker = fork(import.meta.filename, ['--worker'], { execArgv: ['--max-semi-space-size=64'] });
    return new Promise<void>((gone) => {
      const give = () => (next < until ? worker.send(next++) : worker.disconnect());
      worker.on('message', (played: Played) => {
        done += 1;
        for (const key of ['saved', 'requests', 'steps'] as const) sums[key] += played.counts[key];
        if (played.problems.length > 0) failed.push(played);
        give();
      });
      worker.on('exit', () => gone());
      give();
    });
  });
  await Promise.all(crew);
  for (const { seed, problems } of failed) {
    console.log(`seed ${seed} failed; to see how: npm run simulate -- --seed ${seed}`);
    for (const { what, of } of problems.slice(0, 5)) console.log(`  ${what}: ${of}`);
  }
  if (done < count) console.log(`${count - done} seeds were not played: a worker ended before its time`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${done} seeds, ${sums.saved} records saved, ${sums.requests} requests, ${sums.steps} steps, ${seconds} s: ${failed.length} failed`);
  return failed.length === 0 && done === count ? 0 : 1;
}

if (values.worker) {
  process.on('disconnect', () => process.exit());
  process.on('message', (seed: number) => {
    void play(seed).then(
      ({ problems, counts }) => process.send?.({ seed, problems, counts } satisfies Played),
      (error: unknown) => {
        const problem = { what: 'crash', of: error instanceof Error ? `${error.stack}` : String(error) } as const;
        process.send?.({ seed, problems: [problem], counts: { saved: 0, stored: 0, requests: 0, steps: 0 } } satisfies Played);
      },
    );
  });
} else if (values.seed !== undefined) process.exitCode = await showOne(Number(values.seed));
else process.exitCode = await showMany(Number(values.from), Number(values.seeds ?? '1000'));
