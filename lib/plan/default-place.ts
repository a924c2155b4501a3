import type { Id } from '../contract/basics.ts';
import type { CallingHours, Limits, Place } from '../contract/place.ts';
import type { Rule } from '../contract/rule.ts';
import { presetRules, type Trade } from './presets.ts';

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

/** The rules that follow from a service, of the trade; the others are the lead's to take. `purposes`: of each script that is in use. */
export function rulesFor(trade: Trade, purposes: ReadonlyMap<Id, Id>): Rule[] {
  return presetRules(trade, purposes).filter(({ trigger }) => trigger.on === 'service-ended');
}

const departments: { [T in Trade]: { zh: string[]; en: string[] } } = {
  retail: { zh: ['售后维修部', '门店', '客户服务部', '质量管理部'], en: ['Repairs', 'Store', 'Customer care', 'Quality'] },
  workshop: { zh: ['维修车间', '前台接待', '配件部', '客户服务部'], en: ['Workshop', 'Reception', 'Parts', 'Customer care'] },
  safety: { zh: ['负责工程师', '项目部', '培训部', '客户服务部'], en: ['Engineer', 'Projects', 'Training', 'Customer care'] },
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
  /** Of each script that is in use. */
  purposes: ReadonlyMap<Id, Id>;
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
    // Nobody is assigned to anybody where one works alone.
    rules: presetRules(input.trade, input.purposes).filter(({ trigger }) => trigger.on !== 'assigned'),
  };
}
