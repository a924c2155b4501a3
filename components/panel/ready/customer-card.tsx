import { Copy, Phone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Service } from '../../../lib/contract/customer.ts';
import type { Reason } from '../../../lib/contract/reason.ts';
import type { CustomerFile } from '../../../lib/db/queue.ts';
import { formatDay, formatLocalDate, formatMoment } from '../../../lib/i18n/format.ts';
import { uiLanguageOf } from '../../../lib/i18n/language.ts';
import { dialLink, formatPhone } from '../../../lib/phone/phone.ts';
import { openPoints } from '../../../lib/record/open-points.ts';
import { addressOf } from '../../../lib/script/address.ts';
import { satisfactionTone } from '../../ui/tone.tsx';
import { usePanel } from '../context.ts';
import { Fact } from '../fact.tsx';
import { VersionsBadge } from '../versions.tsx';
import { ReasonChip } from './reason-chip.tsx';

type CardProps = { file: CustomerFile; service: Service | null; why: Reason[]; children?: React.ReactNode };

/** Who is next, how to address them, and why now (C1). */
export function CustomerCard({ file, service, why, children }: CardProps) {
  const { t } = useTranslation();
  const { format } = usePanel();
  const { customer, records } = file;
  const { person } = customer;
  const address = addressOf(person, customer.language ?? 'zh-CN');
  const context = format();
  const last = records[0];
  const open = openPoints(records, context.now);
  return (
    <article aria-label={t('ready.card')} className="panel-card rounded-[10px] border border-line bg-surface p-3.5">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <h2 className="m-0 min-w-0 text-name font-semibold" lang={customer.language ?? undefined}>
          {person.name || t('ready.noName')}
        </h2>
        {customer.class ? <span className="chip rounded-[4px] border border-line px-1.5 text-label text-muted">{customer.class}</span> : null}
      </div>
      {address && address !== person.name ? <p className="m-0 text-fact text-muted">{t('ready.address', { address })}</p> : null}
      {person.company ? <p className="m-0 text-fact text-muted">{[person.company, person.jobTitle].filter(Boolean).join(' · ')}</p> : null}
      <Phones file={file} />
      <VersionsBadge customerId={customer.id} />
      <ul aria-label={t('ready.why')} className="m-0 mt-2 flex list-none flex-wrap gap-1.5 p-0">
        {why.map((reason) => (
          <ReasonChip key={reason.code} reason={reason} />
        ))}
      </ul>
      <dl className="m-0 mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-fact">
        {service ? (
          <Fact name={t('ready.service')}>
            {[service.item, service.kind].filter(Boolean).join(' ')} · {formatLocalDate(service.endedOn, context)}
            {service.by ? ` · ${service.by}` : ''}
          </Fact>
        ) : null}
        <Fact name={t('ready.lastContact')}>
          {last ? (
            <>
              {formatDay(last.startedAt, context)} · {t(`outcome.${last.outcome}`)}
              {last.satisfaction ? <span className={satisfactionTone[last.satisfaction].text}> · {t(`satisfaction.${last.satisfaction}`)}</span> : null}
            </>
          ) : (
            t('ready.noContact')
          )}
        </Fact>
        {open.map((point) => (
          <Fact key={point.recordId} name={t('ready.open')}>
            <span className={point.late ? 'font-semibold text-bad' : ''}>
              {t(point.department ? 'ready.openReferral' : 'ready.openPromise', { department: point.department, by: formatMoment(point.at, context) })}
              {point.late ? ` · ${t('ready.openLate')}` : ''}
              {point.note ? ` · ${point.note}` : ''}
            </span>
          </Fact>
        ))}
        {customer.preferredHours ? <Fact name={t('ready.prefers')}>{customer.preferredHours.original}</Fact> : null}
        {customer.language && uiLanguageOf(customer.language) !== context.language ? (
          <Fact name={t('ready.language')}>{t(`language.${customer.language}`, { defaultValue: customer.language })}</Fact>
        ) : null}
        {person.note ? <Fact name={t('ready.note')}>{person.note}</Fact> : null}
      </dl>
      {children}
    </article>
  );
}

function Phones({ file }: { file: CustomerFile }) {
  const { t } = useTranslation();
  const { place } = usePanel();
  const { phones } = file.customer.person;
  if (phones.length === 0) return <p className="m-0 mt-1 text-fact font-semibold text-bad">{t('reason.no-phone')}</p>;
  return (
    <ul className="m-0 mt-1 list-none p-0">
      {phones.map((phone) => (
        <li key={`${phone.original}${phone.label}`} className="flex flex-wrap items-center gap-x-2">
          <a href={dialLink(phone, place).href} className="tabular inline-flex min-h-8 items-center gap-1.5 text-body text-accent no-underline hover:underline">
            <Phone size={14} aria-hidden="true" />
            {formatPhone(phone)}
          </a>
          <CopyButton text={phone.e164 ?? phone.original} />
          {phone.label === 'main' ? null : <span className="text-label text-muted">{t(`phone.${phone.label}`)}</span>}
          {phone.doubtful ? <span className="text-label text-fair">{t('phone.doubtful')}</span> : null}
        </li>
      ))}
    </ul>
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setCopied(done);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={t('phone.copy')}
      className="inline-flex h-8 min-w-8 cursor-pointer items-center justify-center gap-1 rounded border-0 bg-transparent text-label text-muted hover:text-ink"
    >
      <Copy size={14} aria-hidden="true" />
      <span aria-live="polite">{copied ? t('phone.copied') : ''}</span>
    </button>
  );
}
