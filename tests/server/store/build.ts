import type { Customer, Service } from '../../../lib/contract/customer.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { aRow, START } from '../support.ts';

export const customer = (id: string, over: Partial<Customer> = {}): Customer => ({
  id,
  placeId: 'store',
  person: aRow(1).customer.person,
  class: null,
  language: null,
  timeZone: null,
  preferredHours: null,
  optOut: null,
  phoneHashes: [],
  createdAt: START,
  updatedAt: START,
  ...over,
});

export const service = (id: string, customerId: string, endedOn = '2026-11-16'): Service => ({
  id,
  customerId,
  placeId: 'store',
  kind: 'repair',
  item: null,
  endedOn,
  by: null,
  where: null,
  nextDate: null,
  history: false,
  detail: {},
  importId: null,
  createdAt: START,
});

export const task = (id: string, customerId: string, over: Partial<Task> = {}): Task => ({
  id,
  customerId,
  serviceId: null,
  placeId: 'store',
  purpose: 'after-repair',
  scriptId: 'retail-repair',
  cause: { kind: 'rule', ruleId: 'rule', serviceId: 'service' },
  agentId: null,
  notBefore: START - 1000,
  dueBy: START + 1000,
  priority: 1,
  state: 'open',
  closedBecause: null,
  attempts: 0,
  lastOutcome: null,
  skips: [],
  claim: null,
  createdAt: START,
  updatedAt: START,
  ...over,
});
