import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Customer, Person, Service } from '../../../lib/contract/customer.ts';
import type { Place } from '../../../lib/contract/place.ts';
import { addressOf, familyOf, fullAddressOf } from '../../../lib/script/address.ts';
import { type Facts, fillLine, fillText, placeholders } from '../../../lib/script/fill.ts';

const nobody: Person = {
  name: '',
  family: null,
  given: null,
  sex: null,
  salutation: null,
  company: null,
  jobTitle: null,
  number: null,
  phones: [],
  email: null,
  birthday: null,
  age: null,
  note: null,
  more: {},
};

function customer(person: Partial<Person>): Customer {
  return {
    id: 'c1',
    placeId: 'p1',
    person: { ...nobody, ...person },
    class: null,
    language: null,
    timeZone: null,
    preferredHours: null,
    optOut: null,
    phoneHashes: [],
    createdAt: 0,
    updatedAt: 0,
  };
}

function service(more: Partial<Service> = {}): Service {
  return {
    id: 's1',
    customerId: 'c1',
    placeId: 'p1',
    kind: '维修',
    item: '羊毛外套',
    endedOn: '2025-11-25',
    by: '吴敏',
    where: null,
    nextDate: '2025-12-02',
    history: false,
    detail: {},
    importId: null,
    createdAt: 0,
    ...more,
  };
}

const place: Place = {
  id: 'p1',
  parentId: null,
  kind: 'store',
  name: '南山店',
  company: { name: '云织', phone: '400 000 0000' },
  timeZone: 'Asia/Shanghai',
  region: 'CN',
  numbers: [],
  dialScheme: 'tel',
  dialHost: null,
  departments: [],
  hours: { seasons: [], closed: [] },
  limits: { callMinutes: 5, callsPerYear: 10, claimMinutes: 30, retryMinutes: { 'no-answer': 60, busy: 15 } },
  rules: [],
};

const facts: Facts = {
  customer: customer({ name: '王佳琪', sex: 'female' }),
  service: service(),
  agent: { id: 'a1', name: '小林', role: 'agent', placeId: 'p1', languages: ['zh-CN'] },
  place,
  appointmentAt: Date.UTC(2025, 10, 27, 7, 30),
};

/** Wednesday 26 November 2025, 15:00 in Shanghai, 07:00 in London. */
const now = Date.UTC(2025, 10, 26, 7, 0);
const shanghai = 'Asia/Shanghai';

function fill(line: string, language: 'zh-CN' | 'en', some: Partial<Facts> = {}, at = now, zone = shanghai): string {
  return fillText({ [language]: line }, { language, facts: { ...facts, ...some }, now: at, zone });
}

describe('the form of address', () => {
  it.each<[Partial<Person>, string, string]>([
    [{ name: '王佳琪', sex: 'female' }, '王女士', 'Ms 王'],
    [{ name: '陈明', sex: 'male' }, '陈先生', 'Mr 陈'],
    [{ name: '欧阳雪', sex: 'female' }, '欧阳女士', 'Ms 欧阳'],
    [{ name: '司马相如', sex: 'male' }, '司马先生', 'Mr 司马'],
    [{ name: '上官', sex: 'male' }, '上官先生', 'Mr 上官'],
    [{ name: '歐陽修', sex: 'male' }, '歐陽先生', 'Mr 歐陽'],
    [{ name: '山田太郎', sex: 'male' }, '山田太郎先生', 'Mr 山田太郎'],
    [{ name: '阿依古丽·买买提', sex: 'female' }, '阿依古丽·买买提女士', 'Ms 阿依古丽·买买提'],
    [{ name: '王佳琪' }, '王佳琪', '王佳琪'],
    [{ name: '罗欣', salutation: '先生' }, '罗先生', 'Mr 罗'],
    [{ name: '罗欣', salutation: '小姐' }, '罗女士', 'Ms 罗'],
    [{ name: 'Theo Müller', family: 'Müller', sex: 'male' }, 'Müller先生', 'Mr Müller'],
    [{ name: 'Jiaqi Wang', family: 'Wang', sex: 'female' }, 'Wang女士', 'Ms Wang'],
    [{ name: 'Wang Jiaqi', sex: 'female' }, 'Wang Jiaqi女士', 'Ms Wang Jiaqi'],
    [{ name: 'Olivia White', family: 'White', salutation: 'Mx' }, 'Olivia White', 'Mx White'],
    [{ name: 'Ann Brown', family: 'Brown', salutation: 'Mrs.' }, 'Brown女士', 'Mrs Brown'],
    [{ name: 'Ann Brown', family: 'Brown', salutation: 'Dr', sex: 'female' }, 'Brown女士', 'Dr Brown'],
    [{ name: 'Zoë Walker', family: 'Walker' }, 'Zoë Walker', 'Zoë Walker'],
    [{ name: '彭婷', sex: 'female', age: 3 }, '彭婷小朋友的家长', '彭婷’s parent'],
    [{}, '', ''],
  ])('of %o', (person, zh, en) => {
    expect(addressOf({ ...nobody, ...person }, 'zh-CN')).toBe(zh);
    expect(addressOf({ ...nobody, ...person }, 'en-GB')).toBe(en);
  });

  it('has the full name for checking that it is the right person', () => {
    expect(fullAddressOf({ ...nobody, name: '王佳琪', sex: 'female' }, 'zh-CN')).toBe('王佳琪女士');
    expect(fullAddressOf({ ...nobody, name: 'Zoë Walker', family: 'Walker', sex: 'female' }, 'en')).toBe('Ms Zoë Walker');
    expect(fullAddressOf({ ...nobody, name: 'Zoë Walker' }, 'en')).toBe('Zoë Walker');
  });

  it('takes the family name the file has before reading it off the name', () => {
    expect(familyOf({ name: '单于明', family: '单于' })).toBe('单于');
    expect(familyOf({ name: 'Jiaqi Wang', family: null })).toBeNull();
  });
});

describe('days, as one says them on Wednesday 26 November 2025', () => {
  it.each<[string, string, string]>([
    ['2025-11-26', '今天', 'today'],
    ['2025-11-25', '昨天', 'yesterday'],
    ['2025-11-24', '前天', 'on Monday'],
    ['2025-11-23', '上周日', 'on Sunday'],
    ['2025-11-20', '上周四', 'on Thursday'],
    ['2025-11-19', '上周三', 'on 19 November'],
    ['2025-11-16', '11月16日', 'on 16 November'],
    ['2025-11-03', '11月3日', 'on 3 November'],
    ['2024-12-31', '去年12月31日', 'on 31 December 2024'],
    ['2023-03-01', '2023年3月1日', 'on 1 March 2023'],
    ['2025-11-27', '明天', 'tomorrow'],
    ['2025-11-28', '后天', 'on Friday'],
    ['2025-11-30', '这周日', 'on Sunday'],
    ['2025-12-03', '下周三', 'on 3 December'],
    ['2026-01-04', '明年1月4日', 'on 4 January 2026'],
  ])('%s is %s, %s', (endedOn, zh, en) => {
    expect(fill('{service.day}做的', 'zh-CN', { service: service({ endedOn }) })).toBe(`${zh}做的`);
    expect(fill('done {service.day}', 'en', { service: service({ endedOn }) })).toBe(`done ${en}`);
  });

  it('are counted on the wall calendar of the zone', () => {
    const late = Date.UTC(2025, 10, 26, 17, 0);
    expect(fill('{service.day}', 'zh-CN', {}, late, 'Asia/Shanghai')).toBe('前天');
    expect(fill('{service.day}', 'zh-CN', {}, late, 'Europe/London')).toBe('昨天');
  });

  it.each<[string, string, string]>([
    ['2025-11-27', '明天', 'tomorrow'],
    ['2025-12-02', '12月2日周二', 'on Tuesday 2 December'],
    ['2026-02-03', '明年2月3日周二', 'on Tuesday 3 February 2026'],
  ])('carry the weekday when they are coming: %s', (nextDate, zh, en) => {
    expect(fill('{service.next}', 'zh-CN', { service: service({ nextDate }) })).toBe(zh);
    expect(fill('see us {service.next}', 'en', { service: service({ nextDate }) })).toBe(`see us ${en}`);
  });

  it.each<[number, string, string]>([
    [Date.UTC(2025, 10, 27, 7, 30), '明天下午3点半', 'tomorrow at 3:30 pm'],
    [Date.UTC(2025, 10, 26, 11, 0), '今天晚上7点', 'today at 7 pm'],
    [Date.UTC(2025, 11, 2, 2, 5), '12月2日周二上午10点05分', 'on Tuesday 2 December at 10:05 am'],
    [Date.UTC(2025, 10, 27, 4, 0), '明天中午12点', 'tomorrow at 12 pm'],
  ])('have their time in an appointment: %i', (appointmentAt, zh, en) => {
    expect(fill('{appointment}', 'zh-CN', { appointmentAt })).toBe(zh);
    expect(fill('ring you {appointment}', 'en', { appointmentAt })).toBe(`ring you ${en}`);
  });

  it.each<[number, string, string]>([
    [0, '上午好', 'Good morning'],
    [3, '上午好', 'Good morning'],
    [4, '下午好', 'Good afternoon'],
    [9, '下午好', 'Good afternoon'],
    [10, '晚上好', 'Good evening'],
    [18, '晚上好', 'Good evening'],
  ])('begin with the greeting of the hour: %i UTC', (hour, zh, en) => {
    const at = Date.UTC(2025, 10, 26, hour);
    expect(fill('{now.greeting}', 'zh-CN', {}, at)).toBe(zh);
    expect(fill('{now.greeting}.', 'en', {}, at)).toBe(`${en}.`);
  });
});

const unknown: Partial<Facts> = { customer: null, service: null, appointmentAt: null };

describe('a line', () => {
  it.each<[string, 'zh-CN' | 'en', string, string]>([
    ['{customer.address}，{now.greeting}！', 'zh-CN', '王女士，下午好！', '下午好！'],
    ['谢谢您，{customer.address}。', 'zh-CN', '谢谢您，王女士。', '谢谢您。'],
    ['请问您是{customer.full}吗？', 'zh-CN', '请问您是王佳琪女士吗？', '请问您是预留这个号码的客户吗？'],
    ['{service.day}为您返修的{service.item}', 'zh-CN', '昨天为您返修的羊毛外套', '前些天为您返修的商品'],
    ['{service.item}好用吗', 'zh-CN', '羊毛外套好用吗', '您的商品好用吗'],
    ['您的{service.item}好用吗', 'zh-CN', '您的羊毛外套好用吗', '您的商品好用吗'],
    ['转告{service.by}，做了{service.kind}', 'zh-CN', '转告吴敏，做了维修', '转告我们的同事，做了服务'],
    ['请您{service.next}来', 'zh-CN', '请您12月2日周二来', '请您约好的那天来'],
    ['{appointment}再打', 'zh-CN', '明天下午3点半再打', '您方便的时候再打'],
    ['{place.name}，{company.name}，{company.phone}，{agent.name}', 'zh-CN', '南山店，云织，400 000 0000，小林', '南山店，云织，400 000 0000，小林'],
    ['Hello {customer.address}, it is me.', 'en', 'Hello Ms 王, it is me.', 'Hello, it is me.'],
    ['{customer.address}, could you come?', 'en', 'Ms 王, could you come?', 'Could you come?'],
    ['Yes. {customer.address}, could you come?', 'en', 'Yes. Ms 王, could you come?', 'Yes. Could you come?'],
    ['Thank you, {customer.address}.', 'en', 'Thank you, Ms 王.', 'Thank you.'],
    ['Am I speaking to {customer.full}?', 'en', 'Am I speaking to Ms 王佳琪?', 'Am I speaking to the person we have under this number?'],
    ['{service.item} is ready.', 'en', 'Your 羊毛外套 is ready.', 'Your purchase is ready.'],
    ['How is {service.item}?', 'en', 'How is your 羊毛外套?', 'How is your purchase?'],
    ['It was mended {service.day}.', 'en', 'It was mended yesterday.', 'It was mended recently.'],
    [
      'Thanks to {service.by}. See us {service.next}.',
      'en',
      'Thanks to 吴敏. See us on Tuesday 2 December.',
      'Thanks to our colleague. See us on the date agreed with you.',
    ],
  ])('%s in %s', (line, language, known, missing) => {
    expect(fill(line, language)).toBe(known);
    expect(fill(line, language, unknown)).toBe(missing);
  });

  it('marks what came from the facts and nothing else', () => {
    const line = { 'zh-CN': '{customer.address}，您的{service.item}好用吗？' };
    expect(fillLine(line, { language: 'zh-CN', facts, now, zone: shanghai }).parts).toEqual([
      { text: '王女士', filled: true },
      { text: '，您的', filled: false },
      { text: '羊毛外套', filled: true },
      { text: '好用吗？', filled: false },
    ]);
    expect(fillLine(line, { language: 'zh-CN', facts: { ...facts, ...unknown }, now, zone: shanghai }).parts).toEqual([
      { text: '您的商品好用吗？', filled: false },
    ]);
  });

  it('says the general word for an empty company number', () => {
    const without = { ...place, company: { name: '云织', phone: ' ' } };
    expect(fill('请打{company.phone}。', 'zh-CN', { place: without })).toBe('请打我们的客服电话。');
  });

  it('leaves a name alone that looks like a placeholder, HTML or a formula', () => {
    for (const name of ['{agent.name}', '<b>王</b>', '=1+1', '$&'])
      expect(fill('请问是{customer.name}吗', 'zh-CN', { customer: customer({ name }) })).toBe(`请问是${name}吗`);
  });

  it('drops a placeholder that nobody knows rather than reading it out', () => {
    for (const name of ['nobody', 'constructor', '__proto__', '']) expect(fill(`好{${name}}的`, 'zh-CN')).toBe('好的');
  });

  it('never has a brace or a hole, whatever is missing', () => {
    const someFacts = fc.record({
      customer: fc.constantFrom(null, customer({}), customer({ name: '王佳琪' }), customer({ name: 'Ann', sex: 'female', age: 5 })),
      service: fc.constantFrom(null, service(), service({ item: null, by: null, nextDate: null, kind: '' }), service({ item: '  ' })),
      appointmentAt: fc.constantFrom(null, now),
    });
    fc.assert(
      fc.property(fc.constantFrom(...placeholders), fc.constantFrom('zh-CN' as const, 'en' as const), someFacts, (name, language, some) => {
        const said = fill(`a {${name}} b`, language, some);
        expect(said).not.toMatch(/[{}]|null|undefined|NaN|a {2}b/);
        expect(said.length).toBeGreaterThan('a  b'.length);
      }),
    );
  });
});

describe('the language of a line', () => {
  const both = { 'zh-CN': '您好', en: 'Hello' };
  it.each<[string, string, string, boolean]>([
    ['zh-CN', 'CN', 'zh-CN', false],
    ['zh', 'GB', 'zh-CN', false],
    ['yue', 'GB', 'zh-CN', true],
    ['en-GB', 'CN', 'en', false],
    ['en', 'CN', 'en', false],
    ['pl', 'CN', 'zh-CN', true],
    ['pl', 'GB', 'en', true],
  ])('for a customer who speaks %s, called from %s, is %s', (language, region, used, fellBack) => {
    const filled = fillLine(both, { language, facts: { ...facts, place: { ...place, region } }, now, zone: shanghai });
    expect([filled.language, filled.fellBack]).toEqual([used, fellBack]);
  });

  it('is the only one there is when it is neither', () => {
    expect(fillLine({ pl: 'Dzień dobry' }, { language: 'yue', facts, now, zone: shanghai })).toEqual({
      language: 'pl',
      fellBack: true,
      parts: [{ text: 'Dzień dobry', filled: false }],
    });
  });
});
