import type { Text } from '../contract/basics.ts';
import type { Phrase, PhraseList } from '../contract/phrases.ts';
import { compileGuard } from './guard.ts';
import { type PatternSlot, parsePattern } from './pattern.ts';

/** What is wrong with a phrase list, and where: `lists.phrases-en.phrases.vague.patterns.2`. Shaped as the problems of scripts are. */
export type ListProblem = { kind: string; where: string; message: string; params: Record<string, string | number> };

export type ListContext = {
  /** Phrases that scripts in use name, with the script that does. */
  named: ReadonlyMap<string, Text>;
  /** Sentences that scripts in use say, with the script that does; placeholders as one letter. */
  said: readonly { script: Text; words: string }[];
};

/** A wording of one of these alone, or of fewer than three letters of another script, stands in nearly every sentence. */
const COMMON = new Set(
  '的一是不了在人有我他她它这个上们来到时大地为子中你您说生国年着就那和要出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开手十吗吧呢啊请问给',
);
const FEWEST_OTHERS = 3;

/** Everything that would make a list useless or a nuisance in a live call. Empty: the list may be used. */
export function checkPhraseList(list: PhraseList, { named, said }: ListContext): ListProblem[] {
  const at = `lists.${list.id}`;
  const ids = list.phrases.map(({ id }) => id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  return [
    ...(list.phrases.length === 0 ? [problem('no-phrases', `${at}.phrases`, 'a list without a phrase warns of nothing')] : []),
    ...twice.map((id) => problem('duplicate-id', `${at}.phrases.${id}`, 'this id is used more than once', { id })),
    ...list.phrases.flatMap((phrase) => phraseProblems(phrase, `${at}.phrases.${phrase.id}`)),
    ...list.allow.flatMap((pattern, n) => patternProblems(pattern, 'context', `${at}.allow.${n}`)),
    ...sentenceProblems(list, at, said),
    ...[...named]
      .filter(([id]) => !ids.includes(id))
      .map(([id, script]) => problem('phrase-in-use', `${at}.phrases`, `a script in use names the phrase "${id}"`, { phrase: id, script: firstOf(script) })),
  ];
}

function problem(kind: string, where: string, message: string, params: ListProblem['params'] = {}): ListProblem {
  return { kind, where, message: `${where}: ${message}`, params };
}

const firstOf = (text: Text) => Object.values(text)[0] ?? '';

function phraseProblems(phrase: Phrase, at: string): ListProblem[] {
  return [
    ...(phrase.patterns.length === 0 ? [problem('no-patterns', `${at}.patterns`, 'nothing says what to look for')] : []),
    ...(phrase.instead.length === 0 ? [problem('no-instead', `${at}.instead`, 'no better sentence to say')] : []),
    ...phrase.patterns.flatMap((pattern, n) => patternProblems(pattern, 'phrase', `${at}.patterns.${n}`)),
    ...phrase.allow.flatMap((pattern, n) => patternProblems(pattern, 'context', `${at}.allow.${n}`)),
  ];
}

function patternProblems(pattern: string, use: 'phrase' | 'context', where: string): ListProblem[] {
  const parsed = parsePattern(pattern, use);
  if (!parsed.ok)
    return [problem(`pattern-${parsed.problem.kind}`, where, `the pattern cannot be read at ${parsed.problem.at}`, { pattern, at: parsed.problem.at + 1 })];
  const thin = use === 'phrase' && parsed.paths.some((path) => isThin(path.slots));
  return thin ? [problem('matches-everything', where, 'so short that it stands in nearly every sentence', { pattern })] : [];
}

/** The shortest wording has hardly a letter. */
function isThin(slots: readonly PatternSlot[]): boolean {
  const shortest = slots.flatMap((slot) =>
    slot.kind === 'gap' ? [] : [slot.options.map(lettersOf).reduce((least, one) => (one.length < least.length ? one : least))],
  );
  const letters = shortest.flat();
  if (letters.length === 0) return true;
  return letters.some((letter) => /\p{Script=Han}/u.test(letter)) ? letters.length === 1 && COMMON.has(letters[0] ?? '') : letters.length < FEWEST_OTHERS;
}

function lettersOf(option: string): string[] {
  return option.match(/[\p{L}\p{N}%]/gu) ?? [];
}

/** A better sentence that the list itself forbids would be taken by a key and marked at once; a line of a script would be read out and marked. */
function sentenceProblems(list: PhraseList, at: string, said: ListContext['said']): ListProblem[] {
  const guard = compileGuard([list]);
  const better = list.phrases.flatMap((phrase) =>
    phrase.instead.flatMap((sentence, n) => {
      const found = guard.check(sentence)[0];
      const where = `${at}.phrases.${phrase.id}.instead.${n}`;
      return found ? [problem('instead-forbidden', where, 'this sentence is forbidden by the list itself', { quote: found.quote })] : [];
    }),
  );
  // Told once a phrase: a pattern that is too wide hits a hundred lines.
  const told = new Set<string>();
  const lines = said.flatMap(({ script, words }) =>
    guard.check(words).flatMap(({ phraseId, quote }) => {
      if (told.has(phraseId)) return [];
      told.add(phraseId);
      return [problem('script-says-it', `${at}.phrases.${phraseId}.patterns`, 'a script in use says this', { quote, script: firstOf(script) })];
    }),
  );
  return [...better, ...lines];
}
