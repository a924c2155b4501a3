import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { BackupHeader } from '../../lib/contract/endpoint-backup.ts';
import type { Tx } from '../store/port.ts';

/**
 * Writes all of a database as it is at one moment (the transaction's) into a file of its own. The file has its name only once it is whole and on the
 * disk. Answers the number of rows.
 */
export async function writeBackup(tx: Tx, file: string, header: BackupHeader): Promise<number> {
  const part = `${file}.part`;
  // For the user who runs the endpoint alone: all customers are in it.
  const out = createWriteStream(part, { mode: 0o600, flags: 'wx' });
  const gzip = createGzip();
  gzip.pipe(out);
  const sum = createHash('sha256');
  const write = async (value: unknown) => {
    const line = `${JSON.stringify(value)}\n`;
    sum.update(line);
    if (!gzip.write(line)) await once(gzip, 'drain');
  };
  try {
    // A disk that is full ends the stream, not the program.
    const written = finished(out);
    written.catch(() => undefined);
    const rows = await Promise.race([writeLines(tx, header, write), written.then(() => 0)]);
    gzip.end(`${JSON.stringify({ rows, sha256: sum.digest('hex') })}\n`);
    await written;
    fsyncSync(openSync(part, 'r+'));
    renameSync(part, file);
    return rows;
  } catch (error) {
    gzip.destroy();
    out.destroy();
    rmSync(part, { force: true });
    throw error;
  }
}

async function writeLines(tx: Tx, header: BackupHeader, write: (value: unknown) => Promise<void>): Promise<number> {
  let count = 0;
  await write(header);
  for (const table of await tx.whole.names()) {
    const columns = await tx.whole.columns(table);
    await write({ table, columns });
    for await (const page of tx.whole.rows(table, columns)) {
      for (const row of page) await write(row);
      count += page.length;
    }
  }
  return count;
}
