import type { LocalDate } from '../lib/contract/basics.ts';
import type { ImportRow } from '../lib/contract/import.ts';
import type { Place } from '../lib/contract/place.ts';
import type { Rule } from '../lib/contract/rule.ts';
import { parsePhone } from '../lib/phone/phone.ts';
import { careHours, careLimits } from '../lib/plan/default-place.ts';
import { addDays, localDateAt } from '../lib/plan/zone.ts';
import { audit } from './audit/audit.ts';
import { type Content, shippedContent } from './content.ts';
import type { Deps } from './context.ts';
import { purposeOf } from './first-team.ts';
import { importWithin } from './import.ts';
import { ship } from './publishing/ship.ts';
import { englishCustomers, hospitalCustomers, retailCustomers, type SampleCustomer, sampleAgents } from './sample-data.ts';
import { keyedHash, loginHash } from './secrets.ts';
import { type Enrolment, makeAgent } from './team.ts';

const base = {
  timeZone: 'Asia/Shanghai',
  region: 'CN',
  numbers: ['+8673100000001'],
  dialScheme: 'tel',
  dialHost: null,
  hours: careHours,
  limits: careLimits,
} satisfies Partial<Place>;

/** Whose customers come first: the demonstration is in the reader's language. */
export type SampleLanguage = 'zh-CN' | 'en';

/**
 * A sample team with customers, relative to the clock, in an empty database; the customers come in through the same import as anybody's. Answers the
 * one-time codes, in the order of `sampleAgents`; a database with a team is left as it is and answers none.
 */
export async function seedSample(deps: Deps, language: SampleLanguage = 'zh-CN'): Promise<Enrolment[]> {
  const content = shippedContent();
  const [centre, store, department] = samplePlaces(content, language);
  const customers = language === 'en' ? [...englishCustomers, ...retailCustomers.slice(1)] : retailCustomers;
  const hash = await keyedHash(deps.store, deps.random);
  // One transaction: a start that is cut off leaves an empty database, and the next one fills it.
  return deps.store.write(async (tx) => {
    if ((await tx.agents.count()) > 0) return [];
    await ship(tx, content, deps.clock.now());
    await audit(tx, null, deps.clock.now(), { action: 'team.sample', subject: { kind: 'place', id: centre.id } });
    for (const place of [centre, store, department]) await tx.places.put(place);
    const made: Enrolment[] = [];
    for (const agent of sampleAgents) {
      const login = loginOf(agent.id);
      made.push(await makeAgent(tx, deps, agent, { name: login, hash: loginHash(login, hash) }));
    }
    await importWithin(tx, deps, hash, importOf(deps, store, 'lead-zhou', 'S', customers));
    await importWithin(tx, deps, hash, importOf(deps, department, 'lead-liu', 'H', hospitalCustomers));
    return made;
  });
}

/** `li` of `agent-li`. */
function loginOf(agentId: string): string {
  return agentId.slice(agentId.indexOf('-') + 1);
}

function importOf(deps: Deps, place: Place, agentId: string, letter: string, customers: readonly SampleCustomer[]) {
  const today = localDateAt(deps.clock.now(), place.timeZone);
  const rows = customers.map((customer, index) => rowOf(customer, index, letter, today, place.region));
  return { agentId, deviceId: null, place, request: { importId: `sample-${place.id}`, fileName: `${place.name}.csv`, startDate: addDays(today, -7), rows } };
}

function rowOf(customer: SampleCustomer, index: number, letter: string, today: LocalDate, region: string): ImportRow {
  const phone = parsePhone(customer.phone, region);
  if (!phone.ok) throw new TypeError(`sample customer ${index + 1} has no usable phone`);
  const isLatin = /^[A-Za-z]/.test(customer.name);
  const [given, family] = isLatin ? customer.name.split(' ') : [customer.name.slice(1), customer.name.slice(0, 1)];
  const isLong = customer.name.includes('·');
  return {
    row: index + 2,
    customer: {
      person: {
        name: customer.name,
        family: isLong ? null : (family ?? null),
        given: isLong ? null : (given ?? null),
        sex: customer.sex,
        salutation: isLatin ? (customer.sex === 'female' ? 'Ms' : 'Mr') : customer.sex === 'female' ? '女士' : '先生',
        company: null,
        jobTitle: null,
        number: `${letter}-${String(index + 1).padStart(4, '0')}`,
        phones: [phone.phone],
        email: null,
        birthday: customer.birthdayIn === undefined ? null : `-${addDays(today, customer.birthdayIn).slice(4)}`,
        age: null,
        note: customer.note ?? null,
        more: {},
      },
      class: customer.class,
      language: customer.language ?? 'zh-CN',
      preferredHours: customer.preferredHours ?? null,
      optOut: customer.optOut ?? null,
    },
    service: {
      kind: customer.kind,
      item: customer.item,
      endedOn: addDays(today, -customer.days),
      by: customer.by,
      where: null,
      nextDate: null,
      number: null,
      detail: customer.detail ?? {},
    },
  };
}

function samplePlaces(content: Content, language: SampleLanguage): [centre: Place, store: Place, department: Place] {
  const english = language === 'en';
  const shop = { name: english ? 'Harbour Lane Sample' : '岳麓样例服饰', phone: english ? '020 7946 0001' : '400-000-0001' };
  const hospital = { name: '岳麓样例医院', phone: '400-000-0002' };
  const centre: Place = {
    ...base,
    id: 'centre',
    parentId: null,
    kind: 'centre',
    name: '岳麓样例客户中心',
    company: shop,
    departments: ['客户服务部'],
    rules: [],
  };
  const store: Place = {
    ...base,
    id: 'store-hexi',
    parentId: centre.id,
    kind: 'store',
    name: english ? 'Harbour Lane Sample, West' : '岳麓样例服饰河西店',
    company: shop,
    departments: english ? ['Repairs', 'Store', 'Customer care', 'Quality'] : ['售后维修部', '门店', '客户服务部', '质量管理部'],
    rules: [
      rule(content, { id: 'after-repair', kinds: ['维修', '返修', 'repair'], days: [1, 3], scriptId: 'retail-repair', priority: 1 }),
      rule(content, { id: 'after-return', kinds: ['换货', '退货', 'return'], days: [1, 3], scriptId: 'retail-return', priority: 2 }),
      rule(content, { id: 'after-purchase', kinds: ['购买', 'purchase'], days: [1, 4], scriptId: 'retail-purchase', priority: 3 }),
    ],
  };
  const department: Place = {
    ...base,
    id: 'dept-aftercare',
    parentId: centre.id,
    kind: 'department',
    name: '岳麓样例医院回访部',
    company: hospital,
    departments: ['骨科', '皮肤科', '口腔科', '普外科', '客服中心'],
    rules: hospitalRules(content),
  };
  return [centre, store, department];
}

/** Six kinds of visitor, each with their own call and time (P16): treated the same evening, not treated within two days. */
function hospitalRules(content: Content): Rule[] {
  const kinds: [names: string, scriptId: string, days: readonly [number, number]][] = [
    ['到诊已治疗', 'hospital-treated', [0, 0]],
    ['到诊未治疗', 'hospital-not-treated', [1, 2]],
    ['预约未到诊', 'hospital-no-show', [0, 2]],
    ['治疗中断', 'hospital-broken-off', [1, 3]],
    ['门诊手术|outpatient surgery', 'hospital-outpatient-surgery', [1, 2]],
    ['住院手术', 'hospital-inpatient-surgery', [1, 7]],
  ];
  return kinds.map(([names, scriptId, days], index) =>
    rule(content, { id: scriptId.replace('hospital-', 'after-'), kinds: names.split('|'), days, scriptId, priority: Math.min(index + 1, 9) }),
  );
}

/** A rule for these kinds of service; its purpose is the script's own. */
function rule(
  content: Content,
  input: { id: string; kinds: string[]; days: readonly [from: number, within: number]; scriptId: string; priority: number },
): Rule {
  const { id, kinds, days, scriptId, priority } = input;
  return { id, trigger: { on: 'service-ended', kinds }, fromDays: days[0], withinDays: days[1], purpose: purposeOf(content, scriptId), scriptId, priority };
}
