import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { audit } from '../audit/audit.ts';
import { sealAll } from '../audit/seal.ts';
import { writeBackup } from '../backup/write.ts';
import { DATABASE_VERSION } from '../store/migrations.ts';
import { CommandError, databaseOptions, databaseUsage, openCurrent } from './open.ts';

const usage = `npm run serve -- backup --to FILE   all of the database as it is at one moment, while the endpoint runs or not
  --to FILE       where to; it must not be there yet. All customers are in it: keep it as safe as the database
${databaseUsage}`;

export async function backupCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { ...databaseOptions, to: { type: 'string' }, help: { type: 'boolean', default: false } } });
  if (values.help || values.to === undefined) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  const file = resolve(values.to);
  if (existsSync(file)) throw new CommandError(`--to: ${file} is there already. Name another file.`);
  const store = await openCurrent(values);
  try {
    const at = Date.now();
    // It stands in the backup itself, too.
    await store.write((tx) => audit(tx, null, at, { action: 'backup.make', subject: { kind: 'backup', id: null } }));
    await sealAll(store);
    const header = { form: 'callside-endpoint-backup', version: 1, database: DATABASE_VERSION, at } as const;
    const rows = await store.read((tx) => writeBackup(tx, file, header));
    console.log(`Backup: ${file}, ${rows} rows, ${statSync(file).size} bytes.`);
    return 0;
  } finally {
    await store.close();
  }
}
