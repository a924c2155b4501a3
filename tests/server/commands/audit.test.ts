import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { auditCommand } from '../../../server/commands/audit.ts';
import { CommandError } from '../../../server/commands/open.ts';
import { createLog } from '../../../server/log.ts';
import { startEndpoint } from '../../../server/start-endpoint.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { bench, rows, tempFolder } from '../support.ts';
import { folderOf, run } from './support.ts';

describe('audit verify', () => {
  it('says that the audit is whole while an endpoint runs over it', async () => {
    const b = await bench();
    await b.importRows(rows(3));
    const heads = join(tempFolder(), 'heads.json');
    writeFileSync(heads, (await run(auditCommand, 'heads', '--data', folderOf(b))).text);
    const { code, text } = await run(auditCommand, 'verify', '--data', folderOf(b), '--heads', heads);
    expect([code, text]).toEqual([0, 'The audit is whole: 8 entries in 3 batches of 3 chains.']);
    expect((await run(auditCommand, 'verify', '--data', folderOf(b))).text).toContain('--heads FILE');
  });

  it('names the place and the entry that was changed', async () => {
    const b = await bench();
    await run(auditCommand, 'heads', '--data', folderOf(b));
    const raw = new DatabaseSync(b.file);
    raw.exec("update audit_entries set agent_id = 'nobody' where chain = 'store' and n = 2");
    raw.close();
    const { code, text } = await run(auditCommand, 'verify', '--data', folderOf(b));
    expect(code).toBe(1);
    expect(text).toContain('Place store: entry 2 (batch 1) was edited or moved.');
  });

  it('finds a database that was put back in secret by heads that were exported later', async () => {
    const b = await bench();
    const heads = join(tempFolder(), 'heads.json');
    await b.importRows(rows(1));
    writeFileSync(heads, (await run(auditCommand, 'heads', '--data', folderOf(b))).text);
    const other = await bench();
    const { code, text } = await run(auditCommand, 'verify', '--data', folderOf(other), '--heads', heads);
    expect(code).toBe(1);
    expect(text).toContain('Place store: everything from entry 1 (batch 1) on is missing.');
  });

  it.each([
    ['no database', ['verify', '--data', '/nowhere'], /no database in \/nowhere.*--data/],
    ['heads that are not there', ['verify', '--heads', '/nowhere/heads.json'], /--heads: \/nowhere/],
    ['heads that are none', ['verify', '--heads', new URL('../../../package.json', import.meta.url).pathname], /not what "audit heads" writes/],
  ])('refuses %s in one line', async (_, args, says) => {
    await expect(run(auditCommand, ...args)).rejects.toThrow(CommandError);
    await expect(run(auditCommand, ...args)).rejects.toThrow(says);
  });

  it('says how it is used when it is not told what to do', async () => {
    expect((await run(auditCommand)).code).toBe(1);
    expect(await run(auditCommand, '--help')).toMatchObject({ code: 0, text: expect.stringContaining('audit verify') as string });
  });

  it('leaves a database of an older version as it is', async () => {
    const dataDir = tempFolder();
    await (await openSqlite(join(dataDir, 'callside.db'), { upTo: 1 })).close();
    await expect(run(auditCommand, 'verify', '--data', dataDir)).rejects.toThrow(/version 1.*start the endpoint/);
  });
});

describe('npm run serve -- audit', () => {
  it('verifies what an endpoint left, which seals everything when it stops', async () => {
    const dataDir = tempFolder();
    await (await startEndpoint({ port: 0, dataDir, log: createLog({ write: () => undefined }) })).close();
    const main = new URL('../../../server/main.ts', import.meta.url).pathname;
    const { status, stdout } = spawnSync(process.execPath, [main, 'audit', 'verify', '--data', dataDir], { encoding: 'utf8' });
    expect(stdout).toMatch(/^The audit is whole: \d+ entries in \d batches of \d chains\.$/m);
    expect(status).toBe(0);
    const wrong = spawnSync(process.execPath, [main, 'audit', 'verify', '--data', tempFolder()], { encoding: 'utf8' });
    expect([wrong.status, wrong.stderr.trim().split('\n').length]).toEqual([1, 1]);
  }, 90_000);
});
