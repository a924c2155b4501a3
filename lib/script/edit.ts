import type { Id, Language, Text } from '../contract/basics.ts';
import type { Choice, Script, Step } from '../contract/script.ts';

/** Changes a lead makes to a script in the form. Each answers a new script; the old one stays as it is, for undo. */

export function setText(text: Text | undefined, language: Language, words: string): Text {
  return { ...text, [language]: words };
}

export function changeStep(script: Script, id: Id, change: (step: Step) => Step): Script {
  return { ...script, steps: script.steps.map((step) => (step.id === id ? change(step) : step)) };
}

/** A new step after `after`, or at the end. It has one empty answer, as every step but a closing needs one. */
export function addStep(script: Script, id: Id, choiceId: Id, after: Id | null): Script {
  const step: Step = { id, title: {}, line: {}, choices: [emptyChoice(choiceId)], ending: false };
  const at = after === null ? script.steps.length : script.steps.findIndex((one) => one.id === after) + 1;
  return { ...script, steps: script.steps.toSpliced(at, 0, step) };
}

export function emptyChoice(id: Id): Choice {
  return { id, label: {}, tone: 'plain', to: '' };
}

/** Takes a step out. What led there leads nowhere until the lead says where: nothing is guessed. */
export function removeStep(script: Script, id: Id): Script {
  const steps = script.steps.filter((step) => step.id !== id);
  const without = <T extends { to: string }>(one: T): T => (one.to === id ? { ...one, to: '' } : one);
  return {
    ...script,
    start: script.start === id ? (steps[0]?.id ?? '') : script.start,
    steps: steps.map((step) => ({ ...step, choices: step.choices.map(without) })),
    branches: script.branches.map(without),
  };
}

/** One place up (-1) or down (1); at the edge, as it is. */
export function moveItem<T extends { id: Id }>(items: readonly T[], id: Id, by: -1 | 1): T[] {
  const from = items.findIndex((item) => item.id === id);
  const item = items[from];
  const to = from + by;
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** The steps as the talk goes: from the first by its answers, then what can happen at any moment, then what nothing leads to. */
export function inTalkOrder(script: Script): Step[] {
  const byId = new Map(script.steps.map((step) => [step.id, step]));
  const ordered = new Map<Id, Step>();
  const visit = (id: Id) => {
    const step = byId.get(id);
    if (step === undefined || ordered.has(id)) return;
    ordered.set(id, step);
    for (const choice of step.choices) visit(choice.to);
  };
  visit(script.start);
  for (const branch of script.branches) visit(branch.to);
  return [...ordered.values(), ...script.steps.filter(({ id }) => !ordered.has(id))];
}

/** How many answers and branches lead to a step. */
export function ledTo(script: Script, id: Id): number {
  const answers = script.steps.flatMap((step) => step.choices).filter((choice) => choice.to === id).length;
  return answers + script.branches.filter((branch) => branch.to === id).length + (script.start === id ? 1 : 0);
}
