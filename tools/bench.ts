// `npm run bench`: ours beside its peers, in turn, and the table of it in docs/benchmarks.md.
// `--only sqlite,postgres,plan,plan-postgres,save` chooses (then nothing is written), `--rounds N`, `--dir DIR` for files on the disk to be measured.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endpointOnPostgres } from '../bench/endpoint-postgres.ts';
import { endpointOnSqlite } from '../bench/endpoint-sqlite.ts';
import type { Row } from '../bench/measure.ts';
import { planOnPostgres, planOnSqlite } from '../bench/plan.ts';
import { report } from '../bench/report.ts';
import { saveInBrowser } from '../bench/save.ts';
import { root } from './lib/run.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '9' }, dir: { type: 'string', default: root } } });
const rounds = Number(values.rounds);

const benches: { [name: string]: () => Promise<Row[]> } = {
  sqlite: () => endpointOnSqlite(values.dir, rounds),
  postgres: () => endpointOnPostgres(rounds),
  plan: () => planOnSqlite(values.dir),
  'plan-postgres': () => planOnPostgres(),
  save: () => saveInBrowser(values.dir, rounds),
};

const chosen = values.only?.split(',') ?? Object.keys(benches);
const rows: Row[] = [];
for (const name of chosen) {
  const bench = benches[name];
  if (!bench) {
    console.error(`unknown: ${name}. Choose from ${Object.keys(benches).join(', ')}.`);
    process.exit(2);
  }
  console.error(`Measuring ${name} …`);
  rows.push(...(await bench()));
}
const text = report(rows, { date: new Date().toISOString().slice(0, 10), rounds });
console.log(text);
if (values.only === undefined) writeFileSync(join(root, 'docs', 'benchmarks.md'), text);
