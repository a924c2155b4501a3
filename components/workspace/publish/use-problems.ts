import { createContext, useContext, useEffect, useState } from 'react';
import type { DraftContent } from '../../../lib/contract/publishing.ts';
import { checkContent } from '../../../lib/script/check.ts';
import type { Problem } from '../../../lib/script/parse.ts';
import { useInUse } from './use-content.ts';

/** A pause in typing after which is looked, ms. */
const LOOK_AFTER_MS = 300;

/** What keeps the draft from being published, some moments after the last key; undefined until the first look. */
export function useProblems(content: DraftContent): Problem[] | undefined {
  const inUse = useInUse();
  const [problems, setProblems] = useState<Problem[] | undefined>(undefined);
  useEffect(() => {
    if (!inUse) return;
    const timer = setTimeout(() => {
      const checked = checkContent(content, inUse);
      setProblems(checked.ok ? [] : checked.problems);
    }, LOOK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [content, inUse]);
  return problems;
}

const ProblemContext = createContext<readonly Problem[]>([]);
export const ProblemProvider = ProblemContext.Provider;

/** The problems of one field: those whose place it is, or, with a language, whose place is that language of it. */
export function useProblemsAt(where: string, language?: string): Problem[] {
  const all = useContext(ProblemContext);
  if (language === undefined) return all.filter((one) => one.where === where);
  return all.filter((one) => (one.where === where && one.params.language === language) || one.where === `${where}.${language}`);
}

/** How many there are in a thing and all that stands under it. */
export function useProblemCount(where: string): number {
  return useContext(ProblemContext).filter((one) => one.where === where || one.where.startsWith(`${where}.`)).length;
}

/** The problems of a list of lines: of the list, and of each line in it. */
export function useProblemsUnder(where: string): Problem[] {
  return useContext(ProblemContext).filter((one) => one.where === where || one.where.startsWith(`${where}.`));
}
