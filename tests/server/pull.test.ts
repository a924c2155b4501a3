import { describe, expect, it } from 'vitest';
import { pullReplySchema } from '../../lib/contract/wire.ts';
import { shippedContent } from '../../server/content.ts';
import { aPlace, aRecord, aSave, type Bench, bench, HOUR, recordOf, rows, START } from './support.ts';

const pull = async (b: Bench, agentId: string, cursor = 0) => pullReplySchema.parse((await b.get(`/v1/pull?cursor=${cursor}`, agentId)).body);

describe('pull', () => {
  it('brings scripts, phrase lists and the place once', async () => {
    const b = await bench();
    const content = shippedContent();
    await b.store.write(async (tx) => {
      for (const script of content.scripts) await tx.content.putScript(script, null);
      for (const phraseList of content.phraseLists) await tx.content.putPhraseList(phraseList, 'centre');
    });
    const first = await pull(b, 'ann');
    expect(first.scripts).toEqual(content.scripts);
    expect(first.phraseLists).toEqual(content.phraseLists);
    expect(first.place).toEqual(aPlace());
    expect(await pull(b, 'ann', first.cursor)).toMatchObject({ cursor: first.cursor, more: false, place: null, scripts: [], phraseLists: [] });
  });

  it('brings a changed place to those who work there, and no other', async () => {
    const b = await bench();
    const { cursor } = await pull(b, 'ann');
    await b.store.write((tx) => tx.places.put(aPlace({ name: 'New name' })));
    expect((await pull(b, 'ann', cursor)).place?.name).toBe('New name');
    expect((await pull(b, 'oli', cursor)).place).toBeNull();
  });

  it('keeps a published version as it is', async () => {
    const b = await bench();
    const [script] = shippedContent().scripts;
    if (!script) throw new Error('no script ships');
    await b.store.write((tx) => tx.content.putScript(script, null));
    await b.store.write((tx) => tx.content.putScript({ ...script, title: { en: 'other' } }, null));
    expect((await pull(b, 'ann')).scripts).toEqual([script]);
  });

  it('brings customers only to whoever holds them or has an appointment with them', async () => {
    const b = await bench();
    await b.importRows(rows(3));
    expect((await pull(b, 'lee')).customers).toEqual([]);
    const { work } = await b.claim('ann');
    const mine = await pull(b, 'ann');
    expect(mine.customers.map(({ id }) => id)).toEqual([work[0]?.customer.id]);
    expect([mine.services.length, mine.tasks.length]).toEqual([1, 1]);
    expect(mine.tasks[0]?.claim?.agentId).toBe('ann');
    expect((await pull(b, 'ben')).customers).toEqual([]);
    const nextStep = { kind: 'appointment', at: START + HOUR, note: '', taskId: 'appointment-1' } as const;
    await b.push('ann', aSave('m1', recordOf(work[0], { outcome: 'not-now', satisfaction: null, content: { nextStep } })));
    const after = await pull(b, 'ann', mine.cursor);
    expect(after.tasks.map(({ id, agentId }) => [id, agentId]).sort()).toEqual(
      [
        ['appointment-1', 'ann'],
        [work[0]?.task.id, null],
      ].sort(),
    );
    expect(after.records).toHaveLength(1);
  });

  it('brings the change that another made to a customer who is held', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    const { cursor } = await pull(b, 'ann');
    await b.push('ben', { id: 'm1', at: START, kind: 'customer.set', customerId: work[0]?.customer.id, change: { field: 'language', value: 'yue' } });
    expect((await pull(b, 'ann', cursor)).customers.map(({ language }) => language)).toEqual(['yue']);
  });

  it('comes in pages that together are everything, in order', async () => {
    const b = await bench();
    await b.importRows(rows(1));
    const { work } = await b.claim('ann');
    const customerId = work[0]?.customer.id ?? '';
    for (let n = 0; n < 5; n += 1) {
      await b.push(
        'ann',
        ...Array.from({ length: 90 }, (_, m) =>
          aSave(`m${n}-${m}`, aRecord({ id: `r${n}-${m}`, customerId, direction: 'in', outcome: 'no-answer', satisfaction: null })),
        ),
      );
      await b.claim('ann', { want: 0, customerId });
    }
    const ids: string[] = [];
    let pages = 0;
    for (let cursor = 0, more = true; more; pages += 1) {
      const reply = await pull(b, 'ann', cursor);
      expect(reply.cursor).toBeGreaterThan(cursor);
      ids.push(...reply.records.map(({ id }) => id));
      ({ cursor, more } = reply);
    }
    expect(pages).toBeGreaterThan(2);
    expect([ids.length, new Set(ids).size]).toEqual([450, 450]);
  }, 60_000);

  it('begins again for a cursor of another database', async () => {
    const b = await bench();
    expect(await pull(b, 'ann', 1_000_000)).toMatchObject({ place: aPlace(), cursor: (await pull(b, 'ann')).cursor });
  });

  describe('asked again with the tag of the last answer', () => {
    const ask = (b: Bench, cursor: number, etag: string | null, agentId = 'ann') =>
      b.app.request(`/v1/pull?cursor=${cursor}`, { headers: { authorization: `Bearer ${b.tokens[agentId]}`, ...(etag ? { 'if-none-match': etag } : {}) } });
    const first = async (b: Bench) => {
      const response = await ask(b, 0, null);
      return { etag: response.headers.get('etag'), cursor: pullReplySchema.parse(await response.json()).cursor };
    };

    it('says that nothing has changed, without a body and without a row read', async () => {
      const b = await bench();
      const { etag, cursor } = await first(b);
      const response = await ask(b, cursor, etag);
      expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', etag]);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    });

    it.each([
      ['something changed', async (b: Bench) => void (await b.store.write((tx) => tx.places.put(aPlace({ name: 'New name' })))), 'ann'],
      ['the demo clock was moved', async (b: Bench) => void Object.assign(b.deps.clock, { demoOffset: 1000 }), 'ann'],
      ['somebody else asks', async () => undefined, 'ben'],
    ])('answers when %s', async (_title, happens, who) => {
      const b = await bench();
      const { etag, cursor } = await first(b);
      await happens(b);
      expect((await ask(b, cursor, etag, who)).status).toBe(200);
    });

    it('answers from the beginning whoever has lost their place', async () => {
      const b = await bench();
      const { etag } = await first(b);
      const response = await ask(b, 0, etag);
      expect(response.status).toBe(200);
      expect(pullReplySchema.parse(await response.json()).place).toEqual(aPlace());
    });

    it('gives no tag to an answer of which more follows', async () => {
      const b = await bench();
      await b.importRows(rows(250));
      const nextStep = (n: number) => ({ kind: 'appointment', at: START + HOUR, note: '', taskId: `a-${n}` }) as const;
      const customers = (await b.post('/v1/customers/list', { cursor: null, limit: 200, query: null }, 'lee')).body as {
        customers: { customer: { id: string } }[];
      };
      for (const [n, { customer }] of customers.customers.entries())
        await b.push(
          'ann',
          aSave(`m-${n}`, aRecord({ id: `r-${n}`, customerId: customer.id, outcome: 'not-now', satisfaction: null, content: { nextStep: nextStep(n) } })),
        );
      const response = await ask(b, 0, null);
      expect([pullReplySchema.parse(await response.json()).more, response.headers.get('etag')]).toEqual([true, null]);
    }, 60_000);
  });

  it('refuses a cursor that is no number', async () => {
    const b = await bench();
    expect((await b.get('/v1/pull?cursor=x', 'ann')).body).toMatchObject({ error: { kind: 'invalid', field: 'cursor' } });
  });
});
