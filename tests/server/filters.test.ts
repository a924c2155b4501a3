import { describe, expect, it } from 'vitest';
import type { CustomerFilter } from '../../lib/contract/filter.ts';
import { customerListReplySchema } from '../../lib/contract/wire.ts';
import { makeSession } from '../../server/auth.ts';
import { matchCustomers } from '../../server/match-customers.ts';
import { aRow, type Bench, bench, START } from './support.ts';

const row = (n: number, over: { class?: string; language?: string; where?: string; item?: string } & Parameters<typeof aRow>[1] = {}) => {
  const made = aRow(n, over);
  const { class: classOf = null, language = null, where = null, item = 'coat' } = over;
  return { ...made, customer: { ...made.customer, class: classOf, language }, service: made.service && { ...made.service, where, item } };
};

async function filled(): Promise<Bench> {
  const b = await bench();
  await b.importRows([
    row(1, { name: 'Ada Gold', class: 'Gold', language: 'en-GB', where: 'Leeds', item: 'Winter coat' }),
    row(2, { name: 'Bea Silver', class: 'silver', where: 'York', kind: 'visit', endedOn: '2026-10-01' }),
    row(3, { name: 'Cid Gold', class: 'ＧＯＬＤ', phone: null }),
    row(4, { name: 'Dee Gold', class: 'gold', optOut: true }),
  ]);
  const [bea] = (await b.store.read((tx) => tx.customers.newest({ placeIds: ['store'], before: null, limit: 10 }))).filter(
    ({ person }) => person.name === 'Bea Silver',
  );
  if (bea) await b.store.write((tx) => tx.customers.put([{ customer: { ...bea, tags: ['VIP'] }, numberHashes: [] }]));
  return b;
}

const ask = async (b: Bench, filter: CustomerFilter, over: object = {}, who = 'lee') =>
  customerListReplySchema.parse((await b.post('/v1/customers/list', { cursor: null, limit: 50, query: null, filter, ...over }, who)).body);
const namesOf = async (b: Bench, filter: CustomerFilter, over: object = {}) =>
  (await ask(b, filter, over)).customers.map(({ customer }) => customer.person.name.split(' ')[0]).sort();

describe('a list of customers with a filter', () => {
  const cases: [CustomerFilter, string[]][] = [
    [{ classes: ['gold'] }, ['Ada', 'Cid', 'Dee']],
    [{ tags: ['vip'] }, ['Bea']],
    [{ products: ['winter'] }, ['Ada']],
    [{ kinds: ['visit'] }, ['Bea']],
    [{ cities: ['leeds', 'york'] }, ['Ada', 'Bea']],
    [{ languages: ['en'] }, ['Ada']],
    [{ placeIds: ['store'] }, ['Ada', 'Bea', 'Cid', 'Dee']],
    [{ placeIds: ['other-store'] }, []],
    [{ lastFrom: '2026-11-01' }, ['Ada', 'Cid', 'Dee']],
    [{ lastTo: '2026-10-01' }, ['Bea']],
    [{ planned: true }, ['Ada']],
    [{ planned: false }, ['Bea', 'Cid', 'Dee']],
    [{ reach: 'callable' }, ['Ada', 'Bea']],
    [{ reach: 'no-phone' }, ['Cid']],
    [{ reach: 'opted-out' }, ['Dee']],
    [{ query: 'gold', reach: 'callable' }, ['Ada']],
    [{ ownerIds: ['ann'] }, []],
    [{ ownerIds: [null] }, ['Ada', 'Bea', 'Cid', 'Dee']],
  ];
  it('takes in whom it says', async () => {
    const b = await filled();
    for (const [filter, names] of cases) expect([filter, await namesOf(b, filter)]).toEqual([filter, names]);
  });

  it('also asks for the words that were searched, and counts all that match', async () => {
    const b = await filled();
    expect(await namesOf(b, { classes: ['gold'] }, { query: 'cid' })).toEqual(['Cid']);
    const first = await ask(b, { classes: ['gold'] }, { limit: 2 });
    expect([first.customers.length, first.total, first.next, first.partial]).toEqual([2, 3, '2', undefined]);
    const second = await ask(b, { classes: ['gold'] }, { limit: 2, cursor: first.next });
    expect(second.customers.length).toBe(1);
    expect(second.next).toBeNull();
    expect(new Set([...first.customers, ...second.customers].map(({ customer }) => customer.id)).size).toBe(3);
  });

  it('shows another place nothing of this one, whatever place is asked for', async () => {
    expect((await ask(await filled(), { placeIds: ['store'] }, {}, 'olga')).total).toBe(0);
  });

  it('says how far it came when there was no time for all', async () => {
    const b = await filled();
    await b.importRows(Array.from({ length: 600 }, (_, n) => row(n + 10, { class: 'gold' })));
    const matched = await b.store.read(async (tx) => {
      const session = await makeSession(tx, 'lee', 'device');
      if (!session) throw new Error('no session');
      return matchCustomers({ tx, session, filter: { classes: ['gold'] }, now: START, limitMs: 0 });
    });
    expect(matched).toMatchObject({ lookedAt: 500, customers: 604, complete: false });
    expect(matched.ids.length).toBeLessThan(604);
  });

  it('offers the words in use, most used first', async () => {
    const b = await filled();
    const { body } = await b.post('/v1/customers/words', { placeId: 'store' }, 'quinn');
    expect(body).toMatchObject({ tags: ['VIP'], languages: ['en-GB'], kinds: ['repair', 'visit'], cities: ['Leeds', 'York'] });
  });
});

describe('filters that are kept', () => {
  const gold = { id: 'f1', placeId: 'store', name: 'Gold', filter: { classes: ['gold'] } };

  it('are there for those who look after the place, can be renamed, removed and put back', async () => {
    const b = await bench();
    await b.post('/v1/filters/save', gold, 'lee');
    await b.post('/v1/filters/save', { ...gold, name: 'Golden' }, 'ada');
    expect((await b.post('/v1/filters/list', {}, 'lee')).body).toEqual({ filters: [{ ...gold, name: 'Golden', createdAt: START }] });
    expect((await b.post('/v1/filters/list', {}, 'olga')).body).toEqual({ filters: [] });
    expect((await b.post('/v1/filters/save', { ...gold, placeId: 'other-store' }, 'olga')).status).toBe(409);
    expect((await b.post('/v1/filters/remove', { id: 'f1' }, 'lee')).status).toBe(200);
    expect((await b.post('/v1/filters/list', {}, 'lee')).body).toEqual({ filters: [] });
  });
});
