import { randomBytes, randomUUID } from 'node:crypto';
import type { Mutation } from '../lib/contract/mutation.ts';
import type { Record as RecordOfCall } from '../lib/contract/record.ts';
import type { PushReply } from '../lib/contract/wire.ts';
import { type App, createApp } from '../server/app.ts';
import { createLog } from '../server/log.ts';
import type { Store } from '../server/store/port.ts';
import { makeAgent } from '../server/team.ts';

const NOW = Date.parse('2026-11-18T15:00:00+08:00');
const none = { kind: 'none' } as const;

const place = {
  id: 'store',
  parentId: null,
  kind: 'store' as const,
  name: 'Sample store',
  company: { name: 'Sample store', phone: '400-000-0001' },
  timeZone: 'Asia/Shanghai',
  region: 'CN',
  numbers: [],
  dialScheme: 'tel' as const,
  dialHost: null,
  departments: [],
  hours: { seasons: [], closed: [] },
  limits: { callMinutes: 5, callsPerYear: 10, claimMinutes: 30, retryMinutes: { 'no-answer': 60, busy: 15 } },
  rules: [],
};

/** A record of about 1 kB, as a mutation: what an agent's panel sends after a call. */
export function aSave(): { mutation: Mutation; id: string; body: string } {
  const id = randomUUID();
  const text = 'She is content with the repair, the cuff holds; the lining was not asked for but she likes it. '.repeat(3);
  const record: RecordOfCall = {
    id,
    revision: 1,
    callId: randomUUID(),
    placeId: 'store',
    agentId: 'ann',
    customerId: null,
    taskId: null,
    serviceId: null,
    purpose: 'after-repair',
    channel: 'phone',
    direction: 'out',
    startedAt: NOW,
    answeredAt: NOW + 10_000,
    endedAt: NOW + 60_000,
    savedAt: NOW + 70_000,
    outcome: 'reached',
    satisfaction: 'satisfied',
    walk: { scriptId: 'retail-repair', version: 1, choices: [] },
    phraseLists: [],
    demo: false,
    content: {
      party: null,
      from: null,
      to: null,
      said: { kind: 'text', text },
      answered: none,
      needs: none,
      suggestions: none,
      complaint: none,
      nextStep: none,
      correction: { phone: null, preferredHours: null, language: null, optOut: null },
      answers: {},
      messages: [],
      findings: [],
    },
  };
  return { mutation: { id: randomUUID(), at: NOW, kind: 'record.save', record }, id, body: JSON.stringify(record) };
}

export type Ours = { app: App; push(mutations: readonly Mutation[]): Promise<void>; close(): Promise<void> };

/** The whole endpoint over that store, with one agent signed in; everything a request goes through but the socket. */
export async function ours(store: Store): Promise<Ours> {
  const deps = {
    store,
    clock: { now: () => NOW + 100_000, demoOffset: null },
    newId: randomUUID,
    random: randomBytes,
    log: createLog({ write: () => undefined }),
  };
  const app = createApp(deps);
  await store.write((tx) => tx.places.put(place));
  const { code } = await store.write((tx) => makeAgent(tx, deps, { id: 'ann', name: 'Ann', role: 'agent', placeId: 'store', languages: [] }));
  const post = async <T>(path: string, body: unknown, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const { token } = await post<{ token: string }>('/v1/enrol', { code, device: 'bench', password: 'correct horse' });
  return {
    app,
    async push(mutations) {
      const { results } = await post<PushReply>('/v1/push', { mutations }, token);
      const refused = results.find(({ status }) => status !== 'stored');
      if (refused) throw new Error(JSON.stringify(refused));
    },
    close: () => store.close(),
  };
}
