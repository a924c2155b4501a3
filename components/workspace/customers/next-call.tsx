import { useTranslation } from 'react-i18next';
import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import type { LedgerEntry } from '../../../lib/contract/plan.ts';
import { formatDay, formatMoment } from '../../../lib/i18n/format.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { useWorkspace } from '../context.ts';
import { Line, Lines, Nothing, Section } from './section.tsx';

/** The next call, why it is or is not made now, and what else asks for one without being planned. */
export function NextCall({ page }: { page: CustomerPage }) {
  const { t } = useTranslation();
  const { open, unplanned } = page;
  return (
    <Section title={t('customers.next.title')}>
      {open.length > 0 ? (
        <Lines>
          {open.map((one) => (
            <Judged key={one.task.id} {...one} zone={page.customer.timeZone} />
          ))}
        </Lines>
      ) : (
        <>
          <p className="m-0 mt-1.5 text-body font-semibold">{t('customers.next.none')}</p>
          {unplanned.length === 0 ? <Nothing>{t('customers.next.noneAdvice')}</Nothing> : null}
        </>
      )}
      {unplanned.length > 0 ? (
        <>
          <h3 className="m-0 mt-2 text-label font-semibold text-muted">{t('customers.next.unplanned')}</h3>
          <Lines>
            {unplanned.map((entry) => (
              <Unplanned key={entry.id} entry={entry} />
            ))}
          </Lines>
        </>
      ) : null}
    </Section>
  );
}

function Judged({ task, ok, why, nextAt, zone }: CustomerPage['open'][number] & { zone: string | null }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = format();
  const own = zone === null ? context : { ...context, zone };
  const when = ok ? t('customers.next.now') : nextAt === null ? t('customers.next.never') : t('customers.next.at', { at: formatMoment(nextAt, context) });
  return (
    <Line>
      <span className={`font-semibold ${ok ? 'text-good' : nextAt === null ? 'text-bad' : 'text-ink'}`}>{when}</span>
      <span className="text-muted"> · {t('customers.next.due', { day: formatDay(task.dueBy, own) })}</span>
      <ul className="m-0 mt-0.5 list-none p-0">
        {why.map((reason) => (
          <li key={`${reason.code} ${JSON.stringify(reason.params)}`}>{wordReason(t, reason, context)}</li>
        ))}
      </ul>
    </Line>
  );
}

function Unplanned({ entry }: { entry: LedgerEntry }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = format();
  const why = entry.why.map((reason) => wordReason(t, reason, context));
  return (
    <Line when={formatDay(entry.from, context)}>
      {wordReason(t, entry.about, context)}
      <span className={`font-semibold ${entry.state === 'missed' || entry.state === 'blocked' ? 'text-bad' : 'text-muted'}`}>
        {' '}
        · {t(`rules.coverage.state.${entry.state}`)}
      </span>
      {why.length > 0 ? <span className="text-muted"> · {why.join(' · ')}</span> : null}
    </Line>
  );
}
