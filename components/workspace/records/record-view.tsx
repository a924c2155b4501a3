import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordFieldSchema } from '../../../lib/contract/record.ts';
import type { ReviewState } from '../../../lib/contract/review.ts';
import { formatDay, formatDuration, formatTime } from '../../../lib/i18n/format.ts';
import { formatPhone } from '../../../lib/phone/phone.ts';
import { asItWent, type WentStep } from '../../review/as-it-went.ts';
import { CallPath } from '../../review/call-path.tsx';
import { Notes, notesOfWhole } from '../../review/notes.tsx';
import { useText } from '../../review/use-text.ts';
import { satisfactionTone, ToneIcon } from '../../ui/tone.tsx';
import { useWorkspace } from '../context.ts';
import { formatWeekday } from '../format-weekday.ts';
import { type MomentOption, ReviewBar, type Writing } from '../quality/review-bar.tsx';
import { Revisions } from '../quality/revisions.tsx';
import { useReview } from '../quality/use-review.ts';
import { Findings } from './findings.tsx';
import { Messages } from './messages.tsx';
import { nameOf } from './name-of.ts';
import { RecordFacts } from './record-facts.tsx';
import { type RecordEntry, useScript } from './use-records.ts';

/** One record, read-only: who, when, the call as it went, what came of it, and with which versions. */
export function RecordView({ entry, onNext }: { entry: RecordEntry; onNext: () => void }) {
  const { t } = useTranslation();
  const { format, session } = useWorkspace();
  const { record, customer, agentName } = entry;
  const script = useScript(record.walk);
  const actions = useReview(record.id, entry.review ?? null);
  const [writing, setWriting] = useState<Writing | null>(null);
  const notes = actions.review?.entries ?? [];
  const { steps } = asItWent(record, script ?? null);
  const text = useText();
  const context = format();
  const name = nameOf(entry, t);
  const result = record.satisfaction ? t(`satisfaction.${record.satisfaction}`) : t(`outcome.${record.outcome}`);
  const title = script ? `${text(script.title)} v${record.walk.version}` : `${record.walk.scriptId} v${record.walk.version}`;
  const when = `${formatWeekday(record.startedAt, { ...context, now: record.startedAt })} ${formatDay(record.startedAt, context)}`;
  const from = formatTime(record.startedAt, context);
  const to = formatTime(record.endedAt, context);
  const moments = momentsOf(steps, t, text);
  const line = [t('workspace.record.when', { day: when, from, to }), agentName, title].filter(Boolean);
  return (
    <article aria-label={name} className="flex h-full flex-col">
      <header className="border-b border-line bg-surface px-5 pt-3.5 pb-3">
        <h2 className="m-0 flex flex-wrap items-center gap-2 text-name font-semibold">
          {name}
          <span className={`inline-flex items-center gap-1 ${record.satisfaction ? satisfactionTone[record.satisfaction].text : 'text-muted'}`}>
            {record.satisfaction ? <ToneIcon tone={satisfactionTone[record.satisfaction].tone} /> : null}
            {result}
          </span>
          {actions.review ? <ReviewChip state={actions.review.state} /> : null}
          {entry.apart ? (
            <span className="chip rounded-[4px] bg-fair-soft px-1.5 text-label font-normal text-fair">{t('quality.filter.is.apart.yes')}</span>
          ) : null}
          {record.demo ? <span className="chip rounded-[4px] bg-fair-soft px-1.5 text-label font-normal text-fair">{t('workspace.record.demo')}</span> : null}
        </h2>
        <p className="tabular m-0 mt-1 text-fact text-muted">{line.join(' · ')}</p>
        {customer ? (
          <p className="tabular m-0 text-fact text-muted">
            {[customer.class, customer.person.company, customer.person.phones[0] ? formatPhone(customer.person.phones[0], session.place.region) : null]
              .filter(Boolean)
              .join(' · ')}
          </p>
        ) : null}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <div tabIndex={0} data-scroll="" className="min-h-0 flex-1 overflow-y-auto px-5 py-4 -outline-offset-2">
        <Notes entries={notesOfWhole(notes, steps.length)} context={context} label={t('review.notes', { what: t('review.whole') })} />
        <h3 className="m-0 mb-2 text-label not-first:mt-4 font-bold text-muted">{t('went.title')}</h3>
        <CallPath
          record={record}
          script={script}
          entries={notes}
          context={context}
          {...(actions.may ? { onComment: (index: number) => setWriting({ kind: 'comment', moment: { kind: 'step', index } }) } : {})}
        />
        <Findings findings={record.content.findings} />
        <RecordFacts record={record} script={script ?? null} />
        <Messages record={record} />
        <Revisions record={record} />
        <Versions record={record} />
      </div>
      {actions.may ? (
        <ReviewBar
          recordId={record.id}
          revision={record.revision}
          actions={actions}
          moments={moments}
          writing={writing}
          onWriting={setWriting}
          onNext={onNext}
        />
      ) : null}
    </article>
  );
}

/** What can be commented on: all of it, a step as it went, or a field of the record. */
function momentsOf(steps: readonly WentStep[], t: TFunction, text: (words: { [language: string]: string }) => string): MomentOption[] {
  return [
    { value: 'whole', label: t('review.whole'), moment: { kind: 'whole' } },
    ...steps.map(
      ({ title, key }, index): MomentOption => ({
        value: key,
        label: `${index + 1}. ${title ? text(title) : ''}`.trim(),
        moment: { kind: 'step', index },
      }),
    ),
    ...recordFieldSchema.options.map((field): MomentOption => ({ value: field, label: t(`field.${field}`), moment: { kind: 'field', field } })),
  ];
}

function ReviewChip({ state }: { state: ReviewState }) {
  const { t } = useTranslation();
  const tone = state === 'open' ? 'bg-fair-soft text-fair' : state === 'noted' ? 'bg-accent-soft text-accent' : 'bg-good-soft text-good';
  return <span className={`chip rounded-[4px] px-1.5 text-label font-normal ${tone}`}>{t(`review.state.${state}`)}</span>;
}

function Versions({ record }: { record: RecordEntry['record'] }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const made = [`${record.walk.scriptId} v${record.walk.version}`, ...record.phraseLists.map(({ id, version }) => `${id} v${version}`)];
  const context = format();
  return (
    <p className="tabular m-0 mt-4 text-label text-muted">
      {t('workspace.record.versions', { list: made.join(', ') })} · {t('workspace.record.revision', { n: record.revision })} ·{' '}
      {t('workspace.record.saved', { at: `${formatDay(record.savedAt, context)} ${formatTime(record.savedAt, context)}` })}
      {record.answeredAt === null ? '' : ` · ${t('workspace.record.rang', { time: formatDuration(record.answeredAt - record.startedAt) })}`}
    </p>
  );
}
