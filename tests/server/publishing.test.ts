import { describe, expect, it } from 'vitest';
import type { DraftReply, History, Publication } from '../../lib/contract/publishing.ts';
import { contentListReplySchema, historyReplySchema } from '../../lib/contract/publishing.ts';
import type { Script } from '../../lib/contract/script.ts';
import { pullReplySchema } from '../../lib/contract/wire.ts';
import { ship } from '../../server/publishing/ship.ts';
import { publishingRound } from '../../server/publishing/ticker.ts';
import { smallScript, stepOf } from '../lib/script/small-script.ts';
import { aPhraseList } from '../support/phrase-list.ts';
import { type Bench, bench, HOUR, MINUTE, START } from './support.ts';

const thing = { kind: 'script', id: 'small' } as const;

async function withScript(): Promise<Bench> {
  const b = await bench();
  await b.store.write((tx) => ship(tx, { scripts: [{ ...smallScript(), version: 1 }], phraseLists: [aPhraseList()] }, START));
  return b;
}

/** The small script, with another question. */
function asking(words: string): Script {
  const script = smallScript();
  stepOf(script, 'ask').line = { 'zh-CN': '用着怎么样？', en: words };
  return script;
}

async function ask<T>(b: Bench, path: string, body: unknown, agentId: string): Promise<T> {
  const answer = await b.post(`/v1/content/${path}`, body, agentId);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as T;
}

const save = (b: Bench, body: unknown, rev = 0, agentId = 'lee') =>
  ask<{ draft: { rev: number } }>(b, 'save-draft', { content: { kind: 'script', body }, rev, basedOn: 1 }, agentId).then(({ draft }) => draft.rev);

async function publishNow(b: Bench, words: string, agentId = 'lee'): Promise<Publication> {
  const rev = await save(b, asking(words), 0, agentId);
  return (await ask<{ publication: Publication }>(b, 'publish', { ...thing, rev, why: 'Clearer', at: null }, agentId)).publication;
}

const scriptsOf = async (b: Bench, agentId: string, cursor = 0) => pullReplySchema.parse((await b.get(`/v1/pull?cursor=${cursor}`, agentId)).body).scripts;
const linesAt = async (b: Bench, agentId: string) => {
  const all = await scriptsOf(b, agentId);
  const newest = all.reduce((a, one) => (one.version > a.version ? one : a));
  return [newest.version, stepOf(newest, 'ask').line.en];
};

describe('publishing', () => {
  it('makes a draft the next version, for the lead’s place and below, and for nobody else', async () => {
    const b = await withScript();
    expect(await publishNow(b, 'How does it fit?')).toMatchObject({
      version: 2,
      placeId: 'store',
      state: 'published',
      why: 'Clearer',
      byName: 'Agent lee',
      basedOn: 1,
    });
    expect(await linesAt(b, 'ann')).toEqual([2, 'How does it fit?']);
    for (const other of ['oli', 'ada']) expect((await linesAt(b, other))[0]).toBe(1);
    expect((await ask<DraftReply>(b, 'draft', thing, 'lee')).draft).toBeNull();
  });

  it('gives the numbers of one id over all places, and what the admin publishes goes to all', async () => {
    const b = await withScript();
    await publishNow(b, 'For the store', 'lee');
    expect((await publishNow(b, 'For the other store', 'olga')).version).toBe(3);
    expect(await publishNow(b, 'For all', 'ada')).toMatchObject({ version: 4, placeId: null });
    for (const agentId of ['ann', 'oli', 'ada']) expect(await linesAt(b, agentId)).toEqual([4, 'For all']);
  });

  it('never changes a version that is there', async () => {
    const b = await withScript();
    await publishNow(b, 'Second');
    await publishNow(b, 'Third');
    const lines = (await scriptsOf(b, 'ann')).map((script) => [script.version, stepOf(script, 'ask').line.en]);
    expect(lines).toEqual([
      [1, 'Line of ask.'],
      [2, 'Second'],
      [3, 'Third'],
    ]);
  });

  it('drops empty words and what nobody speaks any more', async () => {
    const b = await withScript();
    const script = asking('How is it?');
    Object.assign(stepOf(script, 'ask'), { hint: { 'zh-CN': '', en: ' ' }, remind: [{ 'zh-CN': '', en: '' }] });
    script.languages = ['en'];
    const rev = await save(b, script);
    await ask(b, 'publish', { ...thing, rev, why: 'x', at: null }, 'lee');
    const step = stepOf((await scriptsOf(b, 'ann'))[1] as Script, 'ask');
    expect([step.hint, step.remind, step.line]).toEqual([undefined, undefined, { en: 'How is it?' }]);
  });

  const broken: [title: string, breakIt: (script: Script) => void, where: string][] = [
    ['a dead end', (s) => Object.assign(stepOf(s, 'bye'), { ending: false }), 'scripts.small.steps.bye'],
    ['a missing branch', (s) => Object.assign(s, { branches: s.branches.filter(({ id }) => id !== 'abusive') }), 'scripts.small.branches.abusive'],
    ['an empty line', (s) => Object.assign(stepOf(s, 'ask').line, { en: '' }), 'scripts.small.steps.ask.line'],
    ['a phrase of the team’s own list', (s) => Object.assign(stepOf(s, 'ask').line, { en: 'It will probably fit.' }), 'scripts.small.steps.ask.line.en'],
    ['an answer that leads nowhere yet', (s) => Object.assign(stepOf(s, 'sorry').choices[0] as object, { to: '' }), 'scripts.small.steps.sorry.choices.0'],
  ];
  for (const [title, breakIt, where] of broken) {
    it(`keeps a draft with ${title}, and refuses to publish it with the place`, async () => {
      const b = await withScript();
      const script = smallScript();
      breakIt(script);
      const rev = await save(b, script);
      const { problems } = await ask<{ problems: { where: string }[] }>(b, 'check', { content: { kind: 'script', body: script } }, 'lee');
      expect(problems[0]?.where).toBe(where);
      const answer = await b.post('/v1/content/publish', { ...thing, rev, why: 'x', at: null }, 'lee');
      expect([answer.status, answer.body]).toMatchObject([400, { error: { kind: 'invalid', field: where } }]);
      expect((await ask<DraftReply>(b, 'draft', thing, 'lee')).draft?.rev).toBe(rev);
      expect((await linesAt(b, 'ann'))[0]).toBe(1);
    });
  }

  it('refuses a phrase list that forbids its own better sentence or a line in use', async () => {
    const b = await withScript();
    const list = aPhraseList();
    const phrase = list.phrases[1] as (typeof list.phrases)[number];
    phrase.patterns.push('tell you', 'am I speaking');
    const { problems } = await ask<{ problems: { kind: string; where: string }[] }>(b, 'check', { content: { kind: 'phrase-list', body: list } }, 'lee');
    expect(problems.map(({ kind, where }) => [kind, where])).toEqual([
      ['instead-forbidden', 'lists.phrases-en.phrases.vague.instead.0'],
      ['script-says-it', 'lists.phrases-en.phrases.vague.patterns'],
    ]);
  });

  it('publishes a phrase list', async () => {
    const b = await withScript();
    const body = aPhraseList({ title: { en: 'Never say this' } });
    const { draft } = await ask<{ draft: { rev: number } }>(b, 'save-draft', { content: { kind: 'phrase-list', body }, rev: 0, basedOn: 1 }, 'lee');
    await ask(b, 'publish', { kind: 'phrase-list', id: 'phrases-en', rev: draft.rev, why: 'x', at: null }, 'lee');
    const { phraseLists } = pullReplySchema.parse((await b.get('/v1/pull?cursor=0', 'ann')).body);
    expect(phraseLists.map(({ version, title }) => [version, title.en])).toEqual([
      [1, 'Never say'],
      [2, 'Never say this'],
    ]);
  });
});

describe('a draft', () => {
  it('is one a place: who saves over another’s is told', async () => {
    const b = await withScript();
    const rev = await save(b, asking('One'));
    await save(b, asking('Two'), rev);
    expect((await b.post('/v1/content/save-draft', { content: { kind: 'script', body: asking('Late') }, rev, basedOn: 1 }, 'lee')).body).toMatchObject({
      error: { kind: 'conflict', field: 'rev' },
    });
    expect((await ask<DraftReply>(b, 'draft', thing, 'olga')).draft).toBeNull();
    const { draft, inUse } = await ask<DraftReply>(b, 'draft', thing, 'lee');
    expect([draft?.rev, draft?.byName, draft?.basedOn, inUse.body.version]).toEqual([2, 'Agent lee', 1, 1]);
  });

  it('is published as it was seen, or not at all', async () => {
    const b = await withScript();
    const rev = await save(b, asking('One'));
    await save(b, asking('Two'), rev);
    expect((await b.post('/v1/content/publish', { ...thing, rev, why: 'x', at: null }, 'lee')).status).toBe(409);
  });

  it('can be thrown away', async () => {
    const b = await withScript();
    const rev = await save(b, asking('One'));
    await ask(b, 'drop-draft', { ...thing, rev }, 'lee');
    expect((await ask<DraftReply>(b, 'draft', thing, 'lee')).draft).toBeNull();
    expect((await b.post('/v1/content/drop-draft', { ...thing, rev }, 'lee')).status).toBe(404);
  });

  it('of something unknown is refused', async () => {
    const b = await withScript();
    const body = { ...smallScript(), id: 'nobody-knows' };
    expect((await b.post('/v1/content/save-draft', { content: { kind: 'script', body }, rev: 0, basedOn: null }, 'lee')).status).toBe(404);
  });
});

describe('publishing at a time', () => {
  async function planned(b: Bench, at = START + HOUR): Promise<Publication> {
    const rev = await save(b, asking('Later'));
    return (await ask<{ publication: Publication }>(b, 'publish', { ...thing, rev, why: 'From Monday', at }, 'lee')).publication;
  }

  it('happens at that time, once, also with two endpoints on one database', async () => {
    const b = await withScript();
    expect(await planned(b)).toMatchObject({ state: 'scheduled', version: null, dueAt: START + HOUR });
    b.clock.time += 59 * MINUTE;
    await publishingRound(b.deps);
    expect((await linesAt(b, 'ann'))[0]).toBe(1);
    b.clock.time += MINUTE;
    await Promise.all([publishingRound(b.deps), publishingRound(b.deps)]);
    await publishingRound(b.deps);
    expect((await scriptsOf(b, 'ann')).map(({ version }) => version)).toEqual([1, 2]);
    const { versions, others } = await ask<History>(b, 'history', thing, 'lee');
    expect(versions[0]?.publication).toMatchObject({ version: 2, state: 'published', publishedAt: START + HOUR, dueAt: START + HOUR, why: 'From Monday' });
    expect(others).toEqual([]);
  });

  it('survives a restart', async () => {
    const b = await withScript();
    await planned(b);
    await b.restart();
    b.clock.time += 2 * HOUR;
    await publishingRound(b.deps);
    expect(await linesAt(b, 'ann')).toEqual([2, 'Later']);
  });

  it('can be withdrawn until then, and is a draft again', async () => {
    const b = await withScript();
    const { id } = await planned(b);
    expect((await b.post('/v1/content/withdraw', { publicationId: id }, 'olga')).status).toBe(404);
    await ask(b, 'withdraw', { publicationId: id }, 'lee');
    b.clock.time += 2 * HOUR;
    await publishingRound(b.deps);
    expect((await linesAt(b, 'ann'))[0]).toBe(1);
    expect((await ask<DraftReply>(b, 'draft', thing, 'lee')).draft?.content.body).toMatchObject({ steps: expect.anything(), version: 3 });
    expect((await b.post('/v1/content/withdraw', { publicationId: id }, 'lee')).status).toBe(409);
  });

  it.each([
    ['in the past', START - 1],
    ['more than a year away', START + 400 * 24 * HOUR],
  ])('is refused for a moment %s', async (_, at) => {
    const b = await withScript();
    const rev = await save(b, asking('Later'));
    expect((await b.post('/v1/content/publish', { ...thing, rev, why: 'x', at }, 'lee')).body).toMatchObject({ error: { kind: 'invalid', field: 'at' } });
  });
});

describe('going back', () => {
  it('publishes the old words again under the next number, with who, when and why', async () => {
    const b = await withScript();
    await publishNow(b, 'A bad idea');
    const { publication } = await ask<{ publication: Publication }>(b, 'rollback', { ...thing, version: 1, why: 'Customers did not understand' }, 'lee');
    expect(publication).toMatchObject({ version: 3, restores: 1, basedOn: 2, why: 'Customers did not understand' });
    expect(await linesAt(b, 'ann')).toEqual([3, 'Line of ask.']);
    expect((await b.post('/v1/content/rollback', { ...thing, version: 3, why: 'x' }, 'lee')).status).toBe(409);
    expect((await b.post('/v1/content/rollback', { ...thing, version: 9, why: 'x' }, 'lee')).status).toBe(404);
  });

  it('is not held up by a phrase that came onto the list since', async () => {
    const b = await withScript();
    await publishNow(b, 'The fitting is fine?');
    await publishNow(b, 'A bad idea');
    await b.store.write((tx) =>
      tx.content.putPhraseList(
        aPhraseList({ version: 2, phrases: [...aPhraseList().phrases.slice(0, 1), { ...aPhraseList().phrases[1], patterns: ['fitting is fine'] } as never] }),
        null,
      ),
    );
    expect((await ask<{ publication: Publication }>(b, 'rollback', { ...thing, version: 2, why: 'x' }, 'lee')).publication.version).toBe(4);
  });
});

describe('the list and the history', () => {
  it('tell what is in use, who made it, what is in the works', async () => {
    const b = await withScript();
    await publishNow(b, 'Second');
    await save(b, asking('Third'));
    const { entries } = contentListReplySchema.parse((await b.post('/v1/content/list', { kind: 'script' }, 'lee')).body);
    expect(entries).toMatchObject([
      { id: 'small', version: 2, placeId: 'store', size: 9, publication: { byName: 'Agent lee' }, draft: { rev: 1, byName: 'Agent lee' }, scheduled: [] },
    ]);
    const history = historyReplySchema.parse((await b.post('/v1/content/history', thing, 'lee')).body);
    expect(history.versions.map(({ version, placeName, publication }) => [version, placeName, publication?.why ?? null])).toEqual([
      [2, 'Sample store', 'Clearer'],
      [1, null, null],
    ]);
  });

  it('show nothing of another store: unknown and foreign are alike', async () => {
    const b = await withScript();
    await publishNow(b, 'Second');
    expect((await ask<History>(b, 'history', thing, 'olga')).versions.map(({ version }) => version)).toEqual([1]);
    const foreign = await b.post('/v1/content/version', { ...thing, version: 2 }, 'oli');
    const unknown = await b.post('/v1/content/version', { ...thing, version: 7 }, 'oli');
    expect(foreign).toEqual(unknown);
    expect(foreign.status).toBe(404);
    expect((await b.post('/v1/content/version', { ...thing, version: 2 }, 'quinn')).status).toBe(200);
  });
});

describe('what ships', () => {
  const shipped = (version: number, words: string) => ({ scripts: [{ ...asking(words), version }], phraseLists: [] });

  it('comes with a newer program, once', async () => {
    const b = await withScript();
    for (let n = 0; n < 2; n += 1) expect(await b.store.write((tx) => ship(tx, shipped(2, 'Newer'), START))).toEqual([]);
    expect((await scriptsOf(b, 'ann')).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('does not take away what the team published for everybody', async () => {
    const b = await withScript();
    await publishNow(b, 'Ours', 'ada');
    expect(await b.store.write((tx) => ship(tx, shipped(2, 'Newer'), START))).toEqual(['small 2']);
    expect(await b.store.write((tx) => ship(tx, shipped(9, 'Newest'), START))).toEqual(['small 9']);
    expect(await linesAt(b, 'ann')).toEqual([2, 'Ours']);
  });

  it('takes the next number when a store’s own version has its number', async () => {
    const b = await withScript();
    await publishNow(b, 'Ours', 'lee');
    for (let n = 0; n < 2; n += 1) await b.store.write((tx) => ship(tx, shipped(2, 'Newer'), START));
    expect(await linesAt(b, 'oli')).toEqual([3, 'Newer']);
  });
});
