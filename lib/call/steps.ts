import type { Instant } from '../contract/basics.ts';
import type { Call, Draft } from '../contract/call.ts';
import type { Script, Sets } from '../contract/script.ts';
import type { Walk } from '../contract/walk.ts';
import { applySets, emptyDraft } from '../record/draft.ts';
import { answer, back, branch, setsAlong, type WalkContext, type WalkError } from '../script/walk.ts';

export function walkContext(call: Pick<Call, 'direction' | 'customerId' | 'serviceId'>): WalkContext {
  return { direction: call.direction, knownCustomer: call.customerId !== null, hasService: call.serviceId !== null };
}

export type Stepped = { ok: true; call: Call } | WalkError;

/** The customer's answer, with what it writes into the draft. */
export function chooseAnswer(call: Call, script: Script, choiceId: string, at: Instant): Stepped {
  return stepped(call, answer(script, call.walk, walkContext(call), choiceId, at));
}

/** An any-time branch. */
export function takeBranch(call: Call, script: Script, branchId: string, at: Instant): Stepped {
  return stepped(call, branch(script, call.walk, walkContext(call), branchId, at));
}

function stepped(call: Call, move: { ok: true; walk: Walk; sets: Sets | null } | WalkError): Stepped {
  if (!move.ok) return move;
  const draft = move.sets ? applySets(call.draft, move.sets) : call.draft;
  return { ok: true, call: { ...call, walk: move.walk, draft } };
}

/**
 * One choice back. What that choice alone had written into the draft goes with it; what the agent wrote or changed stays.
 */
export function stepBack(call: Call, script: Script): Call {
  const shorter = back(call.walk);
  const before = draftAlong(script, shorter);
  const after = draftAlong(script, call.walk);
  const draft: Draft = { ...call.draft };
  if (before && after) for (const key of Object.keys(after) as (keyof Draft)[]) restore(draft, key, before, after);
  return { ...call, walk: shorter, draft };
}

function restore<K extends keyof Draft>(draft: Draft, key: K, before: Draft, after: Draft): void {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  if (same(draft[key], after[key]) && !same(before[key], after[key])) draft[key] = before[key];
}

function draftAlong(script: Script, walk: Walk): Draft | null {
  const sets = setsAlong(script, walk);
  return sets?.reduce((draft, one) => applySets(draft, one), emptyDraft()) ?? null;
}
