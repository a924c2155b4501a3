import type { Customer, Phone, Service } from '../../../lib/contract/customer.ts';
import type { CallingHours, Place } from '../../../lib/contract/place.ts';
import type { Record as RecordOfCall } from '../../../lib/contract/record.ts';
import type { Rule } from '../../../lib/contract/rule.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { instantOf } from '../../../lib/plan/zone.ts';

export const SHANGHAI = 'Asia/Shanghai';
const everyDay = [1, 2, 3, 4, 5, 6, 7];
/** P9's own figures. */
export const seasonal: CallingHours = {
  seasons: [
    {
      from: '05-01',
      to: '09-30',
      weekdays: everyDay,
      windows: [
        { from: '14:30', to: '16:30' },
        { from: '19:00', to: '20:00' },
      ],
    },
    {
      from: '10-01',
      to: '04-30',
      weekdays: everyDay,
      windows: [
        { from: '14:00', to: '16:30' },
        { from: '19:00', to: '20:00' },
      ],
    },
  ],
  closed: [],
};
export const always: CallingHours = { seasons: [{ from: '01-01', to: '12-31', weekdays: everyDay, windows: [{ from: '00:00', to: '24:00' }] }], closed: [] };

/** A moment on Shanghai's wall clock: `at('2026-11-20', '15:00')`. */
export const at = (day: string, time: string, zone = SHANGHAI) => instantOf(day, time, zone);

export const rule = (change: Partial<Rule> = {}): Rule => ({
  id: 'within-three-days',
  trigger: { on: 'service-ended', kinds: null },
  fromDays: 1,
  withinDays: 3,
  purpose: 'after-service',
  scriptId: 'after-service',
  priority: 3,
  ...change,
});

export const place = (change: Partial<Place> = {}): Place => ({
  id: 'store-1',
  parentId: null,
  kind: 'store',
  name: 'Store one',
  company: { name: 'Example Tailors', phone: '+864000000000' },
  timeZone: SHANGHAI,
  region: 'CN',
  numbers: ['+864000000000'],
  dialScheme: 'tel',
  dialHost: null,
  departments: ['Repairs'],
  hours: seasonal,
  limits: { callMinutes: 5, callsPerYear: 10, claimMinutes: 30, retryMinutes: { 'no-answer': 120, busy: 15 } },
  rules: [rule()],
  ...change,
});

export const phone = (change: Partial<Phone> = {}): Phone => ({
  original: '138 0000 0001',
  e164: '+8613800000001',
  label: 'main',
  extension: null,
  doubtful: false,
  ...change,
});

export const customer = (change: Partial<Customer> = {}, phones: Phone[] = [phone()]): Customer => ({
  id: 'customer-1',
  placeId: 'store-1',
  person: {
    name: '王佳琪',
    family: '王',
    given: '佳琪',
    sex: 'female',
    salutation: '女士',
    company: null,
    jobTitle: null,
    number: 'VIP1',
    phones,
    email: null,
    birthday: null,
    age: null,
    note: null,
    more: {},
  },
  class: null,
  language: 'zh-CN',
  timeZone: null,
  preferredHours: null,
  optOut: null,
  phoneHashes: ['hash-1'],
  createdAt: 0,
  updatedAt: 0,
  ...change,
});

export const service = (change: Partial<Service> = {}): Service => ({
  id: 'service-1',
  customerId: 'customer-1',
  placeId: 'store-1',
  kind: '维修',
  item: '羊毛外套',
  endedOn: '2026-11-20',
  by: null,
  where: null,
  nextDate: null,
  history: false,
  detail: {},
  importId: null,
  createdAt: 0,
  ...change,
});

export const task = (change: Partial<Task> = {}): Task => ({
  id: 'task-1',
  customerId: 'customer-1',
  serviceId: 'service-1',
  placeId: 'store-1',
  purpose: 'after-service',
  scriptId: 'after-service',
  cause: { kind: 'rule', ruleId: 'within-three-days', serviceId: 'service-1' },
  agentId: null,
  notBefore: at('2026-11-21', '00:00'),
  dueBy: at('2026-11-24', '00:00') - 1,
  priority: 3,
  state: 'open',
  closedBecause: null,
  attempts: 0,
  lastOutcome: null,
  skips: [],
  claim: null,
  createdAt: 0,
  updatedAt: 0,
  ...change,
});

export const appointment = (change: Partial<Task> = {}): Task =>
  task({
    id: 'task-a',
    cause: { kind: 'appointment', recordId: 'record-0', fromTaskId: 'task-0', note: 'after work' },
    agentId: 'agent-1',
    notBefore: at('2026-11-22', '18:00'),
    dueBy: at('2026-11-22', '20:00'),
    ...change,
  });

type RecordChange = Partial<Omit<RecordOfCall, 'content'>> & { content?: Partial<RecordOfCall['content']> };
export const record = ({ content, ...change }: RecordChange = {}): RecordOfCall => ({
  id: 'record-1',
  revision: 1,
  callId: change.id === undefined ? 'call-1' : `call-of-${change.id}`,
  placeId: 'store-1',
  agentId: 'agent-1',
  customerId: 'customer-1',
  taskId: 'task-1',
  serviceId: 'service-1',
  purpose: 'after-service',
  channel: 'phone',
  direction: 'out',
  startedAt: at('2026-11-22', '15:00'),
  answeredAt: at('2026-11-22', '15:01'),
  endedAt: at('2026-11-22', '15:04'),
  savedAt: at('2026-11-22', '15:05'),
  outcome: 'reached',
  satisfaction: 'satisfied',
  walk: { scriptId: 'after-service', version: 1, choices: [] },
  phraseLists: [],
  demo: false,
  ...change,
  content: {
    party: null,
    from: null,
    to: null,
    said: { kind: 'none' },
    answered: null,
    needs: { kind: 'none' },
    suggestions: { kind: 'none' },
    complaint: { kind: 'none' },
    nextStep: { kind: 'none' },
    correction: { phone: null, preferredHours: null, language: null, optOut: null },
    answers: {},
    messages: [],
    findings: [],
    ...content,
  },
});

export const noCorrection = { phone: null, preferredHours: null, language: null, optOut: null };
