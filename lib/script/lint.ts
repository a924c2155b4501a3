import { recordFieldSchema } from '../contract/record.ts';
import { BACK, type BranchId, type Script, type Sets, type Step } from '../contract/script.ts';
import { textProblems } from './lint-texts.ts';
import { type Problem, reachable, repeats } from './parse.ts';
import { walkContexts } from './paths.ts';
import { choicesOf, stepsFrom } from './walk.ts';

/** The any-time branches no script may be without (C4). */
export const requiredBranches: readonly BranchId[] = ['abusive', 'complaint', 'not-now', 'not-the-person'];

/** As many answers as there are digit keys. */
const MOST_ANSWERS = 9;

export type LintOptions = {
  /** Ids of the phrase list in use; without them `phraseId` is not checked. */
  phraseIds?: ReadonlySet<string>;
};

/** Everything that would leave an agent stuck or with a wrong line in a live call. Empty: the script may be used. */
export function lintScript(script: Script, options: LintOptions = {}): Problem[] {
  const at = `scripts.${script.id}`;
  return [
    ...idProblems(script, at),
    ...routeProblems(script, at),
    ...branchProblems(script, at),
    ...fieldProblems(script, at),
    ...phraseProblems(script, at, options),
    ...textProblems(script, at),
  ];
}

function problem(kind: string, where: string, message: string, params: Problem['params'] = {}): Problem {
  return { kind, where, message: `${where}: ${message}`, params };
}

function idProblems(script: Script, at: string): Problem[] {
  const ids = (things: readonly { id: string }[]) => things.map((thing) => thing.id);
  return [
    ...repeats(ids(script.steps), `${at}.steps`),
    ...repeats(ids(script.branches), `${at}.branches`),
    ...repeats([...recordFieldSchema.options, ...ids(script.fields)], `${at}.fields`),
    ...repeats(ids(script.messages), `${at}.messages`),
    ...script.steps.flatMap((step) => repeats(ids(step.choices), `${at}.steps.${step.id}.choices`)),
    ...script.fields.flatMap((field) => repeats(ids(field.options ?? []), `${at}.fields.${field.id}.options`)),
  ];
}

/** Where the answers lead. */
function routeProblems(script: Script, at: string): Problem[] {
  const ids = new Set(script.steps.map((step) => step.id));
  const main = stepsFrom(script, script.start);
  const reached = reachable(script.steps, script.start, script.branches);
  const found: Problem[] = [];
  if (!ids.has(script.start)) found.push(problem('no-such-step', `${at}.start`, `there is no step "${script.start}"`, { step: script.start }));
  for (const step of script.steps) {
    const where = `${at}.steps.${step.id}`;
    if (!reached.has(step.id)) found.push(problem('unreachable-step', where, 'nothing leads to this step'));
    found.push(...endProblems(step, where));
    if (step.choices.length > MOST_ANSWERS)
      found.push(
        problem('too-many-choices', where, `${step.choices.length} answers; there are keys for ${MOST_ANSWERS}`, {
          count: step.choices.length,
          most: MOST_ANSWERS,
        }),
      );
    for (const [index, choice] of step.choices.entries()) {
      const there = `${where}.choices.${index}`;
      if (choice.to !== BACK && !ids.has(choice.to))
        found.push(problem('no-such-step', there, `leads to a step "${choice.to}" that does not exist`, { step: choice.to }));
      if (choice.to === BACK && main.has(step.id))
        found.push(problem('back-outside-branch', there, '"@back" stands on the main line, where there is nothing to go back to'));
    }
  }
  for (const stuck of cannotEnd(script, reached)) found.push(problem('no-ending', `${at}.steps.${stuck}`, 'no closing can be reached from here'));
  return found;
}

function endProblems(step: Step, where: string): Problem[] {
  if (step.ending) return step.choices.length > 0 ? [problem('ending-with-choices', where, 'a closing has answers; the customer hangs up here')] : [];
  if (step.choices.length === 0) return [problem('dead-end', where, 'neither a closing nor any answer: the agent is stuck here')];
  const stuck = walkContexts.find((ctx) => choicesOf(step, ctx).length === 0);
  if (stuck === undefined) return [];
  const when = `${stuck.direction === 'in' ? 'incoming' : 'outgoing'}, ${stuck.knownCustomer ? 'known customer' : 'unknown caller'}, ${stuck.hasService ? 'with' : 'without'} a service`;
  return [problem('dead-end', where, `no answer is left when the call is ${when}`, { when })];
}

/** Reachable steps from which answers reach neither a closing nor the way back. Dead ends are named by themselves. */
function cannotEnd(script: Script, reached: ReadonlySet<string>): string[] {
  const steps = script.steps.filter((step) => reached.has(step.id));
  const ends = new Set(steps.filter((step) => step.ending || step.choices.some((choice) => choice.to === BACK)).map((step) => step.id));
  for (let grown = true; grown; ) {
    const more = steps.filter((step) => !ends.has(step.id) && step.choices.some((choice) => ends.has(choice.to)));
    for (const step of more) ends.add(step.id);
    grown = more.length > 0;
  }
  return steps.filter((step) => !ends.has(step.id) && step.choices.length > 0).map((step) => step.id);
}

function branchProblems(script: Script, at: string): Problem[] {
  const ids = new Set(script.steps.map((step) => step.id));
  const there = new Set(script.branches.map((branch) => branch.id));
  return [
    ...requiredBranches
      .filter((id) => !there.has(id))
      .map((id) => problem('missing-branch', `${at}.branches.${id}`, 'every script needs this any-time branch', { branch: id })),
    ...script.branches
      .filter((branch) => !ids.has(branch.to))
      .map((branch) => problem('no-such-step', `${at}.branches.${branch.id}`, `leads to a step "${branch.to}" that does not exist`, { step: branch.to })),
  ];
}

/** Fields asked for at a step, and what choices write into the record. */
function fieldProblems(script: Script, at: string): Problem[] {
  const found: Problem[] = [];
  const known = new Set<string>([...recordFieldSchema.options, ...script.fields.map((field) => field.id)]);
  for (const field of script.fields) {
    if (field.kind === 'choice' && !field.options?.length)
      found.push(problem('no-options', `${at}.fields.${field.id}`, 'a field to choose from has nothing to choose'));
  }
  for (const step of script.steps) {
    for (const id of step.fields ?? []) {
      if (!known.has(id)) found.push(problem('unknown-field', `${at}.steps.${step.id}.fields`, `there is no field "${id}"`, { field: id }));
    }
    for (const [index, choice] of step.choices.entries()) found.push(...setsProblems(script, choice.sets, `${at}.steps.${step.id}.choices.${index}`));
  }
  for (const branch of script.branches) found.push(...setsProblems(script, branch.sets, `${at}.branches.${branch.id}`));
  return found;
}

const canBeNone: ReadonlySet<string> = new Set(['said', 'answered', 'needs', 'suggestions', 'complaint', 'nextStep']);

function setsProblems(script: Script, sets: Sets | undefined, where: string): Problem[] {
  const found: Problem[] = [];
  for (const field of sets?.none ?? []) {
    if (!canBeNone.has(field)) found.push(problem('not-none', where, `"none" is no answer to "${field}"`, { field }));
    if ((field === 'complaint' && sets?.complaint) || (field === 'nextStep' && sets?.nextStep))
      found.push(problem('contradiction', where, `"${field}" is both set and none`, { field }));
  }
  for (const [id, value] of Object.entries(sets?.answers ?? {})) {
    const field = script.fields.find((one) => one.id === id);
    if (field === undefined) found.push(problem('unknown-field', where, `there is no field "${id}"`, { field: id }));
    else if (field.kind === 'choice' && !field.options?.some((option) => option.id === value))
      found.push(problem('unknown-option', where, `field "${id}" has no option "${value}"`, { field: id, option: value }));
  }
  return found;
}

function phraseProblems(script: Script, at: string, { phraseIds }: LintOptions): Problem[] {
  if (phraseIds === undefined) return [];
  return script.steps.flatMap((step) =>
    (step.tempting ?? []).flatMap((tempting, index) =>
      phraseIds.has(tempting.phraseId)
        ? []
        : [
            problem('unknown-phrase', `${at}.steps.${step.id}.tempting.${index}`, `the phrase list has no "${tempting.phraseId}"`, {
              phrase: tempting.phraseId,
            }),
          ],
    ),
  );
}
