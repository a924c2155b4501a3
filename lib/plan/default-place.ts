import type { CallingHours, Limits, Place } from '../contract/place.ts';
import type { Rule } from '../contract/rule.ts';

export type Trade = 'retail' | 'hospital';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const evening = { from: '19:00', to: '20:00' };

/** Nobody is disturbed while resting: the hours of P9, summer and winter. */
export const careHours: CallingHours = {
  seasons: [
    { from: '05-01', to: '09-30', weekdays: everyDay, windows: [{ from: '14:30', to: '16:30' }, evening] },
    { from: '10-01', to: '04-30', weekdays: everyDay, windows: [{ from: '14:00', to: '16:30' }, evening] },
  ],
  closed: [],
};

export const careLimits: Limits = { callMinutes: 5, callsPerYear: 10, claimMinutes: 120, retryMinutes: { 'no-answer': 180, busy: 30 } };

type RuleRow = { id: string; kinds: string[] | null; days: readonly [from: number, within: number]; scriptId: string };

const rows: { [T in Trade]: RuleRow[] } = {
  retail: [
    { id: 'after-repair', kinds: ['维修', '返修', '保养', 'repair', 'Repair', 'Alteration'], days: [1, 3], scriptId: 'retail-repair' },
    { id: 'after-return', kinds: ['换货', '退货', 'exchange', 'return', 'Exchange', 'Return'], days: [1, 3], scriptId: 'retail-return' },
    // Whatever else a service is called, its customer is called within three days.
    { id: 'after-service', kinds: null, days: [1, 3], scriptId: 'retail-purchase' },
  ],
  // Six kinds of visitor, each with their own call and time (P16): the treated the same evening.
  hospital: [
    { id: 'after-treated', kinds: ['到诊已治疗'], days: [0, 0], scriptId: 'hospital-treated' },
    { id: 'after-not-treated', kinds: ['到诊未治疗'], days: [1, 2], scriptId: 'hospital-not-treated' },
    { id: 'after-no-show', kinds: ['预约未到诊'], days: [0, 2], scriptId: 'hospital-no-show' },
    { id: 'after-broken-off', kinds: ['治疗中断'], days: [1, 3], scriptId: 'hospital-broken-off' },
    { id: 'after-outpatient-surgery', kinds: ['门诊手术'], days: [1, 2], scriptId: 'hospital-outpatient-surgery' },
    { id: 'after-inpatient-surgery', kinds: ['住院手术'], days: [1, 7], scriptId: 'hospital-inpatient-surgery' },
    { id: 'after-visit', kinds: null, days: [1, 3], scriptId: 'hospital-treated' },
  ],
};

/** The rules a trade starts with. `purposeOf` gives a script's purpose. */
export function rulesFor(trade: Trade, purposeOf: (scriptId: string) => string): Rule[] {
  return rows[trade].map(({ id, kinds, days, scriptId }, index) => ({
    id,
    trigger: { on: 'service-ended', kinds },
    fromDays: days[0],
    withinDays: days[1],
    purpose: purposeOf(scriptId),
    scriptId,
    priority: Math.min(index + 1, 9),
  }));
}

const departments: { [T in Trade]: { zh: string[]; en: string[] } } = {
  retail: { zh: ['售后维修部', '门店', '客户服务部', '质量管理部'], en: ['Repairs', 'Store', 'Customer care', 'Quality'] },
  hospital: { zh: ['主诊医生', '护理部', '药房', '客服中心'], en: ['Treating doctor', 'Nursing', 'Pharmacy', 'Patient care'] },
};

/** The place of an agent who works alone, until they change it. */
export function defaultPlace(input: {
  id: string;
  trade: Trade;
  company: string;
  phone: string;
  timeZone: string;
  region: string;
  language: 'zh' | 'en';
  purposeOf: (scriptId: string) => string;
}): Place {
  return {
    id: input.id,
    parentId: null,
    kind: 'centre',
    name: input.company,
    company: { name: input.company, phone: input.phone },
    timeZone: input.timeZone,
    region: input.region,
    numbers: input.phone ? [input.phone.slice(0, 40)] : [],
    dialScheme: 'tel',
    dialHost: null,
    departments: departments[input.trade][input.language],
    hours: careHours,
    limits: careLimits,
    rules: rulesFor(input.trade, input.purposeOf),
  };
}
