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
  const { draft } = call;
  if (!before || !after) return { ...call, walk: shorter };
  // These two hold several things each, and the agent may have written one beside that of the choice.
  const correction = takenBack(draft.correction, before.correction, after.correction);
  const answers = takenBack(draft.answers, before.answers, after.answers);
  return { ...call, walk: shorter, draft: { ...takenBack(draft, before, after), correction, answers } };
}

/** What differs between `before` and `after`, and still stands as it was written, becomes what it was before. */
function takenBack<T extends object>(now: T, before: T, after: T): T {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const next = { ...now };
  for (const key of Object.keys(after) as (keyof T)[]) {
    if (same(before[key], after[key]) || !same(now[key], after[key])) continue;
    if (key in before) next[key] = before[key];
    else delete next[key];
  }
  return next;
}

function draftAlong(script: Script, walk: Walk): Draft | null {
  const sets = setsAlong(script, walk);
  return sets?.reduce((draft, one) => applySets(draft, one), emptyDraft()) ?? null;
}
