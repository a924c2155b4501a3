import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { doctorCommand, examine } from '../../../server/commands/doctor.ts';
import { bench, HOUR, rows } from '../support.ts';
import { folderOf, run } from './support.ts';

describe('doctor', () => {
  it('finds nothing wrong with a database at work, and changes nothing', async () => {
    const b = await bench();
    await b.importRows(rows(3));
    b.clock.time = Date.now();
    const { wrong, good } = await b.store.read((tx) => examine(tx, null, b.clock.time + 400 * 24 * HOUR));
    expect(wrong).toEqual([]);
    expect(good.join('\n')).toMatch(/on the disk[\s\S]*whole[\s\S]*leads somewhere[\s\S]*version[\s\S]*sequence[\s\S]*clock[\s\S]*audit/);
  });

  const ills: [ill: string, sql: string, says: RegExp][] = [
    ['a sequence behind its rows', 'update sequence set value = 1', /sequence stands at 1 and \w+ has \d+: stop the endpoint and restore/],
    [
      'a reference that leads nowhere',
      "pragma foreign_keys = off; update tasks set place_id = 'nowhere'",
      /3 rows refer to rows that are not there, the first in tasks/,
    ],
    ['an edited audit entry', "update audit_entries set n = 1, hash = 'x' where action = 'customers.import'", /audit was changed \(Place store: entry 1/],
    ['an older version', "update meta set value = '1' where key = 'version'", /version 1.*start the endpoint once/],
  ];
  for (const [ill, sql, says] of ills) {
    it(`finds ${ill}, and says what to do`, async () => {
      const b = await bench();
      await b.importRows(rows(3));
      const raw = new DatabaseSync(b.file);
      raw.exec(sql);
      raw.close();
      const { code, text } = await run(doctorCommand, '--data', folderOf(b));
      expect(code).toBe(1);
      expect(text).toMatch(says);
      expect(text).toMatch(/\d to be put right\.$/);
    });
  }

  it('finds a clock that went back', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { wrong } = await b.store.read((tx) => examine(tx, null, b.clock.time - HOUR));
    expect(wrong.join()).toMatch(/set this machine's clock/);
  });
});
