import { MessageSquarePlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, Record as CallRecord } from '../../lib/contract/record.ts';
import type { ReviewEntry } from '../../lib/contract/review.ts';
import type { Script } from '../../lib/contract/script.ts';
import type { FormatContext } from '../../lib/i18n/format.ts';
import { asItWent, markedParts, type Taken, type WentStep } from './as-it-went.ts';
import { Notes, notesOfStep } from './notes.tsx';
import { useText } from './use-text.ts';

type CallPathProps = {
  record: CallRecord;
  script: Script | null | undefined;
  /** What was written about it: each stands at its moment. */
  entries?: readonly ReviewEntry[];
  context: FormatContext;
  /** Somebody wants to write about this step. */
  onComment?: (index: number) => void;
};

/** Step by step with the time of each; what was said stands where it was written down. */
export function CallPath({ record, script, entries = [], context, onComment }: CallPathProps) {
  const { t } = useTranslation();
  const text = useText();
  if (script === undefined) return <p className="m-0 text-muted">{t('common.loading')}</p>;
  const { steps, known } = asItWent(record, script);
  return (
    <>
      {known ? null : <p className="m-0 mb-2 rounded-lg bg-fair-soft p-2 text-fact text-fair">{t('went.scriptUnknown')}</p>}
      <ol aria-label={t('went.title')} className="m-0 list-none p-0">
        {steps.map((step, index) => (
          <Step key={step.key} step={step} record={record} {...(onComment ? { onComment: () => onComment(index) } : {})}>
            <Notes
              entries={notesOfStep(entries, index)}
              context={context}
              label={t('review.notes', { what: step.title ? text(step.title) : String(index + 1) })}
            />
          </Step>
        ))}
      </ol>
      {steps.length === 0 ? <Voices record={record} /> : null}
    </>
  );
}

function Step({ step, record, onComment, children }: { step: WentStep; record: CallRecord; onComment?: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const text = useText();
  const word = (taken: Taken) => (taken.kind === 'branch' ? t(`branch.${taken.id}`, { defaultValue: taken.id }) : taken.label ? text(taken.label) : taken.id);
  return (
    <li className="group relative grid grid-cols-[3.5rem_1fr] gap-x-2 pb-2.5">
      <span className="tabular pt-0.5 text-label text-muted">{minutes(step.at)}</span>
      <div className="min-w-0">
        {step.title ? <p className="m-0 text-fact font-bold">{text(step.title)}</p> : null}
        {step.taken ? <p className="m-0 text-label text-muted">{word(step.taken)}</p> : null}
        {step.slips.map((slip) => (
          <p key={`${slip.phraseId}${slip.at}`} className="m-0 text-label font-semibold text-bad">
            {t(`category.${slip.category}`)} · {t('finding.slipped')}
            {slip.quote ? ` “${slip.quote}”` : ''}
          </p>
        ))}
        {step.voices ? <Voices record={record} /> : null}
        {children}
      </div>
      {onComment ? (
        <button
          type="button"
          aria-label={t('review.commentHere', { what: step.title ? text(step.title) : '' })}
          onClick={onComment}
          className="absolute top-0 right-0 min-h-6 cursor-pointer rounded border-0 bg-transparent px-1 text-faint opacity-0 group-hover:opacity-100 hover:text-accent focus-visible:opacity-100"
        >
          <MessageSquarePlus size={16} aria-hidden="true" />
        </button>
      ) : null}
    </li>
  );
}

/** `0:41`, `12:05`: read in minutes, as people tell of a call. */
function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The customer's words are left alone; ours have the words marked that were kept against the warning. */
function Voices({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const { said, answered, findings } = record.content;
  const ours = findings.filter(({ where }) => where === 'answered');
  return (
    <>
      <Voice whose={t('went.customer')} answer={said} words={(text) => text} />
      <Voice whose={t('went.we')} answer={answered} words={(text) => <Marked text={text} findings={ours} />} />
    </>
  );
}

/** "None" is an answer too, but needs no box. */
function Voice({ whose, answer, words }: { whose: string; answer: Answer | null; words: (text: string) => ReactNode }) {
  const { t } = useTranslation();
  if (answer === null) return null;
  const box = answer.kind === 'none' ? 'text-muted' : 'panel-card mt-1 rounded-lg border border-line bg-surface px-2.5 py-1.5';
  return (
    <p className={`m-0 text-fact whitespace-pre-wrap ${box}`}>
      <span className="mr-1.5 text-muted">{whose}</span>
      {answer.kind === 'none' ? t('went.none') : words(answer.text)}
    </p>
  );
}

export function Marked({ text, findings }: { text: string; findings: CallRecord['content']['findings'] }) {
  const { t } = useTranslation();
  return markedParts(text, findings).map(({ text: words, from, finding }) =>
    finding ? (
      <mark
        key={from}
        title={t(`category.${finding.category}`)}
        className={`bg-transparent text-ink underline decoration-2 decoration-wavy underline-offset-3 ${finding.severity === 'stop' ? 'decoration-bad' : 'decoration-fair'}`}
      >
        {words}
      </mark>
    ) : (
      words
    ),
  );
}
