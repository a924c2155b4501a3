import { useTranslation } from 'react-i18next';
import type { LedgerReply, PlanPreview } from '../../../lib/contract/plan.ts';
import { formatDay, formatLocalDate } from '../../../lib/i18n/format.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { useWorkspace } from '../context.ts';

/** What a rule gives: how many, on which days, and the first of them with why. */
export function PreviewPane({ preview, isCounting, zone }: { preview: PlanPreview; isCounting: boolean; zone: string }) {
  const { t } = useTranslation();
  return (
    <div aria-busy={isCounting}>
      <p aria-live="polite" className="tabular m-0 text-body font-semibold">
        {t('rules.total', { count: preview.calls })}
        {isCounting ? <span className="font-normal text-muted"> · {t('rules.counting')}</span> : null}
        {preview.lookedAt < preview.customers ? <span className="font-normal text-fair"> · {t('rules.partial', preview)}</span> : null}
      </p>
      <DayChart days={preview.perDay} label={t('rules.perDay')} />
      <FirstCalls preview={preview} zone={zone} />
    </div>
  );
}

/** Calls a day as bars; every bar has its words, so that nobody needs to see it. */
export function DayChart({ days, label, capacity = null }: { days: LedgerReply['perDay']; label: string; capacity?: number | null }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const limits = days.map((one) => (capacity === null ? null : (one.capacity ?? capacity)));
  const most = Math.max(1, ...days.map(({ calls }) => calls), ...limits.map((limit) => limit ?? 0));
  // What is due on a day without anybody has to be called before it.
  const over = overIn(days, limits);
  return (
    <figure className="m-0 mt-2">
      <figcaption className="text-label text-muted">{label}</figcaption>
      <ol className="relative m-0 mt-1 flex h-16 list-none items-end gap-px border-b border-line p-0">
        {days.map(({ day, calls }, index) => (
          <li key={day} title={t('rules.day', { day: formatLocalDate(day, format()), count: calls })} className="relative flex h-full min-w-0 flex-1 items-end">
            {limits[index] ? (
              <span
                aria-hidden="true"
                className="pointer-events-none absolute inset-x-0 border-t border-dashed border-fair"
                style={{ bottom: `${(100 * (limits[index] ?? 0)) / most}%` }}
              />
            ) : null}
            <span
              aria-hidden="true"
              className={`block w-full rounded-t-[2px] forced-colors:bg-[CanvasText] ${over.has(day) ? 'bg-bad' : 'bg-accent'}`}
              style={{ height: calls === 0 ? 0 : `${Math.max(4, (100 * calls) / most)}%` }}
            />
            <span className="sr-only">{t('rules.day', { day: formatLocalDate(day, format()), count: calls })}</span>
          </li>
        ))}
      </ol>
      <div aria-hidden="true" className="tabular mt-0.5 flex justify-between text-label text-muted">
        <span>{days[0] ? formatLocalDate(days[0].day, format()) : ''}</span>
        <span>{t('rules.most', { count: most })}</span>
        <span>{days.at(-1) ? formatLocalDate(days.at(-1)?.day ?? '', format()) : ''}</span>
      </div>
      {capacity === null ? null : (
        <p className={`tabular m-0 mt-0.5 text-label ${over.size > 0 ? 'font-semibold text-bad' : 'text-muted'}`}>
          {t('rules.coverage.capacity', { capacity })} · {over.size > 0 ? t('rules.coverage.over', { count: over.size }) : t('rules.coverage.enough')}
        </p>
      )}
    </figure>
  );
}

/** Days by which more is due than can be made until then: what is not made on its last day was made on a day before that had room, the nearest first. */
function overIn(days: LedgerReply['perDay'], limits: readonly (number | null)[]): Set<string> {
  const room = limits.map((limit) => limit ?? Number.POSITIVE_INFINITY);
  const over = new Set<string>();
  for (const [last, { day, calls }] of days.entries()) {
    let left = calls;
    for (let n = last; n >= 0 && left > 0; n -= 1) {
      const used = Math.min(left, room[n] ?? 0);
      room[n] = (room[n] ?? 0) - used;
      left -= used;
    }
    if (left > 0) over.add(day);
  }
  return over;
}

/** The first of them by their last day, each with why. */
export function FirstCalls({ preview, zone }: { preview: PlanPreview; zone: string }) {
  const { t } = useTranslation();
  const { format } = useWorkspace();
  const context = { ...format(), zone };
  if (preview.first.length === 0) return <p className="m-0 mt-3 text-fact text-muted">{t('rules.firstNone')}</p>;
  return (
    <>
      <h3 className="m-0 mt-3 text-label font-semibold text-muted">{t('rules.first')}</h3>
      <ol className="m-0 mt-1 list-none p-0">
        {preview.first.map((call) => (
          <li key={`${call.customerId} ${call.dueBy}`} className="border-t border-line py-1.5 text-fact">
            <div className="flex justify-between gap-2">
              <span className="min-w-0 truncate font-semibold" title={call.company ?? call.name}>
                {[call.name, call.company, call.class].filter((part) => part !== null && part !== '').join(' · ')}
              </span>
              <span className="tabular shrink-0 text-label text-muted">{t('rules.due', { day: formatDay(call.dueBy, context) })}</span>
            </div>
            <div className="text-label text-muted">{call.why.map((reason) => wordReason(t, reason, context)).join(' + ')}</div>
          </li>
        ))}
      </ol>
    </>
  );
}
