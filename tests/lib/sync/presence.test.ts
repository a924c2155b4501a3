import { describe, expect, it } from 'vitest';
import { presenceSchema } from '../../../lib/contract/presence.ts';
import { readMeta, writeMeta } from '../../../lib/db/meta.ts';
import { followReach, readPresence } from '../../../lib/sync/presence.ts';
import { anOutboxRow, shippedScripts } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';
import { call } from '../record/build.ts';

const NOW = 1_800_000_000_000;
const read = (db: ReturnType<typeof openDb>) => readPresence(db, { now: NOW, app: '0.1.0' });

describe('how it stands at a desk', () => {
  it('is quiet when there is nothing', async () => {
    expect(await read(openDb())).toEqual({ inCallMs: null, unsent: 0, rejected: 0, versions: [], refused: [], app: '0.1.0' });
  });

  it('counts what waits and what was refused, and names the newest version of each script', async () => {
    const db = openDb();
    await db.outbox.bulkAdd([anOutboxRow(1), anOutboxRow(2), { ...anOutboxRow(3), state: 'rejected' }]);
    const [script] = shippedScripts();
    if (!script) throw new Error('no script');
    await db.scripts.bulkPut([3, 10, 9].map((version) => ({ ...script, version })));
    await writeMeta(db, { key: 'refused', items: [{ kind: 'script', id: script.id, version: 11, why: 'stuck', where: '', at: NOW }] });
    const presence = await read(db);
    expect(presence).toMatchObject({ unsent: 2, rejected: 1, versions: [{ kind: 'script', id: script.id, version: 10 }] });
    expect(presence.refused).toEqual([{ kind: 'script', id: script.id, version: 11, why: 'stuck' }]);
    expect(presenceSchema.safeParse(presence).success).toBe(true);
  });

  it('is in a call from the first ring to the end of the talk, and tells nothing else of it', async () => {
    const db = openDb();
    await db.calls.put(call({ startedAt: NOW - 90_000, endedAt: null }));
    expect(await read(db)).toMatchObject({ inCallMs: 90_000 });
    expect(JSON.stringify(await read(db))).not.toContain('customer');
    await db.calls.put(call({ startedAt: NOW + 5_000, endedAt: null }));
    expect(await read(db)).toMatchObject({ inCallMs: 0 });
    await db.calls.put(call({ startedAt: NOW - 90_000, endedAt: NOW - 1 }));
    expect(await read(db)).toMatchObject({ inCallMs: null });
  });
});

describe('what a person reaches', () => {
  it('is pulled again from the start when it changes, and not at first sight', async () => {
    const db = openDb();
    await writeMeta(db, { key: 'cursor', value: 7 });
    expect([await followReach(db, 'a'), await followReach(db, 'a')]).toEqual([false, false]);
    expect((await readMeta(db, 'cursor'))?.value).toBe(7);
    expect(await followReach(db, 'b')).toBe(true);
    expect(await readMeta(db, 'cursor')).toBeNull();
    expect(await followReach(db, 'b')).toBe(false);
  });
});
