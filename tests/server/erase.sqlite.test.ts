import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { erase, known, secret, traces } from './erasing.ts';
import { aRow, START } from './support.ts';

describe('erasing a person from an SQLite file', () => {
  it('leaves no trace of them in the files of the database', async () => {
    const { b, customerId } = await known();
    expect(traces(b)).toBeGreaterThan(5);
    expect(await erase(b, customerId)).toEqual({ status: 200, body: { services: 1, tasks: 2, records: 1 } });
    expect(traces(b)).toBe(0);
    await b.restart();
    expect(traces(b)).toBe(0);
  });

  it('leaves no trace after years of other work around them', async () => {
    const { b, customerId } = await known();
    for (let n = 0; n < 12; n += 1) {
      await b.importRows(Array.from({ length: 100 }, (_, index) => aRow(100 + n * 100 + index)));
      await b.push('ann', { id: `s${n}`, at: START, kind: 'task.skip', taskId: 'appointment-1', reason: `${secret} ${'x'.repeat(20 * n)}`, until: START });
    }
    await erase(b, customerId);
    expect(traces(b)).toBe(0);
  });

  it('is in the audit with counts and a reason of a closed list', async () => {
    const { b, customerId } = await known();
    await erase(b, customerId);
    const file = new DatabaseSync(b.file, { readOnly: true });
    const entry = file.prepare(`select agent_id, subject_id, facts from audit_entries where action = 'customer.erase'`).get();
    file.close();
    expect({ ...entry, facts: JSON.parse(String(entry?.facts)) }).toEqual({
      agent_id: 'lee',
      subject_id: customerId,
      facts: { why: 'asked', services: 1, tasks: 2, records: 1 },
    });
    expect(b.log.join('\n')).not.toContain(secret);
  });
});
