import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../lib/script/parse.ts';

/** What is wrong and what to do, in the reader's language; tags and keys of the contract by their names. */
export function useProblemWords(): (problem: Problem) => string {
  const { t } = useTranslation();
  return ({ kind, message, params }) => {
    const named = {
      ...params,
      ...(params.language === undefined ? {} : { language: t(`language.${params.language}`, { defaultValue: String(params.language) }) }),
      ...(params.branch === undefined ? {} : { branch: t(`branch.${params.branch}`) }),
      ...(params.field === undefined ? {} : { field: t(`field.${params.field}`, { defaultValue: String(params.field) }) }),
    };
    return t(`problem.${kind}`, { ...named, defaultValue: message });
  };
}
