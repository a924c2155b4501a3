import type { Text } from '../contract/basics.ts';
import type { PhraseList } from '../contract/phrases.ts';
import type { DraftContent } from '../contract/publishing.ts';
import { BACK, type Choice, type Script, type Step } from '../contract/script.ts';
import { exampleOf } from '../guard/example.ts';
import { type WordPart, wordDifference } from './word-difference.ts';

/** Where in a thing something changed; the interface words it. */
export type ChangedPart =
  | 'title'
  | 'line'
  | 'variant'
  | 'hint'
  | 'remind'
  | 'tempting'
  | 'instead'
  | 'answer'
  | 'question'
  | 'option'
  | 'subject'
  | 'text'
  | 'pattern'
  | 'better'
  | 'allow';

/** Something that is no words: what an answer fills in, the order of the keys, what is asked for, whether it is a closing, and the like. */
export type ChangedFact = 'sets' | 'order' | 'tone' | 'when' | 'asks' | 'ending' | 'rules' | 'kind' | 'severity' | 'category' | 'languages' | 'start';

export type Change =
  | { kind: 'words'; part: ChangedPart; language: string; words: WordPart[] }
  | { kind: 'added' | 'removed'; part: ChangedPart; text: Text }
  /** An answer or branch leads elsewhere. Null: back to where the branch was taken. */
  | { kind: 'leads'; label: Text | null; from: Text | null; to: Text | null }
  | { kind: 'fact'; fact: ChangedFact; label: Text | null };

/** What became of one thing. `changes` is empty when it came or went as a whole. */
export type ChangedThing = {
  area: 'script' | 'step' | 'branch' | 'question' | 'message' | 'phrase';
  id: string;
  /** As it is called now, or was when it is gone; null for the script itself and for branches, which the interface names. */
  name: Text | null;
  state: 'added' | 'removed' | 'changed';
  changes: Change[];
};

/** What is different in `after`, for a person: in the order in which it is talked, and nothing when the words and ways are the same. */
export function differenceOf(before: DraftContent, after: DraftContent): ChangedThing[] {
  if (before.kind === 'script' && after.kind === 'script') return scriptDifference(before.body, after.body);
  if (before.kind === 'phrase-list' && after.kind === 'phrase-list') return listDifference(before.body, after.body);
  return [];
}

function scriptDifference(before: Script, after: Script): ChangedThing[] {
  const names: Names = { before: titlesOf(before), after: titlesOf(after) };
  const whole: Change[] = [
    ...textChanges('title', before.title, after.title),
    ...factIf(!same(before.languages, after.languages), 'languages'),
    ...factIf(before.start !== after.start, 'start'),
  ];
  return [
    ...(whole.length > 0 ? [{ area: 'script', id: after.id, name: null, state: 'changed', changes: whole } as const] : []),
    ...things(
      'step',
      before.steps,
      after.steps,
      (step) => step.title,
      (a, b) => stepChanges(a, b, names),
    ),
    ...things(
      'branch',
      before.branches,
      after.branches,
      () => null,
      (a, b) => [...leads(null, a.to, b.to, names), ...factIf(!same(a.sets, b.sets), 'sets')],
    ),
    ...things(
      'question',
      before.fields,
      after.fields,
      (field) => field.label,
      (a, b) => [
        ...textChanges('question', a.label, b.label),
        ...listChanges(
          'option',
          a.options ?? [],
          b.options ?? [],
          (option) => option.id,
          (option) => option.label,
        ),
        ...factIf(a.required !== b.required || a.voice !== b.voice, 'rules'),
        ...factIf(a.kind !== b.kind, 'kind'),
      ],
    ),
    ...things(
      'message',
      before.messages,
      after.messages,
      (message) => message.title,
      (a, b) => [...textChanges('title', a.title, b.title), ...textChanges('subject', a.subject, b.subject), ...textChanges('text', a.text, b.text)],
    ),
  ];
}

type Names = { before: ReadonlyMap<string, Text>; after: ReadonlyMap<string, Text> };
const titlesOf = (script: Script): Map<string, Text> => new Map(script.steps.map((step) => [step.id, step.title]));

function stepChanges(a: Step, b: Step, names: Names): Change[] {
  const words = (step: Step) => ({ variants: step.variants ?? [], remind: step.remind ?? [], tempting: step.tempting ?? [] });
  const [was, is] = [words(a), words(b)];
  return [
    ...textChanges('title', a.title, b.title),
    ...textChanges('line', a.line, b.line),
    ...listChanges(
      'variant',
      was.variants,
      is.variants,
      (variant) => variant.when,
      (variant) => variant.line,
    ),
    ...textChanges('hint', a.hint, b.hint),
    ...listChanges(
      'remind',
      was.remind,
      is.remind,
      (_, n) => String(n),
      (text) => text,
    ),
    ...listChanges(
      'tempting',
      was.tempting,
      is.tempting,
      (one) => one.phraseId,
      (one) => one.avoid,
    ),
    ...is.tempting.flatMap((one) =>
      textChanges('instead', was.tempting.find(({ phraseId }) => phraseId === one.phraseId)?.instead ?? one.instead, one.instead),
    ),
    ...listChanges(
      'answer',
      a.choices,
      b.choices,
      (choice) => choice.id,
      (choice) => choice.label,
    ),
    ...b.choices.flatMap((choice) =>
      choiceChanges(
        a.choices.find(({ id }) => id === choice.id),
        choice,
        names,
      ),
    ),
    ...factIf(moved(a.choices, b.choices), 'order'),
    ...factIf(!same(a.fields ?? [], b.fields ?? []), 'asks'),
    ...factIf(a.ending !== b.ending, 'ending'),
  ];
}

function choiceChanges(a: Choice | undefined, b: Choice, names: Names): Change[] {
  if (a === undefined) return [];
  return [
    ...leads(b.label, a.to, b.to, names),
    ...factIf(!same(a.sets, b.sets), 'sets', b.label),
    ...factIf(a.tone !== b.tone, 'tone', b.label),
    ...factIf(a.when !== b.when, 'when', b.label),
  ];
}

function leads(label: Text | null, from: string, to: string, names: Names): Change[] {
  const name = (id: string, titles: ReadonlyMap<string, Text>) => (id === BACK ? null : (titles.get(id) ?? {}));
  return from === to ? [] : [{ kind: 'leads', label, from: name(from, names.before), to: name(to, names.after) }];
}

/** The digit keys moved: of the answers that were there before, the order is another. */
function moved(before: readonly Choice[], after: readonly Choice[]): boolean {
  const kept = (list: readonly Choice[], other: readonly Choice[]) => list.map(({ id }) => id).filter((id) => other.some((one) => one.id === id));
  return !same(kept(before, after), kept(after, before));
}

function listDifference(before: PhraseList, after: PhraseList): ChangedThing[] {
  const text = (words: string): Text => ({ [after.language]: words });
  const lines = (part: ChangedPart, a: readonly string[], b: readonly string[]): Change[] => [
    ...a.filter((line) => !b.includes(line)).map((line): Change => ({ kind: 'removed', part, text: text(line) })),
    ...b.filter((line) => !a.includes(line)).map((line): Change => ({ kind: 'added', part, text: text(line) })),
  ];
  const whole = [...textChanges('title', before.title, after.title), ...lines('allow', before.allow, after.allow)];
  return [
    ...(whole.length > 0 ? [{ area: 'script', id: after.id, name: null, state: 'changed', changes: whole } as const] : []),
    ...things(
      'phrase',
      before.phrases,
      after.phrases,
      (phrase) => text(phrase.patterns[0] ? exampleOf(phrase.patterns[0]) : (phrase.instead[0] ?? '')),
      (a, b) => [
        ...lines('pattern', a.patterns, b.patterns),
        ...lines('better', a.instead, b.instead),
        ...lines('allow', a.allow, b.allow),
        ...factIf(a.severity !== b.severity, 'severity'),
        ...factIf(a.category !== b.category, 'category'),
      ],
    ),
  ];
}

function things<T extends { id: string }>(
  area: ChangedThing['area'],
  before: readonly T[],
  after: readonly T[],
  nameOf: (thing: T) => Text | null,
  changesOf: (a: T, b: T) => Change[],
): ChangedThing[] {
  const gone = before.filter(({ id }) => !after.some((one) => one.id === id));
  const here = after.flatMap((thing): ChangedThing[] => {
    const was = before.find(({ id }) => id === thing.id);
    const changes = was ? changesOf(was, thing) : [];
    if (was && changes.length === 0) return [];
    return [{ area, id: thing.id, name: nameOf(thing), state: was ? 'changed' : 'added', changes }];
  });
  return [...here, ...gone.map((thing): ChangedThing => ({ area, id: thing.id, name: nameOf(thing), state: 'removed', changes: [] }))];
}

function listChanges<T>(
  part: ChangedPart,
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T, n: number) => string,
  textOf: (item: T) => Text,
): Change[] {
  const keys = (list: readonly T[]) => list.map(keyOf);
  const [was, is] = [keys(before), keys(after)];
  return [
    ...before.flatMap((item, n): Change[] => (is.includes(was[n] ?? '') ? [] : [{ kind: 'removed', part, text: textOf(item) }])),
    ...after.flatMap((item, n): Change[] => {
      const old = before[was.indexOf(is[n] ?? '')];
      return old === undefined ? [{ kind: 'added', part, text: textOf(item) }] : textChanges(part, textOf(old), textOf(item));
    }),
  ];
}

/** One change a language, in the order of the text. */
function textChanges(part: ChangedPart, before: Text | undefined, after: Text | undefined): Change[] {
  const languages = [...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])];
  return languages.flatMap((language): Change[] => {
    const [a, b] = [before?.[language] ?? '', after?.[language] ?? ''];
    return a === b ? [] : [{ kind: 'words', part, language, words: wordDifference(a, b, language) }];
  });
}

function factIf(changed: boolean, fact: ChangedFact, label: Text | null = null): Change[] {
  return changed ? [{ kind: 'fact', fact, label }] : [];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
