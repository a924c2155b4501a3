import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type AuditHeads, auditHeadsSchema } from '../../lib/contract/audit.ts';
import { wordsOf } from '../audit/chain.ts';
import { sealAll } from '../audit/seal.ts';
import { type Verified, verifyAudit } from '../audit/verify.ts';
import { CommandError, databaseOptions, databaseUsage, openCurrent } from './open.ts';

const usage = `npm run serve -- audit verify [--heads FILE]   is the audit what was written: exit code 0, or 1 with what was changed
npm run serve -- audit heads > FILE            the end of every chain, to keep where nobody who can change the database can
  --heads FILE    what audit heads wrote: with it a chain that was cut or rewritten whole is found too
${databaseUsage}`;

/** Said, so that a person reads what is wrong and not all of what follows from it. */
const SHOWN = 20;

export async function auditCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...databaseOptions, heads: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const [deed] = positionals;
  if (values.help || (deed !== 'verify' && deed !== 'heads')) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  const exported = values.heads === undefined ? null : readHeads(values.heads);
  const store = await openCurrent(values);
  try {
    if (deed === 'verify') return report(await store.read((tx) => verifyAudit(tx, exported)), exported);
    await sealAll(store);
    const heads = await store.read((tx) => tx.audit.heads());
    const file: AuditHeads = { form: 'callside-audit-heads', version: 1, at: Date.now(), heads };
    console.log(JSON.stringify(file, null, 1));
    return 0;
  } finally {
    await store.close();
  }
}

function report({ faults, chains, entries, batches, open }: Verified, exported: AuditHeads | null): number {
  const checked = `${entries} entries in ${batches} batches of ${chains} chains`;
  if (faults.length === 0) {
    console.log(`The audit is whole: ${checked}${open > 0 ? `, ${open} more not sealed yet` : ''}.`);
    if (!exported) console.log('A chain that was cut or rewritten whole is only found with heads that were exported before: --heads FILE.');
    return 0;
  }
  for (const fault of faults.slice(0, SHOWN)) console.log(wordsOf(fault));
  if (faults.length > SHOWN) console.log(`… and ${faults.length - SHOWN} more.`);
  console.log(`The audit was changed: ${faults.length} found in ${checked}. Keep this database as it is, and compare it with a backup.`);
  return 1;
}

/** @throws CommandError */
export function readHeads(path: string): AuditHeads {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CommandError(`--heads: ${path} cannot be read (${error instanceof Error ? error.message : 'unknown fault'}).`);
  }
  const parsed = auditHeadsSchema.safeParse(json);
  if (!parsed.success) throw new CommandError(`--heads: ${path} is not what "audit heads" writes.`);
  return parsed.data;
}
