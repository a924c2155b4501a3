import { useTranslation } from 'react-i18next';
import { formatLocalDate } from '../../../lib/i18n/format.ts';
import { dialLink, formatPhone } from '../../../lib/phone/phone.ts';
import { addressOf } from '../../../lib/script/address.ts';
import { usePanel } from '../context.ts';
import type { CallView } from '../hooks/use-call.ts';
import { VersionsBadge } from '../versions.tsx';

/** Who is on the line, in one glance. */
export function CustomerStrip({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const { format, place } = usePanel();
  const { call, file } = view;
  const person = file?.customer.person;
  const service = file?.services.find(({ id }) => id === call.serviceId);
  const phone = person?.phones[0];
  const link = phone ? dialLink(phone, place) : null;
  const address = person ? addressOf(person, file?.customer.language ?? 'zh-CN') : null;
  return (
    <section aria-label={t('call.customer')} className="border-b border-line bg-surface px-3 py-2">
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="m-0 flex min-w-0 items-baseline gap-2 text-[16px] font-semibold" lang={file?.customer.language ?? undefined}>
          <span className="truncate" title={person?.name}>
            {person ? person.name || t('ready.noName') : call.draft.party?.name || t('call.unknown')}
          </span>
          {file?.customer.class ? (
            <span className="chip shrink-0 rounded-[4px] border border-line px-1.5 text-label font-normal text-muted">{file.customer.class}</span>
          ) : null}
        </h2>
        {phone && link ? (
          <a href={link.href} className="tabular shrink-0 text-fact text-accent no-underline hover:underline">
            {formatPhone(phone)}
          </a>
        ) : null}
      </div>
      <p className="m-0 truncate text-fact text-muted">
        {[
          t(`call.${call.direction}`),
          address && address !== person?.name ? address : null,
          service ? [service.item, service.kind].filter(Boolean).join(' ') : null,
          service ? formatLocalDate(service.endedOn, format()) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {file ? <VersionsBadge customerId={file.customer.id} /> : null}
    </section>
  );
}
