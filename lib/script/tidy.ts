import type { Text } from '../contract/basics.ts';
import type { Content, DraftContent } from '../contract/publishing.ts';

type DraftOf<K extends DraftContent['kind']> = Extract<DraftContent, { kind: K }>['body'];
export type DraftScript = DraftOf<'script'>;
export type DraftPhraseList = DraftOf<'phrase-list'>;

/** Any text: what was left empty is no word. */
function words(text: Text): Text {
  return Object.fromEntries(Object.entries(text).flatMap(([language, said]) => (said.trim() === '' ? [] : [[language, said]])));
}

const isEmpty = (text: Text) => Object.values(text).every((said) => said.trim() === '');

/** An optional text that was left empty in every language is not there. */
function maybe<K extends string>(key: K, text: Text | undefined): { [k in K]?: Text } {
  return text === undefined || isEmpty(text) ? {} : ({ [key]: words(text) } as { [k in K]?: Text });
}

function list<K extends string, T>(key: K, items: readonly T[] | undefined): { [k in K]?: T[] } {
  return items === undefined || items.length === 0 ? {} : ({ [key]: [...items] } as { [k in K]?: T[] });
}

/** A draft as it would be published: empty words, empty lists and languages that are no longer spoken are gone; nothing else is changed. */
export function tidyScript(draft: DraftScript): DraftScript {
  const spoken = new Set(draft.languages);
  const of = (text: Text) => words(Object.fromEntries(Object.entries(text).filter(([language]) => spoken.has(language))));
  return {
    ...draft,
    title: words(draft.title),
    steps: draft.steps.map(({ variants, hint, remind, tempting, fields, ...step }) => ({
      ...step,
      title: of(step.title),
      line: of(step.line),
      ...list(
        'variants',
        variants?.map((variant) => ({ ...variant, line: of(variant.line) })),
      ),
      ...maybe('hint', hint && of(hint)),
      ...list(
        'remind',
        remind?.filter((one) => !isEmpty(one)).map((one) => of(one)),
      ),
      ...list(
        'tempting',
        tempting?.map((one) => ({ ...one, avoid: of(one.avoid), instead: of(one.instead) })),
      ),
      ...list('fields', fields),
      choices: step.choices.map((choice) => ({ ...choice, label: of(choice.label) })),
    })),
    fields: draft.fields.map((field) => ({
      ...field,
      label: of(field.label),
      ...(field.options ? { options: field.options.map((option) => ({ ...option, label: of(option.label) })) } : {}),
    })),
    messages: draft.messages.map(({ subject, ...message }) => ({
      ...message,
      title: of(message.title),
      ...maybe('subject', subject && of(subject)),
      text: of(message.text),
    })),
  };
}

const lines = (patterns: readonly string[]) => patterns.map((pattern) => pattern.trim()).filter((pattern) => pattern !== '');

export function tidyPhraseList(draft: DraftPhraseList): DraftPhraseList {
  return {
    ...draft,
    title: words(draft.title),
    phrases: draft.phrases.map((phrase) => ({ ...phrase, patterns: lines(phrase.patterns), instead: lines(phrase.instead), allow: lines(phrase.allow) })),
    allow: lines(draft.allow),
  };
}

/** What is published under the next number; the version in a draft says nothing. */
export function sameWords(a: Content | DraftContent, b: Content | DraftContent): boolean {
  return JSON.stringify({ ...a.body, version: 1 }) === JSON.stringify({ ...b.body, version: 1 });
}
