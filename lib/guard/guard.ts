import type { Phrase, PhraseCategory, PhraseList } from '../contract/phrases.ts';
import { createMatcher } from './match.ts';
import { createNormaliser, type Normalised, type ToSimplified } from './normalise.ts';
import { type PatternPath, type PatternProblemKind, parsePattern } from './pattern.ts';
import { type Candidate, type Context, resolve } from './resolve.ts';

export type Severity = Phrase['severity'];

/** Something found. `start` and `end` are UTF-16 offsets into the text as given, `quote` is what stands between them. */
export type GuardFinding = {
  readonly phraseId: string;
  readonly listId: string;
  readonly listVersion: number;
  readonly category: PhraseCategory;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  /** Better sentences; the first is the one a key takes. */
  readonly instead: readonly string[];
};

/** A pattern that was left out because it does not parse; `phraseId` is null for a context of the whole list, `at` the offset in the pattern. */
export type GuardProblem = {
  readonly kind: PatternProblemKind;
  readonly listId: string;
  readonly phraseId: string | null;
  readonly pattern: string;
  readonly at: number;
};

export type Guard = {
  /** Findings in the order of the text, none overlapping. Never throws. */
  readonly check: (text: string) => GuardFinding[];
  /** Patterns that do not parse; empty for a list fit to publish. */
  readonly problems: readonly GuardProblem[];
};

export type GuardOptions = {
  /** Traditional → Simplified, from `loadTraditional()`. Without it Traditional text is compared as it is. */
  readonly toSimplified?: ToSimplified;
};

type Target = { readonly list: PhraseList; readonly phrase: Phrase } | { readonly allowFor: string | null };

/**
 * Compiles lists of any languages into one guard: agents mix languages, so all are looked for at once. Takes about a tenth of a second with the shipped lists: once per list version, when idle.
 * Contexts (`allow`) count across the lists: those of a phrase for its id, those of a list for every phrase.
 */
export function compileGuard(lists: readonly PhraseList[], options: GuardOptions = {}): Guard {
  const normalise = createNormaliser(options.toSimplified);
  const problems: GuardProblem[] = [];
  const paths: PatternPath[] = [];
  const targets: Target[] = [];
  const add = (list: PhraseList, phraseId: string | null, pattern: string, target: Target) => {
    const context = 'allowFor' in target;
    const parsed = parsePattern(pattern, context ? 'context' : 'phrase');
    if (!parsed.ok) {
      problems.push({ ...parsed.problem, listId: list.id, phraseId, pattern });
      return;
    }
    if (parsed.paths.some((path) => !canMatch(path, normalise))) {
      problems.push({ kind: 'nothing-to-match', at: 0, listId: list.id, phraseId, pattern });
      return;
    }
    for (const path of parsed.paths) {
      paths.push(path);
      targets.push(target);
    }
  };
  for (const list of lists) {
    for (const phrase of list.phrases) {
      for (const pattern of phrase.patterns) add(list, phrase.id, pattern, { list, phrase });
      for (const pattern of phrase.allow) add(list, phrase.id, pattern, { allowFor: phrase.id });
    }
    for (const pattern of list.allow) add(list, null, pattern, { allowFor: null });
  }
  const match = createMatcher(paths, normalise);

  const check = (text: string): GuardFinding[] => {
    const normalised = normalise(text);
    const candidates: Candidate[] = [];
    const contexts: Context[] = [];
    for (const { path, from, to } of match(normalised)) {
      const target = targets[path];
      if (!target) continue;
      if ('allowFor' in target) contexts.push({ phraseId: target.allowFor, from, to });
      else candidates.push({ phrase: path, severity: target.phrase.severity, from, to });
    }
    return resolve(candidates, contexts, (path) => phraseIdAt(targets, path)).flatMap(({ phrase: path, from, to }) => {
      const target = targets[path];
      if (!target || 'allowFor' in target) return [];
      const start = normalised.start[from] ?? 0;
      const end = normalised.end[to - 1] ?? start;
      return [finding(target.list, target.phrase, start, end, text)];
    });
  };
  return { check, problems };
}

/** At least one slot that must be filled has letters in each of its wordings. */
function canMatch(path: PatternPath, normalise: (text: string) => Normalised): boolean {
  return path.slots.some((slot) => slot.kind === 'words' && slot.options.every((option) => normalise(option).letters !== ''));
}

function phraseIdAt(targets: readonly Target[], path: number): string {
  const target = targets[path];
  return target && 'phrase' in target ? target.phrase.id : '';
}

function finding(list: PhraseList, phrase: Phrase, start: number, end: number, text: string): GuardFinding {
  return {
    phraseId: phrase.id,
    listId: list.id,
    listVersion: list.version,
    category: phrase.category,
    severity: phrase.severity,
    start,
    end,
    quote: text.slice(start, end),
    instead: phrase.instead,
  };
}
