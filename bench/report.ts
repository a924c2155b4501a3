import { cpus } from 'node:os';
import type { Row } from './measure.ts';

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** docs/benchmarks.md, whole. */
export function report(rows: readonly Row[], { date, rounds }: { date: string; rounds: number }): string {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; only the ratios mean something. Each row runs ours and its peers in turn, in the same process or browser, against the same disk, and',
    'shows medians. *Bare* is the database alone, without a program around it. Nothing here decides a test.',
    '',
    `${date}, ${cpus().length} cores, Node ${process.version.slice(1)}, ${rounds} rounds.`,
    '',
    '| work | ours | peers | ours to the first peer | mark | |',
    '|---|---:|---|---:|---|---|',
    ...rows.map(rowOf),
    '',
    'What the bare insert does not do: a push is checked by its schema, hashed (so that a repeated one is known), judged by who may do it, and writes a record, the',
    'mutation and an entry of the audit, three tables with ten indexes, for each of which it answers. The schema and the hash alone take about as long as the mark',
    'of a push by 50 leaves for everything.',
    '',
  ].join('\n');
}

function rowOf({ work, unit, mark, measured, ratio, isMet }: Row): string {
  const [ours, ...peers] = measured;
  const told = peers.map(({ name, median }) => `${name} ${number.format(median)}`).join(', ');
  return `| ${work} (${unit}) | ${number.format(ours?.median ?? Number.NaN)} | ${told} | ${ratio.toFixed(2)} | ${mark} | ${isMet ? 'met' : '**not met**'} |`;
}
