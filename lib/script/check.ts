import type { PhraseList } from '../contract/phrases.ts';
import { phraseListSchema } from '../contract/phrases.ts';
import type { Content, DraftContent } from '../contract/publishing.ts';
import { type Script, scriptSchema } from '../contract/script.ts';
import { checkPhraseList } from '../guard/check-list.ts';
import { compileGuard, type Guard, type GuardFinding } from '../guard/guard.ts';
import { placeholderPattern } from './fill.ts';
import { lintScript } from './lint.ts';
import { textsOf } from './lint-texts.ts';
import type { Problem } from './parse.ts';
import { tidyPhraseList, tidyScript } from './tidy.ts';

/** What the place uses at the moment: a script is judged by its lists, a list by its scripts. */
export type InUse = { scripts: readonly Script[]; phraseLists: readonly PhraseList[] };

export type Checked = { ok: true; content: Content } | { ok: false; problems: Problem[] };

/**
 * Whether a draft may be published, and as what. The same in the form while it is written and at the endpoint.
 * Without `inUse` only what would strand an agent is looked for: for what has been checked with its words before.
 */
export function checkContent(draft: DraftContent, inUse: InUse | null): Checked {
  return draft.kind === 'script' ? checkScript(draft.body, inUse) : checkList(draft.body, inUse);
}

function checkScript(draft: Extract<DraftContent, { kind: 'script' }>['body'], inUse: InUse | null): Checked {
  const tidy = tidyScript(draft);
  const phraseIds = new Set(inUse?.phraseLists.flatMap((list) => list.phrases.map(({ id }) => id)));
  const problems = [
    ...shapeProblems(tidy),
    ...lintScript(tidy, inUse ? { phraseIds } : {}),
    ...(inUse ? forbiddenProblems(tidy, guardOf(inUse.phraseLists)) : []),
  ];
  if (problems.length > 0) return { ok: false, problems: withoutEchoes(problems) };
  const parsed = scriptSchema.safeParse(tidy);
  if (parsed.success) return { ok: true, content: { kind: 'script', body: parsed.data } };
  return { ok: false, problems: parsed.error.issues.map((issue) => schemaProblem(`scripts.${draft.id}`, issue)) };
}

function checkList(draft: Extract<DraftContent, { kind: 'phrase-list' }>['body'], inUse: InUse | null): Checked {
  const scripts = inUse?.scripts ?? [];
  const tidy = tidyPhraseList(draft);
  const named = new Map(
    scripts.flatMap((script) => script.steps.flatMap((step) => (step.tempting ?? []).map(({ phraseId }) => [phraseId, script.title] as const))),
  );
  const problems = [...checkPhraseList(tidy, { named, said: scripts.flatMap(saidBy) }), ...titleProblems(tidy, `lists.${tidy.id}`)];
  if (problems.length > 0) return { ok: false, problems };
  const parsed = phraseListSchema.safeParse(tidy);
  if (parsed.success) return { ok: true, content: { kind: 'phrase-list', body: parsed.data } };
  return { ok: false, problems: parsed.error.issues.map((issue) => schemaProblem(`lists.${draft.id}`, issue)) };
}

function schemaProblem(at: string, issue: { path: readonly PropertyKey[]; message: string; code?: string }): Problem {
  const where = [at, ...issue.path.map(String)].join('.');
  return { kind: 'schema', where, message: `${where}: ${issue.message}`, params: { said: issue.message } };
}

function titleProblems({ title }: { title: Script['title'] }, at: string): Problem[] {
  return Object.keys(title).length > 0 ? [] : [{ kind: 'title-missing', where: `${at}.title`, message: `${at}.title: has no words`, params: {} }];
}

/** What a draft may lack and a published script never does. */
function shapeProblems(script: Script): Problem[] {
  const at = `scripts.${script.id}`;
  const found = script.steps.some((step) => step.ending) ? [] : [problem('missing-closing', `${at}.steps`, 'no step is a closing')];
  if (script.languages.length === 0) found.push(problem('no-languages', `${at}.languages`, 'no language is chosen'));
  for (const step of script.steps) {
    for (const [n, choice] of step.choices.entries())
      if (choice.to === '') found.push(problem('no-target', `${at}.steps.${step.id}.choices.${n}`, 'nothing says which step follows'));
  }
  for (const branch of script.branches)
    if (branch.to === '') found.push(problem('no-target', `${at}.branches.${branch.id}`, 'nothing says which step follows'));
  return found;
}

function problem(kind: string, where: string, message: string, params: Problem['params'] = {}): Problem {
  return { kind, where, message: `${where}: ${message}`, params };
}

/** Why no closing can be reached, or nothing leads to a step: mended, these are often gone too. */
const CAUSES = new Set(['missing-closing', 'dead-end', 'no-target', 'no-such-step']);

/** Causes before what follows from them; what only repeats a cause is left out. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const caused = problems.some(({ kind }) => CAUSES.has(kind));
  const told = problems.filter(({ kind, params }) => !(kind === 'no-ending' && caused) && !(kind === 'no-such-step' && params.step === ''));
  const follows = ({ kind }: Problem) => (kind === 'unreachable-step' ? 1 : 0);
  return told.toSorted((one, other) => follows(one) - follows(other));
}

/** While one text is typed the others stay: each is looked at once a guard. */
const looked = new WeakMap<Guard, Map<string, GuardFinding[]>>();

function findingsIn(guard: Guard, words: string): GuardFinding[] {
  const known = looked.get(guard) ?? new Map<string, GuardFinding[]>();
  looked.set(guard, known);
  const findings = known.get(words) ?? guard.check(words);
  if (known.size < 5_000) known.set(words, findings);
  return findings;
}

const guards = new WeakMap<readonly PhraseList[], Guard>();

function guardOf(lists: readonly PhraseList[]): Guard {
  const known = guards.get(lists);
  if (known) return known;
  const guard = compileGuard(lists);
  guards.set(lists, guard);
  return guard;
}

/** Texts that we say or send; hints, reminders and labels stay among ourselves, and "tempting" is there because it is forbidden. */
function isOurs(where: string): boolean {
  return /\.(line|instead)$|\.messages\.[^.]+\.(subject|text)$/.test(where);
}

// A letter stands for what is filled in: a name neither joins the words around it nor ends the sentence.
const spoken = (words: string) => words.replaceAll(placeholderPattern, 'X');

function saidBy(script: Script): { script: Script['title']; words: string }[] {
  return textsOf(script, `scripts.${script.id}`)
    .filter(({ where }) => isOurs(where))
    .flatMap(({ text }) => Object.values(text).map((words) => ({ script: script.title, words: spoken(words) })));
}

/** A line that the team's own list forbids would be read out by every agent. */
function forbiddenProblems(script: Script, guard: Guard): Problem[] {
  return textsOf(script, `scripts.${script.id}`)
    .filter(({ where }) => isOurs(where))
    .flatMap(({ where, text }) =>
      Object.entries(text).flatMap(([language, words]) =>
        findingsIn(guard, spoken(words)).map((found) =>
          problem('forbidden-phrase', `${where}.${language}`, 'this phrase is on the list of what must not be said', {
            quote: found.quote,
            instead: found.instead[0] ?? '',
            phrase: found.phraseId,
          }),
        ),
      ),
    );
}
