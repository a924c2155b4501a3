import { BACK, type Script } from '../contract/script.ts';
import type { Walk } from '../contract/walk.ts';
import { answer, branch, position, startWalk, type WalkContext } from './walk.ts';

/** `loop`: every answer leads to a step already seen; `dead-end`: no answer although the step is no closing; `broken`: a choice leads to no step. */
export type ScriptPath = { walk: Walk; stepIds: string[]; end: 'ending' | 'dead-end' | 'loop' | 'broken' };

export type PathOptions = {
  /** Also take each any-time branch from each step, at most one a path. */
  branches: boolean;
  /** No more paths than this come out. */
  most: number;
};

/** Every context a condition can ask about. An unknown caller has no service. */
export const walkContexts: readonly WalkContext[] = (['out', 'in'] as const).flatMap((direction) => [
  { direction, knownCustomer: true, hasService: true },
  { direction, knownCustomer: true, hasService: false },
  { direction, knownCustomer: false, hasService: false },
]);

/**
 * Every path from the start to an end, depth first, in the order of the keys. No step comes twice on one path, but for the return from a branch and for closings.
 * The choices carry the instant 0.
 */
export function* pathsOf(script: Script, ctx: WalkContext, options: PathOptions = { branches: false, most: 100_000 }): Generator<ScriptPath> {
  let left = options.most;
  for (const path of follow(script, ctx, startWalk(script), [], options.branches)) {
    if (left-- <= 0) return;
    yield path;
  }
}

function* follow(script: Script, ctx: WalkContext, walk: Walk, before: string[], branches: boolean): Generator<ScriptPath> {
  const here = position(script, walk, ctx);
  if (!here.ok) {
    yield { walk, stepIds: before, end: 'broken' };
    return;
  }
  const stepIds = [...before, here.step.id];
  if (here.step.ending) yield { walk, stepIds, end: 'ending' };
  else if (here.choices.length === 0) yield { walk, stepIds, end: 'dead-end' };
  const closings = new Set(script.steps.filter((step) => step.ending).map((step) => step.id));
  const again = (id: string) => stepIds.includes(id) && !closings.has(id);
  let went = 0;
  for (const choice of here.step.ending ? [] : here.choices) {
    const next = answer(script, walk, ctx, choice.id, 0);
    if (!next.ok) yield { walk, stepIds, end: 'broken' };
    else if (choice.to !== BACK && again(choice.to)) continue;
    else yield* follow(script, ctx, next.walk, stepIds, branches);
    went++;
  }
  if (went === 0 && !here.step.ending && here.choices.length > 0) yield { walk, stepIds, end: 'loop' };
  if (!branches) return;
  for (const one of script.branches) {
    const next = branch(script, walk, ctx, one.id, 0);
    if (!next.ok) yield { walk, stepIds, end: 'broken' };
    else if (!again(one.to)) yield* follow(script, ctx, next.walk, stepIds, false);
  }
}
