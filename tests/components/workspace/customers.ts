import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import type { CustomerListReply } from '../../../lib/contract/wire.ts';
import { customer, NOW, record } from './build.ts';

export const aTask = (): CustomerPage['open'][number]['task'] => ({
  id: 'task-1',
  customerId: 'customer-1',
  serviceId: 's1',
  placeId: 'store',
  purpose: 'care',
  scriptId: 'care',
  cause: { kind: 'rule', ruleId: 'r1', serviceId: 's1' },
  agentId: null,
  notBefore: NOW,
  dueBy: NOW + 86_400_000,
  priority: 1,
  state: 'open',
  closedBecause: null,
  attempts: 0,
  lastOutcome: null,
  skips: [],
  claim: null,
  createdAt: NOW,
  updatedAt: NOW,
});

export const aService = (): CustomerPage['services'][number] => ({
  id: 's1',
  customerId: 'customer-1',
  placeId: 'store',
  kind: 'repair',
  item: 'coat',
  endedOn: '2026-11-16',
  by: 'Lin',
  where: null,
  nextDate: null,
  history: false,
  detail: {},
  importId: null,
  createdAt: NOW,
});

export const aPage = (change: Partial<CustomerPage> = {}): CustomerPage => ({
  customer: customer(),
  services: [aService()],
  open: [{ task: aTask(), ok: false, why: [{ code: 'called-lately', params: { at: NOW + 86_400_000, last: NOW, days: 1 } }], nextAt: NOW + 86_400_000 }],
  past: [],
  unplanned: [],
  records: [{ record: record({ content: { said: { kind: 'text', text: 'The zip sticks' } } }), agentName: 'Chen' }],
  moreRecords: false,
  divergences: [],
  points: [{ recordId: 'r', department: 'Workshop', at: NOW - 60_000, note: 'the zip', late: true }],
  heldBy: null,
  history: [
    {
      kind: 'hand',
      id: 'h1',
      at: NOW,
      by: { id: 'agent-1', name: 'Zhou' },
      changed: { kind: 'edit', before: { name: 'Jiaqi Wan', class: null }, after: { name: 'Jiaqi Wang', class: 'gold' } },
    },
  ],
  ...change,
});

export const aList = (...names: string[]): CustomerListReply => ({
  customers: names.map((name, index) => {
    const one = customer();
    return { customer: { ...one, id: `customer-${index + 1}`, person: { ...one.person, name } }, lastService: null, openTasks: 0, heldBy: null };
  }),
  next: null,
  total: names.length,
});
