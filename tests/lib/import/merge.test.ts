import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerSchema, type Phone, serviceSchema } from '../../../lib/contract/customer.ts';
import type { ImportedService, ImportRow } from '../../../lib/contract/import.ts';
import { keysOf } from '../../../lib/import/merge.ts';
import { Shelf } from './customer-files.ts';

type Wish = {
  row?: number;
  number?: string | null;
  name?: string;
  phone?: string;
  family?: string;
  more?: Partial<ImportRow['customer']>;
  person?: Partial<ImportRow['customer']['person']>;
  service?: Partial<ImportedService> | null;
};

const phone = (e164: string, label: Phone['label'] = 'main'): Phone => ({ original: e164, e164, label, extension: null, doubtful: false });
const MOBILE = '+8613800000001';
const OTHER = '+8613800000002';

function row({ row = 2, number = null, name = '王一', phone: main = MOBILE, family, more = {}, person = {}, service = {} }: Wish = {}): ImportRow {
  return {
    row,
    customer: {
      person: {
        name,
        family: null,
        given: null,
        sex: null,
        salutation: null,
        company: null,
        jobTitle: null,
        number,
        phones: [phone(main), ...(family ? [phone(family, 'family')] : [])],
        email: null,
        birthday: null,
        age: null,
        note: null,
        more: {},
        ...person,
      },
      class: null,
      language: null,
      preferredHours: null,
      optOut: null,
      ...more,
    },
    service: service && { kind: '购买', item: '风衣', endedOn: '2026-11-10', by: null, where: null, nextDate: null, number: null, detail: {}, ...service },
  };
}

function statuses(...wishes: Wish[]): string[] {
  return new Shelf()
    .merge(wishes.map((wish, index) => row({ row: index + 2, ...wish })))
    .rows.map(({ status, maybeSameAs }) => (maybeSameAs ? `${status}, perhaps ${maybeSameAs}` : status));
}

describe('who is the same customer', () => {
  it.each<[string, Wish[], string[]]>([
    ['the same number and name', [{ number: 'A' }, { number: 'A', phone: OTHER }], ['imported', 'merged']],
    ['the same number and phone, a typing error in the name', [{ number: 'A' }, { number: 'A', name: '王一一' }], ['imported', 'merged']],
    ['the same number, another name and another phone', [{ number: 'A' }, { number: 'A', name: '李二', phone: OTHER }], ['imported', 'imported, perhaps id-1']],
    ['the same phone and name', [{}, {}], ['imported', 'merged']],
    ['the same phone and name, in other width, case and spacing', [{ name: 'Ann Example' }, { name: 'ＡＮＮ  example' }], ['imported', 'merged']],
    ['the same phone and name with a number on one side', [{ number: 'A' }, {}], ['imported', 'merged']],
    ['the same phone and name under a new card', [{ number: 'A' }, { number: 'B' }], ['imported', 'merged']],
    ['the same phone alone', [{}, { name: '李二' }], ['imported', 'imported, perhaps id-1']],
    ['the same name alone', [{}, { phone: OTHER }], ['imported', 'imported']],
    [
      'the same family phone and name',
      [
        { phone: MOBILE, family: '+8613800000009' },
        { phone: OTHER, family: '+8613800000009' },
      ],
      ['imported', 'imported'],
    ],
    ['a family phone that is another customer’s own', [{ name: '妈妈' }, { phone: OTHER, family: MOBILE }], ['imported', 'imported']],
    [
      'two people behind one switchboard',
      [{ person: { phones: [{ ...phone(MOBILE), extension: '801' }] } }, { name: '李二', person: { phones: [{ ...phone(MOBILE), extension: '802' }] } }],
      ['imported', 'imported'],
    ],
  ])('%s', (_, wishes, expected) => {
    expect(statuses(...wishes)).toEqual(expected);
  });

  it('is the same against what is known already as within one file', () => {
    const shelf = new Shelf();
    shelf.merge([row({ number: 'A' })]);
    const again = shelf.merge([row({ number: 'A', name: '李二', phone: OTHER }), row({ row: 3, number: 'A', name: '李二', phone: OTHER })]);
    expect(again.rows.map(({ status, maybeSameAs }) => [status, maybeSameAs])).toEqual([
      ['imported', 'id-1'],
      ['merged', null],
    ]);
    expect(shelf.customers.size).toBe(2);
  });
});

describe('what a merge changes', () => {
  it('lets the newest value that is not blank win, and dates the change', () => {
    const shelf = new Shelf();
    shelf.merge([row({ number: 'A', person: { email: 'a@example.com', note: '旧' }, more: { class: '银卡', language: 'yue' } })], { now: 1 });
    const { rows } = shelf.merge([row({ number: 'A', person: { note: '新', jobTitle: '厂长' }, more: { class: '金卡' } })], { now: 2 });
    expect(rows[0]).toMatchObject({ status: 'merged', changed: true });
    expect(shelf.named('王一')).toMatchObject({
      class: '金卡',
      language: 'yue',
      person: { email: 'a@example.com', note: '新', jobTitle: '厂长' },
      createdAt: 1,
      updatedAt: 2,
    });
  });

  it('lets no blank overwrite anything', () => {
    const shelf = new Shelf();
    const hours = { original: '周末', days: 'weekends' as const, from: null, to: null };
    const person = {
      family: '王',
      given: '一',
      sex: 'male' as const,
      salutation: '先生',
      company: '样例',
      jobTitle: '厂长',
      email: 'a@example.com',
      birthday: '--08-25',
      age: 40,
      note: '注',
      more: { 积分: '1' },
    };
    shelf.merge([
      row({
        number: 'A',
        person,
        more: { class: '金卡', language: 'yue', preferredHours: hours },
        service: { by: '陈导购', where: '五一店', nextDate: '2027-01-01', detail: { 尺码: 'L' } },
      }),
    ]);
    expect(shelf.merge([row({})])).toMatchObject({ customers: [], services: [], rows: [{ status: 'merged', changed: false }] });
  });

  it('leaves what the customer told an agent', () => {
    const shelf = new Shelf();
    const wish = (original: string) => ({ original, days: 'any' as const, from: null, to: null });
    shelf.merge([row({ number: 'A', more: { preferredHours: wish('下班后'), language: 'en' } })]);
    const corrected = () => new Set(['preferredHours' as const]);
    const existing = { byNumber: () => shelf.named('王一'), byPhoneHash: () => [], services: () => [...shelf.services.values()], corrected };
    shelf.merge([row({ number: 'A', more: { preferredHours: wish('上午'), language: 'yue' } })], { existing });
    expect(shelf.named('王一')).toMatchObject({ preferredHours: { original: '下班后' }, language: 'yue' });
  });

  it('puts a new number first and keeps the one before; an old file does not bring it back', () => {
    const shelf = new Shelf();
    shelf.merge([row({ number: 'A' })]);
    shelf.merge([row({ number: 'A', phone: OTHER })]);
    const { rows } = shelf.merge([row({ number: 'A' })]);
    expect(rows[0]?.changed).toBe(false);
    expect(shelf.named('王一').person.phones.map(({ e164, label }) => [e164, label])).toEqual([
      [OTHER, 'main'],
      [MOBILE, 'other'],
    ]);
    expect([...shelf.named('王一').phoneHashes].sort()).toEqual(['h8613800000001', 'h8613800000002']);
  });

  it('keeps the card number before a new one', () => {
    const shelf = new Shelf();
    shelf.merge([row({ number: 'A 1' })]);
    shelf.merge([row({ number: 'B 2' })]);
    expect(shelf.merge([row({ number: 'A 1' })]).rows[0]).toMatchObject({ status: 'merged', changed: false });
    expect(shelf.named('王一').person).toMatchObject({ number: 'B 2', more: { '№': 'A 1' } });
  });

  it('opts out for good', () => {
    const shelf = new Shelf();
    shelf.merge([row({ number: 'A', more: { optOut: true } })], { now: 5, source: 'members.csv' });
    const { rows } = shelf.merge([row({ number: 'A', more: { optOut: false } })], { now: 6 });
    expect(rows[0]).toMatchObject({ changed: false, noCall: { code: 'opted-out', params: { at: 5, reason: 'members.csv' } } });
    expect(shelf.named('王一').optOut).toEqual({ at: 5, reason: 'members.csv' });
  });

  it('says of every row of a customer that a later row opts out that no call follows', () => {
    const { rows } = new Shelf().merge([row(), row({ row: 3, more: { optOut: true }, service: { kind: '维修' } })]);
    expect(rows.map(({ noCall }) => noCall?.code)).toEqual(['opted-out', 'opted-out']);
  });
});

describe('services', () => {
  const services = (...wishes: (Partial<ImportedService> | null)[]) => {
    const shelf = new Shelf();
    shelf.merge(wishes.map((service, index) => row({ row: index + 2, service })));
    return [...shelf.services.values()].map(({ kind, item, endedOn, history }) => [kind, item, endedOn, history]);
  };

  it.each<[string, (Partial<ImportedService> | null)[], unknown[][]]>([
    ['the same kind, day and item is one', [{}, { kind: ' 购买' }], [['购买', '风衣', '2026-11-10', false]].map((one) => [' 购买', ...one.slice(1)])],
    [
      'another item is another',
      [{}, { item: '皮鞋' }],
      [
        ['购买', '风衣', '2026-11-10', false],
        ['购买', '皮鞋', '2026-11-10', false],
      ],
    ],
    ['the same number is one, whatever its day', [{ number: 'P1' }, { number: 'P1', endedOn: '2026-11-12' }], [['购买', '风衣', '2026-11-12', false]]],
    [
      'another number is another',
      [{ number: 'P1' }, { number: 'P2' }],
      [
        ['购买', '风衣', '2026-11-10', false],
        ['购买', '风衣', '2026-11-10', false],
      ],
    ],
    ['a stay that ends later is one', [{}, { endedOn: '2026-11-14', detail: { 手术日期: '2026-11-10' } }], [['购买', '风衣', '2026-11-14', false]]],
    [
      'before the start date it is history',
      [{ endedOn: '2026-10-31' }, { item: '皮鞋', endedOn: '2026-11-01' }],
      [
        ['购买', '风衣', '2026-10-31', true],
        ['购买', '皮鞋', '2026-11-01', false],
      ],
    ],
    ['a blank row of service is none', [null], []],
  ])('%s', (_, wishes, expected) => {
    expect(services(...wishes)).toEqual(expected);
  });

  it('says why no call follows', () => {
    const { rows, serviceOf } = new Shelf().merge([row({ service: { endedOn: '2026-10-31' } }), row({ row: 3, service: null }), row({ row: 4 })]);
    expect(rows.map(({ noCall }) => noCall)).toEqual([{ code: 'history', params: { endedOn: '2026-10-31' } }, { code: 'no-service', params: {} }, null]);
    expect([...serviceOf.keys()]).toEqual([2, 4]);
  });

  it('is called about after all when the lead sets an earlier start date, and never the other way', () => {
    const shelf = new Shelf();
    shelf.merge([row({ service: { endedOn: '2026-10-15' } })], { startDate: '2026-11-01' });
    expect(shelf.merge([row({ service: { endedOn: '2026-10-15' } })], { startDate: '2026-10-01' }).services).toMatchObject([{ history: false }]);
    expect(shelf.merge([row({ service: { endedOn: '2026-10-15' } })], { startDate: '2026-11-01' }).services).toEqual([]);
  });
});

describe('keysOf', () => {
  it('names all that must be looked up before a merge', () => {
    expect(keysOf([row({ number: 'A', family: OTHER }), row({ number: 'A' }), row({})], (e164) => `h${e164}`)).toEqual({
      numbers: ['A'],
      phoneHashes: [`h${MOBILE}`, `h${OTHER}`],
    });
  });
});

describe('any rows', () => {
  const visits: Partial<ImportedService>[] = [
    { endedOn: '2026-10-01' },
    { endedOn: '2026-11-10' },
    { endedOn: '2026-11-14', detail: { 手术日期: '2026-11-10' } },
    { kind: '维修', endedOn: '2026-10-02', number: 'P1' },
    { kind: '维修', endedOn: '2026-11-02', number: 'P1' },
    { kind: '维修', endedOn: '2026-11-12', number: 'P2' },
  ];
  // Four people: one household phone, cards left out here and there, second phones, slips in the name.
  const wish = fc
    .record({
      who: fc.integer({ min: 0, max: 3 }),
      card: fc.boolean(),
      slip: fc.boolean(),
      phone: fc.constantFrom<'own' | 'second' | 'household'>('own', 'second', 'household'),
      family: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      more: fc.record({ class: fc.constantFrom(null, '金卡', '银卡'), optOut: fc.constantFrom(null, true, false) }),
      service: fc.option(fc.tuple(fc.constantFrom(...visits), fc.constantFrom(null, '陈导购', '李导购')).map(([visit, by]) => ({ ...visit, by }))),
    })
    .map(({ who, card, slip, phone: which, family, ...rest }) => ({
      ...rest,
      number: card ? `A${who}` : null,
      name: card && slip ? `客户${who}（老）` : `客户${who}`,
      phone: which === 'household' ? MOBILE : `+861380000${which === 'own' ? 1 : 2}00${who}`,
      family: family === undefined ? undefined : `+861380000100${family}`,
    }));
  const rows = fc.array(wish, { minLength: 1, maxLength: 25 }).map((wishes) => wishes.map((one, index) => row({ ...one, row: index + 2 })));

  it('end in one answer a row, lose no opt-out, and change nothing when they come again', () => {
    fc.assert(
      fc.property(rows, (input) => {
        const shelf = new Shelf();
        const first = shelf.merge(input);
        expect(first.rows.map((one) => one.row)).toEqual(input.map((one) => one.row));
        expect(first.rows.filter(({ status }) => status === 'imported')).toHaveLength(shelf.customers.size);
        for (const [index, one] of input.entries())
          if (one.customer.optOut) expect(shelf.customers.get(first.rows[index]?.customerId ?? '')?.optOut).not.toBeNull();
        for (const customer of shelf.customers.values()) expect(customerSchema.safeParse(customer).error).toBeUndefined();
        for (const service of shelf.services.values()) expect(serviceSchema.safeParse(service).error).toBeUndefined();
        const second = shelf.merge(input);
        expect(second.customers).toEqual([]);
        expect(second.services).toEqual([]);
        expect(second.rows.every(({ status, changed }) => status === 'merged' && !changed)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
