import { describe, expect, it } from 'vitest';
import { campaignCustomersSchema } from '../../../lib/contract/campaign.ts';
import type { Customer, Service } from '../../../lib/contract/customer.ts';
import { type CustomerFilter, customerFilterSchema } from '../../../lib/contract/filter.ts';
import { covers } from '../../../lib/plan/covers.ts';
import { type Filtered, fitsFilter } from '../../../lib/plan/fits-filter.ts';
import { customer, phone, service } from './build.ts';

const repaired = (change: Partial<Service> = {}) => service({ kind: '维修', item: '羽绒服', where: '上海', endedOn: '2026-11-01', ...change });
const somebody = (change: Partial<Customer> = {}, more: Partial<Filtered> = {}): Filtered => ({
  customer: customer({ class: '钻石', tags: ['Golf', '老客户'], language: 'zh-CN', ...change }),
  services: [repaired()],
  ownerId: 'agent-1',
  planned: 1,
  ...more,
});
const noPhone = { person: { ...customer().person, phones: [phone({ e164: null })] } };

const cases: [name: string, filter: CustomerFilter, who: Filtered, fits: boolean][] = [
  ['nothing asked', {}, somebody(), true],
  ['a class, whatever its width', { classes: ['gold', ' 钻石 '] }, somebody(), true],
  ['another class', { classes: ['gold'] }, somebody(), false],
  ['no class at all', { classes: ['gold'] }, somebody({ class: null }), false],
  ['one of the tags', { tags: ['vip', 'ＧＯＬＦ'] }, somebody(), true],
  ['none of the tags', { tags: ['vip'] }, somebody(), false],
  ['no tags at all', { tags: ['vip'] }, somebody({ tags: undefined }), false],
  ['a part of the product', { products: ['羽绒'] }, somebody(), true],
  ['another product', { products: ['皮鞋'] }, somebody(), false],
  [
    'one service fits the kind and another the product',
    { kinds: ['维修'], products: ['皮鞋'] },
    somebody({}, { services: [repaired(), service({ kind: '购买', item: '皮鞋' })] }),
    false,
  ],
  ['the city', { cities: ['上海'] }, somebody(), true],
  ['a language by its beginning', { languages: ['zh'] }, somebody(), true],
  ['a language that only begins alike', { languages: ['z'] }, somebody(), false],
  ['the place', { placeIds: ['store-2'] }, somebody(), false],
  ['the owner', { ownerIds: ['agent-2', 'agent-1'] }, somebody(), true],
  ['nobody’s', { ownerIds: [null] }, somebody(), false],
  ['nobody’s, and it is', { ownerIds: [null] }, somebody({}, { ownerId: null }), true],
  ['the last service, not an older one', { lastTo: '2026-10-01' }, somebody({}, { services: [repaired({ endedOn: '2026-09-01' }), repaired()] }), false],
  ['the last service on the first day', { lastFrom: '2026-11-01', lastTo: '2026-11-30' }, somebody(), true],
  ['no service', { lastFrom: '2026-11-01' }, somebody({}, { services: [] }), false],
  ['a call in the plan', { planned: true }, somebody({}, { planned: 0 }), false],
  ['no call in the plan', { planned: false }, somebody({}, { planned: 0 }), true],
  ['callable', { reach: 'callable' }, somebody(), true],
  ['no phone', { reach: 'no-phone' }, somebody(noPhone), true],
  ['opted out, whatever the phone', { reach: 'no-phone' }, somebody({ ...noPhone, optOut: { at: 1, reason: 'asked' } }), false],
];

describe('the filter of customers', () => {
  it.each(cases)('%s', (_, filter, who, fits) => {
    expect(fitsFilter(customerFilterSchema.parse(filter), who)).toBe(fits);
  });

  it.each(cases.filter(([, filter]) => campaignCustomersSchema.safeParse(filter).success))('%s, as a campaign asks it', (_, filter, who, fits) => {
    expect(covers({ covers: campaignCustomersSchema.parse(filter) }, who.customer, who.services)).toBe(fits);
  });
});
