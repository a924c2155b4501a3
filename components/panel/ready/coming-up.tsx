import { useTranslation } from 'react-i18next';
import type { Queue } from '../../../lib/db/queue.ts';
import { formatMoment } from '../../../lib/i18n/format.ts';
import { wordReason } from '../../../lib/i18n/reason.ts';
import { usePanel } from '../context.ts';

/** What comes after the one on screen: ready ones first, then those with a time. */
export function ComingUp({ queue, skipFirst }: { queue: Queue; skipFirst: boolean }) {
  const { t } = useTranslation();
  const { format } = usePanel();
  const context = format();
  const rows = [
    ...queue.ready.slice(skipFirst ? 1 : 0).map((entry) => ({ entry, when: entry.why[0] ? wordReason(t, entry.why[0], context) : '' })),
    ...queue.later.filter(({ nextAt }) => nextAt !== null).map(({ entry, nextAt }) => ({ entry, when: nextAt === null ? '' : formatMoment(nextAt, context) })),
  ].slice(0, 4);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="coming-up" className="mt-4">
      <h2 id="coming-up" className="m-0 text-label font-semibold text-muted">
        {t('ready.comingUp')}
      </h2>
      <ul className="m-0 mt-1 list-none p-0">
        {rows.map(({ entry, when }) => (
          <li key={entry.task.id} className="flex items-baseline justify-between gap-3 border-b border-line py-1.5 text-fact">
            <span className="min-w-0 truncate" title={entry.customer.person.name}>
              {entry.customer.person.name}
            </span>
            <span className="max-w-[60%] truncate text-right text-muted" title={when}>
              {when}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
