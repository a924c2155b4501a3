import { describe, expect, it } from 'vitest';
import { errorSchema } from '../../../lib/contract/errors.ts';
import { customer } from '../../lib/plan/build.ts';
import { aRecord, aRow, aSave, type Bench, bench, START } from '../support.ts';

const LEVELS = 10_000;
const nested = (open: string, close: string) => `${open.repeat(LEVELS)}1${close.repeat(LEVELS)}`;
const DEEP: readonly (readonly [string, string])[] = [
  ['lists', nested('[', ']')],
  ['objects', nested('{"a":', '}')],
];

/** A body as text, with `"DEEP"` in it replaced: written out it would be too deep for this side as well. */
const withDeep = (body: unknown, deep: string) => JSON.stringify(body).replaceAll('"DEEP"', deep);

const seqOf = (b: Bench) => b.store.read((tx) => tx.lastSeq());
const script = (body: unknown) => ({ content: { kind: 'script', body }, rev: 0, basedOn: 1 });

describe.each(DEEP)('a body with ten thousand levels of %s', (_, deep) => {
  it('is refused where it stands, and nothing of it is kept', async () => {
    const b = await bench();
    const before = await seqOf(b);
    const wholes: [string, string, string][] = [
      ['/v1/push', deep, 'ann'],
      ['/v1/imports', withDeep({ importId: 'i', fileName: 'f', startDate: '2026-11-01', rows: [aRow(1), 'DEEP'] }, deep), 'lee'],
      ['/v1/imports', withDeep({ importId: 'i', fileName: 'DEEP', startDate: '2026-11-01', rows: [aRow(1)] }, deep), 'lee'],
      ['/v1/content/save-draft', withDeep(script('DEEP'), deep), 'lee'],
      ['/v1/content/check', withDeep({ content: { kind: 'phrase-list', body: { title: 'DEEP' } } }, deep), 'lee'],
      ['/v1/records/search', withDeep({ filter: 'DEEP', words: null, cursor: null, limit: 1 }, deep), 'lee'],
    ];
    for (const [path, body, who] of wholes) {
      const answer = await b.post(path, body, who);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(errorSchema.parse(answer.body).error).toMatchObject({ kind: 'invalid', retry: false });
    }
    expect(await seqOf(b)).toBe(before);
  });

  it('costs the other rows of a push nothing', async () => {
    const b = await bench();
    const save = (id: string, over: object = {}) => ({ ...aSave(id, aRecord({ id: `record-${id}` })), ...over });
    const body = withDeep({ mutations: [save('m-1'), 'DEEP', save('m-2', { record: 'DEEP' }), save('m-3', { DEEP: 'DEEP' }), save('m-4')] }, deep);
    const answer = await b.post('/v1/push', body.replace(`${deep}:`, '"deep":'), 'ann');
    expect(answer.status).toBe(200);
    const { results } = answer.body as { results: { status: string; error?: { kind: string; field: string } }[] };
    // The row, and what stands next in it.
    const placeOf = (field: string) =>
      field
        .split('.')
        .slice(0, 3)
        .join('.')
        .replace(/\.(?:kind|record)$/, '');
    expect(results.map(({ status, error }) => [status, error?.kind ?? null, error ? placeOf(error.field) : null])).toEqual([
      ['stored', null, null],
      ['rejected', 'invalid', 'mutations.1'],
      ['rejected', 'invalid', 'mutations.2'],
      ['rejected', 'invalid', 'mutations.3'],
      ['stored', null, null],
    ]);
  });
});

describe('a property named __proto__', () => {
  const person = aRow(1).customer.person;
  const evil = (body: unknown) => JSON.stringify(body).replaceAll('"EVIL"', '"__proto__"');

  it('changes nothing but itself: no object has one more, and what stands beside it is kept', async () => {
    const b = await bench();
    const more = { EVIL: { polluted: 'x' }, note: 'kept' };
    const plain = { EVIL: 'x', note: 'kept' };
    const rows = [{ ...aRow(1), customer: { ...aRow(1).customer, person: { ...person, more: plain } } }];
    const answer = await b.post('/v1/imports', evil({ importId: 'i', fileName: 'f', startDate: '2026-11-01', rows }), 'lee');
    expect(answer.status).toBe(200);
    const adds = [plain, more].map((kept, index) => {
      const one = { ...customer({ id: `customer-${index}`, placeId: 'store' }), person: { ...person, more: kept } };
      return { id: `m-${index}`, at: START, kind: 'customer.add', customer: one };
    });
    await b.post('/v1/push', evil({ mutations: adds }), 'ann');
    const { body } = await b.post('/v1/customers/list', { cursor: null, limit: 10, query: null }, 'lee');
    const found = (body as { customers: { customer: { person: { more: object } } }[] }).customers;
    expect(found.length).toBeGreaterThan(1);
    for (const one of found) expect(one.customer.person.more).toEqual({ note: 'kept' });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('and ones named constructor and toString are words like others', async () => {
    const b = await bench();
    const more = { constructor: 'x', toString: 'y' };
    const add = { id: 'm-1', at: START, kind: 'customer.add', customer: customer({ placeId: 'store', person: { ...person, name: '__proto__', more } }) };
    expect(await b.push('ann', add)).toMatchObject([{ status: 'stored' }]);
    const { body } = await b.post('/v1/customers/list', { cursor: null, limit: 10, query: '__proto__' }, 'lee');
    const [found] = (body as { customers: { customer: { person: { name: string; more: object } } }[] }).customers;
    expect([found?.customer.person.name, Object.entries(found?.customer.person.more ?? {})]).toEqual(['__proto__', Object.entries(more)]);
  });
});
