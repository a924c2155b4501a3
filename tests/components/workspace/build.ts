import type { Agent } from '../../../lib/contract/agent.ts';
import type { Customer } from '../../../lib/contract/customer.ts';
import type { Finding } from '../../../lib/contract/phrases.ts';
import type { Place } from '../../../lib/contract/place.ts';
import type { Record as CallRecord, RecordContent } from '../../../lib/contract/record.ts';
import type { Script } from '../../../lib/contract/script.ts';

export const NOW = Date.parse('2026-11-22T04:00:00Z');

export const agent = (change: Partial<Agent> = {}): Agent => ({ id: 'agent-1', name: 'Zhou', role: 'lead', placeId: 'store', languages: ['en'], ...change });

export const place = (): Place => ({
  id: 'store',
  parentId: null,
  kind: 'store',
  name: 'Store',
  company: { name: 'Sample', phone: '' },
  timeZone: 'Asia/Shanghai',
  region: 'CN',
  numbers: [],
  dialScheme: 'tel',
  dialHost: null,
  departments: ['Workshop'],
  hours: { seasons: [], closed: [] },
  limits: { callMinutes: 5, callsPerYear: 10, claimMinutes: 30, retryMinutes: { 'no-answer': 120, busy: 15 } },
  rules: [],
});

export const customer = (change: Partial<Customer> = {}): Customer => ({
  id: 'customer-1',
  placeId: 'store',
  person: {
    name: 'Jiaqi Wang',
    family: null,
    given: null,
    sex: null,
    salutation: null,
    company: null,
    jobTitle: null,
    number: null,
    phones: [{ original: '138 0000 0001', e164: '+8613800000001', label: 'main', extension: null, doubtful: false }],
    email: null,
    birthday: null,
    age: null,
    note: null,
    more: {},
  },
  class: null,
  language: null,
  timeZone: null,
  preferredHours: null,
  optOut: null,
  phoneHashes: [],
  createdAt: NOW,
  updatedAt: NOW,
  ...change,
});

export const record = (change: Partial<Omit<CallRecord, 'content'>> & { content?: Partial<RecordContent> } = {}): CallRecord => ({
  id: 'r',
  revision: 1,
  callId: 'call',
  placeId: 'store',
  agentId: 'agent-1',
  customerId: 'customer-1',
  taskId: null,
  serviceId: null,
  purpose: 'care',
  channel: 'phone',
  direction: 'out',
  startedAt: NOW - 610_000,
  answeredAt: NOW - 600_000,
  endedAt: NOW - 300_000,
  savedAt: NOW,
  outcome: 'reached',
  satisfaction: 'satisfied',
  walk: { scriptId: 'care', version: 3, choices: [] },
  phraseLists: [{ id: 'never-say-en', version: 2 }],
  demo: false,
  ...change,
  content: {
    party: null,
    from: null,
    to: null,
    said: null,
    answered: null,
    needs: null,
    suggestions: null,
    complaint: null,
    nextStep: null,
    correction: { phone: null, preferredHours: null, language: null, optOut: null },
    answers: {},
    messages: [],
    findings: [],
    ...change.content,
  },
});

export const finding = (change: Partial<Finding> = {}): Finding => ({
  phraseId: 'vague',
  listId: 'never-say-en',
  listVersion: 2,
  category: 'vague',
  severity: 'warn',
  where: 'answered',
  quote: '',
  start: 0,
  end: 0,
  stepId: null,
  at: NOW - 500_000,
  heeded: 'kept',
  ...change,
});

/** Two steps: the question about satisfaction, then what went wrong, where it is written down. */
export const script = ({ version = 3 }: { version?: number } = {}): Script => ({
  id: 'care',
  version,
  purpose: 'care',
  title: { en: 'After a repair' },
  languages: ['en'],
  start: 'ask',
  steps: [
    {
      id: 'ask',
      title: { en: `Satisfaction v${version}` },
      line: { en: 'Is it comfortable?' },
      choices: [{ id: 'dissatisfied', label: { en: 'Dissatisfied' }, tone: 'bad', to: 'what' }],
      ending: false,
    },
    { id: 'what', title: { en: 'What exactly' }, line: { en: 'What exactly went wrong?' }, fields: ['said', 'answered'], choices: [], ending: true },
  ],
  branches: [],
  fields: [],
  messages: [],
});
