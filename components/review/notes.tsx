import { CheckCheck, CornerDownLeft, MessageSquare, PenLine, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReviewEntry } from '../../lib/contract/review.ts';
import { type FormatContext, formatMoment } from '../../lib/i18n/format.ts';

/** Whose turn it is shows in icon, word and colour. */
const LOOK = {
  comment: { Icon: MessageSquare, tone: 'border-l-accent', text: 'text-accent' },
  return: { Icon: Undo2, tone: 'border-l-fair', text: 'text-fair' },
  answer: { Icon: CornerDownLeft, tone: 'border-l-good', text: 'text-good' },
  correction: { Icon: PenLine, tone: 'border-l-good', text: 'text-good' },
  check: { Icon: CheckCheck, tone: 'border-l-good', text: 'text-good' },
} as const satisfies { [K in ReviewEntry['kind']]: object };

/** What QA and the agent wrote, oldest first: who, when, and the words as they were typed. */
export function Notes({ entries, context, label }: { entries: readonly ReviewEntry[]; context: FormatContext; label: string }) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  return (
    <ul aria-label={label} className="m-0 mt-1 grid list-none gap-1 p-0">
      {entries.map(({ id, kind, name, at, text, revision }) => {
        const { Icon, tone, text: colour } = LOOK[kind];
        return (
          <li key={id} className={`panel-card rounded-lg border border-l-4 border-line bg-surface px-2.5 py-1.5 text-fact ${tone}`}>
            <p className="tabular m-0 flex flex-wrap items-center gap-x-1.5 text-label text-muted">
              <Icon size={14} aria-hidden="true" className={`shrink-0 ${colour}`} />
              <span className={`font-bold ${colour}`}>{t(`review.kind.${kind}`)}</span>
              <span>{name}</span>
              <span>{formatMoment(at, context)}</span>
              {kind === 'correction' ? <span>{t('review.madeRevision', { n: revision })}</span> : null}
            </p>
            {text ? <p className="m-0 whitespace-pre-wrap">{text}</p> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** Of this step of the path. */
export function notesOfStep(entries: readonly ReviewEntry[], index: number): ReviewEntry[] {
  return entries.filter(({ moment }) => moment.kind === 'step' && moment.index === index);
}

/** What belongs to no step of the path; one whose step is not in it is not lost. */
export function notesOfWhole(entries: readonly ReviewEntry[], steps: number): ReviewEntry[] {
  return entries.filter(({ moment }) => moment.kind !== 'step' || moment.index >= steps);
}
