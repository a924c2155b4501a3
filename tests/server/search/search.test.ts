import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Record as RecordOfCall } from '../../../lib/contract/record.ts';
import type { RecordFilter, RecordOptionsReply, RecordSearchReply } from '../../../lib/contract/search.ts';
import { reachedNobody } from '../../../lib/quality/facets.ts';
import { isAskedFor, newestFirst, queryOf } from '../../../lib/quality/query.ts';
import { shippedContent } from '../../../server/content.ts';
import { ship } from '../../../server/publishing/ship.ts';
import { indexRecords, termHash } from '../../../server/search/index-records.ts';
import { startIndexer } from '../../../server/search/indexer.ts';
import { aRecord, aRow, aSave, type Bench, bench, HOUR, recordOf, START } from '../support.ts';
import { someFilter, someRecord, someWords } from './records.ts';

type Ask = { filter?: RecordFilter; words?: string | null; cursor?: string | null; limit?: number };

const search = async (b: Bench, agentId: string, ask: Ask = {}): Promise<RecordSearchReply> => {
  const answer = await b.post('/v1/records/search', { filter: {}, words: null, cursor: null, limit: 50, ...ask }, agentId);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer));
  return answer.body as RecordSearchReply;
};
const idsOf = ({ records }: RecordSearchReply) => records.map(({ record }) => record.id);

/** All pages, one after another. */
async function everything(b: Bench, agentId: string, ask: Ask): Promise<{ ids: string[]; totals: number[] }> {
  const ids: string[] = [];
  const totals: number[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await search(b, agentId, { ...ask, cursor });
    ids.push(...idsOf(page));
    totals.push(page.total);
    if (page.next === null) return { ids, totals };
    cursor = page.next;
  }
}

const put = (b: Bench, records: readonly RecordOfCall[]) =>
  b.store.write(async (tx) => {
    for (const record of records) await tx.records.add(record, START);
  });
async function indexAll(b: Bench): Promise<void> {
  const hash = await termHash(b.deps);
  while ((await indexRecords(b.deps, hash)) > 0);
}

const scopes: { [agentId: string]: (record: RecordOfCall) => boolean } = {
  quinn: () => true,
  lee: (record) => record.placeId === 'store',
  ann: (record) => record.agentId === 'ann',
};

describe('records are searched', () => {
  it('as if each of them had been read, whether they are indexed or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constant(0), { minLength: 1, maxLength: 40 }).chain((all) => fc.tuple(...all.map((_, n) => someRecord(n)))),
        fc.nat(40),
        fc.array(fc.tuple(someFilter, someWords, fc.constantFrom('quinn', 'lee', 'ann'), fc.constantFrom(3, 200)), { minLength: 4, maxLength: 4 }),
        async (records, indexed, asks) => {
          const b = await bench();
          await put(b, records.slice(0, indexed));
          await indexAll(b);
          await put(b, records.slice(indexed));
          for (const [filter, words, agentId, limit] of asks) {
            const query = queryOf(filter, words);
            const expected = records
              .filter((record) => scopes[agentId]?.(record))
              .filter((record) =>
                isAskedFor({ record, name: '', dueBy: null, tries: Number(reachedNobody(record.outcome)), apart: false, review: 'none' }, query),
              )
              .sort(newestFirst)
              .map(({ id }) => id);
            const { ids, totals } = await everything(b, agentId, { filter, words, limit });
            expect(ids).toEqual(expected);
            expect(new Set(totals)).toEqual(new Set([expected.length]));
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it('by words of one, two and more characters, in Chinese and English, and by the name of the customer', async () => {
    const b = await bench();
    await b.importRows([aRow(1, { name: '王佳琪' })]);
    const drawn = (await b.claim('ann')).work[0];
    await b.push(
      'ann',
      aSave('m1', recordOf(drawn, { content: { said: { kind: 'text', text: '袖口又脫線了' }, answered: { kind: 'text', text: 'We mend it by Friday' } } })),
    );
    for (const indexed of [false, true]) {
      if (indexed) await indexAll(b);
      for (const words of ['线', '脱线', '又脱线', 'mend', 'FRI', 'w', '佳琪', '王', 'friday 袖口']) {
        expect([words, idsOf(await search(b, 'lee', { words }))]).toEqual([words, ['record-1']]);
      }
      for (const words of ['线脱', 'end', '李']) expect([words, idsOf(await search(b, 'lee', { words }))]).toEqual([words, []]);
    }
  });

  it('by whether the call was late, and by how many attempts reached nobody', async () => {
    const b = await bench();
    await b.importRows([aRow(1, { endedOn: '2026-11-16' })]);
    const drawn = (await b.claim('ann')).work[0];
    const attempt = (n: number, at: number) =>
      recordOf(drawn, {
        id: `try-${n}`,
        callId: `call-${n}`,
        outcome: 'no-answer',
        satisfaction: null,
        startedAt: at,
        answeredAt: null,
        endedAt: at + 20_000,
        savedAt: at + 30_000,
      });
    await b.push('ann', aSave('m1', attempt(1, START)), aSave('m2', attempt(2, START + HOUR)), aSave('m3', attempt(3, START + 48 * HOUR)));
    await indexAll(b);
    expect(idsOf(await search(b, 'lee', { filter: { late: true } }))).toEqual(['try-3']);
    expect(idsOf(await search(b, 'lee', { filter: { late: false } }))).toEqual(['try-2', 'try-1']);
    expect(idsOf(await search(b, 'lee', { filter: { tries: [2, 3] } }))).toEqual(['try-3', 'try-2']);
  });

  it('in their newest revision only, and no longer by what was corrected away', async () => {
    const b = await bench();
    const first = aRecord({ content: { said: { kind: 'text', text: 'zebra crossing' } } });
    await put(b, [first, aRecord({ id: 'other', content: { said: { kind: 'text', text: 'zebra' } } })]);
    await indexAll(b);
    await put(b, [{ ...first, revision: 2, content: { ...first.content, said: { kind: 'text', text: 'giraffe' } } }]);
    for (const indexed of [false, true]) {
      if (indexed) await indexAll(b);
      expect(idsOf(await search(b, 'lee', { words: 'zebra' }))).toEqual(['other']);
      expect(idsOf(await search(b, 'lee', { words: 'crossing' }))).toEqual([]);
      expect(idsOf(await search(b, 'lee', { words: 'giraffe' }))).toEqual(['record-1']);
      expect(idsOf(await search(b, 'lee', { filter: { revised: true } }))).toEqual(['record-1']);
    }
  });

  it('page by page without a record twice or left out while others come in', async () => {
    const b = await bench();
    await put(
      b,
      Array.from({ length: 9 }, (_, n) => aRecord({ id: `r${n}`, startedAt: START + n })),
    );
    await indexAll(b);
    const first = await search(b, 'lee', { limit: 4 });
    await put(b, [aRecord({ id: 'newer', startedAt: START + 100 })]);
    const second = await search(b, 'lee', { limit: 4, cursor: first.next });
    await indexAll(b);
    const third = await search(b, 'lee', { limit: 4, cursor: second.next });
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(['r8', 'r7', 'r6', 'r5', 'r4', 'r3', 'r2', 'r1', 'r0']);
    expect(third.next).toBeNull();
  });

  it('for what nobody in reach has without a word about the others', async () => {
    const b = await bench();
    await put(b, [aRecord({ content: { said: { kind: 'text', text: 'zebra' } } })]);
    await indexAll(b);
    expect(await search(b, 'olga', { words: 'zebra' })).toEqual({ records: [], next: null, total: 0, about: false, indexing: 0 });
    expect(await search(b, 'ben', { words: 'zebra' })).toMatchObject({ total: 0 });
  });

  it('with an index that the endpoint keeps by itself', async () => {
    const b = await bench();
    await put(b, [aRecord()]);
    const indexer = await startIndexer(b.deps);
    await indexer.caughtUp();
    expect(await b.store.read((tx) => tx.search.docsOf(['record-1']))).toHaveLength(1);
    await put(b, [aRecord({ id: 'record-2' })]);
    await expect.poll(() => b.store.read((tx) => tx.search.docsOf(['record-2'])), { timeout: 5000 }).toHaveLength(1);
    await search(b, 'lee');
    const commits: number[] = [];
    b.store.onCommit(() => void commits.push(1));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(commits).toEqual([]);
    await indexer.stop();
  });

  it('so that neither the index nor the answer keeps a word in the open', async () => {
    const b = await bench();
    await put(b, [aRecord({ content: { said: { kind: 'text', text: 'zebra' } } })]);
    await indexAll(b);
    const { terms } = await b.store.read(async (tx) => ({ terms: await tx.search.withOneOf([0], null), span: await tx.search.span() }));
    expect(terms.size).toBe(0);
    const hash = await termHash(b.deps);
    expect(hash('term:w:zebra')).toBeLessThan(2 ** 48);
    expect(hash('term:w:zebra')).not.toBe(hash('term:f:zebra'));
  });
});

describe('what records can be filtered by', () => {
  const options = async (b: Bench, agentId: string) => (await b.post('/v1/records/options', {}, agentId)).body as RecordOptionsReply;

  it('is who and what is within reach', async () => {
    const b = await bench();
    await b.store.write((tx) => ship(tx, shippedContent(), START));
    const lead = await options(b, 'lee');
    expect(lead.places.map(({ id }) => id)).toEqual(['store']);
    expect(lead.agents.map(({ id }) => id)).toEqual(['ann', 'ben', 'lee']);
    expect(lead.departments).toEqual(['Repairs']);
    expect(lead.scripts.find(({ id }) => id === 'retail-repair')).toMatchObject({ versions: [1] });
    expect(lead.phrases.length).toBeGreaterThan(30);
    for (const { id, example } of lead.phrases) expect([id, JSON.stringify(example)]).toEqual([id, expect.not.stringMatching(/[()[\]|]/)]);
    expect((await options(b, 'quinn')).places).toHaveLength(3);
  });

  it('names nobody else to an agent', async () => {
    const b = await bench();
    expect((await options(b, 'ann')).agents).toEqual([{ id: 'ann', name: 'Agent ann' }]);
  });
});
