import { afterEach, describe, expect, it, vi } from 'vitest';
import { sealAll } from '../../server/audit/seal.ts';
import { auditCommand } from '../../server/commands/audit.ts';
import { doctorCommand } from '../../server/commands/doctor.ts';
import { run } from '../server/commands/support.ts';
import { type Bench, bench, rows } from '../server/support.ts';

afterEach(() => void vi.unstubAllEnvs());

async function atWork(): Promise<Bench> {
  const b = await bench();
  await b.importRows(rows(3));
  await sealAll(b.store);
  vi.stubEnv('DATABASE_URL', b.database.address);
  return b;
}

const EDIT = "update audit_entries set agent_id = 'nobody' where action = 'customers.import'";
const wrongOnes = (text: string) => text.split('\n').filter((line) => line.startsWith('  WRONG'));

describe('commands with DATABASE_URL', () => {
  it('doctor finds nothing but that this cluster does not wait for the disk, and says where to set it', async () => {
    await atWork();
    const { code, text } = await run(doctorCommand);
    expect(code).toBe(1);
    expect(wrongOnes(text)).toEqual([expect.stringMatching(/fsync, full_page_writes is off.*Set it to on in postgresql\.conf/)]);
    expect(text).toMatch(/every reference leads somewhere[\s\S]*version[\s\S]*sequence[\s\S]*audit is whole/);
  });

  it('doctor finds a sequence behind its rows, and an entry of the audit that was edited', async () => {
    const b = await atWork();
    await b.database.query('update sequence set value = 1');
    await b.database.query(EDIT);
    const { text } = await run(doctorCommand);
    const wrong = wrongOnes(text).join('\n');
    expect(wrong).toMatch(/sequence stands at 1 and \w+ has \d+/);
    expect(wrong).toMatch(/audit was changed/);
  });

  it('audit verify reads that database', async () => {
    const b = await atWork();
    expect((await run(auditCommand, 'verify')).code).toBe(0);
    await b.database.query(EDIT);
    const { code, text } = await run(auditCommand, 'verify');
    expect(code).toBe(1);
    expect(text).toContain('was edited');
  });
});
