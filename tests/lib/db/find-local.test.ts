import { beforeEach, describe, expect, it } from 'vitest';
import type { CallsideDb } from '../../../lib/db/database.ts';
import { findLocal } from '../../../lib/db/find-local.ts';
import { openDb } from '../../support/db.ts';
import { customer, phone, service } from '../plan/build.ts';

let db: CallsideDb;
const person = (id: string, change: Partial<ReturnType<typeof customer>['person']>) => {
  const one = customer({ id });
  return { ...one, person: { ...one.person, number: null, phones: [], ...change } };
};

beforeEach(async () => {
  db = openDb();
  await db.customers.bulkPut([
    person('wang', { name: '王佳琪', number: 'VIP-0042', phones: [phone()] }),
    person('wang-li', { name: '王丽', phones: [phone({ original: '020-30304419', e164: '+862030304419' })] }),
    person('brown', { name: 'Olivia Brown', number: 'GB7', phones: [phone({ original: '07700 900123', e164: '+447700900123' })] }),
    person('brownlow', { name: 'Tom Brownlow', company: 'Acme Ｌｔｄ' }),
    person('odd', { name: 'Ｆｕｌｌ Width', phones: [phone({ original: 'ext 4455', e164: null })] }),
  ]);
  await db.services.bulkPut([
    service({ id: 's-old', customerId: 'wang', endedOn: '2026-01-01' }),
    service({ id: 's-new', customerId: 'wang', endedOn: '2026-11-20' }),
  ]);
});

const find = async (query: string, region = 'CN') => (await findLocal(db, query, region)).map(({ customer: { id } }) => id);

describe('finding a customer on this computer', () => {
  it.each([
    ['a whole name', '王佳琪', ['wang']],
    ['the beginning of a name, one character', '王', ['wang-li', 'wang']],
    ['a part of a name', '佳琪', ['wang']],
    ['a name in other letters', 'OLIVIA', ['brown']],
    ['a part of several', 'brown', ['brown', 'brownlow']],
    ['a name beside spaces', '  Tom Brownlow ', ['brownlow']],
    ['a company, whatever the width of its letters', 'acme ltd', ['brownlow']],
    ['full width letters by narrow ones', 'full width', ['odd']],
    ['a card number', 'VIP-0042', ['wang']],
    ['a card number in other letters, in full width', 'ｖｉｐ-0042', ['wang']],
    ['a part of a card number', '0042', ['wang']],
    ['a phone as it is', '13800000001', ['wang']],
    ['a phone with spaces', '138 0000 0001', ['wang']],
    ['a phone with hyphens', '138-0000-0001', ['wang']],
    ['a phone with the country', '+86 138 0000 0001', ['wang']],
    ['a phone with the country in zeros', '0086 13800000001', ['wang']],
    ['the last four digits', '0001', ['wang']],
    ['a phone with its area code', '(020) 3030 4419', ['wang-li']],
    ['a phone without its area code', '30304419', ['wang-li']],
    ['nobody', '赵', []],
    ['three digits, too few for a phone', '001', []],
    ['a name that happens to hold digits', 'x0001', []],
  ])('%s', async (_title, query, expected) => {
    expect(await find(query)).toEqual(expected);
  });

  it.each([
    ['as at home', '07700 900123'],
    ['with the country', '+44 7700 900123'],
    ['with the country and a zero in brackets', '+44 (0)7700 900123'],
    ['the beginning as at home', '07700 900'],
    ['the beginning without the zero', '7700 900'],
  ])('a British number, %s', async (_title, query) => {
    expect(await find(query, 'GB')).toEqual(['brown']);
  });

  it('finds nobody for nothing', async () => {
    for (const nothing of ['', '   ', '\n']) expect(await find(nothing)).toEqual([]);
  });

  it('takes what was typed as text, never as a pattern', async () => {
    for (const odd of ['.*', '(', '[王', '%', '_', '\\']) expect(await find(odd)).toEqual([]);
  });

  it('shows the newest service of each', async () => {
    expect((await findLocal(db, '王', 'CN')).map(({ customer: { id }, lastService }) => [id, lastService?.id ?? null])).toEqual([
      ['wang-li', null],
      ['wang', 's-new'],
    ]);
  });

  it('shows the best twenty of many', async () => {
    await db.customers.bulkPut(Array.from({ length: 200 }, (_, n) => person(`p-${n}`, { name: `Jones the ${n}` })));
    await db.customers.put(person('whole', { name: 'Jones' }));
    const found = await find('jones');
    expect(found.length).toBe(20);
    expect(found[0]).toBe('whole');
  });
});
