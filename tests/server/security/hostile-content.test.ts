import { describe, expect, it, vi } from 'vitest';
import { type DraftReply, draftPhraseListSchema, draftScriptSchema, type Publication } from '../../../lib/contract/publishing.ts';
import type { Script } from '../../../lib/contract/script.ts';
import { pullReplySchema } from '../../../lib/contract/wire.ts';
import { ship } from '../../../server/publishing/ship.ts';
import { smallScript, stepOf } from '../../lib/script/small-script.ts';
import { HOSTILE, made, ROUNDS, textOf } from '../../support/hostile.ts';
import { aPhraseList } from '../../support/phrase-list.ts';
import { type Bench, bench, START } from '../support.ts';

// Every string in every field.
vi.setConfig({ testTimeout: 120_000 });

async function withContent(): Promise<Bench> {
  const b = await bench();
  await b.store.write((tx) => ship(tx, { scripts: [{ ...smallScript(), version: 1 }], phraseLists: [aPhraseList()] }, START));
  return b;
}

async function ask<T>(b: Bench, path: string, body: unknown, agentId = 'lee'): Promise<T> {
  const answer = await b.post(path, body, agentId);
  expect([path, answer.status, answer.status === 200 ? null : body, answer.status === 200 ? null : answer.body]).toEqual([path, 200, null, null]);
  return answer.body as T;
}

describe('hostile text in what a lead writes comes back as it was written', () => {
  it.each([
    ['script', draftScriptSchema, { id: 'small', version: 1 }],
    ['phrase-list', draftPhraseListSchema, { id: 'phrases-en', version: 1 }],
  ] as const)('in every field of the draft of a %s, which the checker can judge', async (kind, schema, over) => {
    const b = await withContent();
    const given: { readonly [path: string]: unknown } = over;
    for (const [index, round] of ROUNDS.entries()) {
      const body = made(schema, { given: (path) => given[path], text: textOf(round), branch: round });
      await ask(b, '/v1/content/save-draft', { content: { kind, body }, rev: index, basedOn: 1 });
      const { draft } = await ask<DraftReply>(b, '/v1/content/draft', { kind, id: over.id });
      expect(draft?.content.body).toEqual(body);
      // The checker reads all of it and is the dearest part.
      if (index % 10 === 0) await ask(b, '/v1/content/check', { content: { kind, body } });
    }
  });

  it('in every line that an agent is to say, once it is published', async () => {
    const b = await withContent();
    // A brace begins a placeholder, and a blank is no line: the checker says so, and tests/lib/script hold it to that.
    const words = HOSTILE.filter((text) => !/[{}]/.test(text) && text.trim() !== '');
    const said: string[] = [];
    for (let from = 0; from < words.length; from += 8) {
      const [line = 'x', hint = 'x', remind = 'x', title = 'x', label = 'x', avoid = 'x', instead = 'x', message = 'x'] = words.slice(from, from + 8);
      const script: Script = { ...smallScript(), version: 1 };
      const both = (text: string) => ({ 'zh-CN': text, en: text });
      Object.assign(stepOf(script, 'ask'), { line: both(line), tempting: [{ phraseId: 'blame-use', avoid: both(avoid), instead: both(instead) }] });
      Object.assign(stepOf(script, 'sorry'), { hint: both(hint), remind: [both(remind)], title: both(title) });
      for (const field of script.fields) field.label = both(label);
      for (const one of script.messages) one.text = both(message);
      const { draft } = await ask<{ draft: { rev: number } }>(b, '/v1/content/save-draft', { content: { kind: 'script', body: script }, rev: 0, basedOn: 1 });
      const why = line.trim() || 'why';
      const thing = { kind: 'script', id: 'small', rev: draft.rev, why, at: null };
      const { publication } = await ask<{ publication: Publication }>(b, '/v1/content/publish', thing);
      expect(publication.why).toBe(why);
      const { content } = await ask<{ content: { body: Script } }>(
        b,
        '/v1/content/version',
        { kind: 'script', id: 'small', version: publication.version },
        'ann',
      );
      expect(content.body).toEqual({ ...script, version: publication.version });
      said.push(line, hint, remind, title, label, avoid, instead, message);
    }
    expect(words.filter((text) => !said.includes(text))).toEqual([]);
    const pulled = pullReplySchema.parse((await b.get('/v1/pull?cursor=0', 'ann')).body);
    expect(pulled.scripts.length).toBeGreaterThan(50);
  });

  it('in the names of people and places', async () => {
    const b = await bench();
    for (const text of ROUNDS.map((round) => HOSTILE[round] ?? '')) {
      const name = text.slice(0, 80).trim() || 'x';
      const { person } = await ask<{ person: { agent: { name: string } } }>(b, '/v1/people/save', { agentId: 'ben', set: { name } });
      const company = { name, phone: text.slice(0, 40) };
      const { place } = await ask<{ place: { name: string; company: unknown } }>(b, '/v1/places/save', { id: 'store', set: { name, company } });
      expect([person.agent.name, place.name, place.company]).toEqual([name, name, company]);
    }
  });
});

describe('hostile text is looked for', () => {
  it('and found, or not; never a fault of the endpoint', async () => {
    const b = await bench();
    for (const text of ROUNDS.map((round) => HOSTILE[round]?.slice(0, 100) ?? '').filter((one) => one !== '')) {
      await ask(b, '/v1/records/search', { filter: {}, words: text, cursor: null, limit: 10 });
      await ask(b, '/v1/customers/list', { cursor: null, limit: 10, query: text });
      await ask(b, '/v1/find', { query: text }, 'ann');
    }
  });
});
