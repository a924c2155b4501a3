import type { Text } from '../contract/basics.ts';
import type { Script } from '../contract/script.ts';
import { placeholderPattern, placeholders } from './fill.ts';
import type { Problem } from './parse.ts';

/** Every text of a script with the place it stands at. */
export function textsOf(script: Script, at: string): { where: string; text: Text }[] {
  const all: { where: string; text: Text | undefined }[] = [{ where: `${at}.title`, text: script.title }];
  for (const step of script.steps) {
    const here = `${at}.steps.${step.id}`;
    all.push({ where: `${here}.title`, text: step.title }, { where: `${here}.line`, text: step.line }, { where: `${here}.hint`, text: step.hint });
    for (const [n, variant] of (step.variants ?? []).entries()) all.push({ where: `${here}.variants.${n}.line`, text: variant.line });
    for (const [n, remind] of (step.remind ?? []).entries()) all.push({ where: `${here}.remind.${n}`, text: remind });
    for (const [n, tempting] of (step.tempting ?? []).entries())
      all.push({ where: `${here}.tempting.${n}.avoid`, text: tempting.avoid }, { where: `${here}.tempting.${n}.instead`, text: tempting.instead });
    for (const [n, choice] of step.choices.entries()) all.push({ where: `${here}.choices.${n}.label`, text: choice.label });
  }
  for (const field of script.fields) {
    all.push({ where: `${at}.fields.${field.id}.label`, text: field.label });
    for (const option of field.options ?? []) all.push({ where: `${at}.fields.${field.id}.options.${option.id}.label`, text: option.label });
  }
  for (const message of script.messages) {
    const here = `${at}.messages.${message.id}`;
    all.push(
      { where: `${here}.title`, text: message.title },
      { where: `${here}.subject`, text: message.subject },
      { where: `${here}.text`, text: message.text },
    );
  }
  return all.flatMap(({ where, text }) => (text === undefined ? [] : [{ where, text }]));
}

/** Languages that are missing, placeholders nobody can fill in, braces that would be read out. */
export function textProblems(script: Script, at: string): Problem[] {
  return textsOf(script, at).flatMap(({ where, text }) => [
    ...script.languages
      .filter((language) => text[language] === undefined)
      .map((language) => ({ kind: 'language-missing', where, message: `${where}: has no words in ${language}`, params: { language } })),
    ...Object.entries(text).flatMap(([language, words]) => placeholderProblems(words, `${where}.${language}`)),
  ]);
}

function placeholderProblems(words: string, where: string): Problem[] {
  const names = [...words.matchAll(placeholderPattern)].map((match) => match[1] ?? '');
  const found: Problem[] = names
    .filter((name) => !placeholders.has(name))
    .map((name) => ({ kind: 'unknown-placeholder', where, message: `${where}: nothing is known by the name {${name}}`, params: { placeholder: name } }));
  if (/[{}]/.test(words.replace(placeholderPattern, '')))
    found.push({ kind: 'stray-brace', where, message: `${where}: a brace without its partner`, params: {} });
  return found;
}
