import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { forgetTeam } from '../../../lib/db/forget.ts';
import { dump, openDb } from '../../support/db.ts';

const { rows } = JSON.parse(readFileSync(new URL('../../fixtures/db/v1.json', import.meta.url), 'utf8')) as { rows: { [table: string]: unknown[] } };
let db: CallsideDb;

beforeEach(async () => {
  db = openDb();
  for (const table of db.tables) await table.bulkAdd(structuredClone(rows[table.name] ?? []));
});

describe('signing out of a team', () => {
  it.each([
    ['something is unsent', 'calls'],
    ['a call is open', 'outbox'],
  ] as const)('is refused while %s, and removes nothing', async (_title, other) => {
    await db.table(other).clear();
    const before = await dump(db);
    expect(await forgetTeam(db)).toBe(false);
    expect(await dump(db)).toEqual(before);
  });

  it('is refused even for one row that the endpoint rejected', async () => {
    await db.calls.clear();
    await db.outbox.where('state').equals('waiting').delete();
    expect(await db.outbox.count()).toBe(1);
    expect(await forgetTeam(db)).toBe(false);
  });

  it('leaves nothing of the team on the computer but its own secret', async () => {
    await db.calls.clear();
    await db.outbox.clear();
    expect(await forgetTeam(db)).toBe(true);
    const left = await dump(db);
    expect(Object.values({ ...left, meta: [] }).flat()).toEqual([]);
    expect(left.meta).toEqual([{ key: 'secret', value: '00ff' }]);
  });
});
