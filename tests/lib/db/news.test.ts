import { describe, expect, it } from 'vitest';
import { newsFor, tellOf } from '../../../lib/db/news.ts';
import { fillPreview, previewPlace } from '../../../lib/db/preview.ts';
import { readQueue } from '../../../lib/db/queue.ts';
import { aPlace } from '../../server/support.ts';
import { anAgent, shippedScripts } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';
import { aPhraseList } from '../../support/phrase-list.ts';
import { smallScript } from '../script/small-script.ts';

const version = (n: number) => ({ ...smallScript(), version: n });
const told = (n: number) => [{ kind: 'script' as const, id: 'small', version: n }];

describe('what an agent is told of a new version', () => {
  it('is nothing of what they never met', async () => {
    const db = openDb();
    await db.scripts.bulkPut([version(1), version(2)]);
    expect(await newsFor(db, 'small')).toEqual([]);
  });

  it('is what changed since the version they know, once', async () => {
    const db = openDb();
    await db.scripts.put(version(1));
    await tellOf(db, told(1));
    await db.scripts.bulkPut([version(2), version(3)]);
    expect((await newsFor(db, 'small')).map(({ before, after }) => [before.body.version, after.body.version])).toEqual([[1, 3]]);
    expect(await newsFor(db, 'another')).toEqual([]);
    await tellOf(db, told(3));
    expect(await newsFor(db, 'small')).toEqual([]);
    await tellOf(db, told(2));
    expect(await newsFor(db, 'small')).toEqual([]);
  });

  it('waits when a call came in before it could be shown', async () => {
    const db = openDb();
    await db.scripts.bulkPut([version(1), version(2)]);
    await tellOf(db, told(1), 'met');
    await tellOf(db, told(2), 'met');
    expect(await newsFor(db, 'small')).toHaveLength(1);
  });

  it('tells of phrase lists whatever the script', async () => {
    const db = openDb();
    await db.phraseLists.put(aPhraseList());
    await tellOf(db, [{ kind: 'phrase-list', id: 'phrases-en', version: 1 }]);
    await db.phraseLists.put(aPhraseList({ version: 2 }));
    expect(await newsFor(db, null)).toMatchObject([{ after: { kind: 'phrase-list', body: { version: 2 } } }]);
  });
});

describe('the preview', () => {
  it('has one invented customer to call at once, with the draft, and nothing of before', async () => {
    const db = openDb();
    const [script] = shippedScripts();
    if (!script) throw new Error('no script ships');
    const now = Date.parse('2026-11-22T03:00:00Z');
    const agent = anAgent({ placeId: 'store' });
    const input = { script, phraseLists: [aPhraseList()], agent, place: aPlace(), now };
    await fillPreview(db, { ...input, language: 'en' });
    await fillPreview(db, { ...input, language: 'zh-CN' });
    expect(await db.customers.count()).toBe(1);
    const queue = await readQueue(db, { agent, place: previewPlace(aPlace()), now, claimed: false });
    expect(queue.ready.map(({ customer, task }) => [customer.person.name, task.scriptId])).toEqual([['王佳琪', script.id]]);
  });
});
