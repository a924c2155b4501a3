import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { type BackupHeader, backupHeaderSchema, endLineSchema, rowLineSchema, tableLineSchema } from '../../lib/contract/endpoint-backup.ts';
import type { Tx } from '../store/port.ts';
import type { Value } from '../store/whole.ts';

/** Not a backup, cut off, or changed: says which file and what is wrong with it. */
export class DamagedBackupError extends Error {
  constructor(file: string, what: string) {
    super(`${file} cannot be restored: ${what}.`);
    this.name = 'DamagedBackupError';
  }
}

/** Reads a backup to its end before anything is done with it: its form, the rows of every table, their number and the sum. @throws DamagedBackupError */
export async function checkBackup(file: string): Promise<{ header: BackupHeader; rows: number }> {
  const sum = createHash('sha256');
  let header: BackupHeader | null = null;
  let end: ReturnType<typeof endLineSchema.parse> | null = null;
  let width = 0;
  let rows = 0;
  for await (const line of linesOf(file)) {
    if (end) throw new DamagedBackupError(file, 'something follows its end');
    const value = jsonOf(file, line);
    if (!header) header = headerOf(file, value);
    else if (Array.isArray(value)) {
      if (!rowLineSchema.safeParse(value).success || value.length !== width) throw new DamagedBackupError(file, `row ${rows + 1} is not one of its table`);
      rows += 1;
    } else if (tableLineSchema.safeParse(value).success) width = tableLineSchema.parse(value).columns.length;
    else {
      const closing = endLineSchema.safeParse(value);
      if (!closing.success) throw new DamagedBackupError(file, 'it has a line that no backup has');
      end = closing.data;
      continue;
    }
    sum.update(`${line}\n`);
  }
  if (!header || !end) throw new DamagedBackupError(file, 'its end is missing');
  if (end.rows !== rows || end.sha256 !== sum.digest('hex')) throw new DamagedBackupError(file, 'its content is not what was written (checksum)');
  return { header, rows };
}

/** Puts every row of a backup that was checked into tables that have the same form and hold nothing. */
export async function putBackup(tx: Tx, file: string): Promise<void> {
  // What a migration puts into new tables is in the backup, too.
  for (const table of (await tx.whole.names()).reverse()) await tx.whole.empty(table);
  let open: { table: string; columns: string[]; rows: Value[][] } | null = null;
  const flush = async () => {
    if (open && open.rows.length > 0) await tx.whole.insert(open.table, open.columns, open.rows.splice(0));
  };
  for await (const line of linesOf(file)) {
    const value = jsonOf(file, line);
    if (Array.isArray(value) && open) {
      open.rows.push(rowLineSchema.parse(value));
      if (open.rows.length >= 400) await flush();
      continue;
    }
    await flush();
    const table = tableLineSchema.safeParse(value);
    open = table.success ? { ...table.data, rows: [] } : null;
  }
  await flush();
}

function headerOf(file: string, value: unknown): BackupHeader {
  const header = backupHeaderSchema.safeParse(value);
  if (!header.success) throw new DamagedBackupError(file, 'it is not a backup of an endpoint');
  return header.data;
}

function jsonOf(file: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new DamagedBackupError(file, 'it has a line that no backup has');
  }
}

/** Not by node:readline, for which U+2028 ends a line: it may stand in what a customer said. @throws DamagedBackupError */
async function* linesOf(file: string): AsyncIterable<string> {
  const gunzip = createGunzip();
  const input = createReadStream(file);
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip).setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of gunzip) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw error instanceof DamagedBackupError ? error : new DamagedBackupError(file, error instanceof Error ? error.message : 'unknown fault');
  } finally {
    input.destroy();
  }
  if (rest !== '') throw new DamagedBackupError(file, 'its last line is cut off');
}
