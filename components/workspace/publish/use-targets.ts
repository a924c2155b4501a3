import { useTranslation } from 'react-i18next';
import type { Script } from '../../../lib/contract/script.ts';
import { inTalkOrder } from '../../../lib/script/edit.ts';
import type { Option } from './fields.tsx';
import { nameOf } from './names.ts';

/** The steps that something can lead to, by their names. */
export function useTargets(script: Script): Option[] {
  const { t, i18n } = useTranslation();
  const names = namesOf(script, i18n.language);
  return inTalkOrder(script).map((step) => {
    const name = names.get(step.id) || t('publish.unnamed');
    return { value: step.id, label: step.ending ? t('publish.step.closing', { name }) : name };
  });
}

/** Enough of the line to tell it from another. */
const BEGINNING = 16;

/** What each step is called; where several share a name, with the beginning of its line. */
export function namesOf(script: Script, language: string): Map<string, string> {
  const titles = script.steps.map((step) => nameOf(step.title, language));
  return new Map(
    script.steps.map((step, index) => {
      const title = titles[index] ?? '';
      const twice = titles.indexOf(title) !== titles.lastIndexOf(title);
      const line = nameOf(step.line, language);
      return [step.id, twice && line !== '' ? `${title} · ${line.slice(0, BEGINNING)}…` : title];
    }),
  );
}
