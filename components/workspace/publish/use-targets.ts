import { useTranslation } from 'react-i18next';
import type { Script } from '../../../lib/contract/script.ts';
import { inTalkOrder } from '../../../lib/script/edit.ts';
import type { Option } from './fields.tsx';
import { nameOf } from './names.ts';

/** The steps that something can lead to, by their names. */
export function useTargets(script: Script): Option[] {
  const { t, i18n } = useTranslation();
  return inTalkOrder(script).map((step) => {
    const name = nameOf(step.title, i18n.language) || t('publish.unnamed');
    return { value: step.id, label: step.ending ? t('publish.step.closing', { name }) : name };
  });
}
