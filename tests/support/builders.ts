import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Agent } from '../../lib/contract/agent.ts';
import type { Call } from '../../lib/contract/call.ts';
import type { Mutation } from '../../lib/contract/mutation.ts';
import type { OutboxRow } from '../../lib/contract/outbox.ts';
import { type PhraseList, phraseListSchema } from '../../lib/contract/phrases.ts';
import type { Script } from '../../lib/contract/script.ts';
import { parsePack } from '../../lib/script/parse.ts';
import { startWalk } from '../../lib/script/walk.ts';
import { record } from '../lib/plan/build.ts';
import { call, draft } from '../lib/record/build.ts';

/** Counts up: `id-1`, `id-2`. */
export function ids(prefix = 'id'): () => string {
  let n = 0;
  return () => `${prefix}-${++n}`;
}

export const anAgent = (change: Partial<Agent> = {}): Agent => ({
  id: 'agent-1',
  name: 'Ann',
  role: 'agent',
  placeId: 'store-1',
  languages: ['zh-CN', 'en'],
  ...change,
});

function shipped(name: string): unknown {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, '../../public/packs', `${name}.json`), 'utf8'));
}

/** The scripts that ship with the product. */
export function shippedScripts(): Script[] {
  return ['retail-member-care', 'hospital-aftercare', 'occasions', 'workshop-aftercare', 'safety-consultancy'].flatMap((name) => {
    const parsed = parsePack(shipped(name));
    if (!parsed.ok) throw new Error(`${name}: ${parsed.problems[0]?.message}`);
    return parsed.scripts;
  });
}

export function shippedPhraseLists(): PhraseList[] {
  return ['phrases.zh-CN', 'phrases.en'].map((name) => phraseListSchema.parse(shipped(name)));
}

/** A call that is being talked, at the first step of this script, nothing answered yet. */
export const talkingOn = (script: Script, change: Partial<Call> = {}): Call =>
  call({ phase: 'talking', endedAt: null, purpose: script.purpose, walk: startWalk(script), draft: draft(), ...change });

/** A row of the outbox; without a mutation, the record of a customer of its own. */
export const anOutboxRow = (n: number, change: Partial<OutboxRow> = {}): OutboxRow => {
  const mutation: Mutation = change.mutation ?? {
    id: `m-${n}`,
    at: 1000,
    kind: 'record.save',
    record: record({ id: `r-${n}`, customerId: `c-${n}`, taskId: `t-${n}` }),
  };
  return { n, id: mutation.id, state: 'waiting', attempts: 0, nextAt: 0, lastError: null, createdAt: 0, ...change, mutation };
};
