import { PhoneOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerField } from '../../../lib/contract/customer-edit.ts';
import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import { formatDay, formatLocalDate, formatTime } from '../../../lib/i18n/format.ts';
import { fieldsOf } from '../../../lib/record/customer-fields.ts';
import { useWorkspace } from '../context.ts';
import { wordField, wordPhone } from './field-words.ts';

const CHIP = 'chip rounded-[4px] border border-line px-1.5 text-label text-muted';
const FACTS: readonly CustomerField[] = ['number', 'salutation', 'sex', 'jobTitle', 'birthday', 'email', 'language', 'timeZone', 'preferredHours', 'note'];

/** Who it is, how they are reached, and whether they may be. */
export function CustomerHeader({ page, actions }: { page: CustomerPage; actions?: ReactNode }) {
  const { t } = useTranslation();
  const { format, session } = useWorkspace();
  const { customer, heldBy, owner } = page;
  const { person, optOut, tags = [] } = customer;
  const context = format();
  const fields = fieldsOf(customer);
  const known = FACTS.map((field) => ({ field, words: wordField(t, fields, field, context) })).filter(({ words }) => words !== '');
  return (
    <header>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <h1 className="m-0 min-w-0 text-name font-semibold [overflow-wrap:anywhere]" lang={customer.language ?? undefined}>
          {person.name || t('customers.nameless')}
        </h1>
        {person.company ? <span className="text-body text-muted">{person.company}</span> : null}
        {customer.class ? <span className={CHIP}>{customer.class}</span> : null}
        {tags.map((tag) => (
          <span key={tag} className={CHIP}>
            {tag}
          </span>
        ))}
        {actions ? <div className="ml-auto flex flex-wrap gap-2">{actions}</div> : null}
      </div>
      {optOut ? (
        <p className="m-0 mt-1 flex items-center gap-1.5 text-fact font-semibold text-bad">
          <PhoneOff size={15} aria-hidden="true" className="shrink-0" />
          {[
            t('customers.optedOut', { day: formatDay(optOut.at, context) }),
            optOut.until ? t('customers.wish.ends', { day: formatLocalDate(optOut.until, context) }) : '',
            optOut.reason,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : null}
      {owner ? <p className="m-0 mt-1 text-fact">{t('customers.owner', { name: owner.name, day: formatDay(owner.since, context) })}</p> : null}
      {heldBy ? <p className="m-0 mt-1 text-fact text-fair">{t('customers.heldBy', { name: heldBy.name, until: formatTime(heldBy.until, context) })}</p> : null}
      <dl className="m-0 mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-fact">
        <dt className="text-muted">{t('customers.fact.phones')}</dt>
        <dd className="tabular m-0">
          {person.phones.length === 0 ? <span className="font-semibold text-bad">{t('customers.noPhone')}</span> : null}
          {person.phones.map((phone) => (
            <div key={`${phone.label} ${phone.original}`} className={phone.e164 === null || phone.doubtful ? 'text-fair' : ''}>
              {wordPhone(t, phone, session.place.region)}
            </div>
          ))}
        </dd>
        {known.map(({ field, words }) => (
          <div key={field} className="contents">
            <dt className="text-muted">{t(`customers.fact.${field}`)}</dt>
            <dd className="m-0 whitespace-pre-wrap [overflow-wrap:anywhere]">{words}</dd>
          </div>
        ))}
        {Object.entries(person.more).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="m-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
