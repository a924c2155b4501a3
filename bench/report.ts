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
  ].join('\n');
}

function rowOf({ work, unit, mark, measured, ratio, isMet }: Row): string {
  const [ours, ...peers] = measured;
  const told = peers.map(({ name, median }) => `${name} ${number.format(median)}`).join(', ');
  return `| ${work} (${unit}) | ${number.format(ours?.median ?? Number.NaN)} | ${told} | ${ratio.toFixed(2)} | ${mark} | ${isMet ? 'met' : '**not met**'} |`;
}
