import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DraftContent } from '../../../lib/contract/publishing.ts';
import type { Problem } from '../../../lib/script/parse.ts';
import { type Spot, spotOf } from '../../../lib/script/spot.ts';
import { nameOf } from './names.ts';
import { useProblemWords } from './problem-words.ts';
import { jumpTo } from './use-opened.ts';

const PART_OF: { [A in Spot['area']]: string } = { whole: 'whole', step: '', question: 'questions', message: 'messages', branch: 'branches', phrase: '' };

/** Everything that keeps the draft from being published; a press leads to the field. */
export function ProblemList({ content, problems }: { content: DraftContent; problems: readonly Problem[] | undefined }) {
  const { t, i18n } = useTranslation();
  const wordsOf = useProblemWords();
  const go = (problem: Problem) => {
    const spot = spotOf(content, problem.where);
    const thing = spot.area === 'step' || spot.area === 'phrase' ? spot.id : PART_OF[spot.area];
    const where = problem.params.language === undefined ? problem.where : `${problem.where}.${problem.params.language}`;
    jumpTo({ thing, where });
  };
  const place = (spot: Spot) => {
    if (spot.area === 'branch') return t(`branch.${spot.id}`);
    if (spot.area === 'whole') return t('publish.part.whole');
    return `${t(`changes.area.${spot.area}`)} · ${nameOf(spot.name, i18n.language) || t('publish.unnamed')}`;
  };
  return (
    <section aria-label={t('publish.problems.title')} className="flex min-h-0 flex-1 flex-col">
      <h2 className="m-0 flex min-h-10 items-center border-b border-line px-3 text-fact font-bold" aria-live="polite">
        {problems === undefined
          ? t('publish.problems.looking')
          : problems.length === 0
            ? t('publish.problems.none')
            : t('publish.problems.count', { count: problems.length })}
      </h2>
      {problems?.length === 0 ? (
        <p className="m-0 flex items-start gap-2 p-3 text-fact text-muted">
          <CircleCheck size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-good" />
          {t(content.kind === 'script' ? 'publish.problems.noneAdvice' : 'publish.problems.noneAdviceList')}
        </p>
      ) : null}
      <ul className="m-0 min-h-0 flex-1 list-none overflow-y-auto p-0">
        {problems?.map((problem) => (
          <li key={`${problem.kind} ${problem.where} ${problem.params.language ?? ''} ${problem.params.quote ?? ''}`} className="border-b border-line">
            <button
              type="button"
              onClick={() => go(problem)}
              className="flex w-full cursor-pointer gap-2 border-0 bg-transparent px-3 py-2 text-left text-fact text-ink hover:bg-accent-soft"
            >
              <CircleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-bad" />
              <span className="min-w-0">
                <span className="block text-label text-muted">{place(spotOf(content, problem.where))}</span>
                {wordsOf(problem)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
