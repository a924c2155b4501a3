import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { AuditHeads } from '../../lib/contract/audit.ts';
import { wordsOf } from '../audit/chain.ts';
import { verifyAudit } from '../audit/verify.ts';
import { DATABASE_VERSION } from '../store/migrations.ts';
import { fileIn } from '../store/open.ts';
import type { Tx } from '../store/port.ts';
import type { Findings } from '../store/whole.ts';
import { readHeads } from './audit.ts';
import { databaseOptions, databaseUsage, openExisting } from './open.ts';

const usage = `npm run serve -- doctor   what is wrong with the database, and what to do; exit code 0 when nothing is
  --heads FILE    what audit heads wrote, to check the audit against
${databaseUsage}`;

const GB = 1024 ** 3;
const MINUTE = 60_000;

export async function doctorCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { ...databaseOptions, heads: { type: 'string' }, help: { type: 'boolean', default: false } } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const exported = values.heads === undefined ? null : readHeads(values.heads);
  const store = await openExisting(values);
  try {
    const found = await store.read((tx) => examine(tx, exported, Date.now()));
    if (!process.env.DATABASE_URL) merge(found, await examineDisk(resolve(values.data)));
    for (const line of found.good) console.log(`  ok     ${line}`);
    for (const line of found.wrong) console.log(`  WRONG  ${line}`);
    console.log(found.wrong.length === 0 ? 'Nothing is wrong.' : `${found.wrong.length} to be put right.`);
    return found.wrong.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}

function merge(into: Findings, { good, wrong }: Findings): void {
  into.good.push(...good);
  into.wrong.push(...wrong);
}

/** `now`: the machine's time. */
export async function examine(tx: Tx, exported: AuditHeads | null, now: number): Promise<Findings> {
  const found = await tx.whole.examine();
  const version = Number(await tx.meta.get('version'));
  if (version !== DATABASE_VERSION) {
    found.wrong.push(`the database has version ${version}, this program ${DATABASE_VERSION}: start the endpoint once, which brings it up to date`);
    return found;
  }
  found.good.push(`the database has version ${version}, as this program`);
  merge(found, await examineSequence(tx));
  merge(found, await examineClock(tx, now));
  const audit = await verifyAudit(tx, exported);
  if (audit.faults.length === 0) found.good.push(`the audit is whole: ${audit.entries} entries in ${audit.batches} batches, ${audit.open} not sealed yet`);
  else found.wrong.push(`the audit was changed (${audit.faults.slice(0, 3).map(wordsOf).join(' ')}): keep the database, and compare it with a backup`);
  return found;
}

/** A number that was given twice would make panels miss a change. */
async function examineSequence(tx: Tx): Promise<Findings> {
  const last = await tx.lastSeq();
  const wrong: string[] = [];
  for (const table of await tx.whole.names()) {
    if (!(await tx.whole.columns(table)).includes('seq')) continue;
    const largest = await tx.whole.largest(table, 'seq');
    if (largest !== null && largest > last)
      wrong.push(`the sequence stands at ${last} and ${table} has ${largest}: stop the endpoint and restore the last backup`);
  }
  return wrong.length > 0 ? { good: [], wrong } : { good: [`the sequence stands at ${last}, beyond every row`], wrong };
}

/** A clock that went back makes calls due again and codes good again. */
async function examineClock(tx: Tx, now: number): Promise<Findings> {
  const newest = Math.max((await tx.whole.largest('audit_entries', 'at')) ?? 0, (await tx.whole.largest('mutations', 'received_at')) ?? 0);
  if (newest <= now + MINUTE) return { good: ['the clock is not behind what was written'], wrong: [] };
  const what = `something was written at ${new Date(newest).toISOString()}, and the clock says ${new Date(now).toISOString()}`;
  return { good: [], wrong: [`${what}: set this machine's clock (or this is the database of a demo clock)`] };
}

async function examineDisk(dataDir: string): Promise<Findings> {
  const { bavail, bsize } = await statfs(dataDir);
  const [free, size] = [bavail * bsize, statSync(fileIn(dataDir)).size];
  const said = `${(free / GB).toFixed(1)} GB are free beside a database of ${(size / GB).toFixed(2)} GB`;
  return free > Math.max(GB, size) ? { good: [said], wrong: [] } : { good: [], wrong: [`${said}: make room before it is full`] };
}
