import { beforeEach, describe, expect, it } from 'vitest';
import { beginCall } from '../../../lib/call/begin.ts';
import type { Script } from '../../../lib/contract/script.ts';
import { pullReplySchema } from '../../../lib/contract/wire.ts';
import { startCall } from '../../../lib/db/calls.ts';
import { readMeta } from '../../../lib/db/meta.ts';
import { newestPhraseLists, newestScript, scriptOf } from '../../../lib/db/scripts.ts';
import { type Bench, bench } from '../../server/support.ts';
import { anAgent } from '../../support/builders.ts';
import { openDb } from '../../support/db.ts';
import { benchPlace, type Fates, type Panel, panelOf } from '../../support/endpoint.ts';
import { aPhraseList } from '../../support/phrase-list.ts';
import { smallScript, stepOf } from '../script/small-script.ts';

let endpoint: Bench;
let ann: Panel;
let fates: Fates;

beforeEach(async () => {
  endpoint = await bench();
  fates = () => 'fine';
  ann = panelOf(endpoint, 'ann', openDb(), (path, init) => fates(path, init));
});

const version = (n: number, words = `Line ${n}`): Script => {
  const script = { ...smallScript(), version: n };
  stepOf(script, 'ask').line = { 'zh-CN': words, en: words };
  return script;
};
const put = (...scripts: Script[]) =>
  endpoint.store.write(async (tx) => {
    for (const script of scripts) await tx.content.putScript(script, null);
  });

/** Answers pulls with these scripts instead of the endpoint's own. */
async function answer(scripts: unknown[], phraseLists: unknown[] = []): Promise<void> {
  const real = pullReplySchema.parse((await endpoint.get('/v1/pull?cursor=0', 'ann')).body);
  fates = (path) => (path === '/v1/pull' ? Response.json({ ...real, cursor: real.cursor + 1, scripts, phraseLists }) : 'fine');
}

describe('a version that is published', () => {
  it('is the one that the next call takes', async () => {
    await put(version(1));
    await ann.sync();
    await put(version(2));
    await ann.sync();
    expect((await newestScript(ann.db, 'small'))?.version).toBe(2);
  });

  it('changes nothing in a call that is under way, were it a hundred times; the next call has the newest', async () => {
    await put(version(1));
    await ann.sync();
    const script = await newestScript(ann.db, 'small');
    if (!script) throw new Error('no script came');
    const file = { agent: anAgent({ id: 'ann', placeId: 'store' }), place: benchPlace, task: null, customer: null, service: null };
    const call = beginCall({ id: 'call-1', direction: 'out', script, phraseLists: await newestPhraseLists(ann.db), ...file });
    await startCall(ann.db, call);
    for (let n = 2; n <= 101; n += 1) {
      await put(version(n));
      if (n % 10 === 0) await ann.sync();
    }
    await ann.sync();
    expect(await ann.db.calls.get('call-1')).toEqual(call);
    expect(await scriptOf(ann.db, call.walk)).toEqual(version(1));
    const next = await newestScript(ann.db, 'small');
    expect([next?.version, next && stepOf(next, 'ask').line.en]).toEqual([101, 'Line 101']);
  });

  it('stays as the call began with it, even if an endpoint sends other words under its number', async () => {
    await put(version(1));
    await ann.sync();
    const file = { agent: anAgent({ id: 'ann', placeId: 'store' }), place: benchPlace, task: null, customer: null, service: null };
    await startCall(ann.db, beginCall({ id: 'call-1', direction: 'out', script: version(1), phraseLists: [], ...file }));
    await answer([version(1, 'Other words')]);
    await ann.sync();
    expect(stepOf((await ann.db.scripts.get(['small', 1])) as Script, 'ask').line.en).toBe('Line 1');
  });
});

describe('a version that cannot be used', () => {
  it('is refused alone: the last good one stays, all else arrives, and it is noted', async () => {
    await put(version(1));
    await ann.sync();
    const stuck = version(2);
    Object.assign(stepOf(stuck, 'bye'), { ending: false });
    await answer([stuck, { ...version(3), mood: 'friendly' }], [aPhraseList(), { id: 'phrases-pl' }]);
    expect(await ann.sync()).toEqual({ failure: null });
    expect((await newestScript(ann.db, 'small'))?.version).toBe(1);
    expect((await newestPhraseLists(ann.db)).map(({ id }) => id)).toEqual(['phrases-en']);
    expect((await readMeta(ann.db, 'refused'))?.items).toMatchObject([
      { kind: 'script', id: 'small', version: 2, why: 'stuck', where: 'scripts.small.steps.bye' },
      { kind: 'script', id: 'small', version: 3, why: 'unreadable' },
      { kind: 'phrase-list', id: 'phrases-pl', version: null, why: 'unreadable' },
    ]);
  });

  it('is forgotten when a good one has come', async () => {
    await answer([{ ...version(3), mood: 'friendly' }]);
    await ann.sync();
    await answer([version(4)]);
    await ann.sync();
    expect((await readMeta(ann.db, 'refused'))?.items).toEqual([]);
    expect((await newestScript(ann.db, 'small'))?.version).toBe(4);
  });
});
