import type { Call, Draft } from '../../../lib/contract/call.ts';
import type { FormField, Script } from '../../../lib/contract/script.ts';
import { emptyDraft } from '../../../lib/record/draft.ts';

export const none = { kind: 'none' } as const;
export const text = (words: string) => ({ kind: 'text', text: words }) as const;

export const draft = (change: Partial<Draft> = {}): Draft => ({ ...emptyDraft(), ...change });

/** All that a satisfied customer's record needs. */
export const full = (change: Partial<Draft> = {}): Draft =>
  draft({ outcome: 'reached', satisfaction: 'satisfied', said: none, needs: none, suggestions: none, complaint: none, nextStep: none, ...change });

export const field = (change: Partial<FormField> = {}): FormField => ({
  id: 'spending',
  label: { en: 'Spending' },
  kind: 'text',
  voice: 'customer',
  required: true,
  ...change,
});

export const script = (fields: FormField[] = []): Script => ({
  id: 'after-service',
  version: 1,
  purpose: 'after-service',
  title: { en: 'After a service' },
  languages: ['en'],
  start: 'hello',
  steps: [],
  branches: [],
  fields,
  messages: [],
});

export const call = (change: Partial<Call> = {}): Call => ({
  id: 'call-1',
  phase: 'wrap-up',
  direction: 'out',
  taskId: 'task-1',
  customerId: 'customer-1',
  serviceId: 'service-1',
  placeId: 'store-1',
  agentId: 'agent-1',
  purpose: 'after-service',
  startedAt: 1000,
  answeredAt: 2000,
  endedAt: 9000,
  walk: { scriptId: 'after-service', version: 1, choices: [] },
  phraseLists: [{ id: 'never-say-en', version: 2 }],
  draft: full(),
  ...change,
});
