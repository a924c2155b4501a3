import { useTranslation } from 'react-i18next';
import type { CustomerPage } from '../../../lib/contract/customer-page.ts';
import type { Reason } from '../../../lib/contract/reason.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { formatDay, formatLocalDate, formatMoment } from '../../../lib/i18n/format.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { reason } from '../../../lib/plan/reasons.ts';
import { satisfactionTone } from '../../ui/tone.tsx';
import { useWorkspace } from '../context.ts';
import { pathTo } from '../use-route.ts';
import { Line, Lines, Nothing, Section } from './section.tsx';

export function Services({ page }: { page: CustomerPage }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = format();
  return (
    <Section title={t('customers.services.title')}>
      {page.services.length === 0 ? <Nothing>{t('customers.services.none')}</Nothing> : null}
      <Lines>
        {page.services.map(({ id, endedOn, item, kind, by, where, nextDate, history }) => (
          <Line key={id} when={formatLocalDate(endedOn, context)}>
            <span className="font-semibold">{[item, kind].filter(Boolean).join(' · ')}</span>
            <span className="text-muted">
              {[
                '',
                by,
                where,
                nextDate ? t('customers.services.nextDate', { day: formatLocalDate(nextDate, context) }) : '',
                history ? t('customers.services.history') : '',
              ]
                .filter((one, index) => index === 0 || one)
                .join(' · ')}
            </span>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}

export function Calls({ page }: { page: CustomerPage }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = format();
  return (
    <Section title={t('customers.calls.title')}>
      {page.records.length === 0 ? <Nothing>{t('customers.calls.none')}</Nothing> : null}
      <Lines>
        {page.records.map(({ record, agentName }) => (
          <Line key={record.id} when={formatMoment(record.startedAt, context)}>
            <a href={pathTo.record(record.id)} className="font-semibold text-accent no-underline hover:underline">
              {t(`outcome.${record.outcome}`)}
            </a>
            {record.satisfaction ? <span className={satisfactionTone[record.satisfaction].text}> · {t(`satisfaction.${record.satisfaction}`)}</span> : null}
            <span className="text-muted"> · {agentName}</span>
            {record.content.said?.kind === 'text' ? <div className="text-muted">{record.content.said.text}</div> : null}
          </Line>
        ))}
      </Lines>
      {page.moreRecords ? <Nothing>{t('customers.calls.more', { count: page.records.length })}</Nothing> : null}
      <PastTasks tasks={page.past} />
    </Section>
  );
}

function PastTasks({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  if (tasks.length === 0) return null;
  const context = format();
  return (
    <details className="mt-1.5 text-fact">
      <summary className="cursor-pointer text-muted">
        {t('customers.calls.past')} ({tasks.length})
      </summary>
      <Lines>
        {tasks.map((task) => (
          <Line key={task.id} when={formatDay(task.dueBy, context)}>
            {wordReason(t, overBecause(task), context)}
          </Line>
        ))}
      </Lines>
    </details>
  );
}

function overBecause({ state, closedBecause, updatedAt: at }: Task): Reason {
  return state === 'done' ? reason('done', { at }) : reason(`closed-${closedBecause ?? 'covered'}`, { at });
}

export function Points({ page }: { page: CustomerPage }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = format();
  const { points, divergences } = page;
  return (
    <Section title={t('customers.points.title')}>
      {points.length + divergences.length === 0 ? <Nothing>{t('customers.points.none')}</Nothing> : null}
      <Lines>
        {points.map(({ recordId, department, at, note, late }) => (
          <Line key={recordId}>
            <span className={late ? 'font-semibold text-bad' : ''}>
              {t(department === null ? 'customers.points.ours' : 'customers.points.department', { department, at: formatMoment(at, context) })}
              {late ? ` · ${t('customers.points.late')}` : ''}
            </span>
            {note ? ` · ${note}` : ''}
          </Line>
        ))}
        {divergences.map((one) => (
          <Line key={one.id}>
            {t('customers.points.apart', {
              field: one.kind === 'customer-field' ? t(`customers.fact.${one.field === 'phone' ? 'phones' : one.field}`) : t('workspace.nav.records'),
            })}
            {' · '}
            <a href={pathTo.versions} className="text-accent">
              {t('customers.points.choose')}
            </a>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
