import type { Instant, Text } from '../contract/basics.ts';
import { BACK, type BranchId, type Choice, type Condition, type Script, type Sets, type Step } from '../contract/script.ts';
import type { Walk, WalkChoice } from '../contract/walk.ts';

/** The most choices a stored walk holds (lib/contract/walk.ts). */
const MOST_CHOICES = 500;

/** What the conditions of a script look at. */
export type WalkContext = { direction: 'out' | 'in'; knownCustomer: boolean; hasService: boolean };

/** One step gone through. `via` and `at` are null at the start. */
export type PathEntry = {
  stepId: string;
  title: Text;
  via: { kind: WalkChoice['kind']; id: string; label: Text | null } | null;
  at: Instant | null;
};

export type Position = {
  ok: true;
  step: Step;
  /** From the start to the current step, both included. */
  path: PathEntry[];
  /** Answers of the current step whose condition holds, in the script's order. */
  choices: Choice[];
  /** The innermost any-time branch the talk is in. */
  inBranch: BranchId | null;
  canGoBack: boolean;
};

/** The walk belongs to another script or version, or this script has no such step or choice. `choice` counts from 0; -1 is the walk as a whole. */
export type DoesNotFit = { ok: false; kind: 'does-not-fit'; choice: number };
export type WalkError = DoesNotFit | { ok: false; kind: 'not-offered' | 'too-long' };
export type WalkMove = { ok: true; walk: Walk; sets: Sets | null } | WalkError;

export function startWalk(script: Script): Walk {
  return { scriptId: script.id, version: script.version, choices: [] };
}

function holds(condition: Condition, ctx: WalkContext): boolean {
  switch (condition) {
    case 'outgoing':
      return ctx.direction === 'out';
    case 'incoming':
      return ctx.direction === 'in';
    case 'known-customer':
      return ctx.knownCustomer;
    case 'unknown-caller':
      return !ctx.knownCustomer;
    case 'has-service':
      return ctx.hasService;
    case 'no-service':
      return !ctx.hasService;
  }
}

/** The line to say at this step: the first variant whose condition holds, else the step's own. */
export function lineOf(step: Step, ctx: WalkContext): Text {
  return step.variants?.find((variant) => holds(variant.when, ctx))?.line ?? step.line;
}

/** Answers of this step whose condition holds. */
export function choicesOf(step: Step, ctx: WalkContext): Choice[] {
  return step.choices.filter((choice) => choice.when === undefined || holds(choice.when, ctx));
}

/** Steps that answers alone lead to from `from`; `@back` leads nowhere here. */
export function stepsFrom(script: Pick<Script, 'steps'>, from: string): Set<string> {
  const byId = new Map(script.steps.map((step) => [step.id, step]));
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id);
    if (step === undefined || seen.has(id)) continue;
    seen.add(id);
    for (const choice of step.choices) if (choice.to !== BACK) open.push(choice.to);
  }
  return seen;
}

type Frame = { returnTo: string; branch: BranchId };
type Folded = { ok: true; step: Step; frames: Frame[]; path: PathEntry[]; sets: Sets[] };
type Chosen = { to: string; frames: Frame[]; label: Text | null; sets: Sets | undefined };

type Shape = { steps: ReadonlyMap<string, Step>; main: ReadonlySet<string> };
const shapes = new WeakMap<Script, Shape>();

/** Kept per script object: scripts are immutable once published (design 9), and every key press folds the walk. */
function shapeOf(script: Script): Shape {
  const known = shapes.get(script);
  if (known !== undefined) return known;
  const shape = { steps: new Map(script.steps.map((step) => [step.id, step])), main: stepsFrom(script, script.start) };
  shapes.set(script, shape);
  return shape;
}

/**
 * Goes through the choices with a stack of branches: a branch remembers the step it was taken at, `@back` returns there, and an answer
 * that leads from a branch to a step of the main line leaves every branch. Conditions are not asked here: what was chosen was offered then.
 */
function fold(script: Script, walk: Walk): Folded | DoesNotFit {
  const { steps, main } = shapeOf(script);
  const start = steps.get(script.start);
  if (start === undefined || walk.scriptId !== script.id || walk.version !== script.version) return { ok: false, kind: 'does-not-fit', choice: -1 };
  const state: Folded = { ok: true, step: start, frames: [], path: [{ stepId: start.id, title: start.title, via: null, at: null }], sets: [] };
  for (const [index, made] of walk.choices.entries()) {
    const chosen = made.kind === 'branch' ? chooseBranch(script, state, made.id) : chooseAnswer(state, made.id, main);
    const step = chosen === null ? undefined : steps.get(chosen.to);
    if (chosen === null || step === undefined) return { ok: false, kind: 'does-not-fit', choice: index };
    state.step = step;
    state.frames = chosen.frames;
    state.path.push({ stepId: step.id, title: step.title, via: { kind: made.kind, id: made.id, label: chosen.label }, at: made.at });
    if (chosen.sets) state.sets.push(chosen.sets);
  }
  return state;
}

function chooseBranch(script: Script, state: Folded, id: string): Chosen | null {
  const branch = script.branches.find((one) => one.id === id);
  if (branch === undefined) return null;
  return { to: branch.to, frames: [...state.frames, { returnTo: state.step.id, branch: branch.id }], label: null, sets: branch.sets };
}

function chooseAnswer(state: Folded, id: string, main: ReadonlySet<string>): Chosen | null {
  const choice = state.step.choices.find((one) => one.id === id);
  if (choice === undefined) return null;
  if (choice.to !== BACK) return { to: choice.to, frames: main.has(choice.to) ? [] : state.frames, label: choice.label, sets: choice.sets };
  const frame = state.frames.at(-1);
  return frame ? { to: frame.returnTo, frames: state.frames.slice(0, -1), label: choice.label, sets: choice.sets } : null;
}

/** Where the talk stands. Never throws: a walk that the script does not fit says so. */
export function position(script: Script, walk: Walk, ctx: WalkContext): Position | DoesNotFit {
  const at = fold(script, walk);
  if (!at.ok) return at;
  return {
    ok: true,
    step: at.step,
    path: at.path,
    choices: choicesOf(at.step, ctx),
    inBranch: at.frames.at(-1)?.branch ?? null,
    canGoBack: walk.choices.length > 0,
  };
}

/** What every choice of the walk writes into the draft, in the order chosen; null when the walk does not fit. */
export function setsAlong(script: Script, walk: Walk): Sets[] | null {
  const at = fold(script, walk);
  return at.ok ? at.sets : null;
}

/** The customer's answer at the current step. `not-offered`: no such choice here, or its condition does not hold. */
export function answer(script: Script, walk: Walk, ctx: WalkContext, choiceId: string, at: Instant): WalkMove {
  const now = position(script, walk, ctx);
  if (!now.ok) return now;
  const choice = now.choices.find((one) => one.id === choiceId);
  if (choice === undefined) return { ok: false, kind: 'not-offered' };
  return move(script, walk, { kind: 'answer', id: choiceId, at }, choice.sets);
}

/** An any-time branch from the current step. Taken again while its first step is shown, nothing changes. */
export function branch(script: Script, walk: Walk, ctx: WalkContext, branchId: string, at: Instant): WalkMove {
  const now = position(script, walk, ctx);
  if (!now.ok) return now;
  const taken = script.branches.find((one) => one.id === branchId);
  if (taken === undefined) return { ok: false, kind: 'not-offered' };
  if (now.inBranch === taken.id && now.step.id === taken.to) return { ok: true, walk, sets: null };
  return move(script, walk, { kind: 'branch', id: branchId, at }, taken.sets);
}

function move(script: Script, walk: Walk, choice: WalkChoice, sets: Sets | undefined): WalkMove {
  if (walk.choices.length >= MOST_CHOICES) return { ok: false, kind: 'too-long' };
  const next: Walk = { ...walk, choices: [...walk.choices, choice] };
  const reached = fold(script, next);
  return reached.ok ? { ok: true, walk: next, sets: sets ?? null } : reached;
}

/** Drops the last choice; at the start, the walk as it is. */
export function back(walk: Walk): Walk {
  return walk.choices.length === 0 ? walk : { ...walk, choices: walk.choices.slice(0, -1) };
}
