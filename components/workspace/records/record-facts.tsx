import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, Record as CallRecord } from '../../../lib/contract/record.ts';
import type { FormField, Script } from '../../../lib/contract/script.ts';
import { formatDuration, formatMoment } from '../../../lib/i18n/format.ts';
import { formatNumber, formatPhone } from '../../../lib/phone/phone.ts';
import { useText } from '../../review/use-text.ts';
import { satisfactionTone, ToneIcon } from '../../ui/tone.tsx';
import { useWorkspace } from '../context.ts';

/** What came of the call: outcome, times, next step, complaint, and the answers of the script's own form. */
export function RecordFacts({ record, script }: { record: CallRecord; script: Script | null }) {
  const { t } = useTranslation();
  const { region } = useWorkspace().session.place;
  const { content } = record;
  const talked = record.answeredAt === null ? null : formatDuration(record.endedAt - record.answeredAt);
  const complaint = content.complaint;
  return (
    <dl className="m-0 mt-4 grid grid-cols-2 gap-x-5 text-fact">
      <Fact name={t('field.outcome')}>{t(`outcome.${record.outcome}`)}</Fact>
      <Fact name={t('workspace.record.talkTime')}>{talked ?? t('workspace.record.notTalked')}</Fact>
      <Fact name={t('field.satisfaction')}>
        {record.satisfaction ? (
          <span className={`inline-flex items-center gap-1 ${satisfactionTone[record.satisfaction].text}`}>
            <ToneIcon tone={satisfactionTone[record.satisfaction].tone} size={15} />
            {t(`satisfaction.${record.satisfaction}`)}
          </span>
        ) : (
          '–'
        )}
      </Fact>
      <Fact name={t('workspace.record.direction')}>{t(`workspace.record.${record.direction}`)}</Fact>
      {content.from || content.to ? (
        <Fact name={t('workspace.record.numbers')} wide>
          {[content.from, content.to].map((number) => (number === null ? '?' : formatNumber(number, region))).join(' → ')}
        </Fact>
      ) : null}
      <NextStep record={record} />
      {complaint ? (
        <Fact name={t('field.complaint')} wide={complaint.kind === 'complaint'}>
          {complaint.kind === 'none' ? t('workspace.record.none') : [complaint.department, complaint.about].filter(Boolean).join(' · ')}
        </Fact>
      ) : null}
      {content.needs ? <AnswerFact name={t('field.needs')} answer={content.needs} /> : null}
      {content.suggestions ? <AnswerFact name={t('field.suggestions')} answer={content.suggestions} /> : null}
      <Corrections record={record} />
      {Object.entries(content.answers).map(([id, value]) => (
        <FormAnswer key={id} id={id} value={value} field={script?.fields.find((field) => field.id === id) ?? null} />
      ))}
      {content.party?.note ? (
        <Fact name={t('workspace.record.note')} wide>
          {content.party.note}
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={`flex justify-between gap-4 border-b border-line py-1.5 ${wide ? 'col-span-2' : ''}`}>
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="tabular m-0 min-w-0 text-right whitespace-pre-wrap">{children}</dd>
    </div>
  );
}

function AnswerFact({ name, answer }: { name: string; answer: Answer }) {
  const { t } = useTranslation();
  return (
    <Fact name={name} wide={answer.kind === 'text'}>
      {answer.kind === 'none' ? t('workspace.record.none') : answer.text}
    </Fact>
  );
}

function NextStep({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const next = record.content.nextStep;
  if (next === null) return null;
  if (next.kind === 'none') return <Fact name={t('field.nextStep')}>{t('nextStep.none')}</Fact>;
  const what = next.kind === 'refer' ? `${next.department}` : t(`nextStep.${next.kind}`);
  return (
    <Fact name={t('field.nextStep')} wide>
      {[what, formatMoment(next.at, format()), next.note].filter(Boolean).join(' · ')}
    </Fact>
  );
}

function Corrections({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const { phone, preferredHours, language, optOut } = record.content.correction;
  const parts = [
    phone ? formatPhone(phone) : null,
    preferredHours ? preferredHours.original : null,
    language ? t(`language.${language}`, { defaultValue: language }) : null,
    optOut === null ? null : t('workspace.record.optOut', { reason: optOut }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : (
    <Fact name={t('workspace.record.corrected')} wide>
      {parts.join(' · ')}
    </Fact>
  );
}

function FormAnswer({ id, value, field }: { id: string; value: string; field: FormField | null }) {
  const text = useText();
  const option = field?.options?.find((one) => one.id === value);
  return (
    <Fact name={field ? text(field.label) : id} wide>
      {option ? text(option.label) : value}
    </Fact>
  );
}
